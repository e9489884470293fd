/** Words that say what kind of company it is, not which: dropped before names are compared. */
const legalForms = new Set(
  'inc incorporated corp corporation co company llc ltd limited plc gmbh ag kg sa sas sarl bv nv spa srl ab as oy kk pty group holding holdings the and'.split(
    ' ',
  ),
);

/** A company name reduced to what tells companies apart: lower case, no accents, no punctuation, no legal form. */
export function plainName(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  const telling = words.filter((word) => !legalForms.has(word));
  return (telling.length > 0 ? telling : words).join(' ');
}

/** Domains under which strangers get addresses: sharing one says nothing. */
const sharedDomains = new Set([
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'icloud.com',
  'aol.com',
  'gmx.de',
  'gmx.net',
  'web.de',
  'proton.me',
  'protonmail.com',
]);

/** Whether sharing this domain suggests being the same company. */
export function tellingDomain(domain: string): boolean {
  return !sharedDomains.has(domain);
}
