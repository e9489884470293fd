// Where the lists of the console are, as their addresses have them: behind each number stands the list that it counts.

type Wanted = Readonly<Record<string, string | readonly string[] | null | undefined>>;

/** The address of a screen with what it is filtered by; what is null or empty is left out. */
function at(path: string, wanted: Wanted): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(wanted))
    for (const each of typeof value === 'string' ? [value] : (value ?? [])) params.append(name, each);
  const query = params.toString();
  return query === '' ? path : `${path}?${query}`;
}

/** The states of runs that are not over. */
const underWay = ['QUEUED', 'RUNNING', 'WAITING_APPROVAL', 'PAUSED', 'COMPENSATING'];

export const listOf = {
  exceptions: (wanted: Wanted = {}): string => at('/exceptions', wanted),
  /** Exceptions that are dealt with. */
  settled: (wanted: Wanted = {}): string => at('/exceptions', { tab: 'resolved', ...wanted }),
  causes: (): string => at('/exceptions', { tab: 'causes' }),
  runs: (wanted: Wanted = {}): string => at('/runs', wanted),
  /** Runs under way whose time limit is near or past. */
  lateRuns: (sla: 'AT_RISK' | 'BREACHED'): string => at('/runs', { sla, status: underWay }),
  /** Approvals that wait: for whoever looks, or for anybody. */
  approvals: (whose: 'mine' | 'waiting'): string =>
    at('/approvals', { tab: whose === 'mine' ? null : whose }),
  events: (wanted: Wanted = {}): string => at('/events', wanted),
  deadLetters: (): string => at('/events', { tab: 'letters' }),
  source: (id: string | null): string => at('/sources', { source: id }),
};
