import type { LedgerPeriod } from '../ledger.ts';
import type { CallOptions } from '../source.ts';
import type { Client } from './client.ts';
import { flag } from './map.ts';
import { day } from './statement.ts';

/**
 * The posting period of a civil day; null: none is set up. Closed when nothing can be posted to it: it was closed, or is locked for all. A lock
 * of receivables or payables alone does not stop an entry.
 */
export function periodOf(client: Client, date: string, call?: CallOptions): Promise<LedgerPeriod | null> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new Error('not a civil date');
  const at = `TO_DATE('${date}', 'YYYY-MM-DD')`;
  return client.page(
    {
      select: [
        'p.id',
        'p.periodname',
        day('p.startdate', 'startdate'),
        day('p.enddate', 'enddate'),
        'p.closed',
        'p.alllocked',
      ],
      from: 'accountingperiod p',
      where: ["p.isyear = 'F'", "p.isquarter = 'F'", "p.isadjust = 'F'"],
      key: [{ sql: 'p.id', name: 'id' }],
    },
    [`p.startdate <= ${at}`, `p.enddate >= ${at}`],
    null,
    ([row]) =>
      row === undefined
        ? null
        : {
            name: row.text('periodname'),
            start: row.date('startdate'),
            end: row.date('enddate'),
            closed: flag(row, 'closed') || flag(row, 'alllocked'),
          },
    call,
  );
}
