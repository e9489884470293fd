/** What a field holds, which decides how it is compared and written. */
export type FieldType = 'text' | 'decimal' | 'integer' | 'boolean' | 'date' | 'instant';

/** A related object that `expand[]` can pull in: rows of `to` whose `theirs` equals our `ours`. */
export interface Relation {
  /** The member of the answer. */
  readonly as: string;
  readonly to: string;
  readonly ours: string;
  readonly theirs: string;
  readonly one?: boolean;
}

/** A Zuora object: its place in the object query API, its fields, and what may be asked of it. */
export interface ObjectType {
  readonly path: string;
  readonly table: string;
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Lower case; only these can be filtered and sorted on. */
  readonly indexed: readonly string[];
  /** The human number that stands for the id in a path. */
  readonly number?: string;
  readonly relations: Readonly<Record<string, Relation>>;
  /** The values of `expand[]` that the published API reference lists. */
  readonly expands: readonly string[];
  /** The reference says that the list must be filtered. */
  readonly mustFilter?: boolean;
}

/** Fields that every object has. */
export const stamps = { createdDate: 'instant', updatedDate: 'instant' } as const;
/** Indexed fields that every object has. */
export const always = ['id', 'updateddate'] as const;
/** The account that an object belongs to. */
export const account = { as: 'account', to: 'Account', ours: 'accountId', theirs: 'id', one: true } as const;
