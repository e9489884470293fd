/** What the table says of one field for one caller. */
export type Decision = 'allow' | 'mask' | 'deny';

/** Which rows a caller may see. */
export interface RowScope {
  /** Codes of legal entities; null: all. */
  readonly legalEntities: ReadonlySet<string> | null;
  /** Regions of legal entities; null: all. */
  readonly regions: ReadonlySet<string> | null;
  /** Whether also what belongs to no legal entity. */
  readonly unassigned: boolean;
}

/** What one caller may do, as far as it follows from who it is: made once for callers who may the same. */
export interface Rights {
  /** Equal for callers of one tenant who may see the same, and for no others. */
  readonly key: string;
  /** What is decided of `Type.field`, `InputType.field` or `Enum.VALUE`; what the table does not name is denied. */
  decide(coordinate: string): Decision;
  /** Whether objects of this type exist for the caller: whether any field of it that is not the id is allowed. */
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
