import { readFileSync } from 'node:fs';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { Problem } from '../../canonical/problem.ts';
import type { Http } from '../http/http.ts';
import type { Lease } from '../http/tokens.ts';
import type { Pushed, PushOptions } from '../source.ts';
import { readerOf } from './avro.ts';
import type { ChangeEvent } from './avro.ts';
import { readChange } from './change.ts';
import { pubSubService } from './protocol.ts';
import type { ConsumerEvent, FetchRequest, FetchResponse } from './protocol.ts';

/** Where the Pub/Sub API is and how it is read. */
export interface Bus {
  /** `host:port`; always TLS. */
  readonly url: string;
  /** Whom to trust instead of the public authorities: PEM text, or the path of a file with it. */
  readonly certificate: string | undefined;
  readonly topic: string;
  /** Longer without a message, keepalives included, the stream counts as broken. */
  readonly silenceMs: number;
}

/** Events that may be on their way to us. The most that one request may ask for is 100. Source: Pub/Sub API allocations. */
const window = 100;
const schemaDeadlineMs = 30_000;
const mostBytes = 16 * 1024 * 1024;

const service = pubSubService();
type Reader = (payload: Buffer) => ChangeEvent;

/** The end of a stream, before it is known what it means. */
class Broken extends Error {
  readonly error: Partial<ServiceError>;

  constructor(error: Partial<ServiceError>) {
    super('the stream ended');
    this.error = error;
  }

  /** Salesforce's own code. Source: Pub/Sub API guide, "Handle Errors". */
  get errorCode(): string {
    return String(this.error.metadata?.get('error-code')[0] ?? '');
  }

  get isAuth(): boolean {
    return this.error.code === status.UNAUTHENTICATED || this.errorCode.endsWith('service.auth.error');
  }
}

function problemOf(http: Http, { error, errorCode }: Broken): Problem {
  if (/\.replayid\.(corrupted|validation\.failed)$/.test(errorCode))
    return http.problem('CURSOR_EXPIRED', 'the change stream no longer has what follows the cursor');
  const name = error.code === undefined ? 'ended' : `failed: ${status[error.code]}`;
  const message = `the change stream ${name}${errorCode && ` ${errorCode}`}`;
  switch (error.code) {
    case status.RESOURCE_EXHAUSTED:
      return http.problem('RATE_LIMITED', message);
    case status.INVALID_ARGUMENT:
    case status.NOT_FOUND:
    case status.PERMISSION_DENIED:
      return http.problem('SOURCE_REJECTED', message);
    default:
      return http.problem('SOURCE_UNAVAILABLE', message);
  }
}

/**
 * The change stream of one organisation: `push` of the source contract. Without a cursor it begins at the tip; the first message, at the
 * latest a keepalive, gives it a place, and what happens in a break before that is left to the poll.
 */
export function createPubSub(http: Http, bus: Bus): (options: PushOptions) => Promise<void> {
  const readers = new Map<string, Reader>();

  function metadataOf({ token }: Lease): Metadata {
    const { tenantid, instanceurl } = token.facts ?? {};
    const accesstoken = token.headers['authorization']?.replace(/^Bearer /, '');
    if (!tenantid || !instanceurl || !accesstoken)
      throw http.problem('SOURCE_DRIFTED', 'the login does not say which organisation it is', { path: 'id' });
    return Metadata.fromHttp2Headers({ accesstoken, instanceurl, tenantid });
  }

  function connect(): Client {
    const { url, certificate } = bus;
    let roots: Buffer | null = null;
    try {
      if (certificate !== undefined)
        roots = certificate.includes('-----BEGIN') ? Buffer.from(certificate) : readFileSync(certificate);
    } catch (cause) {
      throw http.problem('SOURCE_REJECTED', 'the certificate in pubsubCertificate cannot be read', { cause });
    }
    return new Client(url, credentials.createSsl(roots), { 'grpc.max_receive_message_length': mostBytes });
  }

  function schemaOf(client: Client, metadata: Metadata, schemaId: string): Promise<string> {
    const { path, requestSerialize, responseDeserialize } = service.GetSchema;
    const deadline = Date.now() + schemaDeadlineMs;
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        { schemaId },
        metadata,
        { deadline },
        (error, answer) => {
          if (answer) resolve(answer.schemaJson);
          else reject(new Broken(error ?? {}));
        },
      );
    });
  }

  async function readerFor(client: Client, metadata: Metadata, schemaId: string): Promise<Reader> {
    const known = readers.get(schemaId);
    if (known) return known;
    const json = await schemaOf(client, metadata, schemaId);
    try {
      const reader = readerOf(json);
      readers.set(schemaId, reader);
      return reader;
    } catch (cause) {
      throw http.problem('SOURCE_DRIFTED', `the schema ${schemaId} of change events cannot be read`, {
        cause,
      });
    }
  }

  async function pushedOf(client: Client, metadata: Metadata, response: FetchResponse): Promise<Pushed> {
    const parts = [];
    for (const { event, replayId } of response.events) {
      if (event === null) throw http.problem('SOURCE_DRIFTED', 'the change stream sent an event without one');
      const read = await readerFor(client, metadata, event.schemaId);
      try {
        parts.push(readChange(read(event.payload), event.id || replayId.toString('hex')));
      } catch (cause) {
        throw http.problem('SOURCE_DRIFTED', `an event with the schema ${event.schemaId} cannot be read`, {
          cause,
        });
      }
    }
    const last: ConsumerEvent | undefined = response.events.at(-1);
    return {
      hints: parts.flatMap(({ hints }) => hints),
      overflowed: [...new Set(parts.flatMap(({ overflowed }) => overflowed))],
      cursor: (last?.replayId ?? response.latestReplayId).toString('base64url'),
    };
  }

  /** Reads one stream to its end, which is always an error: Broken when the stream ended, else what the receiver threw. */
  async function read(
    client: Client,
    lease: Lease,
    cursor: string | null,
    signal: AbortSignal,
    take: (pushed: Pushed) => Promise<void>,
  ): Promise<never> {
    const metadata = metadataOf(lease);
    const { path, requestSerialize, responseDeserialize } = service.Subscribe;
    const call = client.makeBidiStreamRequest<FetchRequest, FetchResponse>(
      path,
      requestSerialize,
      responseDeserialize,
      metadata,
    );
    // Also heard by the loop below; without a listener of its own it would end the process once the loop is left.
    call.on('error', () => {});
    const cancel = (): void => call.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    let silent = false;
    const giveUp = (): void => {
      silent = true;
      call.cancel();
    };
    let silence = setTimeout(giveUp, bus.silenceMs);
    try {
      const start =
        cursor === null
          ? ({ replayPreset: 'LATEST' } as const)
          : ({ replayPreset: 'CUSTOM', replayId: Buffer.from(cursor, 'base64url') } as const);
      call.write({ topicName: bus.topic, ...start, numRequested: window });
      for await (const response of responsesOf(call)) {
        clearTimeout(silence);
        const pushed = await pushedOf(client, metadata, response);
        if (signal.aborted) break;
        await take(pushed);
        // Only what was taken in makes room for more: the receiver's pace is the stream's.
        if (response.events.length > 0) call.write({ numRequested: response.events.length });
        silence = setTimeout(giveUp, bus.silenceMs);
      }
      throw new Broken({});
    } catch (error) {
      if (silent)
        throw http.problem('SOURCE_UNAVAILABLE', `the change stream was silent for ${bus.silenceMs} ms`);
      throw error;
    } finally {
      clearTimeout(silence);
      signal.removeEventListener('abort', cancel);
      call.cancel();
    }
  }

  async function follow(client: Client, { cursor, signal, onPushed }: PushOptions): Promise<void> {
    let place = cursor;
    let renewed = false;
    for (;;) {
      const lease = await http.tokens.lease();
      if (signal.aborted) return;
      try {
        await read(client, lease, place, signal, async (pushed) => {
          await onPushed(pushed);
          place = pushed.cursor;
          renewed = false;
        });
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        if (!error.isAuth || signal.aborted) throw problemOf(http, error);
        // A session ends in the middle of a stream too: one new login, then on from the same place.
        http.tokens.expire(lease.generation);
        if (renewed || lease.fresh)
          throw http.problem('SOURCE_REJECTED', 'the change stream refuses our credentials');
        renewed = true;
      }
    }
  }

  return async (options) => {
    if (options.signal.aborted) return;
    const client = connect();
    try {
      await follow(client, options);
    } catch (error) {
      if (!options.signal.aborted) throw error;
    } finally {
      client.close();
    }
  };
}

/** The responses of a stream; its end with an error is Broken. */
async function* responsesOf(call: AsyncIterable<unknown>): AsyncGenerator<FetchResponse> {
  try {
    for await (const response of call) yield response as FetchResponse;
  } catch (error) {
    throw new Broken(error as Partial<ServiceError>);
  }
}
