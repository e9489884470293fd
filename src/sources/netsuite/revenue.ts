import Big from 'big.js';
import { money } from '../../canonical/money.ts';
import type { RecognisedPeriod } from '../ledger.ts';
import type { CallOptions } from '../source.ts';
import type { Client } from './client.ts';
import { quoted } from './statement.ts';

/** An order of a subscription has a few lines, each recognised in a few dozen months: the sums by month are far from a page. */
const month = "TO_CHAR(ap.startdate, 'YYYY-MM')";

/**
 * What is planned to be recognised of an order, by month, from the actual plans of its revenue elements; none when there are no plans (yet).
 * Throws SOURCE_REJECTED when plans are kept in another currency than the order, because they cannot be compared with it then.
 * Elements name the line they come from in `referenceid`. Source: Oracle, "Revenue Element", "Revenue Recognition Plan".
 */
export async function revenueOf(
  client: Client,
  orderExternalId: string,
  call?: CallOptions,
): Promise<readonly RecognisedPeriod[]> {
  const rows = await client.page(
    {
      select: [
        `${month} AS period`,
        'cur.symbol AS currency',
        'p.revenueplancurrency AS plancurrency',
        'SUM(pr.amount) AS amount',
      ],
      from: [
        'transaction t',
        'JOIN currency cur ON cur.id = t.currency',
        'JOIN transactionline tl ON tl.transaction = t.id',
        "JOIN revenueelement e ON e.referenceid = 'SalesOrd_' || tl.uniquekey",
        'JOIN revenueplan p ON p.createdfrom = e.id',
        'JOIN revenueplanplannedrevenue pr ON pr.revenueplan = p.id',
        'JOIN accountingperiod ap ON ap.id = pr.plannedperiod',
      ].join(' '),
      where: ["t.type = 'SalesOrd'", "p.revenueplantype = 'ACTUAL'"],
      groupBy: [month, 'cur.symbol', 'p.revenueplancurrency'],
      key: [{ sql: month, name: 'period' }],
    },
    [`t.externalid = ${quoted(orderExternalId)}`],
    null,
    (found) =>
      found.map((row) => ({
        period: row.text('period'),
        currency: row.text('currency'),
        planCurrency: row.text('plancurrency'),
        amount: row.decimal('amount'),
      })),
    call,
  );
  const other = rows.find(({ currency, planCurrency }) => currency !== planCurrency);
  if (other)
    throw client.http.problem(
      'SOURCE_REJECTED',
      `revenue of the order is planned in ${other.planCurrency}, and the order is in ${other.currency}`,
    );
  return rows
    .filter(({ amount }) => !new Big(amount).eq(0))
    .map(({ period, amount, currency }) => ({ period, amount: money(amount, currency).amount }));
}
