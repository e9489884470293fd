import { parseArgs } from 'node:util';
import { startSimulator } from './server.ts';
import type { Vendor } from './types.ts';

function wholeNumber(text: string, name: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`--${name} must be a whole number`);
  return Number(text);
}

/**
 * The main program of a simulator: `--port N --data DIR --instance NAME [--customers N --seed S --today YYYY-MM-DD]`.
 * Prints one JSON line with instance, url, pid and credentials when it is ready; SIGTERM and SIGINT end it with 0.
 */
export async function runSimulator(vendor: Vendor, argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string', default: '0' },
      data: { type: 'string' },
      instance: { type: 'string', default: vendor.vendor },
      customers: { type: 'string' },
      seed: { type: 'string', default: '1' },
      today: { type: 'string' },
    },
  });
  if (!values.data) throw new Error('--data DIR is needed: where the state is kept');
  const simulator = await startSimulator(vendor, {
    port: wholeNumber(values.port, 'port'),
    dataDir: values.data,
    instance: values.instance,
    ...(values.customers && {
      seed: {
        n: wholeNumber(values.customers, 'customers'),
        seed: wholeNumber(values.seed, 'seed'),
        today: values.today,
      },
    }),
  }).catch((error: unknown) => {
    // A sentence for whoever reads the end of the log, not where in the code it came up.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      void simulator.close().then(() => process.exit(0));
    });
  }
  const { url, credentials } = simulator;
  process.stdout.write(
    `${JSON.stringify({ instance: values.instance, url, pid: process.pid, credentials })}\n`,
  );
}
