import { createInterface } from 'node:readline';
import { systemOfRecord } from '../../src/canonical/authority.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createDrain } from '../../src/sync/drain.ts';
import { createShelf } from './shelf.ts';

// A drain in a process of its own whose source never answers, for tests that kill it. The database and the lease come as one line of
// JSON on standard input, and it ends with that; a line goes to standard output when it has a record in hand.
const lines = createInterface(process.stdin);
lines.once('close', () => process.exit());
const line = await new Promise<string>((resolve) => lines.once('line', resolve));
const { databaseUrl, leaseMs } = JSON.parse(line) as { databaseUrl: string; leaseMs: number };
const shelf = createShelf('zuora', 'BILLING', () => 'Account');
shelf.fetch = () => {
  process.stdout.write('in hand\n');
  return new Promise(() => {});
};
createDrain({
  database: openDatabase(databaseUrl),
  sources: [shelf],
  instances: { systemOf: () => 'BILLING', ofSystem: () => ['zuora'] },
  authority: systemOfRecord,
  reportingCurrency: 'USD',
  now: Date.now,
  patience: { maxAttempts: 3, retryAfterMs: 20 },
  timing: { leaseMs },
});
