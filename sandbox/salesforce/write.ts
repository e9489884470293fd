import type { SQLInputValue } from 'node:sqlite';
import { changed } from '../kit/change.ts';
import { quoted } from '../kit/database.ts';
import type { Sim } from '../kit/types.ts';
import { notFound, SalesforceError } from './error.ts';
import type { Field, SObject } from './field.ts';
import { integrationUserId, mintId, parseId } from './id.ts';
import { childRelationships, fieldNamed, sobjectNamed, tableOf } from './objects.ts';
import { stampOf } from './record.ts';
import { applyRules, checkLocks, followUp } from './rules.ts';
import type { Values } from './rules.ts';
import { addRow, counter, rowById, setColumns } from './stored.ts';
import type { Row } from './stored.ts';
import { storedValue } from './value.ts';

type Given = Readonly<Record<string, unknown>>;

const probabilityOf: Readonly<Record<string, number>> = {
  Prospecting: 10,
  Qualification: 20,
  'Proposal/Price Quote': 65,
  'Negotiation/Review': 80,
  'Closed Won': 100,
  'Closed Lost': 0,
};

/** The live row that a client names by id. Throws NOT_FOUND, or ENTITY_IS_DELETED when it is in the recycle bin. */
export function liveRow(sim: Sim, object: SObject, text: string): Row {
  const id = parseId(text);
  const row = id ? rowById(sim, object, id) : undefined;
  if (!row)
    throw notFound(
      id ? undefined : `Provided external ID field does not exist or is not accessible: ${text}`,
    );
  if (row.IsDeleted === 1) throw new SalesforceError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  return row;
}

/** Live rows by the value of an external id field. */
export function rowsByExternalId(sim: Sim, object: SObject, field: Field, value: unknown): readonly Row[] {
  const live = object.deletable ? 'and "IsDeleted" = 0' : '';
  return sim.db
    .prepare(
      `select * from ${quoted(tableOf(object))} where ${quoted(field.name)} = ? collate nocase ${live} order by "Id"`,
    )
    .all(storedValue(field, value));
}

/** The external id field of this name. Throws NOT_FOUND as Salesforce does for a field that is none. */
export function externalField(object: SObject, name: string): Field {
  const field = fieldNamed(object, name);
  if (!field || !(field.externalId || field.type === 'id')) {
    throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
  }
  return field;
}

function valuesOf(object: SObject, given: Given, inserting: boolean): Values {
  const values: Values = new Map();
  for (const [name, value] of Object.entries(given)) {
    if (name === 'attributes') continue;
    const field = fieldNamed(object, name);
    if (!field) {
      throw new SalesforceError(
        400,
        'INVALID_FIELD',
        `No such column '${name}' on sobject of type ${object.name}`,
      );
    }
    if (!(inserting ? field.createable : field.updateable)) {
      throw new SalesforceError(
        400,
        'INVALID_FIELD_FOR_INSERT_UPDATE',
        `Unable to create/update fields: ${field.name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
        [field.name],
      );
    }
    values.set(field, storedValue(field, value));
  }
  return values;
}

function checkRequired(object: SObject, values: ReadonlyMap<Field, SQLInputValue>, inserting: boolean): void {
  const missing = object.fields.filter((field) => {
    if (field.nillable || !field.createable || field.type === 'boolean') return false;
    if (values.has(field)) return values.get(field) === null;
    return inserting && field.initial === null;
  });
  if (missing.length === 0) return;
  const names = missing.map((field) => field.name);
  throw new SalesforceError(
    400,
    'REQUIRED_FIELD_MISSING',
    `Required fields are missing: [${names.join(', ')}]`,
    names,
  );
}

function checkReferences(sim: Sim, values: ReadonlyMap<Field, SQLInputValue>): void {
  for (const [field, value] of values) {
    if (!field.referenceTo || typeof value !== 'string') continue;
    // The integration's own user is part of the organisation even before any data is.
    if (value === integrationUserId) continue;
    const row = rowById(sim, sobjectNamed(field.referenceTo)!, value);
    if (!row) {
      throw new SalesforceError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [
        field.name,
      ]);
    }
    if (row.IsDeleted === 1)
      throw new SalesforceError(400, 'ENTITY_IS_DELETED', 'entity is deleted', [field.name]);
  }
}

function checkUnique(sim: Sim, object: SObject, values: ReadonlyMap<Field, SQLInputValue>, id: string): void {
  for (const [field, value] of values) {
    if (!field.unique || value === null) continue;
    const holder = rowsByExternalId(sim, object, field, value).find((row) => row.Id !== id);
    if (holder) {
      throw new SalesforceError(
        400,
        'DUPLICATE_VALUE',
        `duplicate value found: ${field.name} duplicates value on record with id: ${String(holder.Id)}`,
        [],
      );
    }
  }
}

function contractNumber(sim: Sim): string {
  const held = sim.db.prepare(`select max("ContractNumber") as number from "sf_Contract"`).get()?.number;
  return String(Number(held ?? 0) + 1).padStart(8, '0');
}

/** Columns that Salesforce fills on a new row of an object. */
export function newRowColumns(sim: Sim, object: SObject): Record<string, SQLInputValue> {
  const stamp = stampOf(sim.now());
  return {
    CreatedDate: stamp,
    CreatedById: integrationUserId,
    LastModifiedDate: stamp,
    LastModifiedById: integrationUserId,
    SystemModstamp: stamp,
    ...(object.name === 'Contract' && { ContractNumber: contractNumber(sim) }),
  };
}

function checkWritable({ name, writable }: SObject, verb: string): void {
  if (writable) return;
  throw new SalesforceError(
    400,
    'INVALID_TYPE_FOR_OPERATION',
    `entity type ${name} does not support ${verb}`,
  );
}

/** Creates a row; answers its id. Throws SalesforceError when the organisation's rules refuse it. */
export function insertRow(sim: Sim, object: SObject, given: Given): string {
  checkWritable(object, 'create');
  const values = valuesOf(object, given, true);
  checkRequired(object, values, true);
  checkReferences(sim, values);
  checkUnique(sim, object, values, '');
  applyRules(sim, object, values, undefined);
  const id = mintId(object.keyPrefix, counter(sim, `id/${object.name}`));
  const columns: Record<string, SQLInputValue> & { Id: string } = { Id: id, ...newRowColumns(sim, object) };
  for (const [field, value] of values) if (value !== null || field.nillable) columns[field.name] = value;
  if (typeof columns.StageName === 'string') columns.Probability ??= probabilityOf[columns.StageName] ?? 10;
  addRow(sim, object, columns);
  followUp(sim, object, id);
  return id;
}

/** Changes a live row. Throws SalesforceError when the organisation's rules refuse it. */
export function updateRow(sim: Sim, object: SObject, id: string, given: Given): void {
  checkWritable(object, 'update');
  const held = rowById(sim, object, id)!;
  const values = valuesOf(object, given, false);
  checkLocks(sim, object, held);
  checkRequired(object, values, false);
  checkReferences(sim, values);
  checkUnique(sim, object, values, id);
  applyRules(sim, object, values, held);
  const columns: Record<string, SQLInputValue> = {};
  for (const [field, value] of values) columns[field.name] = value;
  if (typeof columns.StageName === 'string') columns.Probability ??= probabilityOf[columns.StageName] ?? 10;
  setColumns(sim, object, id, columns);
  followUp(sim, object, id);
}

/** Moves live rows to the recycle bin: those with a value in a column. */
function bin(sim: Sim, object: SObject, column: string, value: string): void {
  const stamp = stampOf(sim.now());
  const table = quoted(tableOf(object));
  const live = `from ${table} where ${quoted(column)} = ? and "IsDeleted" = 0`;
  for (const before of sim.db.prepare(`select * ${live}`).all(value)) {
    const id = String(before.Id);
    sim.db
      .prepare(
        `update ${table} set "IsDeleted" = 1, "SystemModstamp" = ?, "LastModifiedDate" = ? where "Id" = ?`,
      )
      .run(stamp, stamp, id);
    changed(sim, { object: object.name, id, change: 'delete', before });
  }
}

/** Moves a live row to the recycle bin, its children with it. An account with an activated contract stays. */
export function deleteRow(sim: Sim, object: SObject, id: string): void {
  checkWritable({ ...object, writable: object.writable && object.deletable }, 'delete');
  const held = rowById(sim, object, id)!;
  checkLocks(sim, object, held);
  if (object.name === 'Contract' && held.StatusCode === 'Activated')
    throw new SalesforceError(400, 'DELETE_FAILED', 'An activated contract cannot be deleted.', []);
  if (object.name === 'Account') {
    const contracts = sim.db
      .prepare(
        `select "ContractNumber" as n from "sf_Contract" where "AccountId" = ? and "IsDeleted" = 0 and "Status" = 'Activated'`,
      )
      .all(id);
    if (contracts.length > 0) {
      throw new SalesforceError(
        400,
        'DELETE_FAILED',
        `Your attempt to delete ${String(held.Name)} could not be completed because it is associated with the following contracts.: ${contracts.map((row) => String(row.n)).join(', ')}`,
        [],
      );
    }
  }
  bin(sim, object, 'Id', id);
  followUp(sim, object, id);
  for (const { name, child, field } of childRelationships[object.name] ?? []) {
    if (name === 'ChildAccounts') continue;
    bin(sim, sobjectNamed(child)!, field, id);
  }
}

/** Several rows have the external id that was given: answered 300 with their addresses. */
export class Ambiguous extends Error {
  readonly ids: readonly string[];

  constructor(ids: readonly string[]) {
    super('the external id is not unique');
    this.ids = ids;
  }
}

/** Creates or changes the row with an external id. Throws Ambiguous when several have it. */
export function upsertRow(
  sim: Sim,
  object: SObject,
  field: Field,
  value: unknown,
  given: Given,
  options: { readonly updateOnly?: boolean } = {},
): { readonly id: string; readonly created: boolean } {
  const rows = rowsByExternalId(sim, object, field, value);
  if (rows.length > 1) throw new Ambiguous(rows.map((row) => String(row.Id)));
  const [row] = rows;
  const { [field.name]: _, ...others } = given;
  if (row) {
    updateRow(sim, object, String(row.Id), others);
    return { id: String(row.Id), created: false };
  }
  if (options.updateOnly || field.type === 'id') throw notFound();
  return { id: insertRow(sim, object, { ...others, [field.name]: value }), created: true };
}
