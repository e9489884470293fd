import type { Sim } from '../../kit/types.ts';
import { userError } from '../words.ts';
import { type Row, insertRow, instant, nextId, updateRow } from './store.ts';

function stageOf(entityStatus: string): string {
  return entityStatus === '7' ? 'Lead' : entityStatus === '10' ? 'Prospect' : 'Customer';
}

function homeOf(sim: Sim, subsidiary: string): string {
  const row = sim.db.prepare('select currency from subsidiary where id = ?').get(subsidiary);
  return String(row!.currency);
}

function isUsed(sim: Sim, id: string): boolean {
  const used = sim.db
    .prepare(
      `select 1 from "transaction" where custbody_customer = ? or entity = ?
       union all select 1 from transactionline where entity = ? limit 1`,
    )
    .get(id, id, id);
  return used !== undefined;
}

/** Makes a customer with its primary subsidiary; `values` are checked columns. Returns the internal id. */
export function createCustomer(sim: Sim, values: Row): string {
  const { subsidiary, ...own } = values;
  if (!own.companyname && own.isperson !== 'T')
    throw userError(sim, 'missing', ['Company Name'], 'companyName');
  const id = nextId(sim.db, 'customer');
  const now = instant(sim);
  const status = own.entitystatus ?? '13';
  insertRow(sim.db, 'customer', {
    entityid: `CUST${id.padStart(6, '0')}`,
    isperson: 'F',
    isinactive: 'F',
    creditholdoverride: 'AUTO',
    taxable: 'T',
    currency: homeOf(sim, subsidiary!),
    ...own,
    id,
    entitystatus: status,
    searchstage: stageOf(status),
    altname: own.companyname ?? null,
    datecreated: now,
    lastmodifieddate: now,
  });
  insertRow(sim.db, 'customersubsidiaryrelationship', {
    id: nextId(sim.db, 'customersubsidiaryrelationship'),
    entity: id,
    subsidiary: subsidiary!,
    isprimarysub: 'T',
    isinactive: 'F',
  });
  return id;
}

/** Changes a customer. Throws Refused when its subsidiary or currency is to change after there were transactions. */
export function updateCustomer(sim: Sim, id: string, values: Row): void {
  const { subsidiary, ...own } = values;
  const before = sim.db
    .prepare(
      `select c.currency, r.subsidiary from customer c left join customersubsidiaryrelationship r
       on r.entity = c.id and r.isprimarysub = 'T' where c.id = ?`,
    )
    .get(id)!;
  for (const name of ['subsidiary', 'currency'] as const) {
    const moves = values[name] != null && values[name] !== String(before[name]);
    if (moves && isUsed(sim, id)) throw userError(sim, 'fixed', [name], name);
  }
  updateRow(sim.db, 'customer', id, {
    ...own,
    ...(own.companyname !== undefined && { altname: own.companyname }),
    ...(own.entitystatus && { searchstage: stageOf(own.entitystatus) }),
    lastmodifieddate: instant(sim),
  });
  if (subsidiary)
    sim.db
      .prepare(
        `update customersubsidiaryrelationship set subsidiary = ? where entity = ? and isprimarysub = 'T'`,
      )
      .run(subsidiary, id);
}

/** Removes a customer. Throws Refused when transactions name it. */
export function deleteCustomer(sim: Sim, id: string): void {
  if (isUsed(sim, id)) throw userError(sim, 'dependents');
  sim.db.prepare('delete from customersubsidiaryrelationship where entity = ?').run(id);
  sim.db.prepare('delete from customer where id = ?').run(id);
}
