import { randomBytes } from 'node:crypto';
import type { SQLInputValue } from 'node:sqlite';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { json } from './answer.ts';
import { fieldNamed } from './filter.ts';
import { model } from './model.ts';
import type { ObjectType } from './object.ts';
import { shownValue, type Row } from './render.ts';

export const zoqlSchema = `create table if not exists query_locator (
  locator text primary key, query text not null, batch integer not null, position integer not null, expires_at integer not null
);`;

/** Locators expire after 15 minutes. */
const locatorMs = 15 * 60_000;
const largestBatch = 2_000;
/** ZOQL knows the objects of the SOAP API only. */
const queryable = [
  'Account',
  'Contact',
  'Subscription',
  'Invoice',
  'InvoiceItem',
  'TaxationItem',
  'Payment',
  'Product',
];

interface Statement {
  readonly object: ObjectType;
  readonly fields: readonly string[];
  readonly where: string;
  readonly values: readonly SQLInputValue[];
}

class Fault extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** `POST /v1/action/query`: select, from, where with `and` or `or`; no join, no order, no IN. Null fields are left out. */
export function query(sim: Sim, request: SimRequest): SimResponse {
  return answering(() => {
    const body = JSON.parse(request.body.toString('utf8')) as {
      queryString?: string;
      conf?: { batchSize?: number };
    };
    const text = body.queryString ?? '';
    const batch = Math.min(body.conf?.batchSize ?? largestBatch, largestBatch) || largestBatch;
    return page(sim, text, batch, 0);
  });
}

/** `POST /v1/action/queryMore` with the locator of the batch before. */
export function queryMore(sim: Sim, request: SimRequest): SimResponse {
  return answering(() => {
    const body = JSON.parse(request.body.toString('utf8')) as { queryLocator?: string };
    sim.db.prepare('delete from query_locator where expires_at <= ?').run(sim.now());
    const row = sim.db.prepare('select * from query_locator where locator = ?').get(body.queryLocator ?? '');
    if (!row) throw new Fault('INVALID_QUERY_LOCATOR', 'The query locator is invalid or has expired.');
    return page(sim, String(row.query), Number(row.batch), Number(row.position));
  });
}

function answering(act: () => SimResponse): SimResponse {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Fault) && !(error instanceof SyntaxError)) throw error;
    const code = error instanceof Fault ? error.code : 'MALFORMED_QUERY';
    return {
      ...json({ faultcode: `fns:${code}`, faultstring: error.message }, 400),
      note: { outcome: 'REJECTED' },
    };
  }
}

function page(sim: Sim, text: string, batch: number, from: number): SimResponse {
  const { object, fields, where, values } = parse(text);
  const counted = sim.db.prepare(`select count(*) as n from ${object.table} ${where}`).get(...values);
  const size = Number(counted?.n ?? 0);
  const rows = sim.db
    .prepare(`select * from ${object.table} ${where} order by id limit ? offset ?`)
    .all(...values, batch, from) as Row[];
  const done = from + rows.length >= size;
  const records = rows.map((row) => {
    const shown = fields.map((field) => [
      pascal(field),
      shownValue(object.fields[field]!, row[field] ?? null),
    ]);
    return Object.fromEntries(shown.filter(([, value]) => value !== null)) as Record<string, unknown>;
  });
  if (done) return read({ size, records, done });
  const queryLocator = `${randomBytes(16).toString('hex')}-${batch}`;
  sim.db
    .prepare('insert into query_locator (locator, query, batch, position, expires_at) values (?, ?, ?, ?, ?)')
    .run(queryLocator, text, batch, from + rows.length, sim.now() + locatorMs);
  return read({ size, records, queryLocator, done });
}

function read(body: unknown): SimResponse {
  return { ...json(body), note: { outcome: 'READ' } };
}

function pascal(field: string): string {
  return field[0]!.toUpperCase() + field.slice(1);
}

function parse(text: string): Statement {
  const match = /^\s*select\s+([\w\s,]+?)\s+from\s+(\w+)(?:\s+where\s+([\s\S]+?))?\s*;?\s*$/.exec(text);
  if (!match) throw new Fault('MALFORMED_QUERY', 'You have an error in your ZOQL syntax');
  const [, list, name, conditions] = match as unknown as [string, string, string, string | undefined];
  const object = queryable.includes(name) ? model[name] : undefined;
  if (!object) throw new Fault('INVALID_TYPE', `invalid type: ${name}`);
  const fieldOf = (each: string): string => {
    const field = /^[A-Z]/.test(each) ? fieldNamed(object, each) : undefined;
    if (!field) throw new Fault('INVALID_FIELD', `invalid field for query: ${name}.${each}`);
    return field;
  };
  const fields = list.split(',').map((each) => fieldOf(each.trim()));
  if (conditions === undefined) return { object, fields, where: '', values: [] };
  const values: SQLInputValue[] = [];
  const parts = conditions.split(/\s+(and|or)\s+/).map((part, index) => {
    if (index % 2 === 1) return part;
    const condition = /^(\w+)\s*(=|!=|<=|>=|<|>)\s*(?:'([^']*)'|([\d.-]+|true|false|null))$/.exec(
      part.trim(),
    );
    if (!condition) throw new Fault('MALFORMED_QUERY', 'You have an error in your ZOQL syntax');
    const field = fieldOf(condition[1]!);
    if (condition[4] === 'null') return `"${field}" is ${condition[2] === '=' ? '' : 'not '}null`;
    values.push(zoqlValue(object, field, condition[3] ?? condition[4]!));
    const column = object.fields[field] === 'decimal' ? `cast("${field}" as real)` : `"${field}"`;
    return `${column} ${condition[2]} ?`;
  });
  return { object, fields, where: `where ${parts.join(' ')}`, values };
}

function zoqlValue(object: ObjectType, field: string, text: string): SQLInputValue {
  const type = object.fields[field];
  if (type === 'boolean') return text === 'true' ? 1 : 0;
  if (type === 'integer' || type === 'decimal') return Number(text);
  if (type !== 'instant') return text;
  const time = Date.parse(/[Zz]|[+-]\d{2}:?\d{2}$/.test(text) ? text : `${text}-08:00`);
  if (Number.isNaN(time)) throw new Fault('INVALID_VALUE', `invalid value for ${field}`);
  return new Date(time).toISOString();
}
