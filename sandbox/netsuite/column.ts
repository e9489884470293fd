/** How a column is stored and how SuiteQL treats it. Decimals are text, so that no amount passes through a float. */
export type ColumnType = 'integer' | 'decimal' | 'text' | 'flag' | 'date' | 'datetime';

export interface Column {
  readonly type: ColumnType;
  /** The stored name, where SuiteQL exposes the value under another one. */
  readonly stored?: string;
  /** The table whose row this value names; BUILTIN.DF shows that row's display column. */
  readonly ref?: string;
  /** What BUILTIN.DF shows for each stored code. */
  readonly words?: Readonly<Record<string, string>>;
  /** The column whose value comes before the code in `words`, where what a code means depends on it: `SalesOrd:B`. */
  readonly wordsBy?: string;
  readonly required?: boolean;
  /** Compared without regard to case, as external ids are. */
  readonly nocase?: boolean;
}

export interface Table {
  readonly key: readonly string[];
  /** The query that gives its rows, where they follow from those of other tables. */
  readonly view?: string;
  readonly display?: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly indexes?: readonly (readonly string[])[];
  readonly unique?: readonly (readonly string[])[];
}

export const id: Column = { type: 'integer', required: true };
export const text: Column = { type: 'text' };
export const needed: Column = { type: 'text', required: true };
export const flag: Column = { type: 'flag', required: true };
export const decimal: Column = { type: 'decimal' };
export const date: Column = { type: 'date' };
export const datetime: Column = { type: 'datetime', required: true };
export const externalid: Column = { type: 'text', nocase: true };

/** A column that names a row of another table. */
export function to(ref: string, required = false): Column {
  return { type: 'integer', ref, required };
}

/** A plain list of names. */
export function named(display: string): Table {
  return { key: ['id'], display, columns: { id, name: needed, fullname: text, isinactive: flag } };
}
