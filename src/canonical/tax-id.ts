/**
 * The form of VAT identification numbers behind the two letters of the country, as the European Commission lists it for VIES ("VAT
 * identification number structure", ec.europa.eu/taxation_customs/vies) and GOV.UK for the United Kingdom. By ISO 3166.
 */
const forms: Readonly<Record<string, RegExp>> = {
  AT: /^U[A-Z0-9]{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  GB: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
  GR: /^\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d[A-Z0-9+*]\d{5}[A-Z]|\d{7}[A-Z]{2})$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^\d{9}B\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
};

/** The letters before the number where they are not the country's own, or not only; XI is Northern Ireland's. */
const letters: Readonly<Record<string, readonly string[]>> = { GR: ['EL'], GB: ['GB', 'XI'] };

/**
 * Whether a tax id has the form of the VAT numbers of a country (ISO 3166), with its letters or without, however it is spaced; also where
 * nothing is known of the country's numbers. Nobody says that the number was given to anyone.
 */
export function isTaxIdOf(country: string, taxId: string): boolean {
  const form = Object.hasOwn(forms, country) ? forms[country] : undefined;
  if (!form) return true;
  const plain = taxId.toUpperCase().replaceAll(/[\s.-]/g, '');
  const before = (letters[country] ?? [country]).find((each) => plain.startsWith(each)) ?? '';
  return form.test(plain.slice(before.length));
}
