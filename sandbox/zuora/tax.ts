import type { DatabaseSync } from 'node:sqlite';
import { countries } from '../world/places.ts';
import type { Row } from './render.ts';

/** A tax on a sale: who levies it, and the rate in hundred-thousandths. */
export interface Levy {
  readonly jurisdiction: string;
  readonly rate: number;
}

const names = new Intl.DisplayNames(['en'], { type: 'region' });

/**
 * The taxes at an account's sold-to address: those of the city; of another city those of its country's tax, in the United States those of its
 * state. None for an exempt account and where we do not sell.
 */
export function leviesOf(db: DatabaseSync, account: Row): readonly Levy[] {
  if (account.taxExemptStatus === 'Yes') return [];
  const contact = db
    .prepare('select * from contact where id = ?')
    .get(String(account.soldToId ?? account.billToId));
  if (!contact) return [];
  const told = String(contact.country ?? '').toLowerCase();
  const country = countries.find(
    ({ code }) => code.toLowerCase() === told || names.of(code)?.toLowerCase() === told,
  );
  if (!country) return [];
  const city = country.cities.find(
    (each) => each.name.toLowerCase() === String(contact.city ?? '').toLowerCase(),
  );
  const near = country.cities.find((each) => each.region === null || each.region === contact.state);
  const taxes = city?.taxes ?? near?.taxes.slice(0, 1) ?? [];
  return taxes.map(([jurisdiction, rate]) => ({ jurisdiction, rate }));
}

/** The tax on an amount in cents, rounded half up away from zero. */
export function taxOn(cents: bigint, rate: number): bigint {
  const size = (cents < 0n ? -cents : cents) * BigInt(rate);
  const rounded = (2n * size + 100_000n) / 200_000n;
  return cents < 0n ? -rounded : rounded;
}

/** A rate as a decimal fraction: 7250 is "0.0725". */
export function rateText(rate: number): string {
  return `0.${String(rate).padStart(5, '0')}`.replace(/0+$/, '');
}
