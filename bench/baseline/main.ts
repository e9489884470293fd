import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startBaseline } from './start.ts';

/** Starts the baseline and its upstreams: `node bench/baseline/main.ts [--customers N] [--seed S] [--today DATE] [--delay MS]`; one JSON line when ready. */
const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '42' },
    today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    delay: { type: 'string', default: '0' },
  },
});
const dir = await mkdtemp(join(tmpdir(), 'isthmus-baseline-'));
const baseline = await startBaseline({
  customers: Number(values.customers),
  seed: Number(values.seed),
  today: values.today,
  dir,
  delayMs: Number(values.delay),
});
await rm(dir, { recursive: true });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void baseline.stop().then(() => process.exit(0)));
}
process.stdout.write(
  `${JSON.stringify({ apollo: baseline.apollo, upstreams: baseline.upstreams, ids: baseline.ids.slice(0, 1000) })}\n`,
);
