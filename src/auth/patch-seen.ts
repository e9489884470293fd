import type { Rights } from './rights.ts';

type Patch = Readonly<Record<string, unknown>>;

/** The field of the graph whose right decides of a value that may be mended; what is not named here everybody with exceptions sees. */
const decisive: readonly (readonly [path: RegExp, coordinate: string])[] = [
  [/^taxId$/, 'Customer.taxProfile'],
  [/^unitPrice\./, 'Exception.moneyAtRisk'],
];

/** Whether a caller sees the value of an editable field. */
export function seesValue(rights: Rights, path: string): boolean {
  return decisive.every(
    ([pattern, coordinate]) => !pattern.test(path) || rights.decide(coordinate) === 'allow',
  );
}

/** Whether a caller is told a suggestion. A tax id is that of another record, which may lie outside its scope. */
export const seesSuggestion = (rights: Rights, patch: Patch): boolean =>
  Object.keys(patch).every((path) => seesValue(rights, path) && !(rights.scope && path === 'taxId'));

/** A patch with null in the place of what a caller may not see; anything else as it is. */
export function patchSeen<T>(rights: Rights, patch: T): T {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  return Object.fromEntries(
    Object.entries(patch).map(([path, value]) => [path, seesValue(rights, path) ? value : null]),
  ) as T;
}
