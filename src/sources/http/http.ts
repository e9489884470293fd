/**
 * The one way to speak HTTP to a vendor. A call passes, in this order:
 *   deadline   one clock for everything below: waiting, logins, retries (config.deadlineMs; the bulk lane has its own)
 *   circuit    open: an interactive call fails at once, a bulk call waits for the half-open try
 *   gate       concurrency, rate, daily budget and the pause a vendor asked for; interactive before bulk
 *   token      one login however many calls wait; an expired token is renewed once per call
 *   transport  one undici pool per origin; no redirect is followed; the body is bounded
 *   classify   the vendor's policy says what the answer means, because HTTP status does not
 *   read       the caller's function turns the answer into its result; what it finds missing is drift
 * and is repeated, with full jitter or after the time the vendor named, when the outcome may pass and the call is safe
 * to repeat. Health, quotas and the circuit are in `status()`. What is thrown is always `Problem` and carries the
 * instance and its system; no credential, token, body or query string is ever in it, even where the vendor's words repeat one.
 */
import { Problem, type ProblemCode, type ProblemDetail } from '../../canonical/problem.ts';
import type { CallOptions, Quota, SourceConfig, SourceStatus } from '../source.ts';
import { createBreaker } from './breaker.ts';
import { systemClock, type Clock } from './clock.ts';
import { createGate } from './gate.ts';
import type { Json } from './json.ts';
import { httpOptions, type Answer, type Call, type Outcome, type VendorPolicy } from './policy.ts';
import { SpanKind, spanned, traceHeaders } from '../../telemetry/trace.ts';
import { reader, type Row } from './reader.ts';
import { createLogin } from './login.ts';
import { createHealth } from './status.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { createTransport } from './transport.ts';
import { createVeil } from './veil.ts';

export interface Http {
  /** Makes the call and reads its answer with `read`; a Problem that `read` throws counts as a failure of the source. */
  request<T>(call: Call, read: (answer: Answer) => T, options?: CallOptions): Promise<T>;
  /** A reader whose complaints carry this instance's name. */
  row(json: Json | undefined, path: string): Row;
  /** A Problem that carries this instance's name. */
  problem(code: ProblemCode, message: string, detail?: ProblemDetail): Problem;
  /** The login that all calls share, for a protocol beside HTTP. */
  readonly tokens: Tokens;
  status(): SourceStatus;
  close(): Promise<void>;
}

/** What one attempt came to: an outcome of the vendor's, or of the way there. */
type Result =
  | {
      readonly outcome: Outcome;
      readonly answer: Answer;
      readonly generation: number;
      readonly fresh: boolean;
    }
  | { readonly broken: string; readonly sent: boolean }
  | { readonly problem: Problem };

/** The HTTP layer of one vendor account. */
export function createHttp(config: SourceConfig, policy: VendorPolicy, clock: Clock = systemClock): Http {
  const options = httpOptions.parse(config.options);
  const origin = new URL(config.url).origin;
  const limits = { ...policy.limits, ...defined(config.limits) };
  const where = { source: config.instance, system: policy.system };
  /** A vendor's own words may repeat what it was sent. */
  const veil = createVeil(() => config.credentials);
  const problem = (code: ProblemCode, message: string, detail: ProblemDetail = {}): Problem =>
    new Problem(code, `${config.instance}: ${veil.over(message)}`, { ...detail, ...where });

  const gate = createGate(limits, clock);
  const breaker = createBreaker(options.breakerFailures, options.breakerOpenMs, () => health.look());
  const budget = (): readonly Quota[] =>
    limits.perDay === undefined
      ? []
      : [
          {
            name: 'calls in 24 h',
            used: gate.spentToday,
            limit: limits.perDay,
            resetAt: new Date(gate.budgetFreesAt).toISOString(),
          },
        ];
  const health = createHealth(
    clock,
    () => breaker.state,
    () => gate.pausedMs > 0,
    budget,
  );
  const transport = createTransport(limits.concurrency + 1, options.maxResponseBytes);
  const tokens = createTokens(
    createLogin(policy, transport, origin, options.loginTimeoutMs, problem),
    clock,
    {
      now: () => config.credentials,
      refused: async () => config.credentialsRefused?.(),
    },
  );

  const attempt = async (call: Call, signal: AbortSignal): Promise<Result> => {
    let lease;
    try {
      lease = await unless(signal, tokens.lease());
    } catch (error) {
      if (error instanceof Problem) return { problem: error };
      throw error;
    }
    if (lease === undefined) return { broken: 'the login did not end in time', sent: false };
    const target = lease.token.origin ?? origin;
    const attributes = {
      'http.request.method': call.method,
      'server.address': target,
      'isthmus.source': config.instance,
    };
    const span = { kind: SpanKind.CLIENT, attributes };
    veil.alsoOver(lease.token);
    // A path of the origin, and nothing that could be read as another address: it may come from the vendor's last answer.
    if (!/^\/(?!\/)/.test(call.path))
      return { problem: problem('SOURCE_DRIFTED', 'the next call is not a path of the source') };
    const headers = { ...policy.headers, ...lease.token.headers };
    const delivery = await spanned(`${call.method} ${config.instance}`, span, () =>
      transport.deliver(target, call, { ...traceHeaders(), ...headers }, signal),
    );
    if ('broken' in delivery) return delivery;
    if ('tooLong' in delivery)
      return {
        problem: problem('SOURCE_DRIFTED', `${name(call)} answered more than ${delivery.tooLong} bytes`),
      };
    const { answer } = delivery;
    const { generation, fresh } = lease;
    try {
      if (policy.quotas) health.tell(policy.quotas(answer));
      return { outcome: policy.classify(answer, call), answer, generation, fresh };
    } catch (error) {
      if (error instanceof Problem) return { problem: located(error) };
      throw error;
    }
  };

  /** A Problem from a reader without origin, made ours. */
  const located = (error: Problem): Problem =>
    error.detail.source === undefined ? problem(error.code, error.message, error.detail) : error;

  const request = async <T>(
    call: Call,
    read: (answer: Answer) => T,
    callOptions: CallOptions = {},
  ): Promise<T> => {
    const lane = callOptions.lane ?? 'interactive';
    const allowedMs = lane === 'bulk' ? options.bulkDeadlineMs : config.deadlineMs;
    const attempts = lane === 'bulk' ? policy.retry.attempts * 2 : policy.retry.attempts;
    const safe = call.safe ?? call.method === 'GET';
    const deadlineAt = clock.now() + allowedMs;
    const ended = new AbortController();
    const timer = setTimeout(() => ended.abort(), allowedMs);
    const giveUp = (): void => ended.abort();
    callOptions.signal?.addEventListener('abort', giveUp, { once: true });
    if (callOptions.signal?.aborted) ended.abort();
    const { signal } = ended;
    const late = (): Problem =>
      callOptions.signal?.aborted
        ? problem('SOURCE_UNAVAILABLE', `${name(call)} was given up by the caller`)
        : problem('SOURCE_UNAVAILABLE', `${name(call)} was not answered within ${allowedMs} ms`);
    /** Waits before the next try; throws `instead` when there is no time for it. */
    const pause = async (ms: number, instead: Problem): Promise<void> => {
      if (clock.now() + ms >= deadlineAt) throw instead;
      await clock.sleep(ms, signal);
      if (signal.aborted) throw late();
    };

    try {
      let renewed = false;
      for (let tried = 1; ;) {
        if (signal.aborted) throw late();
        const openMs = breaker.waitMs();
        if (openMs > 0) {
          const open = problem('SOURCE_UNAVAILABLE', 'not called, because its last calls all failed', {
            retryAfterMs: openMs,
          });
          if (lane === 'interactive') throw open;
          await pause(openMs, open);
          continue;
        }
        const entry = await gate.enter(lane, deadlineAt, signal);
        if (!('leave' in entry)) {
          if (callOptions.signal?.aborted) throw late();
          throw problem('RATE_LIMITED', `${name(call)} must wait: ${waiting[entry.why]}`, {
            retryAfterMs: entry.retryAfterMs,
          });
        }
        const started = clock.now();
        let result: Result | undefined;
        try {
          // A call that its caller gave up says nothing about the source, except when it was the half-open try.
          result = await breaker.run(
            () => attempt(call, signal),
            (each) => unavailable(each) && (!callOptions.signal?.aborted || breaker.state === 'HALF_OPEN'),
          );
        } finally {
          entry.leave();
        }
        if (result === undefined) continue;
        if (callOptions.signal?.aborted) throw late();
        health.note(clock.now() - started, well(result), throttled(result));

        if ('problem' in result) {
          if (result.problem.code !== 'SOURCE_UNAVAILABLE' && result.problem.code !== 'RATE_LIMITED')
            throw result.problem;
          if (tried++ >= attempts) throw result.problem;
          await pause(result.problem.detail.retryAfterMs ?? backoff(tried - 1), result.problem);
          continue;
        }
        if ('broken' in result) {
          if (signal.aborted) throw late();
          const lost = problem('SOURCE_UNAVAILABLE', `${name(call)} failed: ${result.broken}`);
          if (!(safe || !result.sent) || tried++ >= attempts) throw lost;
          await pause(backoff(tried - 1), lost);
          continue;
        }
        const { outcome } = result;
        if (outcome.is === 'ok') {
          try {
            return read(result.answer);
          } catch (error) {
            health.disown();
            throw error instanceof Problem ? located(error) : error;
          }
        }
        if (outcome.is === 'auth-expired') {
          const refused = (renewed || result.fresh) && !(await tokens.replaced());
          tokens.expire(result.generation);
          if (refused)
            throw problem('SOURCE_REJECTED', `our credentials are refused${because(outcome.message)}`);
          renewed = true;
          continue;
        }
        if (outcome.is === 'rejected')
          throw problem('SOURCE_REJECTED', `${name(call)} was refused${because(outcome.message)}`);
        if (outcome.is === 'drifted')
          throw problem('SOURCE_DRIFTED', `${name(call)} answered with ${outcome.message}`, {
            path: outcome.path,
          });

        const { afterMs } = outcome;
        const slowedDown = outcome.is === 'throttled';
        if (slowedDown && afterMs !== undefined && outcome.all !== false) gate.pause(afterMs);
        const failed = problem(
          slowedDown ? 'RATE_LIMITED' : 'SOURCE_UNAVAILABLE',
          `${name(call)} ${slowedDown ? 'was throttled' : 'failed'}${because(outcome.message)}`,
          { retryAfterMs: afterMs },
        );
        if (!safe || tried++ >= attempts) throw failed;
        await pause(afterMs ?? backoff(tried - 1), failed);
      }
    } finally {
      clearTimeout(timer);
      callOptions.signal?.removeEventListener('abort', giveUp);
    }
  };

  const backoff = (tried: number): number =>
    clock.random() * Math.min(policy.retry.capMs, policy.retry.baseMs * 2 ** (tried - 1));

  return {
    request,
    row: (json, path) => reader(json, path, where),
    problem,
    tokens,
    status: () => health.status(gate.inFlight),
    close: () => transport.close(),
  };
}

const waiting = {
  limit: 'the limits of the account are used up',
  budget: 'the daily budget of calls is spent',
  queue: 'too many calls wait already',
} as const;

function name(call: Call): string {
  return `${call.method} ${call.path}`;
}

/** A vendor's own words, cut to a readable length. */
function because(message: string | undefined): string {
  return message === undefined || message === '' ? '' : `: ${message.slice(0, 300)}`;
}

/** Counts against the source: it did not answer, or answered that it cannot. */
function unavailable(result: Result): boolean {
  if ('broken' in result) return true;
  if ('problem' in result) return result.problem.code === 'SOURCE_UNAVAILABLE';
  return result.outcome.is === 'retryable';
}

/** The source did its part: a refused request is the caller's fault, an expired token nobody's. */
function well(result: Result): boolean {
  return 'outcome' in result && ['ok', 'rejected', 'auth-expired'].includes(result.outcome.is);
}

/** The vendor asked to wait. */
function throttled(result: Result): boolean {
  if ('problem' in result) return result.problem.code === 'RATE_LIMITED';
  return 'outcome' in result && result.outcome.is === 'throttled';
}

async function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T | undefined> {
  let stop: (() => void) | undefined;
  const ended = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([work, ended]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}

function defined(limits: SourceConfig['limits']): SourceConfig['limits'] {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
