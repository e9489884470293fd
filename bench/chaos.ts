import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// The long form of test/chaos-*.test.ts: `node bench/chaos.ts [--kills 200] [--seed N] [--pairs 100] [--stop-ms 60000]`. Everything runs at a
// hub of its own, its simulators, its database and its broker; what is wrong is told, and ends with 1.

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    pairs: { type: 'string', default: '100' },
    'stop-ms': { type: 'string', default: '60000' },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'isthmus-chaos-'));
const report = join(folder, 'report.json');

interface Report {
  readonly [figure: string]: number | readonly unknown[];
}

const child = spawn(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--no-file-parallelism',
    'test/chaos-kill',
    'test/chaos-conflict',
    'test/chaos-nodes',
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      CHAOS_KILLS: values.kills,
      CHAOS_SEED: values.seed,
      CHAOS_PAIRS: values.pairs,
      CHAOS_STOP_MS: values['stop-ms'],
      CHAOS_REPORT: report,
    },
  },
);
const code = await new Promise<number>((resolve) => child.once('exit', (ended) => resolve(ended ?? 1)));
try {
  const { told: _told, stopped, wrong, ...figures } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  process.stdout.write(
    `${JSON.stringify({ seed: Number(values.seed), ...figures, stopped, wrong }, null, 2)}\n`,
  );
} catch {
  process.stdout.write('the tests ended before there were figures\n');
}
rmSync(folder, { recursive: true, force: true });
process.exitCode = code;
