import type { Change, Sim } from '../kit/types.ts';
import { instant } from './record/store.ts';

/** The record that a row is a part of: which table it is in, and how the part and the record name each other. */
const wholes: Readonly<Record<string, { table: string; key: string; part: string }>> = {
  transactionline: { table: 'transaction', key: 'id', part: 'transaction' },
  entityaddress: { table: 'customer', key: 'defaultbillingaddress', part: 'nkey' },
  customersubsidiaryrelationship: { table: 'customer', key: 'id', part: 'entity' },
};

const keyOf: Readonly<Record<string, string>> = { transactionline: 'uniquekey', entityaddress: 'nkey' };

/**
 * What NetSuite itself writes when somebody in its pages changes a row: a change of a part is a change of the record (its lines, its
 * address), and the log of deletions is stamped by the account's clock.
 */
export function moved(sim: Sim, { object, id, change, before }: Change): void {
  const now = instant(sim);
  if (change === 'delete')
    sim.db
      .prepare('update deletedrecord set deleteddate = ? where type = ? and recordid = ?')
      .run(now, object, id);
  const whole = wholes[object];
  if (whole === undefined) return;
  const row =
    before ?? sim.db.prepare(`select * from "${object}" where "${keyOf[object] ?? 'id'}" = ?`).get(id);
  const owner = row?.[whole.part];
  if (owner === null || owner === undefined) return;
  sim.db.prepare(`update "${whole.table}" set lastmodifieddate = ? where "${whole.key}" = ?`).run(now, owner);
}
