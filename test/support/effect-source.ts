import { Problem, type ProblemDetail } from '../../src/canonical/problem.ts';
import type { Applied, Operation, OperationClass, WriteOptions } from '../../src/sources/operation.ts';
import type { Source } from '../../src/sources/source.ts';

/** What is written: an effect under an id. */
export interface Mark {
  readonly id: string;
  readonly value: unknown;
}

/** A source whose operations are those of an effect vendor, one for each class. */
export interface EffectSource extends Source {
  readonly operations: Readonly<Record<OperationClass, Operation<Mark, Mark>>>;
}

export interface EffectSourceOptions {
  readonly keyLifetimeMs?: number;
  readonly deadlineMs?: number;
}

/** Speaks to an effect vendor over HTTP, and says of each failure what is known of the effect. */
export function createEffectSource(
  instance: string,
  url: string,
  { keyLifetimeMs = 86_400_000, deadlineMs = 400 }: EffectSourceOptions = {},
): EffectSource {
  async function ask(method: string, path: string, body: unknown, { key, signal }: WriteOptions) {
    const deadline = AbortSignal.timeout(deadlineMs);
    const detail = { source: instance, system: 'ERP' };
    const fail = (message: string, more: ProblemDetail): Problem =>
      new Problem(more.outcome === 'NOT_APPLIED' ? 'SOURCE_REJECTED' : 'SOURCE_UNAVAILABLE', message, {
        ...detail,
        ...more,
      });
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${url}${path}`, {
        method,
        headers: { 'idempotency-key': key, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      text = await response.text();
    } catch (cause) {
      throw fail('It did not answer.', { outcome: 'UNKNOWN', cause });
    }
    const { status: httpStatus } = response;
    if (httpStatus === 429)
      throw fail('Too many calls.', { outcome: 'NOT_APPLIED', retryable: true, httpStatus });
    if (httpStatus === 404) return { found: null, httpStatus };
    if (httpStatus >= 500 || httpStatus === 409) throw fail('It failed.', { outcome: 'UNKNOWN', httpStatus });
    if (httpStatus >= 400) throw fail('The period is closed.', { outcome: 'NOT_APPLIED', httpStatus });
    try {
      return { found: JSON.parse(text) as Mark, httpStatus };
    } catch (cause) {
      throw fail('Its answer cannot be read.', { outcome: 'UNKNOWN', httpStatus, cause });
    }
  }

  const applied = (found: Mark, httpStatus: number | null, there: boolean): Applied<Mark> => ({
    result: { id: found.id, value: found.value },
    object: 'mark',
    externalId: found.id,
    found: there,
    httpStatus,
  });
  const operation = (kind: OperationClass): Operation<Mark, Mark> => {
    const path = `/${kind.toLowerCase()}`;
    const looks = kind === 'A' || kind === 'C';
    return {
      name: `mark.${path.slice(1)}`,
      class: kind,
      keyLifetimeMs: kind === 'A' ? keyLifetimeMs : null,
      async perform(input, options) {
        const { found, httpStatus } = await ask(kind === 'B' ? 'PUT' : 'POST', path, input, options);
        return applied(found!, httpStatus, false);
      },
      ...(looks && {
        async look(input: Mark, options: WriteOptions) {
          const { found } = await ask(
            'GET',
            `${path}?id=${encodeURIComponent(input.id)}`,
            undefined,
            options,
          );
          return found && applied(found, null, true);
        },
      }),
    };
  };
  const status = {
    state: 'UP',
    circuit: 'CLOSED',
    p95Ms: 0,
    errorRate: 0,
    since: '',
    lastSuccessAt: null,
  } as const;
  return {
    instance,
    vendor: 'effects',
    system: 'ERP',
    region: 'test',
    kinds: [],
    listable: [],
    objectOf: () => 'mark',
    fetch: async () => [],
    list: async () => [],
    scan: async () => ({ records: [], next: null }),
    changes: async (_kind, cursor) => ({ records: [], gone: [], cursor, position: '', more: false }),
    changesFrom: () => '',
    probe: async () => {},
    status: () => ({ ...status, quotas: [], inFlight: 0, totals: { succeeded: 0, failed: 0, throttled: 0 } }),
    url: () => null,
    close: async () => {},
    operations: {
      A: operation('A'),
      B: operation('B'),
      C: operation('C'),
      D: operation('D'),
    },
  };
}
