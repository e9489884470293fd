import type { Sim } from '../kit/types.ts';
import { accountCode, Refusal } from './answer.ts';

/** Custom fields of accounts, which a tenant names as it likes; they are shown by the classic API only. */
export const customFieldSchema =
  'create table if not exists custom_field (object_id text primary key, fields text not null);';

type Fields = Readonly<Record<string, string | number | boolean | null>>;

/** The members of a body that are custom fields: their names end in `__c`. */
export function customFieldsOf(body: Readonly<Record<string, unknown>>): Fields {
  const own = Object.entries(body).filter(([name]) => name.endsWith('__c'));
  for (const [name, value] of own)
    if (!/^[A-Za-z]\w*__c$/.test(name) || (typeof value === 'object' && value !== null))
      throw new Refusal(200, accountCode('invalidValue'), `'${name}' has an invalid value.`);
  return Object.fromEntries(own) as Fields;
}

/** The custom fields of an object. */
export function readCustomFields(sim: Sim, id: string): Fields {
  const row = sim.db.prepare('select fields from custom_field where object_id = ?').get(id);
  return row ? (JSON.parse(String(row.fields)) as Fields) : {};
}

/** Sets the custom fields that are given, and leaves the others. */
export function keepCustomFields(sim: Sim, id: string, fields: Fields): void {
  if (Object.keys(fields).length === 0) return;
  sim.db
    .prepare('insert or replace into custom_field (object_id, fields) values (?, ?)')
    .run(id, JSON.stringify({ ...readCustomFields(sim, id), ...fields }));
}
