import { atomically } from '../../kit/database.ts';
import type { Sim, SimRequest, SimResponse } from '../../kit/types.ts';
import { Refused } from '../errors.ts';
import { type Draft, draftOf, requireComplete } from './body.ts';
import { createCustomer, deleteCustomer, updateCustomer } from './customer.ts';
import { createJournal, deleteJournal, updateJournal } from './journal.ts';
import { nonexistent } from './read.ts';
import { type Row, findRow, insertRow, instant, nextId, updateRow } from './store.ts';
import { type RecordType, recordTypes } from './types.ts';

function written(
  sim: Sim,
  typeName: string,
  id: string,
  draft: Draft | null,
  externalId?: string,
): SimResponse {
  const dropped = draft?.dropped ?? [];
  const warning = `199 - "Unknown reference or field name(s): ${dropped.join(', ')}."`;
  return {
    status: 204,
    headers: {
      location: `${sim.url}/services/rest/record/v1/${typeName}/${id}`,
      ...(dropped.length > 0 && { warning }),
    },
    note: { outcome: 'APPLIED', objectType: typeName, objectId: id, externalId },
  };
}

function requireFresh(sim: Sim, type: RecordType, values: Row, self?: string): void {
  if (!values.externalid) return;
  const held = findRow(sim.db, { ...type, only: undefined }, `eid:${values.externalid}`);
  if (held && held.id !== self)
    throw new Refused(
      400,
      'USER_ERROR',
      'Error while accessing a resource. This record already exists. Provide a unique external ID.',
      'externalId',
    );
}

function create(sim: Sim, type: RecordType, draft: Draft): string {
  requireComplete(type, draft);
  requireFresh(sim, type, draft.values);
  if (type.table === 'customer') return createCustomer(sim, draft.values);
  if (type.table === 'transaction') return createJournal(sim, draft.values, draft.lines ?? []);
  const id = nextId(sim.db, type.table);
  const now = instant(sim);
  insertRow(sim.db, type.table, {
    isinactive: 'F',
    ...draft.values,
    ...(type.only && { [type.only.column]: type.only.value }),
    id,
    createddate: now,
    lastmodifieddate: now,
  });
  return id;
}

/** Lines after a PATCH: those with the number of a line change it, the rest are added; `replace=line` keeps only the given ones. */
function mergedLines(sim: Sim, id: string, request: SimRequest, given: readonly Row[]): readonly Row[] {
  if (request.query.get('replace') === 'line') return given.map(withoutNumber);
  const held: Row[] = sim.db
    .prepare(
      `select memo, entity, department, class, location, expenseaccount, debitforeignamount, creditforeignamount
       from transactionline where "transaction" = ? order by id`,
    )
    .all(id)
    .map((row) => {
      const texts = Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]);
      return Object.fromEntries(texts) as Row;
    });
  for (const line of given) {
    const number = line.linesequencenumber;
    if (number == null) held.push(withoutNumber(line));
    else if (held[Number(number)]) {
      const amount = line.debitforeignamount ?? line.creditforeignamount;
      const { debitforeignamount = null, creditforeignamount = null, ...rest } = withoutNumber(line);
      const sides: Row = amount == null ? {} : { debitforeignamount, creditforeignamount };
      held[Number(number)] = { ...held[Number(number)], ...rest, ...sides };
    } else throw new Refused(400, 'INVALID_CONTENT', `There is no line ${number}.`, 'line');
  }
  return held;
}

function withoutNumber(line: Row): Row {
  const { linesequencenumber: _number, ...rest } = line;
  return rest;
}

function update(sim: Sim, request: SimRequest, type: RecordType, before: Row, draft: Draft): void {
  requireFresh(sim, type, draft.values, before.id!);
  if (type.table === 'customer') updateCustomer(sim, before.id!, draft.values);
  else if (type.table === 'transaction') {
    const lines = draft.lines && mergedLines(sim, before.id!, request, draft.lines);
    updateJournal(sim, before, draft.values, lines);
  } else updateRow(sim.db, type.table, before.id!, { ...draft.values, lastmodifieddate: instant(sim) });
}

function remove(sim: Sim, type: RecordType, before: Row): void {
  if (type.table === 'customer') deleteCustomer(sim, before.id!);
  else if (type.table === 'transaction') deleteJournal(sim, before);
  else sim.db.prepare(`delete from "${type.table}" where id = ?`).run(before.id!);
  sim.db
    .prepare('update deletedrecord set deleteddate = ? where type = ? and recordid = ?')
    .run(instant(sim), type.table, before.id!);
}

function writeRecord(sim: Sim, request: SimRequest, typeName: string, key: string | null): SimResponse {
  const type = recordTypes[typeName]!;
  if (request.method === 'POST' && key === null) {
    const draft = draftOf(sim, request, type);
    return written(sim, typeName, create(sim, type, draft), draft, draft.values.externalid ?? undefined);
  }
  const before = key === null ? undefined : findRow(sim.db, type, key);
  if (request.method === 'PUT' && key?.startsWith('eid:')) {
    const read = draftOf(sim, request, type);
    const externalid = key.slice('eid:'.length);
    const draft = { ...read, values: { ...read.values, externalid } };
    if (before) update(sim, request, type, before, draft);
    const id = before ? before.id! : create(sim, type, draft);
    return written(sim, typeName, id, draft, externalid);
  }
  if (request.method === 'PATCH' || request.method === 'DELETE') {
    if (!before) throw nonexistent();
    const draft = request.method === 'PATCH' ? draftOf(sim, request, type) : null;
    if (draft) update(sim, request, type, before, draft);
    else remove(sim, type, before);
    return written(sim, typeName, before.id!, draft);
  }
  throw new Refused(405, 'METHOD_NOT_ALLOWED', `Method ${request.method} is not allowed on this resource.`);
}

/** Answers POST, PATCH, PUT (upsert by external id only) and DELETE; all or nothing. Throws Refused. */
export function write(sim: Sim, request: SimRequest, typeName: string, key: string | null): SimResponse {
  if (recordTypes[typeName]!.readOnly)
    throw new Refused(403, 'INSUFFICIENT_PERMISSION', 'Permission Violation: you may only view this record.');
  if (request.headers.prefer?.includes('respond-async'))
    throw new Refused(400, 'INVALID_HEADER', 'Asynchronous requests are not available on this account.');
  return atomically(sim.db, () => writeRecord(sim, request, typeName, key));
}
