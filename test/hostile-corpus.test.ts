import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHub, type TestHub } from './support/graph.ts';
import { faultOf } from './support/hostile.ts';
import { type Served, serve } from './support/served.ts';
import { ways } from './support/ways.ts';

let hub: TestHub;
let served: Served;
beforeAll(async () => {
  hub = await createTestHub();
  served = await serve(hub);
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

const repeat = (count: number, part: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => part(n)).join(' ');
const nest = (count: number, open: string, inner: string, close: string): string =>
  `${open.repeat(count)}${inner}${close.repeat(count)}`;
const fragments = (count: number, body: (n: number) => string): string =>
  repeat(count, (n) => `fragment f${n} on Customer { ${body(n)} }`);
const customer = (selection: string): string => `{ customer(id: "x") { ${selection} } }`;

/** Documents that are made to cost much, by what they are made of. None of them is executed. */
const documents: readonly (readonly [what: string, document: string])[] = [
  ['nothing', ''],
  ['spaces', ' '.repeat(10_000)],
  ['a comment', `# ${'x'.repeat(100_000)}`],
  ['a hundred thousand braces', '{'.repeat(100_000)],
  ['fields nested a thousand deep', nest(1000, '{ parent ', '{ id }', '}')],
  ['inline fragments nested a thousand deep', `{ sources ${nest(1000, '{ ... ', '{ name }', '}')} }`],
  ['a list nested two thousand deep', `{ nodes(ids: ${nest(1900, '[', '"x"', ']')}) { id } }`],
  [
    'an object nested a thousand deep',
    `{ customers(filter: ${nest(900, '{ not: ', '{}', '}')}) { totalCount } }`,
  ],
  ['a type nested a thousand deep', `query ($v: ${nest(1900, '[', 'ID', ']')}) { sources { name } }`],
  ['one field two thousand times', customer('name '.repeat(1990))],
  ['two thousand aliases', customer(repeat(1300, (n) => `a${n}: name`))],
  ['aliases of __typename', `{ ${repeat(1300, (n) => `a${n}: __typename`)} }`],
  ['introspection, again and again', `{ ${repeat(200, (n) => `a${n}: __schema { types { name } }`)} }`],
  ['introspection, nested', `{ __schema { types { ${nest(40, 'fields { type { ', 'name', '} }')} } } }`],
  [
    'a field with other arguments each time',
    customer(repeat(200, (n) => `invoices(first: ${n}) { totalCount }`)),
  ],
  [
    'a tree of the same fields',
    `{ customer(id: "x") ${nest(
      1,
      '',
      ((depth: number) => {
        let tree = '{ name }';
        for (let n = 0; n < depth; n++) tree = `{ parent ${tree} parent ${tree} }`;
        return tree;
      })(9),
      '',
    )} }`,
  ],
  ['directives that nobody knows', customer(`name ${repeat(1500, (n) => `@d${n}`)}`)],
  ['one directive a thousand times', customer(`name ${'@skip(if: true) '.repeat(550)}`)],
  ['directives everywhere', customer(repeat(500, () => 'name @include(if: true)'))],
  [
    'directives on the operation',
    `query ${repeat(500, () => '@freshness(maxAgeMs: 0)')} { sources { name } }`,
  ],
  ['a fragment of itself', `${customer('...f0')} ${fragments(1, () => '...f0')}`],
  ['a circle of fragments', `${customer('...f0')} ${fragments(300, (n) => `name ...f${(n + 1) % 300}`)}`],
  [
    'fragments that all spread each other',
    `${customer('...f0')} ${fragments(40, () => repeat(40, (n) => `...f${n}`))}`,
  ],
  [
    'a circle deep in fields',
    `${customer('...f0')} ${fragments(30, () => `parent { ${repeat(30, (n) => `...f${n}`)} }`)}`,
  ],
  [
    'a fan of fragments',
    `${customer('...f0')} ${fragments(100, (n) => `...f${n + 1} ...f${n + 1}`)} fragment f100 on Customer { name }`,
  ],
  [
    'a fan of aliases',
    `${customer('...f0')} ${fragments(60, (n) => `a: parent { ...f${n + 1} } b: parent { ...f${n + 1} }`)} fragment f60 on Customer { name }`,
  ],
  [
    'a fan that nothing is below',
    `${customer('...f0')} ${fragments(100, (n) => `...f${n + 1} ...f${n + 1}`)} fragment f100 on Customer { ...f100 }`,
  ],
  [
    'a chain of fragments',
    `${customer('...f0')} ${fragments(390, (n) => `name ${n < 389 ? `...f${n + 1}` : ''}`)}`,
  ],
  [
    'hundreds of fragments side by side',
    `${customer(repeat(390, (n) => `...f${n}`))} ${fragments(390, () => 'name')}`,
  ],
  ['fragments that nobody spreads', `{ sources { name } } ${fragments(500, () => 'name')}`],
  ['fragments of one name', `{ sources { name } } ${repeat(500, () => 'fragment f on Customer { name }')}`],
  ['hundreds of operations', repeat(600, (n) => `query q${n} { sources { name } }`)],
  ['operations without a name', repeat(600, () => '{ sources { name } }')],
  ['hundreds of variables', `query (${repeat(900, (n) => `$v${n}: ID`)}) { sources { name } }`],
  ['variables of one name', `query (${repeat(900, () => '$v: ID')}) { sources { name } }`],
  [
    'defaults of thousands of values',
    `query ($v: [ID!] = [${'"x" '.repeat(3900)}]) { nodes(ids: $v) { id } }`,
  ],
  ['hundreds of arguments', `{ customer(${repeat(1300, (n) => `a${n}: 1`)}) { name } }`],
  ['one argument hundreds of times', `{ customer(${repeat(1300, () => 'id: "x"')}) { name } }`],
  ['thousands of ids', `{ nodes(ids: [${'"x" '.repeat(3900)}]) { id } }`],
  [
    'an object of hundreds of fields',
    `{ customers(filter: { ${repeat(900, (n) => `a${n}: 1`)} }) { totalCount } }`,
  ],
  ['a name of two hundred thousand letters', `{ ${'x'.repeat(200_000)} }`],
  ['a number of two hundred thousand digits', `{ customers(first: ${'9'.repeat(200_000)}) { totalCount } }`],
  ['fields at the root', `{ ${repeat(500, () => 'sources { name }')} }`],
  [
    'pages in pages in pages',
    '{ customers(first: 200) { edges { node { invoices(first: 200) { edges { node { customer { cases(first: 200) { totalCount } } } } } } } } }',
  ],
  ['words of a schema', 'type Query { x: Int } directive @d on FIELD extend type Customer { y: Int }'],
  [
    'a subscription to several things',
    'subscription { a: eventAppended { __typename } b: eventAppended { __typename } }',
  ],
  ['a subscription to nothing', 'subscription { __typename }'],
  [
    'a subscription under conditions',
    'subscription ($v: Boolean!) { eventAppended @skip(if: $v) { __typename } }',
  ],
  ['NUL', '{ sources { name\0 } }'],
  ['half a character', '{ sources(x: "\ud800") { name } }'],
  ['marks of byte order', '\ufeff'.repeat(1000)],
  ['a block of text without end', '{ customers(filter: { search: """'],
  ['escapes', `{ customers(filter: { search: "${'\\u{110000}'.repeat(10)}" }) { totalCount } }`],
];

/** Slowest of all allowed: a check that is not linear takes seconds for these. */
const boundMs = 5000;

describe.each(Object.keys(ways))('over %s', (way) => {
  it.each(documents)('%s is refused without a trace of what is inside', async (_what, query) => {
    const begun = performance.now();
    const answer = await ways[way]!(served, { query });
    expect(performance.now() - begun).toBeLessThan(boundMs);
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors!.length).toBeGreaterThan(0);
    expect(answer.errors!.length).toBeLessThanOrEqual(101);
    expect(faultOf(400, JSON.stringify(answer))).toBeUndefined();
    expect(served.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

const deep = nest(20_000, '{"a":', '1', '}');
const json = 'application/json';
const query = '{"query":"{ sources { name } }"';

describe('over HTTP', () => {
  it.each(documents)('%s is answered with 4xx', async (_what, document) => {
    const { status } = await served.post(document);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  it('a text of two hundred thousand letters is refused where it is read', async () => {
    const search = 'x'.repeat(200_000);
    const { body } = await served.post(`{ customers(filter: { search: "${search}" }) { totalCount } }`);
    expect(body.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
  });

  it.each<[string, string, string | Uint8Array]>([
    ['nothing', json, ''],
    ['half of JSON', json, '{"query":'],
    ['JSON and more', json, `${query}} {}`],
    ['bytes', json, new Uint8Array(1000).map((_, n) => n * 7)],
    ['another encoding', json, new Uint8Array(Buffer.from(`${query}}`, 'utf16le'))],
    ['a tower of objects', json, deep],
    ['a tower of lists', json, nest(100_000, '[', '', ']')],
    ['a tower of variables', json, `${query},"variables":${deep}}`],
    ['a tower of extensions', json, `${query},"extensions":{"persistedQuery":${deep}}}`],
    [
      'variables of a hundred thousand values',
      json,
      `${query},"variables":{"v":[${'1,'.repeat(100_000)}1]}}`,
    ],
    ['a hundred operations', json, `[${Array(100).fill(`${query}}`).join(',')}]`],
    ['a key that means to spoil objects', json, `{"__proto__":{"query":"{ sources { name } }"}}`],
    ['a constructor', json, `${query},"constructor":{"prototype":{"x":1}}}`],
    ['a query that is an object', json, '{"query":{"kind":"Document","definitions":[]}}'],
    ['a form', 'application/x-www-form-urlencoded', 'query={sources{name}}'],
    [
      'files',
      'multipart/form-data; boundary=x',
      '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--',
    ],
    ['GraphQL as it is', 'application/graphql', '{ sources { name } }'],
    ['text', 'text/plain', `${query}}`],
    ['a type that is none', ';;;', `${query}}`],
    ['a charset that nobody knows', `${json}; charset=x-nobody`, '{"query":1}'],
    ['a packed body', json, new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])],
  ])('a body of %s is answered with 4xx, and by a stream with an error', async (_what, type, body) => {
    const init = { method: 'POST', headers: { 'content-type': type }, body };
    const [answer, stream] = [
      await served.send(init),
      await served.send({ ...init, path: '/graphql/stream' }),
    ];
    expect(answer.status).toBeGreaterThanOrEqual(400);
    for (const { status, text } of [answer, stream]) {
      expect(text).toContain('"code":');
      expect(faultOf(status, text)).toBeUndefined();
    }
    expect(served.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  it.each([
    '?query=',
    '?query={sources{name}}&query={sources{id}}',
    '?query={sources{name}}&variables={',
    '?query={sources{name}}&variables=[]',
    '?query={sources{name}}&extensions={',
    '?query=mutation{replayEvents(input:{mode:DRY_RUN}){replayed}}',
    '?query=subscription{eventAppended{__typename}}',
    '?documentId=a&documentId=b',
    '?documentId=sha256:0000',
    '?%',
    '?query=%ff%fe',
    `?query=${'x'.repeat(10_000)}`,
  ])('the address /graphql%s is answered with 4xx', async (search) => {
    const headers = { 'apollo-require-preflight': '1' };
    const answer = await served.send({ method: 'GET', path: `/graphql${search}`, headers });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(faultOf(answer.status, answer.text)).toBeUndefined();
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'PROPFIND'])(
    'the method %s is refused',
    async (method) => {
      const answer = await fetch(`${served.url}/graphql`, { method });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(faultOf(answer.status, await answer.text())).toBeUndefined();
    },
  );
});
