import type {
  ExceptionCategory,
  ExceptionFilter,
  ExceptionRowFragment,
  ExceptionStatus,
  ProcessKind,
  Severity,
} from '../../generated/graphql.ts';

// What the address of the list says. Its names are those of the graph's ExceptionFilter, so that any screen can link to a filtered list.

export const tabs = ['open', 'retries', 'resolved', 'causes'] as const;
export type Tab = (typeof tabs)[number];

export const severities: readonly Severity[] = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];
export const categories: readonly ExceptionCategory[] = ['TECHNICAL', 'DATA', 'PROCESS', 'POLICY'];
export const processes: readonly ProcessKind[] = ['QUOTE_TO_CASH', 'AMENDMENT', 'RENEWAL', 'CANCELLATION'];
const goingOn: readonly ExceptionStatus[] = [
  'OPEN',
  'ASSIGNED',
  'FIX_PROPOSED',
  'WAITING_APPROVAL',
  'RETRYING',
];
const ends: readonly ExceptionStatus[] = ['RESOLVED', 'AUTO_RESOLVED', 'SKIPPED', 'COMPENSATED'];

/** Names of the address by which the list is narrowed. */
export const narrowing = [
  'severity',
  'category',
  'ownerTeam',
  'process',
  'assigneeId',
  'mine',
  'legalEntity',
  'rootCauseKey',
  'moneyAtRiskGte',
  'olderThanMs',
  'openedFrom',
  'openedTo',
  'range',
  'status',
] as const;

interface Address {
  readonly get: (name: string) => string;
  readonly all: (name: string) => readonly string[];
}

/** Of the words given those that are known; null where none is. */
function among<Word extends string>(
  given: readonly string[],
  known: readonly Word[],
): readonly Word[] | null {
  const found = known.filter((word) => given.includes(word));
  return found.length === 0 ? null : found;
}

/** The part of the screen that an address leads to; one that asks for ended ones is the resolved ones. */
export function tabOf({ get, all }: Address): Tab {
  const named = tabs.find((tab) => tab === get('tab'));
  if (named) return named;
  if (get('retrying') === 'true') return 'retries';
  return all('status').length > 0 && all('status').every((status) => among([status], ends))
    ? 'resolved'
    : 'open';
}

/** The filter that an address means. `me`: the id of whoever looks; `since`: where its time range begins. */
export function filterOf(
  { get, all }: Address,
  { tab, me, since, amounts }: { tab: Tab; me: string; since: string | null; amounts: boolean },
): ExceptionFilter {
  const text = (name: string): string | null => get(name) || null;
  const money = text('moneyAtRiskGte');
  const age = text('olderThanMs');
  const status = among(all('status'), tab === 'resolved' ? ends : goingOn);
  return {
    status: status ?? (tab === 'resolved' ? ends : null),
    retrying: tab === 'retries' ? true : null,
    severity: among(all('severity'), severities),
    category: among(all('category'), categories),
    process: among(all('process'), processes),
    ownerTeam: text('ownerTeam'),
    assigneeId: get('mine') === '1' ? me : text('assigneeId'),
    legalEntity: text('legalEntity'),
    rootCauseKey: text('rootCauseKey'),
    // What a role does not see it may not filter by either.
    moneyAtRiskGte: amounts && money !== null && /^\d+(\.\d+)?$/.test(money) ? money : null,
    olderThanMs: age !== null && /^\d{1,10}$/.test(age) ? Math.min(Number(age), 2_147_483_647) : null,
    openedFrom: instantOf(text('openedFrom')) ?? since,
    openedTo: instantOf(text('openedTo')),
  };
}

const instantOf = (text: string | null): string | null =>
  text !== null && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : null;

/** The part of a filter that a stream takes; whether one meets the rest of it is not told. */
export function followedOf(filter: ExceptionFilter): ExceptionFilter {
  const { severity, category, process, ownerTeam, assigneeId, legalEntity, rootCauseKey, moneyAtRiskGte } =
    filter;
  return { severity, category, process, ownerTeam, assigneeId, legalEntity, rootCauseKey, moneyAtRiskGte };
}

/** Whether an exception still is what a part of the screen lists. */
export function belongs(
  tab: Tab,
  { status, settledAt }: Pick<ExceptionRowFragment, 'status' | 'settledAt'>,
): boolean {
  if (tab === 'resolved') return settledAt !== null;
  return settledAt === null && (tab !== 'retries' || status === 'RETRYING');
}

/** What has happened to one that comes new to a part of the screen, of those that its filter lets in. */
export function isNews(tab: Tab, type: string, filter: ExceptionFilter): boolean {
  if (tab === 'retries') return type === 'exception.retrying';
  if (tab === 'resolved') return ends.some((end) => type === `exception.${end.toLowerCase()}`);
  const past = filter.openedTo != null && Date.parse(filter.openedTo) < Date.now();
  return type === 'exception.opened' && filter.olderThanMs == null && !past;
}
