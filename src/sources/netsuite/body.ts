/** A part of a request body. Amounts are made with `exact`; a plain number is for what is counted in whole numbers. */
export type Body = { readonly [name: string]: Part };
type Part = string | number | boolean | null | Exact | Body | readonly Body[] | undefined;

/** A number that is written with exactly the characters of its decimal text. */
interface Exact {
  readonly rawJSON: string;
}

/** Node 24 has the JSON source text access proposal; the type library does not know it yet. */
const json = JSON as unknown as { rawJSON(text: string): Exact };

/** Decimal text as a JSON number, without passing through a float. Throws (a bug) when it is no decimal text. */
export function exact(decimal: string): Exact {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(decimal)) throw new Error('not decimal text');
  return json.rawJSON(decimal);
}

/** A reference to a record by its internal id; null and absent stay what they are. */
export function ref(id: string | null): Body | null {
  return id === null ? null : { id };
}
