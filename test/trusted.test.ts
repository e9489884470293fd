import { hash } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { usualLimits } from '../src/canonical/limits.ts';
import { operationId, operationsOf } from '../src/canonical/operation.ts';
import { registerFiles, unregister } from '../src/cli/operations.ts';
import { tailOperation } from '../src/http/operation-files.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { openAuditChain } from '../src/store/audit.ts';
import { followOperations, listOperations } from '../src/store/operation.ts';
import { createTestDatabase } from './support/database.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { type Served, serve } from './support/served.ts';
import { codesOf, ways } from './support/ways.ts';

const names = '{ sources { name } }';
const kinds = 'query Kinds { sources { kind } }';
const hex = (document: string): string => hash('sha256', document, 'hex');

let hub: TestHub;
let database: Database;
let drop: () => Promise<void>;
let folder: string;
let operations: Awaited<ReturnType<typeof followOperations>>;
const served: Record<'trusting' | 'strict', Served> = {} as never;
const troubles: unknown[] = [];
beforeAll(async () => {
  hub = await createTestHub();
  const made = await createTestDatabase();
  database = openDatabase(made.url, 3);
  await openAuditChain(database, 'main');
  drop = made.drop;
  folder = await mkdtemp(join(tmpdir(), 'operations-'));
  operations = await followOperations(database, [tailOperation], (message) => troubles.push(message));
  served.trusting = await serve({ ...hub, operations });
  served.strict = await serve({ ...hub, operations }, {}, { operations: { trustedOnly: true } });
});
afterAll(async () => {
  await Promise.all(Object.values(served).map((each) => each.close()));
  await operations.close();
  await database.close();
  await drop();
  await hub.close();
  expect(troubles).toEqual([]);
});

async function fileOf(name: string, content: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}
const register = async (document: string): Promise<void> => {
  await registerFiles(database, [await fileOf(`${hex(document)}.graphql`, document)], usualLimits);
  await eventually('the node knows the operation', async () => operations.has(document));
};

describe.each(Object.keys(ways))('over %s', (way) => {
  const ask = (which: keyof typeof served, wish: Parameters<(typeof ways)[string]>[1]) =>
    ways[way]!(served[which], wish);
  beforeEach(() => register(names));
  const persisted = (sha256Hash: unknown, version: unknown = 1) => ({
    extensions: { persistedQuery: { version, sha256Hash } },
  });

  it('only registered operations are executed where only they are trusted: by id, by hash, and whole', async () => {
    const answer = { data: { sources: expect.any(Array) } };
    for (const wish of [{ documentId: operationId(names) }, persisted(hex(names)), { query: names }]) {
      expect(await ask('strict', wish)).toEqual(answer);
      expect(await ask('trusting', wish)).toEqual(answer);
    }
    for (const query of [kinds, `${names} `, '{ __typename }', '{ not graphql'])
      expect(codesOf(await ask('strict', { query }))).toEqual(['OPERATION_NOT_TRUSTED']);
    expect(await ask('trusting', { query: kinds })).toEqual(answer);
  });

  it.each(['strict', 'trusting'] as const)(
    'an id that nothing is registered under is refused (%s)',
    async (which) => {
      for (const wish of [
        { documentId: operationId('{ never }') },
        { documentId: 'x-other:1' },
        { documentId: '' },
        { documentId: '__proto__' },
        persisted(hex('{ never }')),
        persisted(hex(names).toUpperCase()),
      ])
        expect(codesOf(await ask(which, wish))).toEqual(['PERSISTED_DOCUMENT_NOT_FOUND']);
    },
  );

  it('an id that does not fit the text beside it is refused, and nothing is registered by one that does', async () => {
    const wrong = { query: kinds, documentId: operationId(names) };
    expect(codesOf(await ask('trusting', wrong))).toEqual(['BAD_REQUEST']);
    expect(codesOf(await ask('strict', wrong))).toEqual(['BAD_REQUEST']);
    const right = { query: kinds, ...persisted(hex(kinds)) };
    expect(codesOf(await ask('trusting', right))).toEqual([]);
    expect(codesOf(await ask('strict', right))).toEqual(['OPERATION_NOT_TRUSTED']);
    expect(codesOf(await ask('trusting', persisted(hex(kinds))))).toEqual(['PERSISTED_DOCUMENT_NOT_FOUND']);
  });

  it.each([
    ['a version that is not 1', persisted(hex(names), 2)],
    ['a hash that is no text', persisted(17)],
    ['no hash', { extensions: { persistedQuery: {} } }],
  ])('%s is refused', async (_what, wish) => {
    expect(codesOf(await ask('trusting', wish))).toEqual(['BAD_REQUEST']);
  });

  it('variables and the name of the operation go with the id', async () => {
    const document =
      'query One($n: Int) { customers(first: $n) { edges { node { id } } } } query Two { sources { id } }';
    await register(document);
    const wish = { documentId: operationId(document), operationName: 'One', variables: { n: 1 } };
    expect(await ask('strict', wish)).toMatchObject({ data: { customers: { edges: { length: 1 } } } });
    expect(codesOf(await ask('strict', { documentId: operationId(document) }))).not.toEqual([]);
  });

  it('limits hold for registered operations too', async () => {
    const document =
      'query Wide($n: Int) { customers(first: $n) { edges { node { invoices(first: $n) { totalCount } } } } }';
    await register(document);
    const wish = { documentId: operationId(document), variables: { n: 200 } };
    expect(codesOf(await ask('strict', wish))).toEqual(['OPERATION_TOO_COSTLY']);
  });
});

describe('over HTTP', () => {
  const get = (search: Record<string, string>, which: keyof typeof served = 'strict') =>
    served[which].send({
      method: 'GET',
      path: `/graphql?${new URLSearchParams(search).toString()}`,
      headers: { 'apollo-require-preflight': '1' },
    });
  beforeEach(() => register(names));

  it('an operation is asked for by its id in the address too', async () => {
    const extensions = JSON.stringify({
      persistedQuery: { version: 1, sha256Hash: hex(names) },
      other: { a: 1 },
    });
    expect(await get({ documentId: operationId(names) })).toMatchObject({ status: 200, body: { data: {} } });
    expect(await get({ extensions })).toMatchObject({ status: 200, body: { data: {} } });
    expect(await get({ query: names })).toMatchObject({ status: 200 });
  });

  it('refusals are 400, and a mutation by GET is 405', async () => {
    const mutation = 'mutation M { replayEvents(input: { mode: DRY_RUN }) { replayed } }';
    await register(mutation);
    expect((await get({ query: kinds })).status).toBe(400);
    expect((await get({ documentId: operationId(kinds) })).status).toBe(400);
    expect((await get({ documentId: operationId(mutation) })).status).toBe(405);
    expect((await get({ extensions: '{"persistedQuery":' })).status).toBe(400);
    expect((await served.strict.post('', {}, { documentId: 17 })).status).toBe(400);
    expect((await served.strict.post('', {}, { documentId: [operationId(names)] })).status).toBe(400);
  });

  it('whatever an address hides behind a further question mark is read as what is executed is read', async () => {
    const query = new URLSearchParams({ query: kinds }).toString();
    const paths = [`/graphql?a=1?&${query}`, `/graphql??${query}`, `/graphql??&${query}`];
    const answers = await Promise.all(
      paths.map((path) => served.strict.send({ path, headers: { 'apollo-require-preflight': '1' } })),
    );
    expect(answers.map(({ status, body }) => [status, body.data])).toEqual(paths.map(() => [400, undefined]));
    expect(codesOf(answers[0]!.body)).toEqual(['OPERATION_NOT_TRUSTED']);
  });

  it('a request that names no operation at all is the caller’s fault', async () => {
    for (const body of ['{}', '{"query":""}', '{"variables":{}}', '[]', 'null', '"x"']) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
      expect((await served.strict.send(init)).status).toBe(400);
      expect((await served.strict.send({ ...init, path: '/graphql/stream' })).status).toBe(400);
    }
  });
});

describe('in a socket', () => {
  it('streams of different registered documents are different streams, though neither sends its text', async () => {
    const types = 'subscription A { eventAppended { __typename } }';
    const cursors = 'subscription B { eventAppended { ... on StreamSnapshot { cursor } } }';
    await Promise.all([register(types), register(cursors)]);
    const socket = new WebSocket(served.strict.wsUrl, 'graphql-transport-ws');
    const told = new Map<string, unknown>();
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (data: Buffer) => {
      const { id, type, payload } = JSON.parse(data.toString('utf8')) as {
        id: string;
        type: string;
        payload: unknown;
      };
      if (type === 'next') told.set(id, payload);
      if (type !== 'connection_ack') return;
      for (const document of [types, cursors])
        socket.send(
          JSON.stringify({ id: document, type: 'subscribe', payload: { documentId: operationId(document) } }),
        );
    });
    await eventually('both have their snapshot', async () => told.size === 2);
    socket.close();
    expect(told.get(types)).toEqual({ data: { eventAppended: { __typename: 'StreamSnapshot' } } });
    expect(told.get(cursors)).toEqual({ data: { eventAppended: { cursor: expect.any(String) } } });
  });
});

describe('the register', () => {
  const preset = (documents: Record<string, string>) =>
    fileOf('persisted-documents.json', JSON.stringify(documents));

  it('takes GraphQL and the JSON of a client’s build, audits each once, and running nodes forget what is removed', async () => {
    const [one, two] = ['query Once { sources { region } }', 'query Twice { sources { vendor } }'];
    const file = await preset({ [hex(one)]: one, [operationId(two)]: two });
    const lines = await registerFiles(database, [file], usualLimits);
    expect(lines).toEqual([`${operationId(one)}  Once (costs 6)`, `${operationId(two)}  Twice (costs 6)`]);
    expect(await registerFiles(database, [file], usualLimits)).toEqual(
      [`${operationId(one)}  Once`, `${operationId(two)}  Twice`].map(
        (line) => `${line} (costs 6, registered before)`,
      ),
    );
    await eventually('the node knows both', async () => operations.has(one) && operations.has(two));
    expect(await unregister(database, [hex(one), operationId(two)])).toHaveLength(2);
    await eventually('the node knows neither', async () => !operations.has(one) && !operations.has(two));
    expect((await listOperations(database)).map(({ id }) => id)).not.toContain(operationId(one));
    const { rows } = await database.query(
      'select action from audit_entry where subject = any($1) order by seq',
      [[operationId(one), operationId(two)]],
    );
    expect(rows.map(({ action }) => action as string)).toEqual([
      'operation.added',
      'operation.added',
      'operation.removed',
      'operation.removed',
    ]);
  });

  it.each([
    ['an id that is not the hash of its document', { [hex('{ other }')]: names }, 'is not the SHA-256'],
    ['a hash of another kind', { [hash('sha1', names)]: names }, 'is not the SHA-256'],
    ['a document that is no text', { [hex(names)]: 1 as never }, 'must be text'],
    [
      'a document that does not fit the schema',
      { [hex('{ nothing }')]: '{ nothing }' },
      'Cannot query field',
    ],
    ['a document that is no GraphQL', { [hex('{')]: '{' }, 'Syntax Error'],
    [
      'an operation that is too costly',
      {
        [hex('{ customers(first: 200) { edges { node { invoices(first: 200) { totalCount } } } } }')]:
          '{ customers(first: 200) { edges { node { invoices(first: 200) { totalCount } } } } }',
      },
      'it costs 40420; 20000 is the most',
    ],
  ])('refuses %s, and then registers nothing of the file', async (_what, wrong, message) => {
    const fine = 'query Fine { sources { legalEntities { code } } }';
    const file = await preset({ [hex(fine)]: fine, ...wrong });
    await expect(registerFiles(database, [file], usualLimits)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(message),
    });
    expect((await listOperations(database)).map(({ document }) => document)).not.toContain(fine);
  });

  it('refuses files that cannot be read, and ids that nobody registered', async () => {
    await expect(registerFiles(database, [join(folder, 'none.graphql')], usualLimits)).rejects.toThrow(
      'ENOENT',
    );
    await expect(registerFiles(database, [await fileOf('a.json', '[]')], usualLimits)).rejects.toThrow(
      'an object',
    );
    await expect(unregister(database, [hex('{ never }')])).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('trusts what the hub’s own command line sends', async () => {
    expect(operations.has(tailOperation)).toBe(true);
    expect((await listOperations(database)).map(({ document }) => document)).not.toContain(tailOperation);
  });

  it('takes the examples as they are', async () => {
    const file = 'examples/customer-360.graphql';
    const text = await readFile(file, 'utf8');
    expect(operationsOf(file, text)).toEqual([
      { id: operationId(text), document: text, name: 'Customer360' },
    ]);
  });

  it('has the ids of the specification', () => {
    expect(operationId('query ($id: ID!) {\n  user(id: $id) {\n    name\n  }\n}')).toBe(
      'sha256:7dba4bd717b41f10434822356a93c32b1fb4907b983e854300ad839f84cdcd6e',
    );
  });
});
