/** How a record stands in one source: the first that applies, from the last one on. */
const syncStatuses = ['NOT_APPLICABLE', 'IN_SYNC', 'DRIFTED', 'PENDING', 'BLOCKED', 'FAILED'] as const;
export type SyncStatus = (typeof syncStatuses)[number];

/** What is known of a record at one place of a source. Instants are ISO 8601. */
export interface SyncFacts {
  /** An open dead letter. */
  readonly failed: Trouble | null;
  /** The source does not answer, or reading its changes fails. */
  readonly blocked: Trouble | null;
  /** A change that the source told of waits to be fetched. */
  readonly waiting: Trouble | null;
  /** It holds other master data than the record. */
  readonly drifted: Trouble | null;
  /** What was noted of it when it got out of step. */
  readonly noted: (Trouble & { readonly status: SyncStatus }) | null;
}

/** Why, and since when; null where that is not known. */
export interface Trouble {
  readonly reason: string | null;
  readonly since: string | null;
}

/** The status that these facts amount to, with its reason and its beginning. */
export function syncOf(facts: SyncFacts): Trouble & { readonly status: SyncStatus } {
  const { failed, blocked, waiting, drifted, noted } = facts;
  const found: readonly [SyncStatus, Trouble | null][] = [
    ['FAILED', failed],
    ['BLOCKED', blocked],
    ['PENDING', waiting],
    ['DRIFTED', drifted],
  ];
  for (const [status, trouble] of found) {
    const note = noted?.status === status ? noted : null;
    if (trouble ?? note) return { status, reason: reasonOf(trouble, note), since: earlier(trouble, note) };
  }
  return { status: 'IN_SYNC', reason: null, since: null };
}

const reasonOf = (trouble: Trouble | null, note: Trouble | null): string | null =>
  trouble?.reason ?? note?.reason ?? null;

function earlier(trouble: Trouble | null, note: Trouble | null): string | null {
  const times = [trouble?.since, note?.since].flatMap((since) => since ?? []);
  return times.length === 0 ? null : times.reduce((a, b) => (Date.parse(a) <= Date.parse(b) ? a : b));
}

/** Whether a status is worse than another. */
export function worse(status: SyncStatus, than: SyncStatus): boolean {
  return syncStatuses.indexOf(status) > syncStatuses.indexOf(than);
}
