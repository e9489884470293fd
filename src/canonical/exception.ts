/** What an exception is a matter of: a system, what systems hold, how work is done here, or what is allowed. */
export const exceptionCategories = ['TECHNICAL', 'DATA', 'PROCESS', 'POLICY'] as const;
export type ExceptionCategory = (typeof exceptionCategories)[number];

/** How much the business loses by it, the least first. */
export const severities = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Severity = (typeof severities)[number];

/** The next worse severity; CRITICAL has none. */
export const worse = (severity: Severity): Severity =>
  severities[Math.min(severities.indexOf(severity) + 1, severities.length - 1)]!;

/** Where an exception stands. RESOLVED, AUTO_RESOLVED, SKIPPED and COMPENSATED are its ends. */
export const exceptionStatuses = [
  'OPEN',
  'ASSIGNED',
  'FIX_PROPOSED',
  'WAITING_APPROVAL',
  'RETRYING',
  'RESOLVED',
  'AUTO_RESOLVED',
  'SKIPPED',
  'COMPENSATED',
] as const;
export type ExceptionStatus = (typeof exceptionStatuses)[number];

/** What stopped a run: a check that found something, a call that failed, one of which nobody knows, or undoing that failed. */
export type FailureKind = 'refused' | 'problem' | 'unknown' | 'compensation';
