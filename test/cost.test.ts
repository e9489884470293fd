import { readdirSync, readFileSync } from 'node:fs';
import { getIntrospectionQuery, getOperationAST, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queries } from '../bench/baseline/queries.ts';
import { usualLimits } from '../src/canonical/limits.ts';
import { costModel, type Variables } from '../src/http/cost.ts';
import { loadSchema } from '../src/http/schema.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { type Served, serve } from './support/served.ts';
import { codesOf, ways } from './support/ways.ts';

const costOf = costModel(loadSchema());
function cost(source: string, variables: Variables = {}, name?: string): number {
  const document = parse(source);
  return costOf(document, getOperationAST(document, name)!)(variables);
}

describe('what an operation costs', () => {
  it.each([
    ['a record', '{ customer(id: "x") { id name } }', 1],
    ['a record in a record', '{ customer(id: "x") { parent { name } } }', 2],
    ['money', '{ customer(id: "x") { creditLimit { amount } } }', 1],
    ['a heavy field', '{ customer(id: "x") { rollup { customers } } }', 1 + 10],
    ['a page of the usual size', '{ customer(id: "x") { invoices { totalCount } } }', 1 + 1 + 50],
    [
      'a page of ten',
      '{ customer(id: "x") { invoices(first: 10) { edges { node { number } } } } }',
      1 + 1 + 10,
    ],
    ['the last ten', '{ customers(last: 10) { edges { node { name } } } }', 20 + 10],
    ['a page larger than any', '{ customers(first: 1000000) { edges { cursor } } }', 20 + 200],
    [
      'pages in a page',
      '{ customers(first: 4) { edges { node { invoices(first: 10) { edges { node { number } } } } } } }',
      20 + 4 * (1 + (1 + 10)),
    ],
    ['a list without pages', '{ sources { name } }', 1 + 5],
    ['a list in a list', '{ sources { health { state } } }', 1 + 5 * (1 + 20)],
    ['records by their ids', '{ nodes(ids: ["a", "b", "c"]) { id } }', 1 + 3],
    ['a record twice, by aliases', '{ a: customer(id: "x") { name } b: customer(id: "x") { name } }', 2],
    [
      'a fragment, wherever it is spread',
      '{ a: customer(id: "x") { ...f } b: customer(id: "x") { ...f } } fragment f on Customer { rollup { customers } }',
      22,
    ],
    [
      'the edges of a page, in a fragment',
      '{ customers(first: 3) { ...f } } fragment f on CustomerConnection { edges { node { rollup { customers } } } }',
      20 + 3 * (1 + 10),
    ],
    [
      'what may be of several types',
      '{ node(id: "x") { ... on Customer { parent { id } } ... on Invoice { customer { id } } } }',
      3,
    ],
    ['freshness', '{ customer(id: "x") { name @freshness(maxAgeMs: 0) } }', 201],
    ['freshness of all', 'query @freshness(maxAgeMs: 0) { customer(id: "x") { name } }', 201],
    ['a preview of a replay', '{ replayPreview(input: { mode: DRY_RUN }) { matched } }', 5000],
  ])('is, for %s, counted from weights and pages', (_what, source, expected) => {
    expect(cost(source)).toBe(expected);
  });

  it.each([
    [{ first: 10 }, 20 + 10],
    [{ first: '10' }, 20 + 10],
    [{}, 20 + 7],
    [{ first: null }, 20 + 50],
    [{ first: -5 }, 20],
    [{ first: 'many' }, 20],
    [{ first: { a: 1 } }, 20 + 50],
    [null, 20 + 7],
  ])('depends on the variables %j', (variables, expected) => {
    const source = 'query ($first: Int = 7) { customers(first: $first) { edges { node { name } } } }';
    expect(cost(source, variables)).toBe(expected);
  });

  it('counts ids in a variable', () => {
    const source = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    expect([cost(source, { ids: ['a', 'b'] }), cost(source, { ids: 'a' }), cost(source)]).toEqual([3, 2, 2]);
  });

  it('takes a time that grows with the document alone', () => {
    const levels = Array.from(
      { length: 60 },
      (_, n) => `fragment f${n} on CustomerConnection { ...f${n + 1} ...f${n + 1} }`,
    );
    const source = `{ customers { ...f0 } } ${levels.join(' ')} fragment f60 on CustomerConnection { edges { node { parent { id } } } }`;
    expect(cost(source)).toBeGreaterThan(2 ** 59);
  });

  it('ends for fragments that spread each other', () => {
    const source =
      '{ customer(id: "x") { ...a } } fragment a on Customer { ...b } fragment b on Customer { parent { ...a } }';
    expect(cost(source)).toBe(2);
  });
});

describe('the usual limit', () => {
  const room = usualLimits.maxCost / 4;
  const page = readFileSync('docs/limits.md', 'utf8');

  it.each(readdirSync('examples'))('leaves room for the example %s, whose cost is documented', (file) => {
    const found = cost(readFileSync(`examples/${file}`, 'utf8'));
    expect(found).toBeLessThan(room);
    expect(page).toMatch(new RegExp(`\\| \`${file.replace('.graphql', '')}\` +\\| +${found} +\\|`));
  });

  it.each(Object.entries(queries))(
    'leaves room for %s of the benchmark, whose cost is documented',
    (name, query) => {
      const found = cost(query);
      expect(found).toBeLessThan(room);
      expect(page).toMatch(new RegExp(`\\| \`${name}\` +\\| +${found} +\\|`));
    },
  );

  it('leaves room for introspection', () => {
    expect(cost(getIntrospectionQuery())).toBeLessThan(room);
  });
});

describe('an operation that costs too much', () => {
  let hub: TestHub;
  let served: Served;
  let reads = 0;
  let probes = 0;
  beforeAll(async () => {
    hub = await createTestHub();
    served = await serve({
      ...hub,
      probe: async () => void (probes += 1),
      reader: {
        ...hub.reader,
        customers: (...args) => {
          reads += 1;
          return hub.reader.customers(...args);
        },
      },
    });
  });
  afterAll(async () => {
    await served.close();
    await hub.close();
  });
  const wide =
    'query ($n: Int) { sources { health { state } } customers(first: $n) { edges { node { invoices(first: $n) { totalCount } } } } }';

  it.each(Object.keys(ways))(
    'is refused over %s before anything is read or asked of a source',
    async (way) => {
      [reads, probes] = [0, 0];
      const refused = await ways[way]!(served, { query: wide, variables: { n: 200 } });
      expect(refused.data ?? null).toBeNull();
      expect(codesOf(refused)).toEqual(['OPERATION_TOO_COSTLY']);
      expect(refused.errors![0]!.message).toMatch(/costs 40526, and 20000 is the most/);
      expect([reads, probes]).toEqual([0, 0]);
      expect(codesOf(await ways[way]!(served, { query: wide, variables: { n: 2 } }))).toEqual([]);
      expect([reads, probes]).toEqual([1, 1]);
    },
  );

  it('is answered with 400, also when the same document was executed before', async () => {
    for (let n = 0; n < 3; n++) expect((await served.post(wide, { n: 2 })).status).toBe(200);
    expect((await served.post(wide, { n: 200 })).status).toBe(400);
  });

  it('and any other is told what it costs, if the caller asks', async () => {
    const ask = (n: number, headers: Record<string, string>) =>
      served.send({
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: wide, variables: { n } }),
      });
    const asked = { 'x-isthmus-cost': '1' };
    expect((await ask(2, asked)).body.extensions).toEqual({ cost: { cost: 134, maxCost: 20_000 } });
    expect((await ask(200, asked)).body.extensions).toBeUndefined();
    expect((await ask(2, {})).body.extensions).toBeUndefined();
  });
});
