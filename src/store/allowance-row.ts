/** A share as it stands in the database. */
export interface ShareRow {
  readonly holder: string;
  readonly slots: number;
  readonly per_second: number;
  readonly per_minute: number;
  readonly block: number;
  readonly running: readonly number[];
  readonly wanted: readonly number[];
  /** Since its holder last spoke. */
  readonly age_ms: number;
  /** How long what was under way then may last yet. */
  readonly busy_ms: number;
  readonly dry_ms: number;
  /** Whether the session by which its holder speaks is there. */
  readonly present: boolean;
}

/** A living process speaks once a second; one whose session broke and that cannot speak again begins nothing after three seconds. */
const goneAfterMs = 4_000;
/** One that is silent with its session open is stopped or cut off. It begins nothing after three seconds; what it began may need a while. */
const heldForMs = 10_000;

/** Whether the holder is to be reckoned with when slots are divided. */
export const isAlive = ({ age_ms: age }: ShareRow): boolean => age < goneAfterMs;

/**
 * How many slots of a share nobody else may have. `patient`: whoever asks was without the database itself, so that silence means nothing.
 */
export function heldSlots(row: ShareRow, patient: boolean): number {
  if (row.age_ms < goneAfterMs || patient) return row.slots;
  if (!row.present) return 0;
  if (row.age_ms < heldForMs) return row.slots;
  return row.busy_ms > 0
    ? Math.min(
        row.slots,
        row.running.reduce((a, b) => a + b, 0),
      )
    : 0;
}
