import { Pool, type Dispatcher } from 'undici';
import { parseJson, type Json } from './json.ts';
import type { Answer, Call } from './policy.ts';

/**
 * The answer, or why there is none. `sent: false` says the vendor cannot have seen the request; `status` is told when the answer had begun.
 */
export type Delivery =
  | { readonly answer: Answer }
  | { readonly broken: string; readonly sent: boolean; readonly status?: number }
  | { readonly tooLong: number; readonly status: number };

/** One request on the wire, no more: no credentials, no retry, no redirect. */
export interface Transport {
  deliver(
    origin: string,
    call: Call,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Delivery>;
  close(): Promise<void>;
}

/** A pool of connections to the account's origin, and one to each further origin that a login named. */
export function createTransport(connections: number, maxResponseBytes: number): Transport {
  const pools = new Map<string, Pool>();
  const poolOf = (origin: string): Pool => {
    const known = pools.get(origin);
    if (known) return known;
    // The call's own deadline ends it; undici's coarser timers would only blur which limit was hit.
    const pool = new Pool(origin, { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
    pools.set(origin, pool);
    return pool;
  };

  return {
    deliver: async (origin, call, headers, signal) => {
      let sent = false;
      let status: number | undefined;
      const begun = watching(() => (sent = true));
      try {
        const response = await poolOf(origin)
          .compose(begun)
          .request({
            method: call.method,
            path: withQuery(call),
            headers: { accept: 'application/json', ...headers, ...call.headers },
            body: call.body ?? null,
            signal,
          });
        status = response.statusCode;
        const text = await read(response.body, maxResponseBytes);
        return text === undefined
          ? { tooLong: maxResponseBytes, status }
          : { answer: answerOf(response.statusCode, response.headers, text) };
      } catch (error) {
        return { broken: codeOf(error), sent, ...(status !== undefined && { status }) };
      }
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

/**
 * Tells when a request is about to be written to a connection that is open: before, nothing of it can have reached the vendor. undici never
 * writes a request a second time unless HTTP/2 says that the first was not processed (RFC 9113, 8.7).
 */
function watching(begins: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const start = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (controller, context) => {
      start?.(controller, context);
      if (!controller.aborted) begins();
    };
    return dispatch(options, handler);
  };
}

/** An answer from its parts; `json` parses once. */
export function answerOf(
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  text: string,
): Answer {
  let parsed: { readonly json: Json } | undefined;
  return {
    status,
    text,
    header: (name) => {
      const value = headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    json: () => (parsed ??= { json: parseJson(text) }).json,
  };
}

/** The path of a call with its query string. */
export function withQuery(call: Call): string {
  if (call.query === undefined) return call.path;
  const query = (
    call.query instanceof URLSearchParams ? call.query : new URLSearchParams(call.query as [string, string][])
  ).toString();
  return query === '' ? call.path : `${call.path}?${query}`;
}

async function read(body: Dispatcher.ResponseData['body'], limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      body.destroy();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The error's code, never its message: undici quotes addresses and paths in messages. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'Error';
}
