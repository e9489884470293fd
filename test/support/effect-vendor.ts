import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with a call; `after` means that it was applied before. */
export type Fault =
  | 'none'
  | 'reset-before'
  | 'reset-after'
  | 'hang-after'
  | 'status-500-before'
  | 'status-500-after'
  | 'truncate-after'
  | 'garbage-after'
  | 'throttle'
  | 'refuse';

/** Something that was applied. */
export interface Effect {
  readonly seq: number;
  readonly kind: string;
  readonly id: string;
  readonly key: string;
  readonly value: unknown;
}

/** A vendor for tests: it counts what it applied, honours keys where its class says so, and fails on demand. */
export interface EffectVendor {
  readonly url: string;
  /** Everything that was applied, in order. */
  readonly effects: readonly Effect[];
  /** Every call that arrived, as `POST /a <id>`. */
  readonly calls: readonly string[];
  /** What is in force under an id; of the class B, which sets, the last value. */
  count(id: string): number;
  /** Decides what goes wrong with a call of an id (the `nth` of this id and method, from 1). */
  fault(decide: (id: string, nth: number, method: string) => Fault | Promise<Fault>): void;
  /** Hears what is sent. */
  sent(listener: (body: unknown) => void): void;
  /** How long each call takes before it is applied. */
  delay(ms: number): void;
  /** Forgets the answers kept under keys, as after their lifetime. */
  forgetKeys(): void;
  close(): Promise<void>;
}

interface Kept {
  status: number;
  body: unknown;
}

/**
 * Serves the classes of operations: `POST /a` keeps an Idempotency-Key and what it answered, failures too, and says 409 while one is in
 * flight; `PUT /b` sets; `POST /c` adds blindly, and `GET /c?id=` shows; `POST /d` adds blindly and shows nothing.
 */
export async function startEffectVendor(): Promise<EffectVendor> {
  const effects: Effect[] = [];
  const calls: string[] = [];
  const seen = new Map<string, number>();
  const kept = new Map<string, Kept | 'in flight'>();
  let decide: Parameters<EffectVendor['fault']>[0] = () => 'none';
  let delayMs = 0;
  let listen: (body: unknown) => void = () => {};

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '/', 'http://vendor');
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as { id?: string; value?: unknown };
    const id = body.id ?? url.searchParams.get('id') ?? '';
    const method = request.method ?? '';
    const kind = url.pathname.slice(1);
    const key = String(request.headers['idempotency-key'] ?? '');
    const place = `${method} ${url.pathname} ${id}`;
    calls.push(place);
    listen(body);
    const nth = (seen.get(place) ?? 0) + 1;
    seen.set(place, nth);
    const fault = await decide(id, nth, method);
    if (fault === 'reset-before') return void request.socket.destroy();
    if (fault === 'throttle') return send(response, 429, { message: 'too many' });
    const known = kind === 'a' && method === 'POST' ? kept.get(key) : undefined;
    if (known === 'in flight') return send(response, 409, { message: 'in flight' });
    if (known) return send(response, known.status, known.body);
    if (method === 'GET') {
      const found = effects.find((effect) => effect.kind === kind && effect.id === id);
      return fault === 'status-500-before'
        ? send(response, 500, {})
        : send(response, found ? 200 : 404, found ?? {});
    }
    if (kind === 'a') kept.set(key, 'in flight');
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs).unref());
    const keep = (status: number, content: unknown): Kept => {
      const made = { status, body: content };
      if (kind === 'a') kept.set(key, made);
      return made;
    };
    if (fault === 'refuse') {
      const { status, body: why } = keep(422, { message: 'the period is closed' });
      return send(response, status, why);
    }
    if (fault === 'status-500-before') {
      const { status } = keep(500, {});
      return send(response, status, {});
    }
    const effect: Effect = { seq: effects.length + 1, kind, id, key, value: body.value };
    effects.push(effect);
    keep(200, effect);
    if (fault === 'reset-after') return void request.socket.destroy();
    if (fault === 'hang-after') return;
    if (fault === 'status-500-after') return send(response, 500, {});
    if (fault === 'truncate-after') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"seq":');
      request.socket.destroySoon();
      return;
    }
    if (fault === 'garbage-after') return void response.writeHead(200).end('<html>');
    send(response, 200, effect);
  }

  function send(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    effects,
    calls,
    count: (id) => effects.filter((effect) => effect.id === id).length,
    fault: (next) => void (decide = next),
    sent: (listener) => void (listen = listener),
    delay: (ms) => void (delayMs = ms),
    forgetKeys: () => kept.clear(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
