import type { ExceptionActionInput, ExceptionAnswerFragment } from '../../generated/graphql.ts';
import type { Deed, Send } from './deed.ts';

// Work on many exceptions at once: in slices, one request after the other, each with a key of its own, so that what was interrupted goes on
// where it was and does nothing twice. Jobs live as long as the page stands in this tab, also while another screen is shown.

/** So many go into one request: what is called off is called off soon, and what was done is seen soon. */
export const sliceSize = 50;

export type RowState =
  | { readonly is: 'waiting' }
  | { readonly is: 'done' }
  | { readonly is: 'failed'; readonly code: string; readonly message: string };

export interface Job {
  /** The idempotency key of its first slice is `<id>-0`, and so on. */
  readonly id: string;
  /** Whose it is: nobody else sees it. */
  readonly by: string;
  readonly name: string;
  readonly deed: Deed;
  readonly at: string;
  readonly reason: string;
  readonly rows: ReadonlyMap<string, RowState>;
  /** `stopped`: the hub was not reached; it can go on. `cancelled`: the person has stopped it; it can go on too. */
  readonly state: 'running' | 'stopped' | 'cancelled' | 'finished';
  readonly trouble: string | null;
}

/** What is done, as far as it is the same for each exception. */
export type Wish = Pick<ExceptionActionInput, 'assigneeId' | 'patch' | 'note'>;

export interface Order {
  readonly id: string;
  readonly by: string;
  readonly name: string;
  readonly deed: Deed;
  readonly reason: string;
  readonly ids: readonly string[];
  readonly wish: Wish;
  /** In the name of whoever is signed in when it is begun or gone on with; it is refused once that one has signed out. */
  readonly send: Send;
  /** Called after each slice. */
  readonly onSlice: () => void;
}

let jobs: readonly Job[] = [];
const orders = new Map<string, Order>();
const listeners = new Set<() => void>();

function tell(next: readonly Job[]): void {
  jobs = next;
  for (const listener of listeners) listener();
}

const change = (id: string, to: (job: Job) => Partial<Job>): void =>
  tell(jobs.map((job) => (job.id === id ? { ...job, ...to(job) } : job)));
const stateOf = (id: string): Job['state'] | undefined => jobs.find((job) => job.id === id)?.state;

/** All jobs of this page, the newest first; another list whenever one has changed. */
export const currentJobs = (): readonly Job[] => jobs;

/** Calls the listener after each change; gives what ends that. */
export function watchJobs(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function slices(ids: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / sliceSize) }, (_, nth) =>
    ids.slice(nth * sliceSize, (nth + 1) * sliceSize),
  );
}

/** What a request came to for each of its exceptions; those of which nothing is said go on waiting. */
function rowsOf(
  ids: readonly string[],
  answer: ExceptionAnswerFragment,
): readonly (readonly [string, RowState])[] {
  const [refusal] = answer.userErrors;
  if (refusal) return ids.map((id) => [id, { is: 'failed', code: refusal.code, message: refusal.message }]);
  return answer.results.map(({ id, error }) => [
    id,
    error ? { is: 'failed', code: error.code, message: error.message } : { is: 'done' },
  ]);
}

async function work({ id, ids, deed, wish, send, onSlice }: Order): Promise<void> {
  for (const [nth, slice] of slices(ids).entries()) {
    if (stateOf(id) !== 'running') return;
    const rows = jobs.find((job) => job.id === id)!.rows;
    // A slice that was answered before is not sent again.
    if (slice.every((each) => rows.get(each)?.is !== 'waiting')) continue;
    const { data, troubles } = await send(deed, {
      ...wish,
      idempotencyKey: `${id}-${nth}`,
      exceptionIds: slice,
    });
    if (!data) {
      const trouble = troubles.map(({ message }) => message).join(' ');
      change(id, () => ({ state: 'stopped', trouble }));
      return;
    }
    const told = rowsOf(slice, data);
    change(id, (job) => ({ rows: new Map([...job.rows, ...told]) }));
    onSlice();
  }
  change(id, (job) => (job.state === 'running' ? { state: 'finished' } : {}));
}

/** Begins a job. */
export function startJob(order: Order): void {
  const { id, by, name, deed, reason, ids } = order;
  orders.set(id, order);
  const rows = new Map(ids.map((each): [string, RowState] => [each, { is: 'waiting' }]));
  const at = new Date().toISOString();
  tell([{ id, by, name, deed, reason, at, rows, state: 'running', trouble: null }, ...jobs]);
  void work(order);
}

/** Stops a job behind the request that is under way; what was done stays done. */
export const cancelJob = (id: string): void =>
  change(id, (job) => (job.state === 'running' ? { state: 'cancelled' } : {}));

/** Goes on with a job where it was, with the same keys. */
export function resumeJob(id: string, send: Send): void {
  const before = orders.get(id);
  if (!before || stateOf(id) === 'running') return;
  const order = { ...before, send };
  orders.set(id, order);
  change(id, () => ({ state: 'running', trouble: null }));
  void work(order);
}

/** Does again what failed of a job, as a job of its own with keys of its own. */
export function retryFailed(id: string, newId: string, name: string, send: Send): void {
  const order = orders.get(id);
  const job = jobs.find((each) => each.id === id);
  if (!order || !job) return;
  const ids = [...job.rows].filter(([, row]) => row.is === 'failed').map(([each]) => each);
  if (ids.length > 0) startJob({ ...order, id: newId, name, ids, send });
}

/** How many of a job are done, failed, and wait. */
export function countsOf({ rows }: Pick<Job, 'rows'>): Readonly<Record<RowState['is'], number>> {
  const counts = { done: 0, failed: 0, waiting: 0 };
  for (const row of rows.values()) counts[row.is] += 1;
  return counts;
}
