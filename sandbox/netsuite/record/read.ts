import type { Sim, SimRequest, SimResponse } from '../../kit/types.ts';
import { tables } from '../catalog.ts';
import { Refused } from '../errors.ts';
import { pageLinks, pageOf } from '../paging.ts';
import { filterOf } from './filter.ts';
import { type Row, findRow } from './store.ts';
import { type Field, type RecordType, type Sublist, recordTypes } from './types.ts';
import { columnOf, shown } from './value.ts';

const idsMax = 1000;

/** The refusal of an id that is no record. */
export function nonexistent(): Refused {
  return new Refused(
    404,
    'NONEXISTENT_ID',
    'Error while accessing a resource. The record instance does not exist. Provide a valid record instance ID.',
  );
}

function json(value: unknown, type: string, objectId?: string): SimResponse {
  return {
    status: 200,
    headers: { 'content-type': `application/vnd.oracle.resource+json; type=${type}` },
    body: JSON.stringify(value),
    note: { outcome: 'READ', objectId },
  };
}

function membersOf(
  sim: Sim,
  table: string,
  fields: Readonly<Record<string, Field>>,
  row: Row,
  wanted: ReadonlySet<string> | null,
): Record<string, unknown> {
  const members: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = row[field.column];
    if (value != null && (wanted === null || wanted.has(name)))
      members[name] = shown(sim, field, columnOf(table, field), value);
  }
  return members;
}

function linesOf(sim: Sim, { fields, where }: Sublist, id: string): unknown[] {
  return sim.db
    .prepare(`select * from transactionline where "transaction" = ? and ${where} order by linesequencenumber`)
    .all(id)
    .map((row) => {
      const texts = Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]);
      return membersOf(sim, 'transactionline', fields, Object.fromEntries(texts) as Row, null);
    });
}

function recordOf(
  sim: Sim,
  typeName: string,
  row: Row,
  wanted: ReadonlySet<string> | null,
  expand: boolean,
): Record<string, unknown> {
  const type = recordTypes[typeName]!;
  const self = `${sim.url}/services/rest/record/v1/${typeName}/${row.id}`;
  const record: Record<string, unknown> = {
    links: [{ rel: 'self', href: self }],
    id: row.id,
    ...membersOf(sim, type.table, type.fields, row, wanted),
  };
  const { sublist } = type;
  if (!sublist || (wanted !== null && !wanted.has(sublist.name))) return record;
  const links = [{ rel: 'self', href: `${self}/${sublist.name}` }];
  const items = expand ? linesOf(sim, sublist, row.id!) : null;
  record[sublist.name] = items ? { links, items, totalResults: items.length } : { links };
  return record;
}

/** Answers `GET /{type}/{id}` and `GET /{type}/eid:{externalId}`, with `fields` and `expandSubResources`. */
export function readRecord(sim: Sim, request: SimRequest, typeName: string, key: string): SimResponse {
  const row = findRow(sim.db, recordTypes[typeName]!, key);
  if (!row) throw nonexistent();
  const fields = request.query.get('fields');
  const wanted = fields === null ? null : new Set(fields.split(','));
  const expand = request.query.get('expandSubResources') === 'true';
  return json(recordOf(sim, typeName, row, wanted, expand), 'singular', row.id!);
}

function readBatch(sim: Sim, request: SimRequest, typeName: string, ids: string): SimResponse {
  const keys = ids.split(',').map((key) => key.trim());
  if (keys.length > idsMax)
    throw new Refused(400, 'INVALID_PARAMETER', `At most ${idsMax} ids can be read at once.`);
  if (request.query.get('expandRecords') !== 'true')
    throw new Refused(400, 'INVALID_PARAMETER', "The parameter 'ids' needs 'expandRecords=true'.");
  const expand = request.query.get('expandSubResources') === 'true';
  const items = keys.flatMap((key) => {
    const row = findRow(sim.db, recordTypes[typeName]!, key);
    return row ? [recordOf(sim, typeName, row, null, expand)] : [];
  });
  const page = { count: items.length, hasMore: false, offset: 0, totalResults: items.length };
  return json({ links: [], ...page, items }, 'collection');
}

function columnSql(type: RecordType): (name: string, field: Field) => string {
  return (_name, field) => {
    const column = tables[type.table]!.columns[field.column];
    if (!column)
      throw new Refused(400, 'INVALID_PARAMETER', `Filtering by ${field.column} is not possible here.`);
    return `"${column.stored ?? field.column}"`;
  };
}

/** Answers `GET /{type}`: ids and links only, filtered by `q`; or whole records for `ids` with `expandRecords`. */
export function listRecords(sim: Sim, request: SimRequest, typeName: string): SimResponse {
  const ids = request.query.get('ids');
  if (ids !== null) return readBatch(sim, request, typeName, ids);
  const type = recordTypes[typeName]!;
  const page = pageOf(request.query);
  if ('status' in page) return page;
  const q = request.query.get('q');
  const filter = q === null ? { sql: '1', params: [] } : filterOf(q, type, columnSql(type));
  const only = type.only ? ` and "${type.only.column}" = ?` : '';
  const from = `from "${type.table}" where ${filter.sql}${only}`;
  const params = [...filter.params, ...(type.only ? [type.only.value] : [])];
  const total = Number(sim.db.prepare(`select count(*) as n ${from}`).get(...params)!.n);
  const rows = sim.db
    .prepare(`select id ${from} order by id limit ? offset ?`)
    .all(...params, page.limit, page.offset);
  const items = rows.map((row) => {
    const id = String(row.id);
    return { links: [{ rel: 'self', href: `${sim.url}/services/rest/record/v1/${typeName}/${id}` }], id };
  });
  const kept = new URLSearchParams(q === null ? {} : { q });
  return json(
    {
      links: pageLinks(`${sim.url}${request.path}`, kept, page, total),
      count: items.length,
      hasMore: page.offset + items.length < total,
      items,
      offset: page.offset,
      totalResults: total,
    },
    'collection',
  );
}
