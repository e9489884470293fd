import pino from 'pino';
import type { Hub } from '../../src/context.ts';
import { openAccess } from '../../src/http/access.ts';
import { createServer, type HttpConfig, type ServerParts } from '../../src/http/server.ts';

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: {
    data?: Record<string, unknown> | null;
    errors?: {
      message: string;
      path?: unknown[];
      locations?: unknown[];
      extensions: Record<string, unknown>;
    }[];
    extensions?: Record<string, unknown>;
  };
}

/** A server of a hub on a free port, with what it logged. */
export interface Served {
  readonly url: string;
  readonly wsUrl: string;
  readonly log: Record<string, unknown>[];
  plans(): number;
  streams(): { readonly clients: number; readonly groups: number };
  post(query: string, variables?: Record<string, unknown>, more?: Record<string, unknown>): Promise<Answer>;
  send(init: RequestInit & { path?: string }): Promise<Answer>;
  close(): Promise<void>;
}

/** Serves a hub for a test. */
export async function serve(
  hub: Hub,
  http: HttpConfig = {},
  {
    streams,
    limits,
    production,
    operations,
    ...more
  }: Partial<Pick<ServerParts, 'ready' | 'observers' | 'webhooks' | 'access' | 'hubs'>> &
    Pick<ServerParts['config'], 'streams' | 'limits' | 'production' | 'operations'> = {},
): Promise<Served> {
  const log: Record<string, unknown>[] = [];
  const logger = pino(
    { level: 'info' },
    { write: (line: string) => log.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const server = await createServer({
    hubs: new Map([['main', hub]]),
    access: openAccess('main'),
    config: { http: { port: 0, ...http }, streams, limits, production, operations },
    logger,
    ...more,
  });
  const send: Served['send'] = async ({ path = '/graphql', ...init }) => {
    const response = await fetch(`${server.url}${path}`, { redirect: 'manual', ...init });
    const text = await response.text();
    const json = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json ? (JSON.parse(text) as Answer['body']) : {},
    };
  };
  return {
    ...server,
    log,
    send,
    post: (query, variables, extra) =>
      send({
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables, ...extra }),
      }),
  };
}
