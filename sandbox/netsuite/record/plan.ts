import type { SQLOutputValue } from 'node:sqlite';
import type { Sim } from '../../kit/types.ts';
import { owing, planned } from '../recognise.ts';

/** What a plan gives to an accounting period, by the period's internal id. */
interface Month {
  readonly period: string;
  readonly amount: string;
}

const todayOf = (sim: Sim): string => new Date(sim.now()).toISOString().slice(0, 10);

const standing = `select r.plannedperiod, r.amount, ap.enddate from revenueplanplannedrevenue r
  join revenueplan p on p.id = r.revenueplan join accountingperiod ap on ap.id = r.plannedperiod where p.createdfrom = ?`;

/** What was planned of an element for the months that are over, by period. */
function pastOf(sim: Sim, element: string): ReadonlyMap<string, string> {
  const rows = sim.db.prepare(`${standing} and ap.enddate < ?`).all(element, todayOf(sim));
  return new Map(rows.map((row) => [String(row.plannedperiod), String(row.amount)]));
}

/** Whether something of an element was recognised in months that are over. */
export function hasPast(sim: Sim, element: string): boolean {
  return [...pastOf(sim, element).values()].some((amount) => amount !== '0');
}

/**
 * What is planned of an element from now on, without months of nothing; `straight`: that is what its rule alone tells. Months that are over
 * keep what they had. The month of today gets what the rule gives through its end, less what the months before it had; later ones what the
 * rule gives them.
 */
export function plannedMonths(
  sim: Sim,
  element: Readonly<Record<string, SQLOutputValue>>,
): { readonly months: readonly Month[]; readonly straight: boolean } {
  const [amount, start, end] = [element.salesamount, element.revrecstartdate, element.revrecenddate].map(
    String,
  );
  const past = pastOf(sim, String(element.id));
  const today = todayOf(sim);
  const periods = sim.db
    .prepare(
      `select id, startdate, enddate from accountingperiod
       where isyear = 'F' and isquarter = 'F' and isadjust = 'F' order by startdate`,
    )
    .all()
    .map((row) => ({ id: String(row.id), first: String(row.startdate), last: String(row.enddate) }));
  const within = (first: string, last: string): string => planned(amount!, start!, end!, first, last);
  let straight = true;
  const months: Month[] = [];
  for (const { id, first, last } of periods) {
    const ruled = within(first, last);
    let given = ruled;
    if (last < today) given = past.get(id) ?? '0';
    else if (first <= today) given = owing(within(periods[0]!.first, last), [...past.values()]);
    if (given !== ruled) straight = false;
    if (given !== '0') months.push({ period: id, amount: given });
  }
  return { months, straight };
}

/** Notes the months of a plan that the rule alone does not tell; none: it runs by the rule. */
export function keepMonths({ db }: Sim, plan: string, months: readonly Month[]): void {
  db.prepare('delete from revenueplankept where revenueplan = ?').run(plan);
  const insert = db.prepare(
    'insert into revenueplankept (revenueplan, plannedperiod, amount) values (?, ?, ?)',
  );
  for (const { period, amount } of months) insert.run(plan, period, amount);
}

/** Removes the plan of an element, where there is one. */
export function dropPlan({ db }: Sim, element: string): void {
  db.prepare(
    'delete from revenueplankept where revenueplan in (select id from revenueplan where createdfrom = ?)',
  ).run(element);
  db.prepare('delete from revenueplan where createdfrom = ?').run(element);
}
