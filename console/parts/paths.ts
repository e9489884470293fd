// Where everything of the console is, as its addresses have it: behind each number stands the list that it counts, behind each name its page.

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

/** The lists, each with what it is filtered by. */
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

const page =
  (of: string) =>
  (id: string, wanted: Wanted = {}): string =>
    at(`/${of}/${encodeURIComponent(id)}`, wanted);

/** The pages of single things, by their ids. */
export const pageOf = {
  customer: page('customers'),
  run: page('runs'),
  exception: page('exceptions'),
  approval: page('approvals'),
  event: page('events'),
  replay: page('replays'),
  /** Of whatever has no page of its own kind. */
  record: page('records'),
  /** Where a subscription is changed. */
  amend: (id: string): string => `${page('subscriptions')(id)}/amend`,
  /** Where something came from and what became of it. */
  lineage: (id: string): string => at('/lineage', { id }),
};

/** Where the console shows a record of a kind; null where it has no page for it. */
export function pathOf(type: string, id: string): string | null {
  switch (type) {
    case 'Customer':
      return pageOf.customer(id);
    case 'WorkflowRun':
      return pageOf.run(id);
    case 'Exception':
      return pageOf.exception(id);
    case 'Approval':
      return pageOf.approval(id);
    case 'Event':
      return pageOf.event(id);
    case 'Replay':
      return pageOf.replay(id);
    case 'SourceSystem':
      return listOf.source(id);
    case 'BillingSubscription':
    case 'Invoice':
    case 'Payment':
    case 'Contract':
    case 'Opportunity':
    case 'SupportCase':
    case 'Product':
    case 'Amendment':
      return pageOf.record(id);
    default:
      return null;
  }
}
