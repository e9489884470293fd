import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type SimulatorProcess, startSimulatorProcess, type VendorName, vendors } from './simulator.ts';

const usage = `npm run sandbox -- [options]
  --only a,b        only these of ${vendors.join(', ')}
  --customers N     companies to seed empty simulators with (300)
  --seed S          the seed of the world (42)
  --today DATE      the day its histories end, YYYY-MM-DD (today)
  --data DIR        where the simulators keep their state (.isthmus/sandbox)
  --port-base N     the first of the fixed ports; 0: any free ones (4101)
  --with-parent     end when standard input closes`;

function wholeNumber(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} must be a whole number`);
  return Number(text);
}

function settings() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      customers: { type: 'string', default: '300' },
      seed: { type: 'string', default: '42' },
      today: { type: 'string', default: new Date().toISOString().slice(0, 10) },
      data: { type: 'string', default: '.isthmus/sandbox' },
      'port-base': { type: 'string', default: '4101' },
      'with-parent': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',') ?? vendors;
  const unknown = only.filter((name) => !vendors.includes(name as VendorName));
  if (unknown.length > 0) throw new Error(`--only: no such simulator: ${unknown.join(', ')}`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(values.today)) throw new Error('--today must be YYYY-MM-DD');
  const portBase = wholeNumber(values['port-base'], 'port-base');
  const each = vendors
    .map((vendor, index) => ({
      vendor,
      port: portBase === 0 ? 0 : portBase + index,
      dataDir: join(values.data, vendor),
      customers: wholeNumber(values.customers, 'customers'),
      seed: wholeNumber(values.seed, 'seed'),
      today: values.today,
    }))
    .filter(({ vendor }) => only.includes(vendor));
  return { each, withParent: values['with-parent'], help: values.help };
}

function say(message: string): void {
  process.stderr.write(`${message}\n`);
}

async function main(): Promise<void> {
  const { each, withParent, help } = settings();
  if (help) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const running = new Set<SimulatorProcess>();
  let ending = false;
  const end = async (code: number): Promise<never> => {
    ending = true;
    await Promise.all([...running].map((simulator) => simulator.stop()));
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  if (withParent) process.stdin.on('end', () => void end(0)).resume();

  const started = await Promise.allSettled(
    each.map(async (options) => {
      const simulator = await startSimulatorProcess(options);
      running.add(simulator);
      void simulator.ended.then((how) => {
        running.delete(simulator);
        if (ending) return;
        say(`the ${simulator.instance} simulator has ended (${how}); the others go on`);
        if (running.size === 0) void end(1);
      });
      return simulator;
    }),
  );
  const failed = started.filter((result) => result.status === 'rejected');
  for (const { reason } of failed) say(String(reason instanceof Error ? reason.message : reason));
  if (failed.length > 0) return end(1);
  const simulators = Object.fromEntries(
    started
      .filter((result) => result.status === 'fulfilled')
      .map(({ value: { instance, vendor, url, pid, credentials } }) => [
        instance,
        { instance, vendor, url, pid, credentials },
      ]),
  );
  process.stdout.write(`${JSON.stringify({ simulators })}\n`);
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  say(usage);
  process.exit(2);
});
