import type { RowScope } from '../canonical/scope.ts';

export type { RowScope } from '../canonical/scope.ts';

/** What the table says of one field for one caller. */
export type Decision = 'allow' | 'mask' | 'deny';

/** What one caller may do, as far as it follows from who it is: made once for callers who may the same. */
export interface Rights {
  /** Equal for callers of one tenant who may see the same, and for no others. */
  readonly key: string;
  /** What is decided of `Type.field`, `InputType.field` or `Enum.VALUE`; what the table does not name is denied. */
  decide(coordinate: string): Decision;
  /** Whether objects of this type exist for the caller: whether it may see its id, where it has one, and anything besides. */
  sees(type: string): boolean;
  /** Null: every row. */
  readonly scope: RowScope | null;
}

/** Rights without any bound, for callers where no token is asked for. */
export const unboundRights: Rights = {
  key: 'open',
  decide: () => 'allow',
  sees: () => true,
  scope: null,
};
