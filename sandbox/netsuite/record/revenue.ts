import Big from 'big.js';
import type { SQLOutputValue } from 'node:sqlite';
import type { Sim } from '../../kit/types.ts';
import { userError } from '../words.ts';
import { dropPlan, hasPast, keepMonths, plannedMonths } from './plan.ts';
import { type Row, insertRow, instant, nextId, updateRow } from './store.ts';

type Found = Readonly<Record<string, SQLOutputValue>>;

const ofOrder = `referenceid in (select 'SalesOrd_' || uniquekey from transactionline where "transaction" = ?)`;

/** Whether a part of an order's revenue lies in a period that is closed. */
export function hasRecognised(sim: Sim, orderId: string): boolean {
  const found = sim.db
    .prepare(
      `select 1 from revenueelement e join revenueplan p on p.createdfrom = e.id
       join revenueplanplannedrevenue r on r.revenueplan = p.id
       where r.isrecognized = 'T' and e.${ofOrder} limit 1`,
    )
    .get(orderId);
  return found !== undefined;
}

const elementOf = (sim: Sim, uniquekey: string): Found | undefined =>
  sim.db.prepare('select * from revenueelement where referenceid = ?').get(`SalesOrd_${uniquekey}`);

/** Removes the elements of lines, with their plans. */
function forget(sim: Sim, uniquekeys: readonly string[]): void {
  for (const key of uniquekeys) {
    const element = elementOf(sim, key);
    if (!element) continue;
    dropPlan(sim, String(element.id));
    sim.db.prepare('delete from revenueelement where id = ?').run(element.id!);
  }
}

/**
 * Takes revenue away from lines that are gone (not `still` there), or that have nothing to recognise any more. What was recognised of them
 * in months that are over stays, so a line that has it cannot go. Throws Refused.
 */
function withdraw(sim: Sim, uniquekeys: readonly string[], still: ReadonlySet<string>): void {
  for (const key of uniquekeys) {
    const element = elementOf(sim, key);
    if (!element) continue;
    if (!hasPast(sim, String(element.id))) forget(sim, [key]);
    else if (!still.has(key)) throw userError(sim, 'recognisedLine', [], 'item');
    else {
      const values = { salesamount: '0', requiresrevenueplanupdate: 'T', lastmodifieddate: instant(sim) };
      updateRow(sim.db, 'revenueelement', String(element.id), values);
    }
  }
}

/** The unique keys of an order's lines. */
export function keysOf(sim: Sim, orderId: string): readonly string[] {
  return sim.db
    .prepare('select uniquekey from transactionline where "transaction" = ?')
    .all(orderId)
    .map((row) => String(row.uniquekey));
}

/** Removes the revenue of an order. */
export function forgetRevenue(sim: Sim, orderId: string): void {
  forget(sim, keysOf(sim, orderId));
}

/**
 * Makes the plan of an element say what the element says from the month of today on: months that are over stay as they were recognised,
 * and this month catches up with what they should have been. Where nothing is left there is no plan.
 */
function plan(sim: Sim, element: Found): void {
  const id = String(element.id);
  updateRow(sim.db, 'revenueelement', id, { requiresrevenueplanupdate: 'F' });
  const { months, straight } = plannedMonths(sim, element);
  if (months.length === 0) return dropPlan(sim, id);
  const values: Row = {
    amount: String(element.salesamount),
    item: String(element.item),
    revenueplancurrency: String(
      sim.db.prepare('select symbol from currency where id = ?').get(element.currency!)!.symbol,
    ),
    revenuerecognitionrule: String(element.revenuerecognitionrule),
    revrecstartdate: String(element.revrecstartdate),
    revrecenddate: String(element.revrecenddate),
    lastmodifieddate: instant(sim),
  };
  const before = sim.db.prepare('select id from revenueplan where createdfrom = ?').get(id);
  const planId = before ? String(before.id) : nextId(sim.db, 'revenueplan');
  if (before) updateRow(sim.db, 'revenueplan', planId, values);
  else
    insertRow(sim.db, 'revenueplan', {
      ...values,
      id: planId,
      recordnumber: planId,
      createdfrom: id,
      revenueplantype: 'ACTUAL',
      holdrevenuerecognition: 'F',
    });
  keepMonths(sim, planId, straight ? [] : months);
}

/**
 * Makes the plans of elements that changed at least `revenuePlanDelayMs` ago: an account may leave the update of its plans to a job that
 * NetSuite runs every three hours. Without the setting plans are made when the order is saved.
 */
export function settlePlans(sim: Sim): void {
  const until = sim.now() - sim.setting('revenuePlanDelayMs', 0);
  const due = sim.db
    .prepare(
      `select * from revenueelement where requiresrevenueplanupdate = 'T' and lastmodifieddate <= ? order by id`,
    )
    .all(`${new Date(until).toISOString().slice(0, 19)}Z`);
  for (const element of due) plan(sim, element);
}

/**
 * Makes the revenue elements of an order anew: one for each line whose item has a rule and that says from when to when it runs. A line that
 * goes on keeps its element; one that was closed before anything of it was billed is worth nothing. `former` are the keys of the lines before. Throws Refused.
 */
export function remakeRevenue(sim: Sim, orderId: string, former: readonly string[]): void {
  const lines = sim.db
    .prepare(
      `select l.*, t.tranid, t.currency, i.revenuerecognitionrule as rule, i.deferredrevenueaccount, i.incomeaccount
       from transactionline l join "transaction" t on t.id = l."transaction" join item i on i.id = l.item
       where l."transaction" = ? and l.mainline = 'F' and i.revenuerecognitionrule is not null
         and l.revrecstartdate is not null and l.revrecenddate is not null order by l.id`,
    )
    .all(orderId);
  const of = (value: SQLOutputValue | undefined): string | null => (value == null ? null : String(value));
  for (const line of lines) {
    const referenceid = `SalesOrd_${of(line.uniquekey)}`;
    const closed = line.isclosed === 'T';
    const values: Row = {
      source: `Sales Order #${of(line.tranid)}`,
      sourcerecordtype: 'Sales Order',
      entity: of(line.entity),
      subsidiary: of(line.subsidiary),
      currency: of(line.currency),
      item: of(line.item),
      quantity: new Big(String(line.quantity)).times(-1).toFixed(),
      salesamount: closed ? '0' : new Big(String(line.foreignamount)).times(-1).toFixed(),
      revenuerecognitionrule: of(line.rule),
      revrecstartdate: of(line.revrecstartdate),
      revrecenddate: of(line.revrecenddate),
      deferralaccount: of(line.deferredrevenueaccount),
      recognitionaccount: of(line.incomeaccount),
      requiresrevenueplanupdate: 'T',
      lastmodifieddate: instant(sim),
    };
    const before = sim.db.prepare('select id from revenueelement where referenceid = ?').get(referenceid);
    if (before) updateRow(sim.db, 'revenueelement', String(before.id), values);
    else {
      const id = nextId(sim.db, 'revenueelement');
      insertRow(sim.db, 'revenueelement', { ...values, id, recordnumber: id, referenceid });
    }
  }
  const held = new Set(lines.map((line) => String(line.uniquekey)));
  const still = keysOf(sim, orderId);
  const bare = new Set([...former, ...still].filter((key) => !held.has(key)));
  withdraw(sim, [...bare], new Set(still));
  settlePlans(sim);
}
