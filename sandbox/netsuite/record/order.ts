import Big from 'big.js';
import type { Sim } from '../../kit/types.ts';
import { Refused } from '../errors.ts';
import { userError } from '../words.ts';
import { forgetRevenue, hasRecognised, keysOf, remakeRevenue } from './revenue.ts';
import { type Row, insertRow, instant, nextId, updateRow } from './store.ts';

interface Header {
  readonly id: string;
  readonly entity: string;
  readonly subsidiary: string;
  readonly exchangerate: string;
  readonly stamp: string;
}

function invalid(text: string, path: string): Refused {
  return new Refused(400, 'INVALID_CONTENT', `Error while accessing a resource. ${text}`, path);
}

/** Customer, subsidiary and currency of an order must belong together (OneWorld); what is not given follows from the customer. */
function partiesOf(sim: Sim, values: Row): { entity: string; subsidiary: string; currency: string } {
  const { entity } = values;
  const customer = sim.db.prepare('select currency from customer where id = ?').get(entity!);
  const relations = sim.db
    .prepare(
      `select subsidiary from customersubsidiaryrelationship where entity = ? and isinactive = 'F' order by isprimarysub desc`,
    )
    .all(entity!)
    .map((row) => String(row.subsidiary));
  const subsidiary = values.subsidiary ?? relations[0] ?? '';
  if (!relations.includes(subsidiary))
    throw invalid(`Invalid entity reference key ${entity} for subsidiary ${subsidiary}.`, 'subsidiary');
  const currency = values.currency ?? String(customer!.currency);
  if (currency !== String(customer!.currency))
    throw invalid(`Invalid currency reference key ${currency} for entity ${entity}.`, 'currency');
  return { entity: entity!, subsidiary, currency };
}

function rateOf(sim: Sim, currency: string, subsidiary: string, date: string): string {
  const row = sim.db
    .prepare(
      `select r.exchangerate from subsidiary s join currencyrate r on r.basecurrency = s.currency
       where s.id = ? and r.transactioncurrency = ? and r.effectivedate <= ? order by r.effectivedate desc limit 1`,
    )
    .get(subsidiary, currency, date);
  return row ? String(row.exchangerate) : '1';
}

/** A line as it is kept: a quantity of one and the amount of quantity and rate where they are not given. Throws Refused. */
function completed(sim: Sim, line: Row, index: number): Row {
  const at = (name: string): string => `item.items[${index}].${name}`;
  if (!line.item) throw userError(sim, 'missing', ['Item'], at('item'));
  const quantity = line.quantity ?? '-1';
  const { rate = null, revrecstartdate: start, revrecenddate: end } = line;
  const amount = line.foreignamount ?? (rate === null ? null : new Big(quantity).times(rate).toFixed());
  if (amount === null) throw userError(sim, 'missing', ['Amount'], at('amount'));
  if (start && end && end < start) throw userError(sim, 'dates', [], at('revRecEndDate'));
  const rounded = new Big(amount).round(2, Big.roundHalfUp).toFixed();
  return { ...line, quantity, rate, foreignamount: rounded, isclosed: line.isclosed ?? 'F' };
}

function writeLines(sim: Sim, header: Header, lines: readonly Row[]): void {
  const { db } = sim;
  if (lines.length === 0) throw userError(sim, 'noLines');
  const kept = lines.map((line, index) => completed(sim, line, index));
  const total = kept.reduce((sum, line) => sum.minus(line.foreignamount!), new Big(0));
  const main = db
    .prepare(`select uniquekey from transactionline where "transaction" = ? and mainline = 'T'`)
    .get(header.id);
  const last = db
    .prepare(
      `select (select coalesce(max(uniquekey), 0) from transactionline) as k,
         (select coalesce(max(id), 0) from transactionline where "transaction" = ?) as n`,
    )
    .get(header.id)!;
  const former = keysOf(sim, header.id);
  let [key, number] = [Number(last.k), Number(last.n)];
  db.prepare('delete from transactionline where "transaction" = ?').run(header.id);
  const common = {
    transaction: header.id,
    taxline: 'F',
    entity: header.entity,
    subsidiary: header.subsidiary,
    linelastmodifieddate: header.stamp,
  };
  const booked = (amount: string): string =>
    new Big(amount).times(header.exchangerate).round(2, Big.roundHalfUp).toFixed();
  insertRow(db, 'transactionline', {
    ...common,
    uniquekey: main ? String(main.uniquekey) : String((key += 1)),
    id: '0',
    linesequencenumber: '0',
    mainline: 'T',
    isclosed: 'F',
    foreignamount: total.toFixed(),
    netamount: booked(total.toFixed()),
  });
  kept.forEach((line, index) => {
    insertRow(db, 'transactionline', {
      ...line,
      ...common,
      uniquekey: line.uniquekey ?? String((key += 1)),
      id: line.id ?? String((number += 1)),
      linesequencenumber: String(index + 1),
      mainline: 'F',
      netamount: booked(line.foreignamount!),
    });
  });
  const closed = kept.every((line) => line.isclosed === 'T');
  updateRow(db, 'transaction', header.id, {
    foreigntotal: total.toFixed(),
    status: closed ? 'H' : 'F',
    lastmodifieddate: header.stamp,
  });
  remakeRevenue(sim, header.id, former);
}

/** Makes a sales order, approved, with its revenue. Throws Refused. Returns the internal id. */
export function createOrder(sim: Sim, values: Row, lines: readonly Row[]): string {
  const parties = partiesOf(sim, values);
  const { subsidiary: _subsidiary, ...own } = values;
  const trandate = own.trandate ?? new Date(sim.now()).toISOString().slice(0, 10);
  const exchangerate = own.exchangerate ?? rateOf(sim, parties.currency, parties.subsidiary, trandate);
  const id = nextId(sim.db, 'transaction');
  const stamp = instant(sim);
  insertRow(sim.db, 'transaction', {
    tranid: `SO${id.padStart(7, '0')}`,
    ...own,
    id,
    type: 'SalesOrd',
    recordtype: 'salesorder',
    status: 'F',
    posting: 'F',
    voided: 'F',
    isreversal: 'F',
    trandate,
    entity: parties.entity,
    currency: parties.currency,
    exchangerate,
    createddate: stamp,
    lastmodifieddate: stamp,
  });
  writeLines(sim, { id, ...parties, exchangerate, stamp }, lines);
  return id;
}

/** Changes a sales order, and its lines when they are given; whose it is stays. Throws Refused. */
export function updateOrder(sim: Sim, before: Row, values: Row, lines: readonly Row[] | null): void {
  const id = before.id!;
  for (const name of ['entity', 'subsidiary', 'currency'])
    if (values[name] && values[name] !== before[name]) throw userError(sim, 'fixed', [name], name);
  const { subsidiary: _subsidiary, ...own } = values;
  const stamp = instant(sim);
  updateRow(sim.db, 'transaction', id, { ...own, lastmodifieddate: stamp });
  if (lines === null) return;
  const exchangerate = own.exchangerate ?? before.exchangerate!;
  const header = { id, entity: before.entity!, subsidiary: before.subsidiary!, exchangerate, stamp };
  writeLines(sim, header, lines);
}

/** Removes a sales order of which nothing was recognised. Throws Refused. */
export function deleteOrder(sim: Sim, before: Row): void {
  const id = before.id!;
  if (hasRecognised(sim, id)) throw userError(sim, 'recognised');
  forgetRevenue(sim, id);
  sim.db.prepare('delete from transactionline where "transaction" = ?').run(id);
  sim.db.prepare('delete from "transaction" where id = ?').run(id);
}
