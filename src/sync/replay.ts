import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cause } from '../canonical/event.ts';
import { eventTypesNamed } from '../canonical/event-filter.ts';
import { ulid } from '../canonical/id.ts';
import { type Kind, kindOfId } from '../canonical/kind.ts';
import { bareOf } from '../canonical/personal.ts';
import { Problem } from '../canonical/problem.ts';
import type { SourceRecord } from '../canonical/record.ts';
import type { Source } from '../sources/source.ts';
import { type KnownFacet, knownFacets } from '../store/facet.ts';
import type { Queryable } from '../store/database.ts';
import { readHead } from '../store/event.ts';
import {
  addReplay,
  advanceReplay,
  claimReplay,
  finishReplay,
  holdReplay,
  releaseReplay,
  type Replay,
  type ReplayFilter,
  type ReplayItem,
  replayByKey,
  replayItems,
  type ReplayJob,
  type ReplayMode,
  replaysById,
  unknownIds,
} from '../store/replay.ts';
import { takeAnswer } from './answer.ts';
import { fetchApart } from './apart.ts';
import { hashing, isOlder } from './compare.ts';
import type { FreshDeps } from './fresh.ts';
import { unknownDeadLetters, unknownRecord, unknownReplay } from './unknown.ts';

export interface ReplayRequest extends ReplayFilter {
  readonly idempotencyKey?: string | null;
  /** Whose the key is: what one account asked for is not answered to another. */
  readonly account?: string;
  readonly mode: ReplayMode;
  /** Records per second, 1 to 1000; 50 when omitted. */
  readonly ratePerSecond?: number;
}

/**
 * Runs the transaction in which a replay is queued. `mayRun` is asked of one that is new: whether it may begin at once; otherwise it waits
 * for its approval.
 */
export type ReplayGate = <T>(
  work: (db: Queryable, mayRun: (replay: Replay) => Promise<boolean>) => Promise<T>,
) => Promise<T>;

/**
 * Reads again, from the sources, the records that past events or dead letters are about, and takes in what the copy lacks. What it
 * changes becomes events of its own; a second replay of the same finds nothing to do.
 */
export interface Replays {
  /** What a live replay would do, counted now; INVALID_INPUT when more than a thousand match. */
  preview(request: ReplayRequest): Promise<Replay>;
  /**
   * Queues a replay, or lets it wait for what the gate asks for. The same key again gives the same replay; with another request
   * IDEMPOTENCY_KEY_REUSED.
   */
  start(
    request: ReplayRequest,
    gate: ReplayGate,
  ): Promise<{ readonly replay: Replay; readonly replayed: boolean }>;
  byIds(ids: readonly string[]): Promise<(Replay | null)[]>;
  /** The replay now and after each step, until it ends. NOT_FOUND for an unknown id. */
  watch(id: string): AsyncIterable<Replay>;
  close(): Promise<void>;
}

const mostPreviewed = 1000;
const mostAtOnce = 100;
const leaseMs = 30_000;
const lookEveryMs = 1000;
const watchEveryMs = 200;
const mostTries = 5;

/** Serves replays and works on queued ones, one at a time in this process; another node goes on with those of one that died. */
export function createReplays(deps: FreshDeps): Replays {
  const node = randomUUID();
  const closing = new AbortController();
  let wake = (): void => {};
  const working = (async () => {
    while (!closing.signal.aborted) {
      const job = await claimReplay(deps.database, node, leaseMs).catch(() => undefined);
      if (job) await run(deps, job, node, closing.signal);
      else
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, lookEveryMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
    }
  })();
  return {
    async preview(request) {
      const filter = checked(request);
      await checkKnown(deps.database, filter);
      const { position } = await readHead(deps.database);
      const items = await replayItems(deps.database, filter, position, null, mostPreviewed + 1);
      if (items.length > mostPreviewed)
        throw new Problem(
          'INVALID_INPUT',
          `More than ${mostPreviewed} events match. Narrow the filter, or start a replay with mode DRY_RUN, which has no limit.`,
          { path: 'input' },
        );
      const { wouldApply, failed } = await examine(deps, items, closing.signal);
      return {
        id: `rpl_${ulid()}`,
        status: 'COMPLETED',
        filter,
        mode: 'DRY_RUN',
        ratePerSecond: rateOf(request),
        matched: items.length,
        wouldApply,
        applied: 0,
        skippedAsDuplicate: items.length - wouldApply - failed,
        failed,
        error: null,
        createdAt: new Date().toISOString(),
        finishedAt: new Date().toISOString(),
      };
    },
    async start(request, gate) {
      const filter = checked(request);
      const { mode, idempotencyKey: given = null, account = '' } = request;
      if (given !== null) checkText(given, 'idempotencyKey');
      const key = given === null ? null : keyOf(account, given);
      const ratePerSecond = rateOf(request);
      // What was asked for before is answered again, even when its ids are forgotten by now.
      if (key === null || !(await replayByKey(deps.database, key))) await checkKnown(deps.database, filter);
      const requestHash = createHash('sha256')
        .update(JSON.stringify([filter, mode, ratePerSecond]))
        .digest('hex');
      const id = `rpl_${ulid()}`;
      const started = await gate(async (db, mayRun) => {
        const { isNew, ...added } = await addReplay(db, {
          id,
          key,
          requestHash,
          filter,
          mode,
          ratePerSecond,
        });
        if (added.requestHash !== requestHash)
          throw new Problem(
            'IDEMPOTENCY_KEY_REUSED',
            'This key was used for another replay; use a new key.',
            {
              path: 'idempotencyKey',
            },
          );
        const waits = isNew && !(await mayRun(added.replay));
        return { replay: waits ? await holdReplay(db, id) : added.replay, replayed: !isNew };
      });
      wake();
      return started;
    },
    async byIds(ids) {
      const found = new Map((await replaysById(deps.database, ids)).map((replay) => [replay.id, replay]));
      return ids.map((id) => found.get(id) ?? null);
    },
    async *watch(id) {
      for (let before = ''; !closing.signal.aborted;) {
        const [replay] = await replaysById(deps.database, [id]);
        if (!replay) throw unknownReplay(id);
        const now = JSON.stringify(replay);
        if (now !== before) yield replay;
        if (replay.finishedAt !== null) return;
        before = now;
        await sleep(watchEveryMs, undefined, { ref: false });
      }
    },
    async close() {
      closing.abort();
      wake();
      await working;
    },
  };
}

const keyOf = (account: string, key: string): string =>
  createHash('sha256')
    .update(JSON.stringify([account, key]))
    .digest('hex');

function rateOf({ ratePerSecond = 50 }: ReplayRequest): number {
  if (!Number.isInteger(ratePerSecond) || ratePerSecond < 1 || ratePerSecond > 1000)
    throw new Problem('INVALID_INPUT', 'ratePerSecond must be 1 to 1000.', { path: 'ratePerSecond' });
  return ratePerSecond;
}

/** The filter alone, in one form; INVALID_INPUT for one that selects nothing in particular, contradicts itself or holds no ids of ours. */
function checked({ types, subjectId, correlationId, deadLetterIds, from, to }: ReplayRequest): ReplayFilter {
  const events = {
    ...(types && { types: eventTypesNamed(types, 'types') }),
    ...(subjectId !== undefined && { subjectId }),
    ...(correlationId !== undefined && { correlationId }),
    ...(from && { from }),
    ...(to && { to }),
  };
  const given = Object.keys(events).length;
  if (given === 0 && !deadLetterIds)
    throw new Problem(
      'INVALID_INPUT',
      'Say what to replay: types, subjectId, correlationId, from, to, or deadLetterIds.',
      { path: 'input' },
    );
  if (given > 0 && deadLetterIds)
    throw new Problem('INVALID_INPUT', 'Give deadLetterIds alone, or a filter of events.', {
      path: 'deadLetterIds',
    });
  if ((deadLetterIds?.length ?? 0) > mostPreviewed || (types?.length ?? 0) > mostPreviewed)
    throw new Problem('INVALID_INPUT', `At most ${mostPreviewed} values at a time.`, { path: 'input' });
  for (const [path, list] of Object.entries({ types, deadLetterIds }))
    if (list?.length === 0) throw new Problem('INVALID_INPUT', `${path} must name at least one.`, { path });
  if (correlationId !== undefined) checkText(correlationId, 'correlationId');
  if (subjectId !== undefined && kindOfId(subjectId) === undefined)
    throw new Problem('INVALID_INPUT', `${subjectId.slice(0, 80)} is not the id of a record.`, {
      path: 'subjectId',
    });
  if (subjectId !== undefined) checkText(subjectId, 'subjectId');
  for (const id of deadLetterIds ?? []) checkText(id, 'deadLetterIds');
  return deadLetterIds ? { deadLetterIds: [...new Set(deadLetterIds)] } : events;
}

/** INVALID_INPUT for text that says nothing, or that PostgreSQL cannot hold: U+0000 and halves of surrogate pairs. */
function checkText(text: string, path: string): void {
  if (text === '') throw new Problem('INVALID_INPUT', `${path} must not be empty.`, { path });
  if (text.includes('\0') || !text.isWellFormed())
    throw new Problem('INVALID_INPUT', `${path} must not hold U+0000 or half a character.`, { path });
}

/** NOT_FOUND for a record or a dead letter that there never was. */
async function checkKnown(db: Queryable, { subjectId, deadLetterIds = [] }: ReplayFilter): Promise<void> {
  if (subjectId === undefined && deadLetterIds.length === 0) return;
  const unknown = await unknownIds(db, subjectId === undefined ? [] : [subjectId], deadLetterIds);
  const [record] = unknown.records;
  if (record !== undefined) throw unknownRecord(record);
  if (unknown.deadLetters.length > 0) throw unknownDeadLetters(unknown.deadLetters);
}

/** Works on a replay until it ends, is taken over, or the process is to end. */
async function run(deps: FreshDeps, claimed: ReplayJob, node: string, signal: AbortSignal): Promise<void> {
  const { id, mode, filter, until, ratePerSecond } = claimed;
  let { cursor } = claimed;
  const size = Math.min(mostAtOnce, ratePerSecond);
  try {
    for (let tries = 0; !signal.aborted;) {
      const begun = performance.now();
      const items = await replayItems(deps.database, filter, until, cursor, size);
      if (items.length === 0) return await finishReplay(deps.database, id, node, 'COMPLETED', null);
      let outcome: Outcome;
      try {
        outcome = await (mode === 'LIVE' ? apply(deps, items, id, signal) : examine(deps, items, signal));
      } catch (error) {
        if (!(error instanceof Problem) || !error.retryable || ++tries >= mostTries) throw error;
        await sleep(Math.max(error.detail.retryAfterMs ?? 0, 250 * 2 ** tries), undefined, { signal });
        if (
          !(await advanceReplay(deps.database, id, node, leaseMs, {
            cursor,
            matched: 0,
            wouldApply: 0,
            failed: 0,
          }))
        )
          return;
        continue;
      }
      tries = 0;
      cursor = items.at(-1)!.at;
      if (
        !(await advanceReplay(deps.database, id, node, leaseMs, {
          cursor,
          matched: items.length,
          ...outcome,
        }))
      )
        return;
      const due = (items.length / ratePerSecond) * 1000 - (performance.now() - begun);
      if (due > 0) await sleep(due, undefined, { signal });
    }
    await releaseReplay(deps.database, id, node);
  } catch (error) {
    if (signal.aborted) return releaseReplay(deps.database, id, node).catch(() => {});
    const message = error instanceof Problem ? `${error.code}: ${error.message}` : 'INTERNAL';
    await finishReplay(deps.database, id, node, 'FAILED', message).catch(() => {});
  }
}

interface Outcome {
  readonly wouldApply: number;
  readonly failed: number;
}

interface Group {
  readonly source: Source;
  readonly kind: Kind;
  readonly object: string;
  readonly externalIds: readonly string[];
}

/** The distinct records of some items, by source, kind and object; what has no place or no source any more is counted. */
function grouped(deps: FreshDeps, items: readonly ReplayItem[]): { groups: Group[]; lost: number } {
  const groups = new Map<string, { source: Source; kind: Kind; object: string; ids: Set<string> }>();
  let lost = 0;
  for (const { place } of items) {
    const source = deps.sources.find((each) => each.instance === place?.instance);
    if (!place || !source) {
      lost += 1;
      continue;
    }
    const key = `${place.instance} ${place.kind} ${place.object}`;
    const group = groups.get(key) ?? { source, kind: place.kind, object: place.object, ids: new Set() };
    groups.set(key, group);
    group.ids.add(place.externalId);
  }
  return {
    groups: [...groups.values()].map(({ ids, ...rest }) => ({ ...rest, externalIds: [...ids] })),
    lost,
  };
}

/** Reads the records anew and takes in what differs. */
async function apply(
  deps: FreshDeps,
  items: readonly ReplayItem[],
  id: string,
  signal: AbortSignal,
): Promise<Outcome> {
  const { groups, lost } = grouped(deps, items);
  let failed = lost;
  for (const { source, kind, object, externalIds } of groups) {
    const askedAt = new Date(deps.now()).toISOString();
    const cause: Cause = { correlationId: id, causationId: id, receivedAt: askedAt, attempts: 1 };
    const call = { lane: 'bulk', signal } as const;
    const { refused: unfit, ...found } = await fetchApart(source, kind, object, externalIds, call);
    const answer = { source, feed: 'replay', kind, ...found, unfit, askedAt, cause };
    failed += (await takeAnswer(deps, answer)).rejected.length;
  }
  return { wouldApply: 0, failed };
}

/** Counts the records that are not at their source what they are in the copy, and changes nothing. */
async function examine(deps: FreshDeps, items: readonly ReplayItem[], signal: AbortSignal): Promise<Outcome> {
  const { groups, lost } = grouped(deps, items);
  let wouldApply = 0;
  let failed = lost;
  for (const { source, kind, object, externalIds } of groups) {
    const askedAt = new Date(deps.now()).toISOString();
    const call = { lane: 'bulk', signal } as const;
    const { records, gone, refused } = await fetchApart(source, kind, object, externalIds, call);
    const known = await knownFacets(deps.database, source.instance, object, externalIds);
    const hashOf = await hashing(deps.database, kind);
    failed += refused.length;
    wouldApply += records.filter((record) =>
      differs(record, known.get(record.externalId), askedAt, hashOf),
    ).length;
    wouldApply += gone.filter(({ externalId }) => known.get(externalId)?.deleted === false).length;
  }
  return { wouldApply, failed };
}

/** Whether taking a record in would change the copy. */
function differs(
  record: SourceRecord,
  known: KnownFacet | undefined,
  askedAt: string,
  hashOf: (record: SourceRecord) => string,
): boolean {
  if (!known) return true;
  const hash = hashOf(known.erased ? bareOf(record) : record);
  return (known.deleted || known.hash !== hash) && !isOlder(record, askedAt, known);
}
