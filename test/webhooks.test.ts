import { createHmac, timingSafeEqual } from 'node:crypto';
import { request } from 'node:http';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import type { Hub } from '../src/context.ts';
import { openAccess } from '../src/http/access.ts';
import { createServer, type HubServer } from '../src/http/server.ts';
import type { Delivery, Hint } from '../src/sources/source.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { createReceive, type ReceiveDeps } from '../src/sync/receive.ts';
import { createTestDatabase } from './support/database.ts';
import { eventually } from './support/hub.ts';
import { hint, inboxOf } from './support/inbox.ts';
import { createShelf } from './support/shelf.ts';
import { layWire, type Wire } from './support/wire.ts';

const secret = 'of the webhook';
const sign = (body: Buffer | string): string => createHmac('sha256', secret).update(body).digest('hex');

/** A vendor that signs the exact bytes and sends the hints themselves. */
function readSigned({ headers, body }: Delivery): readonly Hint[] {
  const given = Buffer.from(headers['x-signature'] ?? '');
  const right = Buffer.from(sign(body));
  if (given.length !== right.length || !timingSafeEqual(given, right))
    throw new Problem('SIGNATURE_INVALID', 'The signature is not right.');
  if (body.includes('ownfault')) throw new TypeError('private words');
  try {
    return JSON.parse(body.toString()) as Hint[];
  } catch {
    throw new Problem('INVALID_INPUT', 'The body is not JSON.');
  }
}

const objectOf = (kind: string): string => kind;
const vendor = Object.assign(createShelf('vendor', 'BILLING', objectOf), { webhook: readSigned });
const silent = createShelf('silent', 'ERP', objectOf);

let wire: Wire;
let direct: Database;
let database: Database;
let drop: () => Promise<void>;
let server: HubServer;
let log: string[] = [];
const servers: HubServer[] = [];

async function serve(more: Partial<ReceiveDeps> = {}): Promise<HubServer> {
  const logger = pino({ level: 'info' }, { write: (line: string) => log.push(line) });
  const receive = createReceive({ database, sources: [vendor, silent], ...more });
  const webhooks = { receive, maxBodyBytes: 64 * 1024 };
  // No operation reaches the graph here.
  const made = await createServer({
    hubs: new Map([['main', {} as Hub]]),
    access: openAccess('main'),
    config: { http: { port: 0 } },
    logger,
    webhooks,
  });
  servers.push(made);
  return made;
}

beforeAll(async () => {
  const created = await createTestDatabase();
  drop = created.drop;
  direct = openDatabase(created.url);
  wire = await layWire(created.url);
  database = openDatabase(wire.url);
  server = await serve();
});
afterAll(async () => {
  for (const each of servers) await each.close();
  await database.close();
  await wire.close();
  await direct.close();
  await drop();
});
beforeEach(() => {
  log = [];
});
afterEach(() => direct.query('truncate inbox'));

const kept = () => inboxOf(direct);

async function post(
  hints: readonly Hint[] | string | Buffer,
  more: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> } = {},
  to = server,
): Promise<Response> {
  const body = Buffer.isBuffer(hints) || typeof hints === 'string' ? hints : JSON.stringify(hints);
  return fetch(`${to.url}/webhooks/vendor`, {
    method: 'POST',
    body: body as string,
    ...more,
    headers: { 'content-type': 'application/json', 'x-signature': sign(body), ...more.headers },
  });
}

test('a signed message is answered with 204 when it is in the inbox, and again when it comes again', async () => {
  const hints = [hint('A'), hint('B')];
  for (const status of [204, 204]) expect((await post(hints)).status).toBe(status);
  expect((await kept()).map((each) => each.external_id).toSorted()).toEqual(['A', 'B']);
  expect((await post([])).status).toBe(204);
});

test('the feed of webhooks tells when the last one came', async () => {
  await direct.query(
    `insert into feed (instance, name, mode, state) values ('vendor', 'webhook', 'PUSH', 'LIVE')`,
  );
  await post([hint('A')]);
  const at = await eventually('it is noted', async () => {
    const { rows } = await direct.query<{ at: string | null }>('select last_change_at as at from feed');
    return rows[0]?.at ?? undefined;
  });
  const { rows } = await direct.query<{ at: string }>('select received_at as at from inbox');
  expect(at).toBe(rows[0]!.at);
});

test('the reader gets the exact bytes, whatever the message calls itself', async () => {
  const odd = ` [ ${JSON.stringify(hint('A'))}\r\n,\t${JSON.stringify(hint('é😀'))} ]  `;
  for (const type of ['application/json', 'application/x-www-form-urlencoded', 'text/xml; charset=utf-16'])
    expect([type, (await post(odd, { headers: { 'content-type': type } })).status]).toEqual([type, 204]);
  const bare = await new Promise<number>((resolve, reject) => {
    const body = Buffer.from(odd);
    const headers = { 'x-signature': sign(body) };
    const sent = request(`${server.url}/webhooks/vendor`, { method: 'POST', headers }, (answer) =>
      resolve(answer.resume().statusCode!),
    );
    // In pieces, without a length or a type.
    sent.on('error', reject).write(body.subarray(0, 7));
    sent.end(body.subarray(7));
  });
  expect(bare).toBe(204);
  expect((await kept()).map((each) => each.external_id).toSorted()).toEqual(['A', 'é😀']);
});

test('a message that is forged, unreadable, compressed, too long or for nobody is refused and leaves nothing behind', async () => {
  const body = JSON.stringify([hint('A')]);
  const at = (path: string, init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, { method: 'POST', body, headers: { 'x-signature': sign(body) }, ...init });
  const answers: Record<string, Response> = {
    forged: await post(body, { headers: { 'x-signature': sign(`${body} `) } }),
    unsigned: await post(body, { headers: { 'x-signature': '' } }),
    empty: await at('/webhooks/vendor', { body: '', headers: { 'x-signature': sign('') } }),
    unreadable: await post('not JSON'),
    latin: await post(Buffer.concat([Buffer.from('["'), Buffer.from([0xe9]), Buffer.from('"]')])),
    nul: await post([hint('A\0')]),
    compressed: await post(body, { headers: { 'content-encoding': 'gzip' } }),
    misnamed: await post(body, { headers: { 'content-type': 'nonsense' } }),
    long: await post(`${body}${' '.repeat(64 * 1024)}`),
    unknown: await at('/webhooks/nobody'),
    silent: await at('/webhooks/silent'),
    folder: await at('/webhooks/'),
    get: await fetch(`${server.url}/webhooks/vendor`),
    put: await post(body, { method: 'PUT' }),
  };
  const statuses = Object.entries(answers).map(([name, { status }]) => [name, status]);
  expect(Object.fromEntries(statuses)).toEqual({
    forged: 401,
    unsigned: 401,
    empty: 400,
    unreadable: 400,
    latin: 400,
    nul: 400,
    compressed: 415,
    misnamed: 415,
    long: 413,
    unknown: 404,
    silent: 404,
    folder: 404,
    get: 405,
    put: 405,
  });
  expect(await answers['forged']!.json()).toEqual({
    code: 'SIGNATURE_INVALID',
    message: 'The signature is not right.',
  });
  expect(answers['get']!.headers.get('allow')).toBe('POST');
  expect(await kept()).toEqual([]);
});

test('the graph keeps its own reading of bodies', async () => {
  const answer = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ __typename }' }),
  });
  expect(await answer.json()).toEqual({ data: { __typename: 'Query' } });
});

test('the caller’s correlation id is taken where it is one', async () => {
  await post([hint('A')], { headers: { 'x-correlation-id': 'order-2026-0001' } });
  await post([hint('B')], { headers: { 'x-correlation-id': 'a b' } });
  const [a, b] = (await kept()).toSorted((one, two) => (one.external_id < two.external_id ? -1 : 1));
  expect(a!.correlation_id).toBe('order-2026-0001');
  expect(b!.correlation_id).toMatch(/^cor_/);
});

test('nothing is answered before the commit, and a commit that fails is answered with 503', async () => {
  const blocked = () =>
    eventually('the insert waits for the table', async () => {
      const { rows } = await direct.query<{ pid: number }>(
        `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%inbox%'`,
      );
      return rows[0]?.pid;
    });
  let answer: Promise<Response> | undefined;
  let answered = false;
  await direct.transaction(async (db) => {
    await db.query('lock table inbox in exclusive mode');
    answer = post([hint('A')]).finally(() => (answered = true));
    await blocked();
    expect(answered).toBe(false);
  });
  expect((await answer!).status).toBe(204);
  await direct.transaction(async (db) => {
    await db.query('lock table inbox in exclusive mode');
    answer = post([hint('B')]);
    await db.query('select pg_terminate_backend($1)', [await blocked()]);
    expect((await answer).status).toBe(503);
  });
  expect((await kept()).map((each) => each.external_id)).toEqual(['A']);
});

test('while the database is away messages are answered with 503 and Retry-After, and nothing that got 204 is missing afterwards', async () => {
  const hints = Array.from({ length: 60 }, (_, i) => [hint(`R${i}`)]);
  const taken = new Set<string>();
  const send = async ([one]: readonly Hint[]): Promise<number> => {
    const { status, headers } = await post([one!]);
    if (status === 204) taken.add(one!.externalId);
    else expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    return status;
  };
  const early = hints.slice(0, 30).map(send);
  await wire.cut();
  expect(new Set(await Promise.all(hints.slice(30).map(send)))).toEqual(new Set([503]));
  await Promise.all(early);
  const survived = new Set(taken);
  expect((await kept()).map((each) => each.external_id)).toEqual(expect.arrayContaining([...survived]));
  await wire.mend();
  // What was refused comes again, as from a vendor.
  await eventually('all are taken', async () => {
    await Promise.all(hints.filter(([one]) => !taken.has(one!.externalId)).map(send));
    return taken.size === hints.length;
  });
  expect((await kept()).map((each) => each.external_id).toSorted()).toEqual([...taken].toSorted());
});

test('a database that hangs fills a bounded room: the rest is sent away at once, and what waits not later than its deadline', async () => {
  const small = await serve({ maxWaiting: 5, deadlineMs: 1500 });
  wire.hold();
  const first = post([hint('first')], {}, small);
  const others = Array.from({ length: 20 }, (_, i) => post([hint(`R${i}`)], {}, small));
  const statuses = (await Promise.all([first, ...others])).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([503]));
  await wire.mend();
  await eventually(
    'the hub takes messages again',
    async () => (await post([hint('later')], {}, small)).status === 204,
  );
});

test('a burst of thousands is taken whole, with what comes together committed together', async () => {
  let statements = 0;
  const counted = new Proxy(database, {
    get(target, name, receiver): unknown {
      if (name === 'query') statements++;
      return Reflect.get(target, name, receiver);
    },
  });
  const busy = await serve({ database: counted });
  const bodies = Array.from({ length: 3000 }, (_, i) => [hint(`R${i}`)]);
  const statuses = new Set<number>();
  const sender = async (): Promise<void> => {
    for (let next = bodies.pop(); next; next = bodies.pop())
      statuses.add((await post(next, {}, busy)).status);
  };
  await Promise.all(Array.from({ length: 100 }, sender));
  expect(statuses).toEqual(new Set([204]));
  const { rows } = await direct.query<{ count: number }>(
    'select count(distinct external_id)::int as count from inbox',
  );
  expect(rows[0]!.count).toBe(3000);
  expect(statements).toBeLessThan(1500);
});

test('the log tells of trouble, and nothing of what a message said', async () => {
  await post([hint('personal-id')], { headers: { 'x-signature': 'forged-signature' } });
  expect((await post(JSON.stringify([hint('ownfault')]))).status).toBe(503);
  await direct.query("alter table inbox add constraint wrong check (external_id <> 'personal-id')");
  expect((await post([hint('personal-id')])).status).toBe(503);
  await direct.query('alter table inbox drop constraint wrong');
  const text = log.join('');
  expect(text).toContain('a webhook was refused');
  expect(text).toContain('SIGNATURE_INVALID');
  expect(text).toContain('a webhook could not be stored');
  expect(text).toContain('23514');
  for (const secretWord of ['personal-id', 'forged-signature', 'ownfault', 'private words', secret])
    expect(text).not.toContain(secretWord);
});
