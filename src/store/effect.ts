/** Something the hub has done, or may have done, at a vendor. */
export interface EffectRow {
  /** The idempotency key that the vendor is given. */
  readonly key: string;
  readonly index: number;
  readonly act: 'DO' | 'UNDO';
  readonly attempt: number;
  readonly instance: string;
  readonly operation: string;
  readonly class: 'A' | 'B' | 'C' | 'D';
  readonly state: 'INTENT' | 'DONE' | 'UNKNOWN' | 'REFUSED' | 'UNDONE';
  /** What is sent, whatever happens meanwhile; what is personal of it is sealed. */
  readonly input: unknown;
  readonly undo: unknown;
  readonly result: unknown;
  readonly object: string | null;
  readonly externalId: string | null;
  /** When the vendor was first called with the key, or a little earlier; null: it was not, or surely in vain. */
  readonly calledAt: string | null;
  /** When it was last called. */
  readonly triedAt: string | null;
  /** When the vendor had come to an end with the last call, as far as that is known. */
  readonly settledAt: string | null;
}
