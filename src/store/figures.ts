import Big from 'big.js';
import { convert, money, type Money } from '../canonical/money.ts';
import type { RowScope } from '../canonical/scope.ts';
import { withinSql } from './belongs.ts';
import { riskPoints } from './customers.ts';
import type { Queryable } from './database.ts';
import { parameters } from './page.ts';
import type { Rollup, Summary } from './read.ts';

interface SummaryRow {
  readonly customer_id: string;
  readonly currency: string;
  readonly arr: string;
  readonly mrr: string;
  readonly open_ar: string;
  readonly unapplied: string;
  readonly credit: string;
  readonly dues: readonly (readonly [date: string, balance: string])[];
  readonly oldest_due: string | null;
  readonly open_cases: number;
  readonly open_p1: number;
  readonly renewal_date: string | null;
  readonly as_of: string;
  readonly points: number;
}

const dayMs = 86_400_000;
const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** The figures of these customers as they stand on `today` (YYYY-MM-DD); a customer without records has zeros in its currency. */
export async function readSummaries(
  db: Queryable,
  customerIds: readonly string[],
  today: string,
): Promise<Summary[]> {
  const { rows } = await db.query<SummaryRow>({
    name: 'figures-summaries',
    text: `select s.customer_id, s.currency, s.arr, s.mrr, s.open_ar, s.unapplied, s.credit, s.dues, s.oldest_due, s.open_cases, s.open_p1,
             s.renewal_date, ${riskPoints('$2::date')} as points,
             coalesce(greatest((select min(l.synced_at) from list_sync l where l.customer_id = s.customer_id and l.kind = 'Invoice'),
                               (select min(c.synced_at) from coverage c where c.kind = 'Invoice')), s.updated_at) as as_of
           from customer_summary s where s.customer_id = any($1)`,
    values: [customerIds, today],
  });
  return rows.map((row) => summaryOf(row, today));
}

function summaryOf(row: SummaryRow, today: string): Summary {
  const amount = (value: string): Money => money(value, row.currency);
  const overdue = row.dues.reduce(
    (total, [date, balance]) => (date < today ? total.plus(balance) : total),
    new Big(0),
  );
  const overdueDays =
    row.oldest_due !== null && row.oldest_due < today ? daysBetween(row.oldest_due, today) : 0;
  const renewalIn = row.renewal_date === null ? null : daysBetween(today, row.renewal_date);
  const reasons = [
    ...(overdueDays > 0 ? [`an invoice is ${overdueDays} days overdue`] : []),
    ...(row.open_p1 > 0 ? [`${row.open_p1} open P1 ${row.open_p1 === 1 ? 'case' : 'cases'}`] : []),
    ...(renewalIn !== null && renewalIn >= 0 && renewalIn <= 60
      ? [`a subscription ends in ${renewalIn} days`]
      : []),
  ];
  return {
    customerId: row.customer_id,
    currency: row.currency,
    arr: amount(row.arr),
    mrr: amount(row.mrr),
    open: amount(row.open_ar),
    overdue: amount(overdue.toFixed()),
    unapplied: amount(row.unapplied),
    credit: amount(row.credit),
    asOf: row.as_of,
    openCases: row.open_cases,
    openP1: row.open_p1,
    overdueDays,
    renewalDate: row.renewal_date,
    risk: row.points >= 3 ? 'HIGH' : row.points >= 1 ? 'MEDIUM' : 'LOW',
    reasons,
  };
}

interface RollupRow {
  readonly root: string;
  readonly currency: string;
  readonly arr: string;
  readonly mrr: string;
  readonly open_ar: string;
  readonly open_cases: number;
  readonly customers: number;
}

/**
 * Sums over each customer and all below it. When every customer of a group is billed in one currency the sums are exact in it;
 * otherwise each currency's sum is converted by `rates` (units of the reporting currency) and rounded once. A group with money in a
 * currency without a rate is left out: any sum would be a lie. With a scope only customers within it are summed, and nothing that is
 * below one outside it; a root outside is left out.
 */
export async function readRollups(
  db: Queryable,
  customerIds: readonly string[],
  rates: Readonly<Record<string, string>>,
  reportingCurrency: string,
  scope: RowScope | null = null,
): Promise<Map<string, Rollup>> {
  const { add, values } = parameters();
  const roots = add(customerIds, 'text[]');
  const within = scope && withinSql(scope, { add, values });
  // `union` rather than `union all`: a circle of parents in a source ends instead of running for ever.
  const { rows } = await db.query<RollupRow>({
    ...(!scope && { name: 'figures-rollups' }),
    text: `with recursive tree (root, id) as (
             select g.id, g.id from unnest(${roots}) as g (id)${within ? ` where ${within.id('g.id')}` : ''}
             union select t.root, e.id from tree t join entity e on e.customer_id = t.id
               where e.kind = 'Customer' and e.deleted_at is null and e.merged_into is null${within ? ` and ${within.entity('e')}` : ''}
           )
           select t.root, s.currency, sum(s.arr)::text as arr, sum(s.mrr)::text as mrr, sum(s.open_ar)::text as open_ar,
             sum(s.open_cases)::int as open_cases, count(*)::int as customers
           from tree t join customer_summary s on s.customer_id = t.id group by t.root, s.currency order by t.root, s.currency`,
    values,
  });
  const rollups = new Map<string, Rollup>();
  for (const [root, group] of Map.groupBy(rows, (row) => row.root)) {
    // A customer without any amount, such as a prospect, does not make a group mixed.
    const billed = group.filter((row) =>
      [row.arr, row.mrr, row.open_ar].some((amount) => Number(amount) !== 0),
    );
    const currencies = new Set((billed.length > 0 ? billed : group).map((row) => row.currency));
    const currency = currencies.size === 1 ? [...currencies][0]! : reportingCurrency;
    if (billed.some((row) => row.currency !== currency && rates[row.currency] === undefined)) continue;
    const total = (field: 'arr' | 'mrr' | 'open_ar'): Money => {
      const sum = group.reduce(
        (sofar, row) => sofar.plus(inCurrency(row[field], row.currency, currency, rates).amount),
        new Big(0),
      );
      return money(sum.toFixed(), currency);
    };
    rollups.set(root, {
      arr: total('arr'),
      mrr: total('mrr'),
      openAr: total('open_ar'),
      openCases: group.reduce((n, row) => n + row.open_cases, 0),
      customers: group.reduce((n, row) => n + row.customers, 0),
    });
  }
  return rollups;
}

function inCurrency(
  amount: string,
  from: string,
  to: string,
  rates: Readonly<Record<string, string>>,
): Money {
  if (from === to) return money(amount, to);
  // Nothing is nothing in every currency.
  return convert(money(amount, from), rates[from] ?? '0', to);
}

/** The topmost ancestor of each customer that has a parent. */
export async function readUltimateParents(
  db: Queryable,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ root: string; id: string }>({
    name: 'figures-ultimate-parents',
    text: `with recursive line (root, id) as (
             select id, id from unnest($1::text[]) as id
             union select l.root, e.customer_id from line l join entity e on e.id = l.id where e.customer_id is not null
           )
           select l.root, l.id from line l join entity e on e.id = l.id where e.customer_id is null and l.id <> l.root`,
    values: [customerIds],
  });
  return new Map(rows.map((row) => [row.root, row.id]));
}
