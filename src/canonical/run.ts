/** What an orchestrated write is for. */
export const processKinds = ['QUOTE_TO_CASH', 'AMENDMENT', 'RENEWAL', 'CANCELLATION'] as const;
export type ProcessKind = (typeof processKinds)[number];

/**
 * Where a run stands. PAUSED: a step was refused or somebody stopped it, and it goes on when somebody says so; WAITING_APPROVAL: it goes on
 * when others have agreed. COMPLETED, COMPENSATED, FAILED and CANCELLED are its ends.
 */
export const runStatuses = [
  'QUEUED',
  'RUNNING',
  'WAITING_APPROVAL',
  'PAUSED',
  'COMPENSATING',
  'COMPLETED',
  'COMPENSATED',
  'FAILED',
  'CANCELLED',
] as const;
export type RunStatus = (typeof runStatuses)[number];

/** UNKNOWN_OUTCOME: a system was called and nobody knows yet whether it did what it was asked. */
export const stepStatuses = [
  'PENDING',
  'RUNNING',
  'SUCCEEDED',
  'FAILED',
  'SKIPPED',
  'COMPENSATED',
  'UNKNOWN_OUTCOME',
] as const;
export type StepStatus = (typeof stepStatuses)[number];

/** What one try of a step came to. FOUND_EXISTING: looking showed that an earlier try had done it. */
export const attemptOutcomes = ['APPLIED', 'NOT_APPLIED', 'UNKNOWN', 'FOUND_EXISTING'] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

/** Whose calls go first where a vendor account allows only so many. */
export const lanes = ['money', 'interactive', 'standard', 'bulk'] as const;
export type Lane = (typeof lanes)[number];

/** Whether a run has come to an end. */
export const isOver = (status: RunStatus): boolean =>
  status === 'COMPLETED' || status === 'COMPENSATED' || status === 'FAILED' || status === 'CANCELLED';
