import { createInterface } from 'node:readline';
import { openBroker } from '../../src/events/broker.ts';
import { createLog } from '../../src/events/log.ts';
import { createRelay } from '../../src/events/relay.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createLeadership } from '../../src/store/lead.ts';

// A node of the hub as far as events go, in a process of its own, for tests that kill or stop it: it wants to relay, and follows the
// log. Where everything is comes as one line of JSON on standard input, and it ends with that; what happens goes to standard output,
// a line of JSON each.
const lines = createInterface(process.stdin);
lines.once('close', () => process.exit());
const line = await new Promise<string>((resolve) => lines.once('line', resolve));
const { databaseUrl, natsUrl } = JSON.parse(line) as { databaseUrl: string; natsUrl: string };
const tell = (what: object): boolean => process.stdout.write(`${JSON.stringify(what)}\n`);
const onTrouble = (message: string, detail: object): boolean => tell({ trouble: message, ...detail });

const database = openDatabase(databaseUrl);
const broker = openBroker(natsUrl, () => {});
const leadership = createLeadership(databaseUrl);
const relay = createRelay({ databaseUrl, broker, brokerMessages: 100_000, onTrouble });
leadership.lead('relay', (signal) => {
  tell({ leading: true });
  return relay(signal);
});
const log = createLog({ database, broker, onTrouble });
log.follow(({ position, id }) => tell({ position, id }));
await log.ready;
tell({ ready: log.position() });
