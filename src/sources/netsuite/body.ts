import type { ExactNumber } from '../http/json.ts';

/** A part of a request body. Amounts are made with `exactNumber`; a plain number is for what is counted in whole numbers. */
export type Body = { readonly [name: string]: Part };
type Part = string | number | boolean | null | ExactNumber | Body | readonly Body[] | undefined;

/** A reference to a record by its internal id; null and absent stay what they are. */
export function ref(id: string | null): Body | null {
  return id === null ? null : { id };
}
