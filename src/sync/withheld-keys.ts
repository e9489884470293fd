import { plainName } from '../canonical/name.ts';
import { type Key, refKey } from '../canonical/record.ts';
import { canonicalKey } from '../identity/resolve.ts';
import type { Instances } from '../store/key.ts';
import type { WithheldKey } from '../store/withheld.ts';

/** Makes a text that tells nothing of the one it is made from. */
export type Fingerprint = (text: string) => string;

/** A key of a withheld customer, as it is stored; `place` is the object that has it, `<instance>:<object>`. */
export const fingerprinted = (
  fingerprint: Fingerprint,
  key: Key,
  customer: string,
  place: string,
): WithheldKey => ({
  fingerprint: fingerprint(key),
  customer,
  traitOf: isTrait(key) ? place : null,
});

const parts = ['domain:', 'name:'] as const;

/** Whether a key says something only together with another one: the domain with the name. */
export const isPart = (key: Key): boolean => parts.some((part) => key.startsWith(part));
/** Whether keys that are parts are all that it takes. */
export const isWhole = (keys: readonly Key[]): boolean =>
  parts.every((part) => keys.some((key) => key.startsWith(part)));
export const isTax = (key: Key): boolean => key.startsWith('tax:');
/** Whether a key only suggests sameness. */
export const isTrait = (key: Key): boolean => isTax(key) || isPart(key);

/** What of these keys others may be known by, where they are not those of the record that is the reason: one tax id would lead to the next. */
export const passedOn = (keys: readonly Key[]): readonly Key[] => keys.filter((key) => !isTax(key));

/** The first words of a name: what follows is a legal form, a place, or what one system leaves out. */
const beginning = (name: string): string => plainName(name).split(' ').slice(0, 2).join(' ');

/**
 * By what a customer is known in other sources: keys that decide who it is, its tax ids, its domain and how its name begins. Of a record,
 * or of a facet that was stored.
 */
export function identifying(
  instances: Instances,
  instance: string,
  known: {
    readonly object: string;
    readonly externalId: string;
    readonly keys: readonly Key[];
    readonly name: unknown;
  },
): readonly Key[] {
  const { object, externalId, keys, name } = known;
  const system = instances.systemOf(instance)?.toLowerCase() ?? instance;
  return [
    refKey(instance, object, externalId),
    refKey(system, object, externalId),
    ...keys.flatMap((key) => (key.startsWith('domain:') ? canonicalKey(key, null) : [key])),
    ...(typeof name === 'string' ? [`name:${beginning(name)}`] : []),
  ];
}
