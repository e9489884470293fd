import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { tailOperation } from '../http/operation-files.ts';
import type { Screen } from './progress.ts';

export interface TailOptions {
  /** The hub's WebSocket, `ws://host:port/graphql`; also written with http or https. */
  readonly url: string;
  /** Who asks; without one, whoever a hub without access control takes for everybody. */
  readonly token?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly subjectId?: string | undefined;
  /** Where to go on; omitted: from now. */
  readonly after?: string | undefined;
  /** One JSON object a line instead of text. */
  readonly json?: boolean | undefined;
  readonly signal: AbortSignal;
}

interface Told {
  readonly id: string;
  readonly type: string;
  readonly subjectId: string;
  readonly source: { readonly name: string } | null;
  readonly occurredAt: string;
  readonly sequence: number;
  readonly data: { readonly changed?: readonly string[] };
}

type Message =
  | { readonly __typename: 'StreamSnapshot' | 'StreamHeartbeat'; readonly cursor: string }
  | { readonly __typename: 'StreamChange'; readonly cursor: string; readonly event: Told }
  | { readonly __typename: 'StreamReset'; readonly code: string; readonly missedAtLeast: number };

const retryMs = 500;

/** A refusal that trying again cannot mend: the document, a variable, the cursor. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

const socketProtocols: Readonly<Record<string, string>> = {
  'http:': 'ws:',
  'https:': 'wss:',
  'ws:': 'ws:',
  'wss:': 'wss:',
};

/** The address of a WebSocket, written as such or with http or https; Refused when it is none. */
export function socketAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const protocol = url && socketProtocols[url.protocol];
  if (!url || !protocol)
    throw new Refused(`${text} is not the address of a hub; write it as ws://host:port/graphql.`);
  return `${protocol}//${url.href.slice(url.protocol.length + 2).replace(/#.*$/, '')}`;
}

/**
 * Writes each event of a running hub as it happens, until the signal aborts. A connection that breaks is made again and goes on behind
 * the last event; `remarks` hears of that. Returns the cursor from which a later tail goes on, null when nothing was heard. Throws when
 * the hub refuses the subscription.
 */
export async function tail(options: TailOptions, screen: Screen, remarks: Screen): Promise<string | null> {
  let cursor = options.after ?? null;
  let connected = true;
  const client = createClient({
    url: socketAddress(options.url),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: true,
    ...(options.token && { connectionParams: { authorization: `Bearer ${options.token}` } }),
  });
  options.signal.addEventListener('abort', () => void client.dispose(), { once: true });
  while (!options.signal.aborted) {
    try {
      for await (const message of messages(client, options, cursor)) {
        if (!connected) remarks.write('connected again\n');
        connected = true;
        if (message.__typename === 'StreamReset') {
          remarks.write(
            `${message.code}: at least ${message.missedAtLeast} events are no longer kept; going on from now\n`,
          );
          cursor = null;
          break;
        }
        cursor = message.cursor;
        if (message.__typename === 'StreamChange')
          screen.write(`${options.json ? JSON.stringify(message.event) : lineOf(message.event)}\n`);
      }
    } catch (error) {
      if (error instanceof Refused) throw error;
      const access = accessEnded(error);
      if (access) throw access;
      // A list of errors is the hub's answer; a connection fails with one.
      if (Array.isArray(error)) throw refusalOf(error as readonly { readonly message: string }[]);
      if (options.signal.aborted) break;
      if (connected) remarks.write('the connection is gone; trying again\n');
      connected = false;
    }
    await sleep(retryMs, undefined, { signal: options.signal }).catch(() => {});
  }
  return cursor;
}

async function* messages(
  client: Client,
  { types, subjectId }: TailOptions,
  after: string | null,
): AsyncGenerator<Message, void> {
  for await (const { data, errors } of client.iterate<{ eventAppended: Message }>({
    query: tailOperation,
    variables: { types: types ?? null, subjectId: subjectId ?? null, after },
  })) {
    if (errors) throw refusalOf(errors);
    yield data!.eventAppended;
  }
}

/** Why the hub lets this tail in no longer, or never did; undefined for every other end of a connection. */
function accessEnded(error: unknown): Refused | undefined {
  const { code, reason } = (error ?? {}) as { readonly code?: unknown; readonly reason?: unknown };
  if (code === 4403) return new Refused('Access was revoked.');
  if (code !== 4401) return undefined;
  return new Refused(
    reason === 'Token expired'
      ? 'The token has expired; go on with a new one.'
      : 'The hub does not accept who asks; give a token with --token or ISTHMUS_TOKEN.',
  );
}

const refusalOf = (errors: readonly { readonly message: string }[]): Refused =>
  new Refused(errors.map((error) => error.message).join('; '));

function lineOf({ occurredAt, sequence, type, subjectId, source, data }: Told): string {
  const changed = data.changed?.length ? `  ${data.changed.join(', ')}` : '';
  return `${occurredAt}  ${String(sequence).padStart(6)}  ${type.padEnd(26)} ${subjectId}  ${source?.name ?? 'hub'}${changed}`;
}
