import type { Kind } from './kind.ts';
import { plainName, plainWords } from './name.ts';

type Plain = (value: unknown) => string;

const words: Plain = (value) => plainWords(String(value));
const name: Plain = (value) => plainName(String(value));
const compact: Plain = (value) => String(value).toLowerCase().replace(/\s/g, '');
const numbers: Plain = (value) =>
  (value as readonly string[])
    .map((each) => each.toUpperCase().replace(/[\s.-]/g, ''))
    .toSorted()
    .join(' ');

/** The master data that systems should agree on, and what of each value counts when it is compared. */
const compared: Partial<Record<Kind, Readonly<Record<string, Plain>>>> = {
  Customer: { name, legalName: name, currency: compact, paymentTerms: words, taxIds: numbers },
  Contact: { name: words, email: compact },
  Product: { name: words, glAccount: compact },
};

/** The kinds that are compared. */
export const comparedKinds: readonly Kind[] = Object.keys(compared) as Kind[];

/** The fields that are compared, of any kind. */
export const comparedFields: readonly string[] = [...new Set(Object.values(compared).flatMap(Object.keys))];

/** How a drift in these fields is told, without their values. */
export const driftReason = (fields: readonly string[]): string => `${fields.join(', ')} differs`;

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/**
 * The fields of master data for which a source holds another value than the record: spelling, order and legal forms do not count,
 * and a source that holds nothing does not disagree.
 */
export function driftOf(
  kind: Kind,
  held: Readonly<Record<string, unknown>>,
  golden: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.entries(compared[kind] ?? {}).flatMap(([field, plain]) => {
    const [there, here] = [held[field], golden[field]];
    return isEmpty(there) || isEmpty(here) || plain(there) === plain(here) ? [] : [field];
  });
}
