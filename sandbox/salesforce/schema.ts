import { quoted } from '../kit/database.ts';
import type { Field, SObject } from './field.ts';
import { sobjects, tableOf } from './objects.ts';
import { busSchema } from './pubsub/bus.ts';

const numeric = new Set(['double', 'currency', 'percent']);

function column(field: Field): string {
  const name = quoted(field.name);
  if (field.type === 'id') return `${name} text primary key`;
  const type =
    field.type === 'boolean' || field.type === 'int'
      ? 'integer'
      : numeric.has(field.type)
        ? // Salesforce keeps numbers as doubles; so does the simulator.
          'real'
        : 'text';
  if (field.formula) return `${name} ${type} generated always as (${field.formula}) stored`;
  const initial = typeof field.initial === 'string' ? `'${field.initial}'` : field.initial;
  return `${name} ${type}${initial === null ? '' : ` not null default ${initial}`}`;
}

function tableFor(object: SObject): string {
  const table = quoted(tableOf(object));
  const indexed = object.fields.filter((field) => field.type === 'reference' || field.externalId);
  return [
    `create table if not exists ${table} (${object.fields.map(column).join(', ')});`,
    ...indexed.map(
      (field) =>
        `create index if not exists ${quoted(`${tableOf(object)}_${field.name}`)} on ${table} (${quoted(field.name)});`,
    ),
  ].join('\n');
}

/** The simulator's tables: one for each object, and what sessions, query locators, counters and the daily limit need. */
export const schema = [
  ...sobjects.map(tableFor),
  'create table if not exists sf_token (token text primary key, client text not null, expires integer not null);',
  'create table if not exists sf_locator (id text primary key, soql text not null, deleted integer not null, ids text not null, used integer not null);',
  'create table if not exists sf_counter (name text primary key, value integer not null);',
  'create table if not exists sf_usage (hour integer primary key, calls integer not null);',
  busSchema,
].join('\n');
