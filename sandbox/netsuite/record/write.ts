import { atomically } from '../../kit/database.ts';
import type { Sim, SimRequest, SimResponse } from '../../kit/types.ts';
import { Refused } from '../errors.ts';
import { userError } from '../words.ts';
import { type Draft, draftOf, requireComplete } from './body.ts';
import { createCustomer, deleteCustomer, updateCustomer } from './customer.ts';
import { createJournal, deleteJournal, updateJournal } from './journal.ts';
import { mergedLines } from './lines.ts';
import { createOrder, deleteOrder, updateOrder } from './order.ts';
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
  if (held && held.id !== self) throw userError(sim, 'exists', [], 'externalId');
}

function create(sim: Sim, type: RecordType, draft: Draft): string {
  requireComplete(sim, type, draft);
  requireFresh(sim, type, draft.values);
  if (type.table === 'customer') return createCustomer(sim, draft.values);
  if (type === recordTypes.salesOrder) return createOrder(sim, draft.values, draft.lines ?? []);
  if (type === recordTypes.journalEntry) return createJournal(sim, draft.values, draft.lines ?? []);
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

function update(sim: Sim, request: SimRequest, type: RecordType, before: Row, draft: Draft): void {
  requireFresh(sim, type, draft.values, before.id!);
  if (type.table === 'customer') updateCustomer(sim, before.id!, draft.values);
  else if (type.sublist) {
    const replace = request.query.get('replace') === type.sublist.name;
    const lines = draft.lines && mergedLines(sim, before.id!, type.sublist, replace, draft.lines);
    if (type === recordTypes.salesOrder) updateOrder(sim, before, draft.values, lines);
    else updateJournal(sim, before, draft.values, lines);
  } else updateRow(sim.db, type.table, before.id!, { ...draft.values, lastmodifieddate: instant(sim) });
}

function remove(sim: Sim, type: RecordType, before: Row): void {
  if (type.table === 'customer') deleteCustomer(sim, before.id!);
  else if (type === recordTypes.salesOrder) deleteOrder(sim, before);
  else if (type === recordTypes.journalEntry) deleteJournal(sim, before);
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
