import { createHash } from 'node:crypto';
import type { SQLOutputValue } from 'node:sqlite';
import avro from 'avsc';
import type { Field, SObject } from '../field.ts';
import { sobjectNamed, sobjects } from '../objects.ts';
import { bitmapsOf } from './bitmap.ts';

const namespace = 'com.sforce.eventbus';
const addressParts = ['Street', 'City', 'State', 'PostalCode', 'Country'];
const nameParts = ['Salutation', 'FirstName', 'LastName'];

const changeTypes = ['CREATE', 'UPDATE', 'DELETE', 'UNDELETE'];
const texts = { type: 'array', items: 'string' };
/** Source: Change Data Capture guide, "ChangeEventHeader Fields". */
const header = {
  type: 'record',
  name: 'ChangeEventHeader',
  fields: [
    { name: 'entityName', type: 'string' },
    { name: 'recordIds', type: texts },
    {
      name: 'changeType',
      type: {
        type: 'enum',
        name: 'ChangeType',
        symbols: [...changeTypes, ...changeTypes.map((type) => `GAP_${type}`), 'GAP_OVERFLOW', 'SNAPSHOT'],
      },
    },
    { name: 'changeOrigin', type: 'string' },
    { name: 'transactionKey', type: 'string' },
    { name: 'sequenceNumber', type: 'int' },
    { name: 'commitTimestamp', type: 'long' },
    { name: 'commitNumber', type: 'long' },
    { name: 'commitUser', type: 'string' },
    { name: 'nulledFields', type: texts },
    { name: 'diffFields', type: texts },
    { name: 'changedFields', type: texts },
  ],
};
const optional = (type: string) => ['null', type];
const address = {
  type: 'record',
  name: 'Address',
  fields: [
    ...addressParts.map((name) => ({ name, type: optional('string'), default: null })),
    ...['Latitude', 'Longitude'].map((name) => ({ name, type: optional('double'), default: null })),
    { name: 'GeocodeAccuracy', type: optional('string'), default: null },
  ],
};
const personName = (name: string) => ({
  type: 'record',
  name,
  fields: nameParts.map((part) => ({ name: part, type: optional('string'), default: null })),
});

/** What a column is called in events: a field of its own, or a part of a compound one. Absent: events never have it. */
function eventName(object: SObject, field: Field): readonly [name: string, part?: string] | undefined {
  if (['Id', 'IsDeleted', 'SystemModstamp'].includes(field.name) || field.formula) return undefined;
  const part = /^Billing(Street|City|State|PostalCode|Country)$/.exec(field.name)?.[1];
  if (part) return ['BillingAddress', part];
  const isPerson = object.name === 'Contact' || object.name === 'User';
  return isPerson && nameParts.includes(field.name) ? ['Name', field.name] : [field.name];
}

function avroType(object: SObject, field: Field, compound: string | undefined): unknown {
  if (compound === 'BillingAddress') return ['null', address];
  if (compound !== undefined) return ['null', personName('PersonName')];
  // A business account sends its name as text; the record is for person accounts.
  if (object.name === 'Account' && field.name === 'Name')
    return ['null', 'string', personName('Switchable_PersonName')];
  if (field.type === 'date' || field.type === 'datetime') return optional('long');
  if (['double', 'currency', 'percent'].includes(field.type)) return optional('double');
  if (field.type === 'boolean' || field.type === 'int') return optional(field.type);
  return optional('string');
}

function eventValue(field: Field, value: SQLOutputValue | undefined): unknown {
  if (value === null || value === undefined) return null;
  if (field.type === 'date' || field.type === 'datetime') return Date.parse(String(value));
  if (field.type === 'boolean') return Number(value) === 1;
  return typeof value === 'bigint' ? Number(value) : value;
}

/** How the change events of one object are written. */
export interface EventSchema {
  /** A fingerprint of the schema, which names it to subscribers. */
  readonly id: string;
  readonly json: string;
  /** The columns that events have. */
  readonly columns: readonly string[];
  /** Columns as a bitmap field of the header names them. */
  bitmaps(columns: readonly string[]): readonly string[];
  /** The event fields of some columns of a row, other fields absent. */
  body(
    row: Readonly<Record<string, SQLOutputValue>>,
    columns: readonly string[],
  ): Readonly<Record<string, unknown>>;
  encode(header: Readonly<Record<string, unknown>>, body: Readonly<Record<string, unknown>>): Buffer;
}

interface Slot {
  readonly name: string;
  readonly type: unknown;
  readonly parts: readonly string[];
}

function schemaFor(object: SObject): EventSchema {
  const slots: Slot[] = [{ name: 'ChangeEventHeader', type: header, parts: [] }];
  const named = new Map<string, { readonly field: Field; readonly name: string; readonly part?: string }>();
  for (const field of object.fields) {
    const [name, part] = eventName(object, field) ?? [];
    if (name === undefined) continue;
    named.set(field.name, { field, name, ...(part !== undefined && { part }) });
    if (slots.some((slot) => slot.name === name)) continue;
    const parts = part === undefined ? [] : name === 'Name' ? nameParts : addressParts;
    slots.push({ name, type: avroType(object, field, part && name), parts });
  }
  const schema = {
    type: 'record',
    name: `${object.name}ChangeEvent`,
    namespace,
    fields: slots.map(({ name, type }, index) => ({ name, type, ...(index > 0 && { default: null }) })),
  };
  const json = JSON.stringify(schema);
  const type = avro.Type.forSchema(schema as Parameters<typeof avro.Type.forSchema>[0], {
    wrapUnions: 'never',
  });
  return {
    id: createHash('md5').update(json).digest('base64url'),
    json,
    columns: [...named.keys()],
    bitmaps: (columns) =>
      bitmapsOf(
        columns.map((column) => {
          const { name, part } = named.get(column)!;
          const position = slots.findIndex((slot) => slot.name === name);
          return part === undefined ? [position] : [position, slots[position]!.parts.indexOf(part)];
        }),
      ),
    body(row, columns) {
      const body: Record<string, unknown> = {};
      for (const column of columns) {
        const { field, name, part } = named.get(column)!;
        const value = eventValue(field, row[column]);
        if (part === undefined) body[name] = value;
        else if (value !== null) body[name] = { ...(body[name] as object | undefined), [part]: value };
      }
      return body;
    },
    encode: (given, body) => type.toBuffer({ ...body, ChangeEventHeader: given }),
  };
}

const known = new Map<string, EventSchema>();

/** The schema of an object's change events. */
export function eventSchemaOf(object: SObject): EventSchema {
  const found = known.get(object.name) ?? schemaFor(object);
  known.set(object.name, found);
  return found;
}

/** The schema that a subscriber names by its id. */
export function schemaById(id: string): EventSchema | undefined {
  return sobjects.map(eventSchemaOf).find((schema) => schema.id === id);
}

/** The object whose changes a topic carries: null for all of them, undefined when there is no such topic. */
export function objectOfTopic(topic: string): SObject | null | undefined {
  if (topic === '/data/ChangeEvents') return null;
  const name = /^\/data\/(\w+)ChangeEvent$/.exec(topic)?.[1];
  return name === undefined ? undefined : sobjectNamed(name);
}
