import type { MoneyFragment } from '../../generated/graphql.ts';

// What is decided, as the hub stored it (docs/approvals.md, "What is decided"): JSON, of which amounts are left out for who sees none.

/** An object of JSON. */
export type Fields = Readonly<Record<string, unknown>>;

/** A member that is an object; an empty one where it is not. */
export function within(value: unknown, name: string): Fields {
  const found = typeof value === 'object' && value !== null ? (value as Fields)[name] : undefined;
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Fields) : {};
}

/** A member that is a list of objects. */
export function listIn(value: Fields, name: string): readonly Fields[] {
  const found = value[name];
  const isFields = (each: unknown): each is Fields => typeof each === 'object' && each !== null;
  return Array.isArray(found) ? found.filter(isFields) : [];
}

/** A member as text; null where it is not there. */
export function textIn(value: Fields, name: string): string | null {
  const found = value[name];
  if (found === null || found === undefined) return null;
  return typeof found === 'string' ? found : JSON.stringify(found);
}

/** A member that is an amount. */
export function moneyIn(value: Fields, name: string): MoneyFragment | null {
  const { amount, currency } = within(value, name);
  return typeof amount === 'string' && typeof currency === 'string' ? { amount, currency } : null;
}
