import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { withLock } from '../src/provision/lease.ts';
import { measureAccept } from './accept.ts';
import { measureAccess } from './access.ts';
import { measureChanges } from './changes.ts';
import { measureConsole } from './console.ts';
import { startLandscape } from './landscape.ts';
import { pin } from './machine.ts';
import { measureReads } from './reads.ts';
import { measureFanout, measureRelay, measureSaga, measureTrail } from './programs.ts';
import { createReport } from './report.ts';

const parts = [
  'reads',
  'access',
  'changes',
  'accept',
  'console',
  'relay',
  'fanout',
  'audit',
  'saga',
] as const;
type Part = (typeof parts)[number];

const usage = `npm run bench -- [options]
  --only a,b      only these of ${parts.join(', ')}
  --customers N   how many customers there are (5000)
  --seconds S     reads, access: how long each measurement lasts (4)
  --rounds R      reads, access: how often each is repeated; medians are reported (3)
  --changes N     changes: how many are followed one after another (300)
  --webhooks N    changes: how many are offered, 1,000 a second (10000)
  --clients A,B   fanout: how many subscribers (1000,5000)
  --out FILE      where the figures go (bench/results/latest.json; with --only nowhere)`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    customers: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    changes: { type: 'string', default: '300' },
    webhooks: { type: 'string', default: '10000' },
    clients: { type: 'string', default: '1000,5000' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}

const wanted = new Set<string>(values.only?.split(',') ?? parts);
const unknown = [...wanted].filter((name) => !(parts as readonly string[]).includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown.join(', ')}.\n${usage}\n`);
  process.exit(2);
}
const wants = (part: Part): boolean => wanted.has(part);
const number = (name: 'customers' | 'seconds' | 'rounds' | 'changes' | 'webhooks'): number => {
  const value = Number(values[name]);
  if (Number.isFinite(value) && value > 0) return value;
  process.stderr.write(`--${name} must be a number above 0.\n${usage}\n`);
  process.exit(2);
};

const [customers, seconds, rounds] = [number('customers'), number('seconds'), number('rounds')];
const [changes, webhooks] = [number('changes'), number('webhooks')];

const dir = join(import.meta.dirname, '../.isthmus/bench');
const { rows, report } = createReport();

async function measure(): Promise<void> {
  pin(process.pid, 1);
  if (wants('reads') || wants('access') || wants('changes') || wants('accept') || wants('console')) {
    const landscape = await startLandscape(dir, customers);
    try {
      if (wants('reads')) await measureReads(landscape, { customers, seconds, rounds }, report);
      if (wants('access')) await measureAccess(landscape, { seconds, rounds }, report);
      if (wants('changes')) await measureChanges(landscape, { changes, webhooks }, report);
      if (wants('accept')) await measureAccept(landscape, report);
      if (wants('console')) await measureConsole(landscape, report);
    } finally {
      await landscape.stop();
    }
  }
  // Each of these places its processes itself.
  pin(process.pid, 'all');
  if (wants('relay')) await measureRelay(report);
  if (wants('fanout')) await measureFanout(values.clients, report);
  if (wants('audit')) await measureTrail(report);
  if (wants('saga')) await measureSaga(report);
}

await mkdir(dir, { recursive: true });
// A second run would empty the database of the first, and two at once measure each other.
await withLock(join(dir, 'run.lock'), measure, 1000);

const latest = join(import.meta.dirname, 'results/latest.json');
const out = values.out ?? (values.only === undefined ? latest : null);
if (out !== null) {
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${JSON.stringify(rows, null, 2)}\n`);
}
