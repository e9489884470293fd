import { developmentToken } from '../src/cli/token.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { control, endFaults, type Hub, type Landscape } from './landscape.ts';
import { quantile, type Report } from './report.ts';

const clients = 100;
const perClient = 3;
const ledgerMs = 10_000;
const previewsAtOnce = 8;

/** Sends one operation and gives its data; throws what it was refused for. */
type Ask = <T>(query: string, variables: object) => Promise<T>;

const previewQuery = `query Preview($input: AmendmentInput!) {
  previewAmendment(input: $input) { id blockers { code } approvalsNeeded { id } }
}`;
const commitMutation = `mutation Commit($input: CommitAmendmentInput!) {
  commitAmendment(input: $input) { run { id status } userErrors { code message } }
}`;

function asking({ url }: Hub, token: string): Ask {
  return async <T>(query: string, variables: object): Promise<T> => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await answer.json()) as { data: T; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors).slice(0, 500));
    return data;
  };
}

interface Candidate {
  readonly id: string;
  readonly version: number;
  readonly item: string;
  readonly quantity: string;
}

/** Previews one seat more of a running subscription of each customer, because those of one get into each other's way, until there are so many that can be committed without anybody's consent. */
async function previews(ask: Ask, database: Database, wanted: number): Promise<string[]> {
  const { rows } = await database.query<Candidate>(
    `select distinct on (customer_id) id, version, body -> 'items' -> 0 ->> 'id' as item, body -> 'items' -> 0 ->> 'quantity' as quantity
     from entity where kind = 'BillingSubscription' and status = 'ACTIVE' and deleted_at is null and customer_id is not null
     order by customer_id, id limit $1`,
    [wanted * 4],
  );
  const effectiveDate = new Date().toISOString().slice(0, 10);
  const found: string[] = [];
  const work = async (): Promise<void> => {
    for (let next = rows.pop(); next && found.length < wanted; next = rows.pop()) {
      const { id, version, item, quantity } = next;
      const items = [{ itemId: item, quantity: String(Number(quantity) + 1) }];
      const input = { subscriptionId: id, type: 'QUANTITY', effectiveDate, expectedVersion: version, items };
      type Previewed = {
        previewAmendment: { id: string; blockers: readonly unknown[]; approvalsNeeded: readonly unknown[] };
      };
      const { previewAmendment } = await ask<Previewed>(previewQuery, { input });
      if (previewAmendment.blockers.length === 0 && previewAmendment.approvalsNeeded.length === 0)
        found.push(previewAmendment.id);
    }
  };
  await Promise.all(Array.from({ length: previewsAtOnce }, work));
  if (found.length < wanted) throw new Error(`only ${found.length} of ${wanted} amendments can be committed`);
  return found.slice(0, wanted);
}

/** How long it takes until a committed amendment is answered with its run, by 100 clients at once, while the ledger takes 10 s for each call. */
export async function measureAccept(landscape: Landscape, report: Report): Promise<void> {
  const database = openDatabase(landscape.databaseUrl, 2);
  const hub = await landscape.serve({ roles: ['api', 'worker'] });
  const ledger = landscape.simulators['netsuite']!;
  try {
    const ask = asking(hub, await developmentToken(landscape.dir, 'CONTROLLER'));
    const ids = await previews(ask, database, clients * perClient);
    await control(ledger.url, 'faults', { match: {}, act: { act: 'delay', ms: ledgerMs, when: 'before' } });
    const times: number[] = [];
    const client = async (nth: number): Promise<void> => {
      for (const previewId of ids.slice(nth * perClient, (nth + 1) * perClient)) {
        const at = performance.now();
        type Committed = { commitAmendment: { run: unknown; userErrors: readonly { message: string }[] } };
        const { commitAmendment } = await ask<Committed>(commitMutation, {
          input: { idempotencyKey: `accept-${previewId}`, previewId },
        });
        times.push(performance.now() - at);
        if (!commitAmendment.run) throw new Error(JSON.stringify(commitAmendment.userErrors));
      }
    };
    await Promise.all(Array.from({ length: clients }, (_, nth) => client(nth)));
    times.sort((a, b) => a - b);
    const what = `amendment committed until its run was answered, ${clients} clients at once, ledger at 10 s a call`;
    report(`${what}, p50`, quantile(times, 0.5), 'ms');
    report(`${what}, p99`, quantile(times, 0.99), 'ms');
  } finally {
    await endFaults(ledger.url);
    await hub.stop();
    await database.close();
  }
}
