import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** A subscriber of the log in this process. */
export interface Listener {
  /** The time (of `performance.now`) at which a change to this text was told of. Rejects when none is within a minute. */
  heard(text: string): Promise<number>;
  close(): Promise<void>;
}

const query = `subscription { eventAppended(types: ["case.*", "customer.*"]) {
  __typename
  ... on StreamChange {
    eventId cursor event { type subjectId sequence }
    node { ... on SupportCase { subject } ... on Customer { industry } }
  }
  ... on StreamReset { code }
} }`;

interface Message {
  readonly __typename: string;
  readonly node?: { readonly subject?: string; readonly industry?: string } | null;
}

const patienceMs = 60_000;

/** Subscribes over WebSocket, as any program would, with the headers as its credentials; resolves when the stream has begun. */
export async function listen(
  wsUrl: string,
  connectionParams: Readonly<Record<string, string>> = {},
): Promise<Listener> {
  const waiting = new Map<string, (at: number) => void>();
  const client = createClient({
    url: wsUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams,
  });
  const broken = Promise.withResolvers<never>();
  // Whoever waits hears of it; when nobody does it is of no consequence.
  broken.promise.catch(() => {});
  const begun = Promise.withResolvers<void>();
  client.subscribe<{ eventAppended: Message }>(
    { query },
    {
      next({ data, errors }) {
        const at = performance.now();
        const message = data?.eventAppended;
        if (errors || !message || message.__typename === 'StreamReset')
          return broken.reject(new Error(`the stream broke: ${JSON.stringify({ data, errors })}`));
        if (message.__typename === 'StreamSnapshot') begun.resolve();
        waiting.get(message.node?.subject ?? '')?.(at);
        waiting.get(message.node?.industry ?? '')?.(at);
      },
      error: (cause) => broken.reject(new Error('the stream failed', { cause })),
      complete: () => broken.reject(new Error('the stream ended')),
    },
  );
  await Promise.race([begun.promise, broken.promise]);
  return {
    async heard(text) {
      const told = Promise.withResolvers<number>();
      waiting.set(text, told.resolve);
      const timer = setTimeout(
        () => told.reject(new Error(`a change was not told of within ${patienceMs} ms`)),
        patienceMs,
      );
      try {
        return await Promise.race([told.promise, broken.promise]);
      } finally {
        clearTimeout(timer);
        waiting.delete(text);
      }
    },
    close: async () => client.dispose(),
  };
}

/**
 * Makes changes one after another, each with a rest of 20 to 60 ms before it so that nothing of the last one is under way, and returns
 * how long each took from just before `change` was called until the listener had it, in milliseconds; without the `warmUp` first ones.
 */
export async function delays(
  listener: Listener,
  change: (i: number, text: string) => Promise<void>,
  count: number,
  warmUp: number,
): Promise<readonly number[]> {
  const took: number[] = [];
  for (let i = 0; i < warmUp + count; i++) {
    await sleep(20 + Math.random() * 40);
    const text = `changed ${randomUUID()}`;
    const heard = listener.heard(text);
    const begun = performance.now();
    const [at] = await Promise.all([heard, change(i, text)]);
    took.push(at - begun);
  }
  return took.slice(warmUp);
}
