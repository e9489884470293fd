import { quoted } from '../kit/database.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { methodNotAllowed, SalesforceError } from './error.ts';
import type { Field, SObject } from './field.ts';
import { fieldNamed, tableOf } from './objects.ts';
import { attributesOf, jsonValue } from './record.ts';
import {
  Ambiguous,
  deleteRow,
  externalField,
  insertRow,
  liveRow,
  rowsByExternalId,
  updateRow,
  upsertRow,
} from './write.ts';
import type { Row } from './stored.ts';

/** A request's JSON object. Throws JSON_PARSER_ERROR. */
export function jsonBody(request: SimRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(request.body.toString());
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SalesforceError(400, 'JSON_PARSER_ERROR', `${why} at [line:1, column:1]`);
  }
  throw new SalesforceError(
    400,
    'JSON_PARSER_ERROR',
    'The HTTP entity body is required, but this request has no entity body.',
  );
}

/** The fields of these names; Id is always among them. Throws INVALID_FIELD for the first that does not exist. */
export function fieldsNamed(object: SObject, names: readonly string[]): readonly Field[] {
  const fields = new Set<Field>();
  for (const name of names) {
    const field = fieldNamed(object, name.trim());
    if (!field) {
      throw new SalesforceError(
        400,
        'INVALID_FIELD',
        `No such column '${name.trim()}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
      );
    }
    fields.add(field);
  }
  fields.add(fieldNamed(object, 'Id')!);
  return [...fields];
}

/** A stored row as a record of these fields. */
export function recordOf(
  object: SObject,
  row: Row,
  fields: readonly Field[],
  version: string,
): Record<string, unknown> {
  const record: Record<string, unknown> = { attributes: attributesOf(object, String(row.Id), version) };
  for (const field of fields) record[field.name] = jsonValue(field, row[field.name]);
  return record;
}

function saved(status: number, id: string, created: boolean, object: SObject, key?: string): SimResponse {
  return {
    status,
    body: JSON.stringify({ id, success: true, errors: [], created }),
    note: { objectType: object.name, objectId: id, ...(key !== undefined && { externalId: key }) },
  };
}

function shown(request: SimRequest, object: SObject, row: Row, version: string): SimResponse {
  const names = request.query.get('fields')?.split(',') ?? object.fields.map((field) => field.name);
  return {
    status: 200,
    body: JSON.stringify(recordOf(object, row, fieldsNamed(object, names), version)),
    note: { outcome: 'READ', objectType: object.name, objectId: String(row.Id) },
  };
}

/** Answers `POST /sobjects/{T}`. */
export function createRow(sim: Sim, request: SimRequest, object: SObject): SimResponse {
  const id = insertRow(sim, object, jsonBody(request));
  return {
    status: 201,
    headers: { location: `${request.path}/${id}` },
    body: JSON.stringify({ id, success: true, errors: [] }),
    note: { objectType: object.name, objectId: id },
  };
}

/** Answers `GET|PATCH|DELETE /sobjects/{T}/{id}`. */
export function byId(
  sim: Sim,
  request: SimRequest,
  object: SObject,
  text: string,
  version: string,
): SimResponse {
  const row = liveRow(sim, object, text);
  const id = String(row.Id);
  const note = { objectType: object.name, objectId: id };
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return shown(request, object, row, version);
    case 'PATCH':
      updateRow(sim, object, id, jsonBody(request));
      return { status: 204, note };
    case 'DELETE':
      deleteRow(sim, object, id);
      return { status: 204, note };
    default:
      throw methodNotAllowed(request.method, 'HEAD,GET,PATCH,DELETE');
  }
}

/** Answers `GET|PATCH|DELETE /sobjects/{T}/{field}/{value}`; 300 with the addresses when several rows have the value. */
export function byExternalId(
  sim: Sim,
  request: SimRequest,
  object: SObject,
  where: { readonly field: string; readonly value: string; readonly version: string },
): SimResponse {
  const field = externalField(object, where.field);
  try {
    if (request.method === 'PATCH') {
      const updateOnly = request.query.get('updateOnly') === 'true';
      const { id, created } = upsertRow(sim, object, field, where.value, jsonBody(request), { updateOnly });
      if (!created && Number(where.version) < 46) {
        return { status: 204, note: { objectType: object.name, objectId: id, externalId: where.value } };
      }
      return saved(created ? 201 : 200, id, created, object, where.value);
    }
    const rows = rowsByExternalId(sim, object, field, where.value);
    if (rows.length > 1) throw new Ambiguous(rows.map((row) => String(row.Id)));
    return byId(sim, request, object, String(rows[0]?.Id ?? where.value), where.version);
  } catch (error) {
    if (!(error instanceof Ambiguous)) throw error;
    const addresses = error.ids.map((id) => attributesOf(object, id, where.version).url);
    return {
      status: 300,
      body: JSON.stringify(addresses),
      note: { outcome: 'REJECTED', objectType: object.name },
    };
  }
}

/** Answers `GET /sobjects/{T}/updated|deleted?start&end`: what changed in a span of at most 30 days. */
export function changes(sim: Sim, request: SimRequest, object: SObject, deleted: boolean): SimResponse {
  const instant = (name: string): string => {
    const text = request.query.get(name)?.replace(/ ?([+-]\d{2}):?(\d{2})$/, '$1:$2') ?? '';
    const time = new Date(text);
    if (Number.isNaN(time.getTime())) {
      throw new SalesforceError(400, 'INVALID_REPLICATION_DATE', `${name}Date is not a valid date`);
    }
    return time.toISOString();
  };
  const [start, end] = [instant('start'), instant('end')];
  if (start >= end) throw new SalesforceError(400, 'INVALID_REPLICATION_DATE', 'startDate before endDate');
  if (Date.parse(start) < sim.now() - 30 * 24 * 3_600_000) {
    throw new SalesforceError(
      400,
      'INVALID_REPLICATION_DATE',
      'startDate before org replication enabled date',
    );
  }
  const live = object.deletable ? `and "IsDeleted" = ${deleted ? 1 : 0}` : deleted ? 'and 0' : '';
  const rows = sim.db
    .prepare(
      `select "Id" as id, "SystemModstamp" as at from ${quoted(tableOf(object))} where "SystemModstamp" >= ? and "SystemModstamp" < ? ${live} order by "SystemModstamp", "Id"`,
    )
    .all(start, end);
  const zone = (iso: string): string => iso.replace(/(\.\d+)?Z$/, '.000+0000');
  const latestDateCovered = zone(end);
  const body = deleted
    ? {
        deletedRecords: rows.map((row) => ({ id: row.id, deletedDate: zone(String(row.at)) })),
        earliestDateAvailable: zone(new Date(sim.now() - 15 * 24 * 3_600_000).toISOString()),
        latestDateCovered,
      }
    : { ids: rows.map((row) => row.id), latestDateCovered };
  return { status: 200, body: JSON.stringify(body), note: { outcome: 'READ', objectType: object.name } };
}
