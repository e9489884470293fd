/**
 * The one way to speak HTTP to a vendor. A call passes, in this order:
 *   deadline   one clock for everything below: waiting, logins, retries (config.deadlineMs; the bulk lane and writes have their own)
 *   circuit    open: a call fails at once, one of the bulk lane waits for the half-open try
 *   gate       concurrency, rate, daily budget and the pause a vendor asked for; money before interactive, standard, bulk
 *   token      one login however many calls wait; an expired token is renewed once per call
 *   transport  one undici pool per origin; no redirect is followed; the body is bounded
 *   classify   the vendor's policy says what the answer means, because HTTP status does not
 *   read       the caller's function turns the answer into its result; what it finds missing is drift
 * and is repeated, with full jitter or after the time the vendor named, when the outcome may pass and the call is safe
 * to repeat. A write (a call that is not safe) is repeated only when it surely was not sent, when the vendor says that it was throttled, and
 * once after a renewed login: with the same headers and body, so that an idempotency key stays what it was. When it fails, the Problem says
 * in `detail.outcome` what is known of its effect, and in `detail.httpStatus` what was answered. Once sent it has its whole deadline, however
 * long it waited. Health, quotas and the circuit are in `status()`. What is thrown is always `Problem` and carries the
 * instance and its system; no credential, token, body or query string is ever in it, even where the vendor's words repeat one.
 */
import { Problem, type ProblemCode, type ProblemDetail } from '../../canonical/problem.ts';
import type { CallOptions, Quota, SourceConfig, SourceStatus } from '../source.ts';
import { allowancesOf } from './allowances.ts';
import { createBreaker } from './breaker.ts';
import { systemClock, type Clock } from './clock.ts';
import { effectOf, effectOfStatus } from './effect.ts';
import { createGate } from './gate.ts';
import type { Json } from './json.ts';
import {
  httpOptions,
  type Answer,
  type Call,
  type Outcome,
  type VendorPolicy,
  type WriteOutcome,
} from './policy.ts';
import { SpanKind, spanned, traceHeaders } from '../../telemetry/trace.ts';
import { tellCall } from '../../telemetry/vendor-call.ts';
import { reader, type Row } from './reader.ts';
import { createLogin } from './login.ts';
import { createHealth } from './status.ts';
import { createTokens, type Tokens } from './tokens.ts';
import { transcriptOf } from './transcript.ts';
import { createTransport } from './transport.ts';
import { createVeil } from './veil.ts';

export interface Http {
  /**
   * Makes the call and reads its answer with `read`; a Problem that `read` throws counts as a failure of the source, and of a write as one
   * of unknown outcome unless it says otherwise.
   */
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
  | { readonly broken: string; readonly sent: boolean; readonly status?: number }
  /** `status` where it was answered; otherwise nothing was sent. */
  | { readonly problem: Problem; readonly status?: number };

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

  const { allowance } = config;
  const gate = createGate(
    limits,
    clock,
    allowance && ((spender) => allowance.join(config.instance, spender)),
  );
  const breaker = createBreaker(options.breakerFailures, options.breakerOpenMs, () => health.look());
  const budget = (): readonly Quota[] => allowancesOf(gate, limits.perDay);
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

  /** `signal` ends the waiting; `until` gives the one that ends the exchange. */
  const attempt = async (
    call: Call,
    signal: AbortSignal,
    until: () => AbortSignal = () => signal,
  ): Promise<Result> => {
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
    const proof = Object.keys(lease.token.headers);
    const headers = { ...policy.headers, ...lease.token.headers };
    const delivery = await spanned(`${call.method} ${config.instance}`, span, () =>
      transport.deliver(target, call, { ...traceHeaders(), ...headers }, until()),
    );
    tellCall({
      writes: !(call.safe ?? call.method === 'GET'),
      status: 'answer' in delivery ? delivery.answer.status : (delivery.status ?? null),
      make: () => transcriptOf({ origin: target, call, headers, proof, delivery }, veil),
    });
    if ('broken' in delivery) return delivery;
    if ('tooLong' in delivery)
      return {
        problem: problem('SOURCE_DRIFTED', `${name(call)} answered more than ${delivery.tooLong} bytes`),
        status: delivery.status,
      };
    const { answer } = delivery;
    const { generation, fresh } = lease;
    try {
      if (policy.quotas) health.tell(policy.quotas(answer));
      return { outcome: policy.classify(answer, call), answer, generation, fresh };
    } catch (error) {
      if (error instanceof Problem) return { problem: error, status: answer.status };
      throw error;
    }
  };

  /** A Problem from a reader, made ours where it has no origin, with what is known beside it. */
  const located = (error: Problem, known: ProblemDetail): Problem => {
    const detail = { ...known, ...error.detail };
    return error.detail.source === undefined
      ? problem(error.code, error.message, detail)
      : new Problem(error.code, error.message, detail);
  };

  const request = async <T>(
    call: Call,
    read: (answer: Answer) => T,
    callOptions: CallOptions = {},
  ): Promise<T> => {
    const lane = callOptions.lane ?? 'interactive';
    const safe = call.safe ?? call.method === 'GET';
    const readMs = lane === 'bulk' ? options.bulkDeadlineMs : config.deadlineMs;
    const allowedMs = safe ? readMs : options.writeDeadlineMs;
    const attempts = lane === 'bulk' ? policy.retry.attempts * 2 : policy.retry.attempts;
    const deadlineAt = clock.now() + allowedMs;
    const ended = new AbortController();
    const timer = setTimeout(() => ended.abort(), allowedMs);
    const giveUp = (): void => ended.abort();
    callOptions.signal?.addEventListener('abort', giveUp, { once: true });
    if (callOptions.signal?.aborted) ended.abort();
    const { signal } = ended;
    const until = (): AbortSignal => {
      if (safe) return signal;
      const end = AbortSignal.timeout(allowedMs);
      return callOptions.signal ? AbortSignal.any([callOptions.signal, end]) : end;
    };
    /** What is known of a failure, for the detail of its Problem. */
    const known = (outcome: WriteOutcome, httpStatus?: number): ProblemDetail => ({
      ...(!safe && { outcome }),
      ...(httpStatus !== undefined && { httpStatus }),
    });
    const late = (outcome: WriteOutcome = 'NOT_APPLIED', status?: number): Problem =>
      problem(
        'SOURCE_UNAVAILABLE',
        callOptions.signal?.aborted
          ? `${name(call)} was given up by the caller`
          : `${name(call)} was not answered within ${allowedMs} ms`,
        known(outcome, status),
      );
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
            ...known('NOT_APPLIED'),
          });
          if (lane !== 'bulk') throw open;
          await pause(openMs, open);
          continue;
        }
        const entry = await gate.enter(lane, deadlineAt, signal);
        if (!('leave' in entry)) {
          if (callOptions.signal?.aborted) throw late();
          throw problem('RATE_LIMITED', `${name(call)} must wait: ${waiting[entry.why]}`, {
            retryAfterMs: entry.retryAfterMs,
            ...known('NOT_APPLIED'),
          });
        }
        const started = clock.now();
        let result: Result | undefined;
        try {
          // A call that its caller gave up says nothing about the source, except when it was the half-open try.
          result = await breaker.run(
            () => attempt(call, signal, until),
            (each) =>
              unavailable(each, safe) && (!callOptions.signal?.aborted || breaker.state === 'HALF_OPEN'),
          );
        } finally {
          entry.leave();
        }
        if (result === undefined) continue;
        // Nobody waits for a read any more; of a write the answer is worth knowing to the last moment.
        if (safe && callOptions.signal?.aborted) throw late();
        if (!callOptions.signal?.aborted || 'outcome' in result)
          health.note(clock.now() - started, well(result, safe), throttled(result));

        if ('problem' in result) {
          const { status } = result;
          const effect = status === undefined ? 'NOT_APPLIED' : effectOfStatus(status);
          const failed = located(result.problem, known(effect, status));
          if (failed.code !== 'SOURCE_UNAVAILABLE' && failed.code !== 'RATE_LIMITED') throw failed;
          if (!(safe || status === undefined) || tried++ >= attempts) throw failed;
          await pause(failed.detail.retryAfterMs ?? backoff(tried - 1), failed);
          continue;
        }
        if ('broken' in result) {
          const { sent, status } = result;
          const effect = sent ? 'UNKNOWN' : 'NOT_APPLIED';
          if (signal.aborted || result.broken === 'TimeoutError') throw late(effect, status);
          const lost = problem(
            'SOURCE_UNAVAILABLE',
            `${name(call)} failed: ${result.broken}`,
            known(effect, status),
          );
          if (!(safe || !sent) || tried++ >= attempts) throw lost;
          await pause(backoff(tried - 1), lost);
          continue;
        }
        const { outcome } = result;
        const { status } = result.answer;
        if (outcome.is === 'ok') {
          try {
            return read(result.answer);
          } catch (error) {
            health.disown();
            throw error instanceof Problem ? located(error, known('UNKNOWN', status)) : error;
          }
        }
        const detail = known(effectOf(outcome, status), status);
        if (outcome.is === 'auth-expired') {
          const refused = (renewed || result.fresh) && !(await tokens.replaced());
          tokens.expire(result.generation);
          if (refused)
            throw problem(
              'SOURCE_REJECTED',
              `our credentials are refused${because(call, outcome.message)}`,
              detail,
            );
          renewed = true;
          continue;
        }
        if (outcome.is === 'rejected')
          throw problem(
            outcome.code ?? 'SOURCE_REJECTED',
            `${name(call)} was refused${because(call, outcome.message)}`,
            { ...detail, ...(outcome.path !== undefined && { path: outcome.path }) },
          );
        if (outcome.is === 'drifted')
          throw problem('SOURCE_DRIFTED', `${name(call)} answered with ${outcome.message}`, {
            ...detail,
            path: outcome.path,
          });

        const { afterMs } = outcome;
        const slowedDown = outcome.is === 'throttled';
        if (slowedDown && outcome.all !== false) {
          if (afterMs !== undefined) gate.pause(afterMs);
          gate.throttled();
        }
        const failed = problem(
          slowedDown ? 'RATE_LIMITED' : 'SOURCE_UNAVAILABLE',
          `${name(call)} ${slowedDown ? 'was throttled' : 'failed'}${because(call, outcome.message)}`,
          { retryAfterMs: afterMs, ...detail },
        );
        if (!(safe || slowedDown) || tried++ >= attempts) throw failed;
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
    close: async () => {
      await gate.close();
      await transport.close();
    },
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

/** A vendor's own words, without the persons that the call names, cut to a readable length. */
function because({ personal = [] }: Call, message: string | undefined): string {
  if (message === undefined || message === '') return '';
  const names = personal.filter((each) => each.length > 1).toSorted((a, b) => b.length - a.length);
  return `: ${names.reduce((text, each) => text.replaceAll(each, '[personal]'), message).slice(0, 300)}`;
}

/** Counts against the source: it did not answer, or answered that it cannot. */
function unavailable(result: Result, safe: boolean): boolean {
  if ('broken' in result) return true;
  if ('problem' in result) return result.problem.code === 'SOURCE_UNAVAILABLE';
  return result.outcome.is === 'retryable' && !busy(result.outcome, result.answer, safe);
}

/** A write that has to wait for another one, on a record that is locked for example: the source is well, however often it says so. */
function busy(outcome: Outcome, { status }: Answer, safe: boolean): boolean {
  return !safe && outcome.is === 'retryable' && status < 500 && status !== 408;
}

/** The source did its part: a refused request is the caller's fault, an expired token nobody's. */
function well(result: Result, safe: boolean): boolean {
  if (!('outcome' in result)) return false;
  const { outcome, answer } = result;
  return ['ok', 'rejected', 'auth-expired'].includes(outcome.is) || busy(outcome, answer, safe);
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
