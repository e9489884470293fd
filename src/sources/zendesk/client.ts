import { z } from 'zod';
import type { Problem, ProblemCode, ProblemDetail } from '../../canonical/problem.ts';
import type { AccountLimits } from '../allowance.ts';
import { systemClock, type Clock } from '../http/clock.ts';
import { createGate, type Gate } from '../http/gate.ts';
import { createHttp, type Http } from '../http/http.ts';
import type { Answer } from '../http/policy.ts';
import { toldBy } from '../http/poll.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions, SourceConfig, SourceStatus } from '../source.ts';
import { organizationCalls, type OrganizationCalls } from './organization.ts';
import { words, zendeskPolicy, type Options } from './policy.ts';

export type ObjectName = 'ticket' | 'user' | 'organization';

/** Some records, and where those after them begin; null after the last. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** Where an export of changes goes on: at the vendor's own cursor, or at a second since the epoch. */
export const place = z.union([
  z.strictObject({ cursor: z.string().min(1).max(4000) }),
  z.strictObject({ start: z.int().min(0) }),
]);

export type Place = z.infer<typeof place>;

/** A page of an export: `next` is where the following page, or at the end of the stream the next export, goes on. */
export interface Exported {
  readonly rows: readonly Row[];
  readonly next: Place;
  readonly done: boolean;
  /** The source's clock, ISO 8601. */
  readonly told: string | null;
}

/** Zendesk's calls as this connector needs them, each with the records it found. */
export interface Client extends OrganizationCalls {
  /** Records by id, at most 100 in a call; missing ones are absent. */
  many(object: ObjectName, ids: readonly string[], options?: CallOptions): Promise<readonly Row[]>;
  /** All tickets or users of one organization, straight from the database; none when the organization does not exist. */
  ofOrganization(
    object: 'ticket' | 'user',
    organizationId: string,
    options?: CallOptions,
  ): Promise<readonly Row[]>;
  /** Everything a search finds, 1,000 records a call. The index learns of changes late, by seconds or minutes. */
  found(object: ObjectName, query: string, options?: CallOptions): Promise<readonly Row[]>;
  /** A page of the incremental export: tickets and users in the order of their last change, deleted ones included. */
  exported(object: 'ticket' | 'user', cursor: string | null, options?: CallOptions): Promise<Rows>;
  /**
   * A page of what changed, oldest change first, without the last minute. A cursor never expires by itself; one that the vendor refuses
   * all the same throws CURSOR_EXPIRED. Organizations have no cursor, and what is deleted of them is not in it.
   */
  changed(object: ObjectName, from: Place, options?: CallOptions): Promise<Exported>;
  /** A page of all organizations, in the order of their ids. */
  organizations(cursor: string | null, size: number, options?: CallOptions): Promise<Rows>;
  problem(code: ProblemCode, message: string, detail?: ProblemDetail): Problem;
  status(): SourceStatus;
  close(): Promise<void>;
}

const api = '/api/v2';
/** How long Zendesk keeps a change out of its exports, in seconds. */
export const settleSeconds = 60;
const batch = 100;

/** Speaks to one Zendesk account. Endpoints with limits of their own have gates of their own before the account's. */
export function createClient(config: SourceConfig, options: Options, clock: Clock = systemClock): Client {
  const { allowance, instance } = config;
  const gateOf = (endpoint: string, limits: AccountLimits): Gate =>
    createGate(limits, clock, allowance && ((spender) => allowance.join(`${instance}/${endpoint}`, spender)));
  const gates = {
    export: gateOf('export', { concurrency: 2, perMinute: options.exportsPerMinute }),
    search: gateOf('search', { concurrency: 10, perMinute: options.searchesPerMinute }),
  };
  const policy = zendeskPolicy(config, options.perMinute, (call, afterMs) => {
    if (call.path.startsWith(`${api}/incremental/`)) gates.export.pause(afterMs);
    if (call.path === `${api}/search/export`) gates.search.pause(afterMs);
  });
  const http: Http = createHttp(config, policy, clock);
  const top = (answer: Answer): Row => http.row(answer.json(), '$');

  const get = <T>(
    path: string,
    query: readonly (readonly [string, string])[],
    read: (answer: Answer) => T,
    callOptions?: CallOptions,
  ): Promise<T> => http.request({ method: 'GET', path: `${api}/${path}`, query }, read, callOptions);

  /** Waits for the endpoint's own limit, then works. */
  const behind = async <T>(
    gate: Gate,
    callOptions: CallOptions | undefined,
    work: () => Promise<T>,
  ): Promise<T> => {
    const lane = callOptions?.lane ?? 'interactive';
    const allowedMs = lane === 'bulk' ? options.bulkDeadlineMs : config.deadlineMs;
    const late = AbortSignal.timeout(allowedMs);
    const signal = callOptions?.signal ? AbortSignal.any([callOptions.signal, late]) : late;
    // An endpoint of its own serves one kind of work: there is nobody to keep a share of it for.
    const entry = await gate.enter('interactive', clock.now() + allowedMs, signal);
    if (!('leave' in entry)) {
      if (callOptions?.signal?.aborted)
        throw http.problem('SOURCE_UNAVAILABLE', 'the call was given up by the caller');
      throw http.problem('RATE_LIMITED', 'the limit of this endpoint is used up', {
        retryAfterMs: entry.retryAfterMs,
      });
    }
    try {
      return await work();
    } finally {
      entry.leave();
    }
  };

  /** A page in the cursor pagination of lists and of search exports. */
  const cursorPage = (answer: Answer, name: string): Rows => {
    const body = top(answer);
    const rows = body.rows(name);
    const meta = body.row('meta');
    return { rows, next: meta.bool('has_more') ? meta.text('after_cursor') : null };
  };

  /** A page of an incremental export; `unknown` is the problem that a refused cursor is. */
  const exportPage = (
    object: ObjectName,
    from: Place,
    unknown: ProblemCode,
    callOptions?: CallOptions,
  ): Promise<Exported> => {
    const timed = object === 'organization';
    const begin: [string, string] =
      'cursor' in from ? ['cursor', from.cursor] : ['start_time', String(from.start)];
    return behind(gates.export, callOptions, () =>
      get(
        `incremental/${object}s${timed ? '' : '/cursor'}`,
        [['per_page', '1000'], begin],
        (answer) => {
          if (answer.status >= 400) throw http.problem(unknown, `the cursor was refused: ${words(answer)}`);
          const body = top(answer);
          const rows = body.rows(`${object}s`);
          const done = body.bool('end_of_stream');
          const told = toldBy(answer);
          if (timed) {
            const end = body.integer('end_time');
            const start = 'start' in from && !done ? Math.max(end, from.start + 1) : end;
            return { rows, next: { start }, done, told };
          }
          const cursor = done ? body.textOrNull('after_cursor') : body.text('after_cursor');
          return { rows, next: cursor === null ? from : { cursor }, done, told };
        },
        callOptions,
      ),
    );
  };

  const every = async (page: (cursor: string | null) => Promise<Rows>): Promise<readonly Row[]> => {
    const all: Row[] = [];
    for (let cursor: string | null = null; ;) {
      const { rows, next } = await page(cursor);
      all.push(...rows);
      if (next === null) return all;
      cursor = next;
    }
  };

  return {
    many: async (object, ids, callOptions) => {
      const groups = Array.from({ length: Math.ceil(ids.length / batch) }, (_, i) =>
        ids.slice(i * batch, (i + 1) * batch),
      );
      const answers = await Promise.all(
        groups.map((group) =>
          get(
            `${object}s/show_many`,
            [['ids', group.join(',')]],
            (answer) => top(answer).rows(`${object}s`),
            callOptions,
          ),
        ),
      );
      return answers.flat();
    },
    ofOrganization: (object, organizationId, callOptions) =>
      every((cursor) =>
        get(
          `organizations/${organizationId}/${object}s`,
          [['page[size]', String(batch)], ...after(cursor)],
          (answer) => (answer.status === 404 ? { rows: [], next: null } : cursorPage(answer, `${object}s`)),
          callOptions,
        ),
      ),
    found: (object, query, callOptions) =>
      every((cursor) =>
        behind(gates.search, callOptions, () =>
          get(
            'search/export',
            [['query', query], ['filter[type]', object], ['page[size]', '1000'], ...after(cursor)],
            (answer) => cursorPage(answer, 'results'),
            callOptions,
          ),
        ),
      ),
    exported: async (object, cursor, callOptions) => {
      const from = cursor === null ? { start: 0 } : { cursor };
      const { rows, next, done } = await exportPage(object, from, 'SOURCE_REJECTED', callOptions);
      return { rows, next: done || !('cursor' in next) ? null : next.cursor };
    },
    changed: (object, from, callOptions) => exportPage(object, from, 'CURSOR_EXPIRED', callOptions),
    organizations: (cursor, size, callOptions) =>
      get(
        'organizations',
        [['page[size]', String(Math.min(batch, size))], ...after(cursor)],
        (answer) => cursorPage(answer, 'organizations'),
        callOptions,
      ),
    ...organizationCalls(http),
    problem: (code, message, detail) => http.problem(code, message, detail),
    status: () => http.status(),
    close: async () => {
      await Promise.all([gates.export.close(), gates.search.close()]);
      await http.close();
    },
  };
}

function after(cursor: string | null): readonly (readonly [string, string])[] {
  return cursor === null ? [] : [['page[after]', cursor]];
}
