import { connect, type NatsConnection } from 'nats';
import { natsAddress } from './address.ts';

/** The link to the broker. The hub works without it: PostgreSQL is the truth, the broker only fans out. */
export interface Broker {
  /** The broker's version while the link is up, else null. */
  version(): string | null;
  close(): Promise<void>;
}

/** Opens the link in the background and keeps trying for ever; nothing waits for it. `onState` hears each change. */
export function openBroker(url: string, onState: (connected: boolean) => void): Broker {
  let link: NatsConnection | undefined;
  let up = false;
  let closed = false;
  const state = (connected: boolean): void => {
    if (up === connected) return;
    up = connected;
    onState(connected);
  };
  void connect({
    ...natsAddress(url),
    name: 'isthmus',
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
  })
    .then(async (connection) => {
      if (closed) return connection.close();
      link = connection;
      state(true);
      for await (const { type } of connection.status()) {
        if (type === 'disconnect') state(false);
        if (type === 'reconnect') state(true);
      }
    })
    .catch(() => state(false));
  return {
    version: () => (up ? (link?.info?.version ?? null) : null),
    async close() {
      closed = true;
      // The client does not end the list of its states when it is closed, so there is nothing to wait for but the link itself.
      await link?.close();
    },
  };
}
