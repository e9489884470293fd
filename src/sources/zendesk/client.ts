import type { Problem, ProblemCode } from '../../canonical/problem.ts';
import { systemClock, type Clock } from '../http/clock.ts';
import { createGate, type Gate } from '../http/gate.ts';
import { createHttp, type Http } from '../http/http.ts';
import type { Answer } from '../http/policy.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions, SourceConfig, SourceStatus } from '../source.ts';
import { zendeskPolicy, type Options } from './policy.ts';

export type ObjectName = 'ticket' | 'user' | 'organization';

/** Some records, and where those after them begin; null after the last. */
export interface Rows {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

/** Zendesk's calls as this connector needs them, each with the records it found. */
export interface Client {
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
  /** A page of all organizations, in the order of their ids. */
  organizations(cursor: string | null, size: number, options?: CallOptions): Promise<Rows>;
  problem(code: ProblemCode, message: string): Problem;
  status(): SourceStatus;
  close(): Promise<void>;
}

const api = '/api/v2';
const batch = 100;

/** Speaks to one Zendesk account. Endpoints with limits of their own have gates of their own before the account's. */
export function createClient(config: SourceConfig, options: Options, clock: Clock = systemClock): Client {
  const gates = {
    export: createGate({ concurrency: 2, perMinute: options.exportsPerMinute }, clock),
    search: createGate({ concurrency: 10, perMinute: options.searchesPerMinute }, clock),
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
    exported: (object, cursor, callOptions) =>
      behind(gates.export, callOptions, () =>
        get(
          `incremental/${object}s/cursor`,
          [['per_page', '1000'], cursor === null ? ['start_time', '0'] : ['cursor', cursor]],
          (answer) => {
            const body = top(answer);
            const rows = body.rows(`${object}s`);
            return { rows, next: body.bool('end_of_stream') ? null : body.text('after_cursor') };
          },
          callOptions,
        ),
      ),
    organizations: (cursor, size, callOptions) =>
      get(
        'organizations',
        [['page[size]', String(Math.min(batch, size))], ...after(cursor)],
        (answer) => cursorPage(answer, 'organizations'),
        callOptions,
      ),
    problem: (code, message) => http.problem(code, message),
    status: () => http.status(),
    close: () => http.close(),
  };
}

function after(cursor: string | null): readonly (readonly [string, string])[] {
  return cursor === null ? [] : [['page[after]', cursor]];
}
