import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerId } from '../bench/baseline/data.ts';
import { queries } from '../bench/baseline/queries.ts';
import { type Baseline, startBaseline, startProgram } from '../bench/baseline/start.ts';
import { makeWorld } from '../sandbox/world/world.ts';

const seeded = { customers: 60, seed: 42, today: '2026-11-21' };
const [first] = makeWorld({ n: 60, seed: seeded.seed, today: seeded.today }).companies;

interface Node {
  readonly id: string;
  readonly name: string;
  readonly invoices: {
    readonly edges: readonly { readonly node: { readonly number: string; readonly balance: object } }[];
  };
}

describe('the baseline of the benchmark', () => {
  let dir: string;
  let baseline: Baseline;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'isthmus-baseline-'));
    baseline = await startBaseline({ ...seeded, dir, delayMs: 0 });
  }, 120_000);
  afterAll(async () => {
    await baseline?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  const ask = async (query: string, variables: object = {}): Promise<Record<string, unknown>> => {
    const response = await fetch(baseline.apollo.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
    expect(answer.errors).toBeUndefined();
    return answer.data;
  };
  const calls = async (): Promise<number> => {
    const stats = await Promise.all(
      Object.values(baseline.upstreams).map(
        async ({ url }) => (await (await fetch(`${url}/stats`)).json()) as { calls: number },
      ),
    );
    return stats.reduce((sum, each) => sum + each.calls, 0);
  };

  it('answers questions that the hub’s schema allows too', () => {
    const dirname = join(import.meta.dirname, '../schema');
    const schema = buildSchema(
      readdirSync(dirname)
        .filter((file) => file.endsWith('.graphql'))
        .map((file) => readFileSync(join(dirname, file), 'utf8'))
        .join('\n'),
    );
    for (const query of Object.values(queries)) expect(validate(schema, parse(query))).toEqual([]);
  });

  it('answers one customer of all four systems in six calls', async () => {
    const before = await calls();
    const { customer } = (await ask(queries.Q1, { id: customerId(1) })) as { customer: Node };
    expect((await calls()) - before).toBe(6);
    expect(customer).toMatchObject({
      id: customerId(1),
      name: first!.name,
      creditLimit: { amount: first!.creditLimit, currency: 'USD' },
    });
    expect(customer.invoices.edges.map(({ node }) => [node.number, node.balance])).toEqual(
      first!.invoices.map((invoice) => [invoice.number, { amount: invoice.balance, currency: 'USD' }]),
    );
  });

  it('answers a page of 50 in four calls, and the smallest question in one', async () => {
    const before = await calls();
    const { customers } = (await ask(queries.Q2)) as {
      customers: { edges: readonly { node: Node }[]; pageInfo: object };
    };
    expect((await calls()) - before).toBe(4);
    expect(customers.edges.map(({ node }) => node.id)).toEqual(baseline.ids.slice(0, 50));
    expect(customers.pageInfo).toEqual({ hasNextPage: true, endCursor: baseline.ids[49] });
    await ask(queries.Q3, { id: customerId(7) });
    expect((await calls()) - before).toBe(5);
  });

  it('has a floor that answers given bytes', async () => {
    const file = join(dir, 'answer.json');
    await writeFile(file, '{"data":{}}');
    const floor = await startProgram('bytes.ts', ['--file', `Q1=${file}`]);
    try {
      const response = await fetch(`${floor.url}/Q1`, { method: 'POST', body: 'anything' });
      expect([response.status, await response.text()]).toEqual([200, '{"data":{}}']);
      expect((await fetch(`${floor.url}/Q9`)).status).toBe(404);
    } finally {
      await floor.stop();
    }
  });
});
