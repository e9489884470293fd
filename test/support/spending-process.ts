import { createInterface } from 'node:readline';
import { openAllowances, sharing } from '../../src/allowances.ts';
import type { Lane } from '../../src/canonical/run.ts';
import { createSource } from '../../src/sources/index.ts';
import type { SourceConfig } from '../../src/sources/source.ts';

// A process that calls a vendor, for tests of what several of them do together. The first line of standard input is its source and the
// database, each further one is work; what became of the work is a line on standard output.
const lines = createInterface({ input: process.stdin });
let work: ((order: Order) => Promise<void>) | undefined;

interface Order {
  readonly lane: Lane;
  readonly calls: number;
}

lines.on('line', (line) => {
  if (work) return void work(JSON.parse(line) as Order);
  const { config, databaseUrl } = JSON.parse(line) as { config: SourceConfig; databaseUrl: string };
  const source = createSource(sharing(config, openAllowances(databaseUrl)));
  work = async ({ lane, calls }) => {
    const made = await Promise.allSettled(Array.from({ length: calls }, () => source.probe({ lane: lane })));
    const failed = made.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    process.stdout.write(
      `${JSON.stringify({ done: calls - failed.length, failed, totals: source.status().totals })}\n`,
    );
  };
});
