import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { queries } from './baseline/queries.ts';
import { startBaseline, startProgram } from './baseline/start.ts';
import { control, endFaults, type Hub, type Landscape } from './landscape.ts';
import { load } from './load.ts';
import { cpuSeconds, memory, pin } from './machine.ts';
import { median, type Report } from './report.ts';

export interface ReadsOptions {
  readonly customers: number;
  /** How long each measurement lasts, and how often it is repeated. */
  readonly seconds: number;
  readonly rounds: number;
}

/** A server to measure, and what every request to it carries. */
export interface Measured {
  readonly url: string;
  readonly pid: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One server under one query: requests per second and processor milliseconds per request. */
export async function measure(
  server: Measured,
  bodies: readonly string[],
  seconds: number,
): Promise<{ perSecond: number; cpuMs: number; bytes: number }> {
  const before = cpuSeconds(server.pid);
  const { perSecond, requests, bytes } = await load(server.url, bodies, seconds, server.headers);
  return { perSecond, cpuMs: ((cpuSeconds(server.pid) - before) * 1000) / requests, bytes };
}

/** The bodies of a query: one for each id where it asks for one. */
export const bodiesFor = (query: string, ids: readonly string[]): string[] =>
  query.includes('$id')
    ? ids.map((id) => JSON.stringify({ query, variables: { id } }))
    : [JSON.stringify({ query })];

async function ask(
  { url, headers }: Pick<Measured, 'url' | 'headers'>,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const text = await answer.text();
  if (!answer.ok || text.includes('"errors":[')) throw new Error(`${answer.status}: ${text.slice(0, 1000)}`);
  return text;
}

/** The ids of every customer of a hub. */
export async function allIds(hub: Measured): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const text = await ask(
      hub,
      'query($after: Cursor) { customers(first: 200, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    const { edges, pageInfo } = (
      JSON.parse(text) as {
        data: {
          customers: {
            edges: { node: { id: string } }[];
            pageInfo: { hasNextPage: boolean; endCursor: string };
          };
        };
      }
    ).data.customers;
    ids.push(...edges.map((edge) => edge.node.id));
    if (!pageInfo.hasNextPage) return ids;
    after = pageInfo.endCursor;
  }
}

/** The hub against the plain Apollo server and the bare bytes, in turn, so that all three meet the same weather. */
async function throughput(
  { dir }: Landscape,
  hub: Hub,
  ids: readonly string[],
  { customers, seconds, rounds }: ReadsOptions,
  report: Report,
): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const baseline = await startBaseline({
    customers,
    seed: 42,
    today,
    dir: join(dir, 'baseline'),
    delayMs: 0,
  });
  pin(baseline.apollo.pid, 0);
  for (const upstream of Object.values(baseline.upstreams)) pin(upstream.pid, 1);
  const files: string[] = [];
  for (const [name, query] of Object.entries(queries)) {
    const file = join(dir, `${name}.json`);
    await writeFile(file, await ask(hub, query, { id: ids[0] }));
    files.push('--file', `${name}=${file}`);
  }
  const bytes = await startProgram('bytes.ts', files);
  pin(bytes.pid, 0);
  try {
    for (const [name, query] of Object.entries(queries)) {
      const servers = {
        hub: { ...hub, bodies: bodiesFor(query, ids) },
        apollo: {
          ...baseline.apollo,
          headers: {},
          bodies: bodiesFor(query, baseline.ids),
        },
        bytes: { url: `${bytes.url}/${name}`, pid: bytes.pid, headers: {}, bodies: bodiesFor(query, ids) },
      };
      const seen = {
        hub: [] as Awaited<ReturnType<typeof measure>>[],
        apollo: [] as Awaited<ReturnType<typeof measure>>[],
        bytes: [] as Awaited<ReturnType<typeof measure>>[],
      };
      for (const { url, bodies, headers } of Object.values(servers)) {
        await load(url, bodies, 0, headers);
        await load(url, bodies, Math.min(2, seconds), headers);
      }
      for (let round = 0; round < rounds; round++)
        for (const who of ['hub', 'apollo', 'bytes'] as const)
          seen[who].push(await measure(servers[who], servers[who].bodies, seconds));
      const of = (who: keyof typeof seen, what: 'perSecond' | 'cpuMs' | 'bytes'): number =>
        median(seen[who].map((each) => each[what]));
      report(
        `${name} requests per second, against plain Apollo`,
        of('hub', 'perSecond'),
        '1/s',
        of('apollo', 'perSecond'),
        of('hub', 'perSecond') / of('apollo', 'perSecond'),
      );
      report(
        `${name} processor time per request, against plain Apollo`,
        of('hub', 'cpuMs'),
        'ms',
        of('apollo', 'cpuMs'),
        of('apollo', 'cpuMs') / of('hub', 'cpuMs'),
      );
      report(
        `${name} requests per second, against the same bytes from bare Node`,
        of('hub', 'perSecond'),
        '1/s',
        of('bytes', 'perSecond'),
        of('hub', 'perSecond') / of('bytes', 'perSecond'),
      );
      report(`${name} size of an answer`, of('hub', 'bytes'), 'bytes', of('apollo', 'bytes'));
    }
  } finally {
    await Promise.all([baseline.stop(), bytes.stop()]);
  }
}

async function times(count: number, work: (i: number) => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    await work(i);
    took.push(performance.now() - started);
  }
  return median(took);
}

/** Q1 read through to sources that take 20 ms, against one call to one of them. */
async function live(landscape: Landscape, hub: Hub, ids: readonly string[], report: Report): Promise<void> {
  // Here it is the path that is measured, not the work of one core.
  landscape.spread(hub, 'anywhere');
  const sources = Object.values(landscape.simulators);
  for (const { url } of sources) await control(url, 'faults', { match: {}, act: 'delay', ms: 20 });
  const fresh = queries.Q1.replace(
    'query Q1($id: ID!)',
    'query Q1($id: ID!) @freshness(maxAgeMs: 0, onError: FAIL)',
  );
  // Neither the hub nor a simulator has run these paths often enough to be compiled before.
  await times(150, (i) => ask(hub, fresh, { id: ids[i % ids.length] }));
  const { url } = sources.find(({ vendor }) => vendor === 'salesforce')!;
  const trip = await times(60, async () => (await fetch(`${url}/services/data/`)).text());
  const p50 = await times(60, (i) => ask(hub, fresh, { id: ids[(150 + i) % ids.length] }));
  for (const { url } of sources) await endFaults(url);
  report(
    'Q1 read through to sources of 20 ms, p50, against one round trip to one of them',
    p50,
    'ms',
    trip,
    p50 / trip,
  );
}

/** Measures what the graph answers from the copy and through to the sources; the import comes first because it made the copy. */
export async function measureReads(
  landscape: Landscape,
  options: ReadsOptions,
  report: Report,
): Promise<void> {
  const { customers } = options;
  report(`backfill of ${customers} customers`, landscape.backfill.seconds, 's');
  report(`backfill of ${customers} customers, highest memory`, landscape.backfill.peakMegabytes, 'MB');
  // Taking changes in would disturb the measurement, and is measured apart.
  const hub = await landscape.serve({ roles: ['api'] });
  try {
    const ids = await allIds(hub);
    await throughput(landscape, hub, ids, options, report);
    report('memory of the hub after the benchmark', memory(hub.pid).now, 'MB');
    await live(landscape, hub, ids, report);
  } finally {
    await hub.stop();
  }
}
