import { atomically, quoted } from '../kit/database.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { methodNotAllowed, SalesforceError } from './error.ts';
import type { ApiError } from './error.ts';
import type { SObject } from './field.ts';
import { parseId } from './id.ts';
import { fieldNamed, sobjectNamed, sobjects, tableOf } from './objects.ts';
import { fieldsNamed, jsonBody, recordOf } from './row.ts';
import { Ambiguous, deleteRow, externalField, insertRow, liveRow, updateRow, upsertRow } from './write.ts';
import type { Row } from './stored.ts';

const mostReads = 2000;
const mostWrites = 200;
const mostChunks = 10;

interface Saved {
  readonly id?: string;
  readonly success: boolean;
  readonly created?: boolean;
  readonly errors: readonly { statusCode: string; message: string; fields: readonly string[] }[];
}
type Given = Record<string, unknown>;

function failure(entry: ApiError): Saved {
  const { message, errorCode, fields = [] } = entry;
  return { success: false, errors: [{ statusCode: errorCode, message, fields }] };
}

function tooMany(limit: number): SalesforceError {
  return new SalesforceError(
    400,
    'EXCEEDED_ID_LIMIT',
    `record limit reached. cannot submit more than ${limit} records into this call`,
  );
}

/** Answers `GET|POST /composite/sobjects/{T}`: rows in the order of the ids, null where there is none. */
export function retrieve(sim: Sim, request: SimRequest, object: SObject, version: string): SimResponse {
  const body = request.method === 'POST' ? jsonBody(request) : {};
  const list = (name: string): string[] =>
    Array.isArray(body[name])
      ? (body[name] as unknown[]).map(String)
      : (request.query.get(name)?.split(',') ?? []);
  const ids = list('ids');
  const names = list('fields');
  if (ids.length === 0 || names.length === 0) {
    throw new SalesforceError(400, 'REQUIRED_FIELD_MISSING', 'Specify ids and fields');
  }
  if (ids.length > mostReads) throw tooMany(mostReads);
  const fields = fieldsNamed(object, names);
  const wanted = ids.map((text) => {
    const id = parseId(text);
    if (!id) throw new SalesforceError(400, 'MALFORMED_ID', `malformed id ${text}`);
    return id;
  });
  const live = object.deletable ? 'and "IsDeleted" = 0' : '';
  const rows: Row[] = sim.db
    .prepare(
      `select * from ${quoted(tableOf(object))} where "Id" in (select value from json_each(?)) ${live}`,
    )
    .all(JSON.stringify(wanted));
  const byId = new Map(rows.map((row) => [String(row.Id), row]));
  const records = wanted.map((id) => {
    const row = byId.get(id);
    return row ? recordOf(object, row, fields, version) : null;
  });
  return { status: 200, body: JSON.stringify(records), note: { outcome: 'READ', objectType: object.name } };
}

function attempt(sim: Sim, act: () => Saved): Saved {
  try {
    return atomically(sim.db, act);
  } catch (error) {
    if (error instanceof SalesforceError) return failure(error.entry);
    if (error instanceof Ambiguous) {
      return failure({
        message: `Multiple records found with the given external ID: ${error.ids.join(', ')}`,
        errorCode: 'INVALID_FIELD',
      });
    }
    throw error;
  }
}

class RolledBack extends Error {
  readonly results: readonly Saved[];

  constructor(results: readonly Saved[]) {
    super('one failed');
    this.results = results;
  }
}

function each(sim: Sim, allOrNone: boolean, acts: readonly (() => Saved)[]): readonly Saved[] {
  try {
    return atomically(sim.db, () => {
      const results = acts.map((act) => attempt(sim, act));
      if (allOrNone && results.some((result) => !result.success)) throw new RolledBack(results);
      return results;
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    return error.results.map((result) =>
      result.success
        ? failure({
            message:
              'Record rolled back because not all records were valid and the request was using AllOrNone header',
            errorCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
          })
        : result,
    );
  }
}

function answer(results: readonly Saved[], objectType: string | undefined): SimResponse {
  const applied = results.some((result) => result.success);
  const ids = results.flatMap((result) => (result.id ? [result.id] : []));
  return {
    status: 200,
    body: JSON.stringify(results),
    note: {
      outcome: applied ? 'APPLIED' : 'REJECTED',
      ...(objectType && { objectType }),
      ...(ids.length > 0 && { objectId: ids.join(',') }),
    },
  };
}

function recordsIn(body: Given): { readonly object: SObject | undefined; readonly given: Given }[] {
  const records = body.records;
  if (!Array.isArray(records)) {
    throw new SalesforceError(400, 'REQUIRED_FIELD_MISSING', 'The records field is required');
  }
  if (records.length > mostWrites) throw tooMany(mostWrites);
  let chunks = 0;
  let last = '';
  const found = (records as Given[]).map((given) => {
    const { type: named } = (given.attributes ?? {}) as Given;
    const type = typeof named === 'string' ? named : '';
    if (type !== last) chunks += 1;
    last = type;
    return { object: sobjectNamed(type), given };
  });
  if (chunks > mostChunks) {
    throw new SalesforceError(
      400,
      'INVALID_OPERATION',
      `Cannot have more than ${mostChunks} chunks of consecutive records of the same type`,
    );
  }
  return found;
}

function needed(object: SObject | undefined): SObject {
  if (object) return object;
  throw new SalesforceError(400, 'INVALID_TYPE', 'Entity type was not specified or is not known');
}

/** Answers `POST|PATCH|DELETE /composite/sobjects`: up to 200 rows, each with its own result under HTTP 200. */
export function collection(sim: Sim, request: SimRequest): SimResponse {
  if (request.method === 'DELETE') return remove(sim, request);
  if (request.method !== 'POST' && request.method !== 'PATCH') {
    throw methodNotAllowed(request.method, 'POST,PATCH,DELETE');
  }
  const body = jsonBody(request);
  const records = recordsIn(body);
  const creating = request.method === 'POST';
  const acts = records.map(({ object, given }) => (): Saved => {
    if (creating) return { id: insertRow(sim, needed(object), given), success: true, errors: [] };
    const { Id, id = Id, ...others } = given;
    const row = liveRow(sim, needed(object), typeof id === 'string' ? id : '');
    updateRow(sim, needed(object), String(row.Id), others);
    return { id: String(row.Id), success: true, errors: [] };
  });
  return answer(each(sim, body.allOrNone === true, acts), records[0]?.object?.name);
}

function remove(sim: Sim, request: SimRequest): SimResponse {
  const ids = request.query.get('ids')?.split(',') ?? [];
  if (ids.length === 0) throw new SalesforceError(400, 'REQUIRED_FIELD_MISSING', 'Specify ids');
  if (ids.length > mostWrites) throw tooMany(mostWrites);
  const acts = ids.map((text) => (): Saved => {
    const object = needed(sobjects.find((each) => text.startsWith(each.keyPrefix)));
    const id = String(liveRow(sim, object, text).Id);
    deleteRow(sim, object, id);
    return { id, success: true, errors: [] };
  });
  return answer(each(sim, request.query.get('allOrNone') === 'true', acts), undefined);
}

/** Answers `PATCH /composite/sobjects/{T}/{field}`: up to 200 upserts of one type by external id. */
export function upsertCollection(sim: Sim, request: SimRequest, object: SObject, name: string): SimResponse {
  if (request.method !== 'PATCH') throw methodNotAllowed(request.method, 'PATCH');
  const field = externalField(object, name);
  const body = jsonBody(request);
  const acts = recordsIn(body).map(({ object: type, given }) => (): Saved => {
    if (type !== object)
      throw new SalesforceError(400, 'INVALID_TYPE', `the record is not of type ${object.name}`);
    const key = Object.keys(given).find((each) => fieldNamed(object, each) === field);
    const value = key === undefined ? null : given[key];
    if (value === null || value === '') {
      throw new SalesforceError(400, 'MISSING_ARGUMENT', `${field.name} not specified`, []);
    }
    const { id, created } = upsertRow(sim, object, field, value, given);
    return { id, success: true, created, errors: [] };
  });
  return answer(each(sim, body.allOrNone === true, acts), object.name);
}
