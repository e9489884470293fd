import { setTimeout as sleep } from 'node:timers/promises';
import { connect, type NatsConnection } from 'nats';
import { natsAddress } from './address.ts';

/** The link to the broker. The hub works without it: PostgreSQL is the truth, the broker only fans out. */
export interface Broker {
  /** The broker's version while the link is up, else null. */
  version(): string | null;
  /** The link while it is up, else null. */
  link(): NatsConnection | null;
  /**
   * Tells `listener` whenever the link has come up or gone down, beginning with how it is now; returns what ends that. The link that
   * has come up may be the one of before, with its subscriptions, or a new one without.
   */
  watch(listener: (link: NatsConnection | null) => void): () => void;
  close(): Promise<void>;
}

const retryMs = 250;
const connectMs = 5_000;
/** A broker that no longer answers is given up after this long twice. */
const pingMs = 5_000;

/** Opens the link in the background and keeps trying for ever; nothing waits for it. `onState` hears each change. */
export function openBroker(url: string, onState: (connected: boolean) => void): Broker {
  const listeners = new Set<(link: NatsConnection | null) => void>();
  const ending = new AbortController();
  let connection: NatsConnection | undefined;
  let up: NatsConnection | null = null;
  const state = (link: NatsConnection | null): void => {
    if (up === link) return;
    up = link;
    onState(link !== null);
    for (const listener of listeners) listener(link);
  };
  const open = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        const opened = await connect({
          ...natsAddress(url),
          name: 'isthmus',
          timeout: connectMs,
          maxReconnectAttempts: -1,
          reconnectTimeWait: retryMs,
          ignoreAuthErrorAbort: true,
          pingInterval: pingMs,
          maxPingOut: 2,
          noAsyncTraces: true,
        });
        connection = opened;
        if (ending.signal.aborted) return await opened.close();
        void follow(opened);
        await opened.closed();
      } catch {
        // It is not there yet.
      }
      state(null);
      await sleep(retryMs, null, ending).catch(() => {});
    }
  };
  const follow = async (opened: NatsConnection): Promise<void> => {
    state(opened);
    for await (const { type } of opened.status()) {
      if (type === 'disconnect') state(null);
      if (type === 'reconnect' && !opened.isClosed()) state(opened);
    }
  };
  void open();
  return {
    version: () => up?.info?.version ?? null,
    link: () => up,
    watch(listener) {
      listeners.add(listener);
      listener(up);
      return () => listeners.delete(listener);
    },
    async close() {
      ending.abort();
      await connection?.close();
    },
  };
}

/** A stay of the link. */
export interface LinkUp {
  readonly link: NatsConnection;
  /** Tells that the link went down, or the signal. */
  readonly ended: AbortSignal;
  /** Ends the watch over it. */
  release(): void;
}

/** Waits until the link is up; null when the signal comes first. */
export function nextLink(broker: Broker, signal: AbortSignal): Promise<LinkUp | null> {
  if (signal.aborted) return Promise.resolve(null);
  return new Promise((resolve) => {
    const ending = new AbortController();
    let found = false;
    let unwatch = (): void => {};
    const end = (): void => {
      ending.abort();
      resolve(null);
      if (!found) release();
    };
    function release(): void {
      signal.removeEventListener('abort', end);
      unwatch();
    }
    signal.addEventListener('abort', end);
    unwatch = broker.watch((link) => {
      if (!link && found) ending.abort();
      if (!link || found) return;
      found = true;
      resolve({ link, ended: ending.signal, release });
    });
  });
}
