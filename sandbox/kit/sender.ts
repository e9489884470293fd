import { Agent, request as undici } from 'undici';
import type { Claimed, Outbox } from './outbox.ts';
import type { Sim, Webhooks } from './types.ts';

/** What the sender asks about each time it looks. */
export interface Policy {
  /** Nothing new is sent. */
  readonly hold: boolean;
  /** Messages on their way to one endpoint at a time, at most. */
  readonly concurrency: number;
  readonly signWith: string | null;
  /** Whether the next message is lost; counts it. */
  loses(message: Claimed): boolean;
}

/** Sends what waits. */
export interface Sender {
  /** Looks at an endpoint after the transaction that is under way; omitted: at all. */
  wake(endpoint?: string): void;
  /** Sends nothing more; what was on its way waits again at the next start. */
  stop(): void;
}

interface Answer {
  readonly status: number | null;
  readonly timedOut: boolean;
  readonly retryAfter: string | null;
  readonly error: string | null;
}

const noAnswer = { status: null, timedOut: false, retryAfter: null } as const;

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}

/** Sends the messages of an outbox, each endpoint by itself with bounded concurrency, and tries again as the vendor does. */
export function createSender(sim: Sim, webhooks: Webhooks, outbox: Outbox, policy: Policy): Sender {
  const stopping = new AbortController();
  const dispatcher = new Agent();
  const onTheWay = new Map<string, number>();
  const timers = new Map<string, NodeJS.Timeout>();
  let woken = new Set<string>();

  async function send(message: Claimed): Promise<Answer> {
    const outgoing = webhooks.request(sim, message, policy.signWith);
    if (!outgoing) return { ...noAnswer, error: 'there is no such endpoint any more' };
    const { url, method, headers, body } = outgoing;
    const late = AbortSignal.timeout(webhooks.timeoutMs(sim));
    try {
      const response = await undici(url, {
        dispatcher,
        method,
        headers,
        ...(body !== '' && { body }),
        signal: AbortSignal.any([stopping.signal, late]),
      });
      await response.body.dump();
      const retryAfter = [response.headers['retry-after']].flat()[0] ?? null;
      return { status: response.statusCode, timedOut: false, retryAfter, error: null };
    } catch (error) {
      return { ...noAnswer, timedOut: late.aborted, error: late.aborted ? 'timed out' : reason(error) };
    }
  }

  async function deliver(message: Claimed): Promise<void> {
    const attempt = message.attempts + 1;
    const at = new Date(sim.now()).toISOString();
    if (policy.loses(message)) {
      outbox.settle(message, 'dropped', { attempt, status: null, latencyMs: null, at, error: 'dropped' });
      return;
    }
    const start = performance.now();
    const { status, timedOut, retryAfter, error } = await send(message);
    if (stopping.signal.aborted) return;
    const latencyMs = Math.round((performance.now() - start) * 1000) / 1000;
    const delivery = { attempt, status, latencyMs, at, error };
    if (status !== null && status >= 200 && status < 300) outbox.settle(message, 'delivered', delivery);
    else {
      const wait = webhooks.retryMs(sim, { attempt, status, timedOut, retryAfter });
      if (wait === null) outbox.settle(message, 'failed', delivery);
      else outbox.settle(message, 'queued', delivery, Date.now() + wait);
    }
  }

  function look(endpoint: string): void {
    if (stopping.signal.aborted || policy.hold) return;
    clearTimeout(timers.get(endpoint));
    const busy = onTheWay.get(endpoint) ?? 0;
    if (busy >= policy.concurrency) return;
    const claimed = outbox.claim(endpoint, policy.concurrency - busy, Date.now());
    onTheWay.set(endpoint, busy + claimed.length);
    for (const message of claimed) {
      void deliver(message)
        .catch((error: unknown) => {
          process.stderr.write(
            `webhook ${message.seq}: ${error instanceof Error ? error.stack : String(error)}\n`,
          );
        })
        .finally(() => {
          onTheWay.set(endpoint, onTheWay.get(endpoint)! - 1);
          if (!stopping.signal.aborted) look(endpoint);
        });
    }
    if (claimed.length > 0) return;
    const due = outbox.nextDue(endpoint);
    if (due !== null) timers.set(endpoint, setTimeout(look, Math.max(1, due - Date.now()), endpoint));
  }

  return {
    wake(endpoint) {
      const first = woken.size === 0;
      for (const each of endpoint === undefined ? outbox.waiting() : [endpoint]) woken.add(each);
      if (!first || woken.size === 0) return;
      setImmediate(() => {
        const endpoints = woken;
        woken = new Set();
        for (const each of endpoints) look(each);
      });
    },
    stop() {
      stopping.abort();
      for (const timer of timers.values()) clearTimeout(timer);
      void dispatcher.destroy();
    },
  };
}
