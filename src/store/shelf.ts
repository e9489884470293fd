/** A table whose column `sealed` holds what the keyring seals; null where there is nothing any more. */
export interface Shelf {
  /** How its rows are called where they are counted. */
  readonly what: 'vendorSecrets' | 'subjectKeys' | 'proofs';
  readonly table: string;
  /** The expression that tells its rows apart, as text. */
  readonly key: string;
  /** What the row of a key is sealed for. */
  context(key: string): string;
}
