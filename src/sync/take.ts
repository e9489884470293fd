import type { Cause } from '../canonical/event.ts';
import { Problem } from '../canonical/problem.ts';
import type { SourceRecord } from '../canonical/record.ts';
import type { Source } from '../sources/source.ts';
import type { Queryable } from '../store/database.ts';
import { bury } from '../store/dead-letter.ts';
import { type Claimed, failMessages, finishMessages, type Lane } from '../store/inbox.ts';
import { noteOutOfStep } from '../store/sync-state.ts';
import type { FreshDeps } from './fresh.ts';
import { ingest } from './ingest.ts';
import { settle } from './settle.ts';

/** How often a record is tried, and how long after its first failure for the second time; each later wait is twice as long. */
export interface Patience {
  readonly maxAttempts: number;
  readonly retryAfterMs: number;
}

export interface TakeDeps extends Omit<FreshDeps, 'sources'> {
  readonly patience: Patience;
  /** Hears of a fault of the hub that kept a record out. */
  readonly onBug: (error: unknown) => void;
}

/** Messages of one lane that `node` has claimed, oldest first. */
export interface Work {
  readonly source: Source;
  readonly lane: Lane;
  readonly node: string;
  readonly messages: readonly Claimed[];
  readonly signal: AbortSignal;
}

/** Longer than the first wait by at most this. */
const longestWait = 64;

/**
 * Fetches what the records of these messages are now, in one call, and takes the answer in; the messages are done in the same
 * transaction. When the source or the copy refuses, the batch is halved until the record at fault is found: that one fails alone, to be
 * tried again later or, after the last attempt, to become a dead letter. Returns how long until the first of those is due again, in
 * milliseconds, null for none. Throws when nothing can be taken in at present: the messages not done yet then wait as they were.
 */
export async function take(deps: TakeDeps, work: Work): Promise<number | null> {
  const { source, lane, node, signal } = work;
  const { instance, kind, object } = lane;
  const records = Map.groupBy(work.messages, (message) => message.externalId);
  const idsOf = (externalIds: readonly string[]): string[] =>
    externalIds.flatMap((externalId) => records.get(externalId)!.map((message) => message.id));
  let dueInMs: number | null = null;
  let answers = false;

  /** The source refuses: is it this call, or everything? Throws in the latter case. */
  const probe = async (): Promise<void> => {
    if (!answers) await source.probe({ lane: 'bulk', signal });
    answers = true;
  };

  const attempt = async (
    externalIds: readonly string[],
    known?: { readonly records: readonly SourceRecord[]; readonly askedAt: string },
  ): Promise<void> => {
    let answer = known;
    try {
      answer ??= await fetch(externalIds);
      await store(externalIds, answer);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (error instanceof Problem && error.code === 'SOURCE_REJECTED') await probe();
      if (externalIds.length === 1) return fail(externalIds[0]!, error);
      const middle = Math.ceil(externalIds.length / 2);
      for (const half of [externalIds.slice(0, middle), externalIds.slice(middle)])
        await attempt(
          half,
          answer && { ...answer, records: answer.records.filter((each) => half.includes(each.externalId)) },
        );
    }
  };

  const fetch = async (externalIds: readonly string[]) => {
    const askedAt = new Date(deps.now()).toISOString();
    return { askedAt, records: await source.fetch(kind, externalIds, { lane: 'bulk', signal }) };
  };

  const store = async (
    externalIds: readonly string[],
    answer: { readonly records: readonly SourceRecord[]; readonly askedAt: string },
  ): Promise<void> => {
    const causes = new Map(externalIds.map((externalId) => [externalId, causeOf(records.get(externalId)!)]));
    const [cause] = causes.values();
    const within = async (db: Queryable): Promise<void> => {
      await settle(db, instance, object, externalIds, cause!);
      await finishMessages(db, idsOf(externalIds));
    };
    const askedFor = { object, externalIds };
    await ingest(deps, { instance, kind, ...answer, askedFor, cause: cause!, causes, within });
  };

  const fail = async (externalId: string, error: unknown): Promise<void> => {
    const messages = records.get(externalId)!;
    const cause = causeOf(messages);
    const { maxAttempts, retryAfterMs } = deps.patience;
    const last = cause.attempts >= maxAttempts;
    const waitMs = last ? null : retryAfterMs * Math.min(longestWait, 2 ** (cause.attempts - 1));
    if (!(error instanceof Problem)) deps.onBug(error);
    const { code, message: reason } = error instanceof Problem ? error : fault;
    const place = { instance, system: source.system, kind, object, externalId, reason };
    await deps.database.transaction(async (db) => {
      // Somebody else may have taken over meanwhile; then this failure is his to count.
      if (!(await failMessages(db, node, idsOf([externalId]), cause.attempts, waitMs))) return;
      if (last)
        await bury(db, { ...place, feed: messages.at(-1)!.feed, code, attempts: cause.attempts, cause });
      else await noteOutOfStep(db, { ...place, status: 'PENDING' }, cause);
    });
    if (waitMs !== null) dueInMs = Math.min(dueInMs ?? waitMs, waitMs);
  };

  const echoes = [...records.keys()].filter((id) => records.get(id)!.every((message) => message.echo));
  if (echoes.length > 0) await finishMessages(deps.database, idsOf(echoes));
  const rest = [...records.keys()].filter((id) => !echoes.includes(id));
  if (rest.length > 0) await attempt(rest);
  return dueInMs;
}

const fault = { code: 'INTERNAL', message: 'A fault of the hub; its log says more.' } as const;

/** The last message tells of what is fetched now; the attempts are the record's. */
function causeOf(messages: readonly Claimed[]): Cause {
  const last = messages.at(-1)!;
  return {
    correlationId: last.correlationId,
    causationId: last.id,
    receivedAt: last.receivedAt,
    attempts: Math.max(...messages.map((message) => message.attempts)) + 1,
  };
}

/** Whether an error is about what was asked for or given, rather than about whether anything can be asked or stored at present. */
export function isRefusal(error: unknown): boolean {
  if (error instanceof Problem) return error.code !== 'SOURCE_UNAVAILABLE' && error.code !== 'RATE_LIMITED';
  // SQLSTATE: data exception, integrity constraint violation, program limit exceeded.
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'string') return /^(22|23|54)[0-9A-Z]{3}$/.test(code);
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}
