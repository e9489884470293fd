import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHub, type TestHub } from './support/graph.ts';
import { type Served, serve } from './support/served.ts';
import { codesOf, ways } from './support/ways.ts';

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
const spread = (levels: number, width: number, bottom: string): string =>
  `query { sources { ...f0 } } ${repeat(levels, (n) => `fragment f${n} on SourceSystem { ${repeat(width, () => `...f${n + 1}`)} }`)}
   fragment f${levels} on SourceSystem { ${bottom} }`;

const tooLarge: readonly (readonly [what: string, document: string, message: string])[] = [
  ['61 aliases', `{ sources { ${repeat(61, (n) => `a${n}: name`)} } }`, 'too many aliases; 60 is the most'],
  [
    '61 aliases of __typename',
    `{ sources { ${repeat(61, (n) => `a${n}: __typename`)} } }`,
    'too many aliases; 60 is the most',
  ],
  [
    'aliases in a fragment that is spread 61 times',
    `{ sources { ${repeat(61, () => '...f')} } } fragment f on SourceSystem { a: name }`,
    'too many aliases; 60 is the most',
  ],
  ['aliases by fragments of fragments', spread(20, 2, 'a: name'), 'too many'],
  ['fields by fragments of fragments', spread(40, 2, 'name'), 'too many fields; 2000 is the most'],
  [
    '61 directives',
    `{ sources { ${repeat(61, (n) => `... @include(if: true) { ${n % 2 ? 'name' : 'id'} }`)} } }`,
    'too many directives; 60 is the most',
  ],
  [
    'directives that nobody knows, in one place',
    `{ sources ${repeat(6, (n) => `@d${n}`)} { name } }`,
    'too many directives in one place; 5 is the most',
  ],
  [
    'directives on a fragment',
    `{ sources { ...f } } fragment f on SourceSystem ${repeat(6, (n) => `@d${n}`)} { name }`,
    'too many directives in one place; 5 is the most',
  ],
  ['61 fields at the root', `{ ${repeat(61, () => 'sources { name }')} }`, 'at its root; 60 is the most'],
  [
    'fields at the root by fragments',
    `{ ${repeat(61, () => '...f')} } fragment f on Query { sources { name } }`,
    'at its root; 60 is the most',
  ],
  [
    'a list of 1001 values',
    `{ nodes(ids: [${repeat(1001, () => '"x"')}]) { id } }`,
    'a list has 1001 values; 1000 is the most',
  ],
  [
    'a value nested 65 deep',
    `{ customers(filter: ${repeat(65, () => '{ not:')} {} ${'}'.repeat(65)}) { totalCount } }`,
    'a value is nested too deep; 64 is the most',
  ],
  [
    'fields nested 25 deep',
    `{ customer(id: "x") ${'{ parent '.repeat(24)}{ id }${'}'.repeat(24)} }`,
    'nested 26 fields deep; 24 is the most',
  ],
];

describe.each(Object.keys(ways))('over %s', (way) => {
  it.each(tooLarge)('a document with %s is refused, and told why', async (_what, query, message) => {
    const { data, errors } = await ways[way]!(served, { query });
    expect(data ?? null).toBeNull();
    expect(errors).toHaveLength(1);
    expect(errors![0]!.message).toContain(message);
    expect(errors![0]!.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('a list of 1001 values among the variables is refused, and one of 200 is read', async () => {
    const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const ask = (length: number) =>
      ways[way]!(served, { query, variables: { ids: Array(length).fill('x') } });
    expect(codesOf(await ask(1001))).toEqual(['INVALID_INPUT']);
    expect(await ask(200)).toMatchObject({ data: { nodes: { length: 200 } } });
  });

  it('fragments that spread each other in a circle are refused', async () => {
    const query = `{ sources { ...a } } fragment a on SourceSystem { ...b } fragment b on SourceSystem { ...a }`;
    expect(codesOf(await ways[way]!(served, { query }))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  it('sixty aliases, and sixty directives, are allowed', async () => {
    const aliases = `{ sources { ${repeat(60, (n) => `a${n}: name`)} } }`;
    const directives = `{ sources { ${repeat(60, () => '... @include(if: true) { name }')} } }`;
    expect(codesOf(await ways[way]!(served, { query: aliases }))).toEqual([]);
    expect(codesOf(await ways[way]!(served, { query: directives }))).toEqual([]);
  });
});

describe('over HTTP', () => {
  it('several operations in one request are refused', async () => {
    const body = JSON.stringify([{ query: '{ sources { name } }' }, { query: '{ sources { name } }' }]);
    const headers = { 'content-type': 'application/json' };
    for (const path of ['/graphql', '/graphql/stream']) {
      const answer = await served.send({ method: 'POST', path, headers, body });
      expect([answer.status, ...codesOf(answer.body)]).toEqual([400, 'BAD_REQUEST']);
    }
  });

  it('a body above the limit is refused with 413', async () => {
    const { status, body } = await served.post(`{ sources { name } } # ${'x'.repeat(262_144)}`);
    expect([status, ...codesOf(body)]).toEqual([413, 'BAD_REQUEST']);
  });

  it('the limits are those that are configured', async () => {
    const strict = await serve(hub, {}, { limits: { maxAliases: 1, maxBodyBytes: 100, maxTokens: 12 } });
    const [one, two] = ['{ sources { a: name } }', '{ sources { a: name b: id } }'];
    expect((await strict.post(one)).status).toBe(200);
    expect((await strict.post(two)).body.errors![0]!.message).toContain('too many aliases');
    expect((await strict.post('{ sources { id id id id id id id id id id } }')).body).toMatchObject({
      errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
    });
    expect((await strict.post(`{ sources { id } } # ${'x'.repeat(100)}`)).status).toBe(413);
    await strict.close();
  });
});
