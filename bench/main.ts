import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { queries } from './baseline/queries.ts';
import { startBaseline, startProgram } from './baseline/start.ts';
import { control, type Landscape, startLandscape } from './landscape.ts';
import { load } from './load.ts';
import { cpuSeconds, memory, pin } from './machine.ts';

const usage = `npm run bench -- [options]
  --customers N   how many customers (5000)
  --seconds S     how long each measurement lasts (4)
  --rounds R      how often each is repeated; medians are reported (3)`;

interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  readonly ratio: number | null;
}

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}
const [customers, seconds, rounds] = [
  Number(values.customers),
  Number(values.seconds),
  Number(values.rounds),
];
const dir = join(import.meta.dirname, '../.isthmus/bench');
const rows: Row[] = [];

function report(
  name: string,
  value: number,
  unit: string,
  baseline: number | null = null,
  ratio: number | null = null,
): void {
  rows.push({
    name,
    value: rounded(value),
    unit,
    baseline: baseline === null ? null : rounded(baseline),
    ratio: ratio === null ? null : rounded(ratio),
  });
  process.stdout.write(
    `${name}: ${rounded(value)} ${unit}${baseline === null ? '' : ` (baseline ${rounded(baseline)}`}${ratio === null ? '' : `, ratio ${rounded(ratio)}`}${baseline === null ? '' : ')'}\n`,
  );
}

const rounded = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 1000) / 1000;
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

/** One server under one query: requests per second and processor milliseconds per request. */
async function measure(
  server: { url: string; pid: number },
  bodies: readonly string[],
): Promise<{ perSecond: number; cpuMs: number; bytes: number }> {
  const before = cpuSeconds(server.pid);
  const { perSecond, requests, bytes } = await load(server.url, bodies, seconds);
  return { perSecond, cpuMs: ((cpuSeconds(server.pid) - before) * 1000) / requests, bytes };
}

const bodiesFor = (query: string, ids: readonly string[]): string[] =>
  query.includes('$id')
    ? ids.map((id) => JSON.stringify({ query, variables: { id } }))
    : [JSON.stringify({ query })];

async function ask(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await answer.text();
  if (!answer.ok || text.includes('"errors":[')) throw new Error(`${answer.status}: ${text.slice(0, 1000)}`);
  return text;
}

async function allIds(url: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const text = await ask(
      url,
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
async function throughput(hub: Landscape, ids: readonly string[]): Promise<void> {
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
    await writeFile(file, await ask(hub.url, query, { id: ids[0] }));
    files.push('--file', `${name}=${file}`);
  }
  const bytes = await startProgram('bytes.ts', files);
  pin(bytes.pid, 0);
  try {
    for (const [name, query] of Object.entries(queries)) {
      const servers = {
        hub: { url: hub.url, pid: hub.hubPid, bodies: bodiesFor(query, ids) },
        apollo: {
          url: baseline.apollo.url,
          pid: baseline.apollo.pid,
          bodies: bodiesFor(query, baseline.ids),
        },
        bytes: { url: `${bytes.url}/${name}`, pid: bytes.pid, bodies: bodiesFor(query, ids) },
      };
      const seen = {
        hub: [] as Awaited<ReturnType<typeof measure>>[],
        apollo: [] as Awaited<ReturnType<typeof measure>>[],
        bytes: [] as Awaited<ReturnType<typeof measure>>[],
      };
      for (const { url, bodies } of Object.values(servers)) {
        await load(url, bodies, 0);
        await load(url, bodies, Math.min(2, seconds));
      }
      for (let round = 0; round < rounds; round++)
        for (const who of ['hub', 'apollo', 'bytes'] as const)
          seen[who].push(await measure(servers[who], servers[who].bodies));
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
async function live(hub: Landscape, ids: readonly string[]): Promise<void> {
  // Here it is the path that is measured, not the work of one core.
  for (const pid of [...hub.pids, process.pid]) pin(pid, 'all');
  for (const url of Object.values(hub.simulators))
    await control(url, 'faults', { match: {}, act: 'delay', ms: 20 });
  const fresh = queries.Q1.replace(
    'query Q1($id: ID!)',
    'query Q1($id: ID!) @freshness(maxAgeMs: 0, onError: FAIL)',
  );
  // Neither the hub nor a simulator has run these paths often enough to be compiled before.
  await times(150, (i) => ask(hub.url, fresh, { id: ids[i] }));
  const trip = await times(60, async () =>
    (await fetch(`${hub.simulators['salesforce']}/services/data/`)).text(),
  );
  const p50 = await times(60, (i) => ask(hub.url, fresh, { id: ids[150 + i] }));
  report(
    'Q1 read through to sources of 20 ms, p50, against one round trip to one of them',
    p50,
    'ms',
    trip,
    p50 / trip,
  );
}

await mkdir(join(import.meta.dirname, 'results'), { recursive: true });
pin(process.pid, 1);
const hub = await startLandscape(dir, customers);
try {
  report(`backfill of ${customers} customers`, hub.backfill.seconds, 's');
  report(`backfill of ${customers} customers, highest memory`, hub.backfill.peakMegabytes, 'MB');
  const ids = await allIds(hub.url);
  await throughput(hub, ids);
  report('memory of the hub after the benchmark', memory(hub.hubPid).now, 'MB');
  await live(hub, ids);
} finally {
  await hub.stop();
}
await writeFile(join(import.meta.dirname, 'results/latest.json'), `${JSON.stringify(rows, null, 2)}\n`);
