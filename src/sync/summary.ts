import type { Kind } from '../canonical/kind.ts';
import type { Queryable } from '../store/database.ts';
import { customerIdsAfter, removeOrphanedSummaries, reportingRates, summarise } from '../store/summary.ts';
import type { IngestDeps } from './ingest.ts';
import { besideCustomers } from './turn.ts';

const summarised: ReadonlySet<Kind> = new Set([
  'Customer',
  'Invoice',
  'Payment',
  'CreditMemo',
  'BillingSubscription',
  'SupportCase',
]);

/** Recomputes the summaries that a change of this kind can alter. */
export async function refreshSummaries(
  deps: IngestDeps,
  db: Queryable,
  kind: Kind,
  customers: readonly string[],
): Promise<void> {
  if (!summarised.has(kind) || customers.length === 0) return;
  await summarise(db, customers, await reportingRates(db, deps.reportingCurrency), deps.reportingCurrency);
}

/** Recomputes the summaries of all customers, a few hundred at a time: in the transaction given, or each few in one of their own. */
export async function summariseAll(deps: IngestDeps, within?: Queryable): Promise<number> {
  const inTurn = <T>(work: (db: Queryable) => Promise<T>): Promise<T> =>
    within
      ? work(within)
      : deps.database.transaction(async (db) => {
          await besideCustomers(db);
          return work(db);
        });
  const rates = await reportingRates(within ?? deps.database, deps.reportingCurrency);
  let done = 0;
  for (let after = ''; ;) {
    const ids = await inTurn(async (db) => {
      const next = await customerIdsAfter(db, after, 500);
      await summarise(db, next, rates, deps.reportingCurrency);
      return next;
    });
    if (ids.length === 0) break;
    done += ids.length;
    after = ids.at(-1)!;
  }
  await inTurn(removeOrphanedSummaries);
  return done;
}
