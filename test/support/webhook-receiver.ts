import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook as it arrived. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  /** The exact bytes, as text. */
  readonly body: string;
  readonly json: Readonly<Record<string, unknown>>;
  /** What was answered, or null when the connection was broken off. */
  readonly answered: number | null;
}

/** How the receiver answers a webhook; `delayMs` before it does, `status: null` breaks the connection off. */
export interface Answering {
  readonly status: number | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMs?: number;
}

/** An HTTP server on 127.0.0.1 that takes webhooks and keeps them. */
export interface WebhookReceiver {
  readonly url: string;
  /** In order of arrival. */
  readonly received: readonly Received[];
  /** Answers of the next webhooks in turn; after the last one 204 again. */
  answerNext(...answers: readonly Answering[]): void;
  /** Resolves when what arrived satisfies the condition. */
  until(condition: (received: readonly Received[]) => boolean): Promise<void>;
  close(): Promise<void>;
}

export async function openReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  let script: Answering[] = [];
  let watchers: (() => boolean)[] = [];
  const server = createServer((incoming, out) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { status, headers = {}, delayMs = 0 } = script.shift() ?? { status: 204 };
      const json = (body.startsWith('{') ? JSON.parse(body) : {}) as Received['json'];
      received.push({ headers: incoming.headers, body, json, answered: status });
      setTimeout(() => {
        if (status === null) incoming.socket.destroy();
        else out.writeHead(status, headers).end();
        watchers = watchers.filter((met) => !met());
      }, delayMs).unref();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/vendor`,
    received,
    answerNext: (...answers) => {
      script = [...answers];
    },
    until: (condition) =>
      new Promise((resolve) => {
        const met = (): boolean => {
          if (!condition(received)) return false;
          resolve();
          return true;
        };
        if (!met()) watchers.push(met);
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
