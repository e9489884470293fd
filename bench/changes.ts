import type { Simulator } from '../src/cli/facts.ts';
import { subscribeSimulators } from '../src/cli/subscribe.ts';
import { freePort } from '../src/provision/port.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { startProgram } from './baseline/start.ts';
import { delays, listen } from './hop.ts';
import { idle, recordsOf } from './idle.ts';
import { control, type Landscape } from './landscape.ts';
import { pin } from './machine.ts';
import { quantile, type Report } from './report.ts';
import { measureStorm } from './storm.ts';

export interface ChangesOptions {
  /** How many changes are followed one after another. */
  readonly changes: number;
  /** How many webhooks are offered. */
  readonly webhooks: number;
}

const warmUp = 50;
const instanceOf = (landscape: Landscape, vendor: string): Simulator =>
  Object.values(landscape.simulators).find((each) => each.vendor === vendor)!;

/** Changes a field of a record as somebody at the vendor would. */
const changer =
  ({ url }: Simulator, object: string, ids: readonly string[], field: string) =>
  (i: number, text: string): Promise<void> =>
    control(url, 'state', { object, id: ids[i % ids.length], set: { [field]: text } });

/** The same hop without a hub. */
async function byHand(
  landscape: Landscape,
  tickets: readonly string[],
  count: number,
): Promise<readonly number[]> {
  const zendesk = instanceOf(landscape, 'zendesk');
  const port = await freePort();
  const secrets = await subscribeSimulators({ [zendesk.instance]: zendesk }, `http://127.0.0.1:${port}`);
  const { webhookSecret } = secrets[zendesk.instance]!;
  const settings = { port, nats: landscape.natsUrl, secret: webhookSecret! };
  const words = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const program = await startProgram('by-hand.ts', words);
  pin(program.pid, 'all');
  try {
    const listener = await listen(`ws://127.0.0.1:${port}`);
    const took = await delays(listener, changer(zendesk, 'ticket', tickets, 'subject'), count, warmUp);
    await listener.close();
    return took;
  } finally {
    await program.stop();
  }
}

/** From the change at the vendor until a subscriber has it, on an idle machine. */
async function hop(landscape: Landscape, database: Database, count: number, report: Report): Promise<void> {
  const [zendesk, salesforce] = [instanceOf(landscape, 'zendesk'), instanceOf(landscape, 'salesforce')];
  const tickets = await recordsOf(database, zendesk.instance, 'ticket', warmUp + count);
  const accounts = await recordsOf(database, salesforce.instance, 'Account', warmUp + count);
  // It is the path that is measured, not the work of one core.
  landscape.spread({ pid: process.pid }, 'anywhere');
  // Before the hub: it would hear of these changes too.
  const plain = await byHand(landscape, tickets, count);
  const since = Date.now();
  const hub = await landscape.serve({ roles: ['api', 'ingest'], webhooks: true });
  try {
    landscape.spread(hub, 'anywhere');
    await idle(database, since);
    const listener = await listen(hub.wsUrl, hub.headers);
    const told = await delays(listener, changer(zendesk, 'ticket', tickets, 'subject'), count, warmUp);
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const) {
      const [ours, theirs] = [quantile(told, share), quantile(plain, share)];
      report(
        `vendor change to subscriber by webhook, ${name}, against the same hop by hand`,
        ours,
        'ms',
        theirs,
        ours / theirs,
      );
    }
    const streamed = await delays(
      listener,
      changer(salesforce, 'Account', accounts, 'Industry'),
      count,
      warmUp,
    );
    report('vendor change to subscriber by the CRM change stream, p50', quantile(streamed, 0.5), 'ms');
    report('vendor change to subscriber by the CRM change stream, p99', quantile(streamed, 0.99), 'ms');
    await listener.close();
  } finally {
    await hub.stop();
  }
}

/** Measures how changes get in: one at a time, to the end of a stream; and many at once, to the end of the inbox. */
export async function measureChanges(
  landscape: Landscape,
  { changes, webhooks }: ChangesOptions,
  report: Report,
): Promise<void> {
  const database = openDatabase(landscape.databaseUrl, 2);
  try {
    await hop(landscape, database, changes, report);
    await measureStorm(landscape, instanceOf(landscape, 'zendesk'), database, webhooks, report);
  } finally {
    await database.close();
  }
}
