import type { SQLInputValue } from 'node:sqlite';
import type { Sim } from '../kit/types.ts';
import type { Query, Term } from './query.ts';
import { invalidSearch } from './search-error.ts';
import { rowsOf } from './tables.ts';
import type { RecordType, Row } from './tables.ts';

interface Condition {
  readonly sql: string;
  readonly bound: readonly SQLInputValue[];
}

const statuses = ['new', 'open', 'pending', 'hold', 'solved', 'closed'];
const priorities = ['low', 'normal', 'high', 'urgent'];
const columns: Readonly<Record<string, string>> = {
  external_id: 'external_id',
  status: 'status',
  priority: 'priority',
  role: 'role',
  email: 'email',
  name: 'title',
  subject: 'title',
};

function ordered(term: Term, column: string, order: readonly string[]): Condition {
  const place = order.indexOf(term.value);
  if (place < 0) throw invalidSearch(`${term.key} cannot be ${term.value}`);
  const fits = order.filter((_, i) =>
    term.op === '<' ? i < place : term.op === '<=' ? i <= place : term.op === '>' ? i > place : i >= place,
  );
  return { sql: `${column} in (select value from json_each(?))`, bound: [JSON.stringify(fits)] };
}

function byPerson(column: string, value: string): Condition {
  if (/^\d+$/.test(value)) return { sql: `${column} = cast(? as integer)`, bound: [value] };
  if (value === 'none') return { sql: `${column} is null`, bound: [] };
  return { sql: `${column} in (select id from user where email = ? or name = ?)`, bound: [value, value] };
}

function condition(term: Term): Condition {
  const { key, op, value } = term;
  if (key === 'created' || key === 'updated') {
    if (!/^\d{4}-\d{2}-\d{2}(T[\d:]+Z?)?$/.test(value)) throw invalidSearch(`${value} is not a date`);
    if (op === ':') return { sql: `substr(${key}_at, 1, ${value.length}) = ?`, bound: [value] };
    return { sql: `${key}_at ${op} ?`, bound: [value] };
  }
  if (op !== ':') {
    if (key === 'status') return ordered(term, 'status', statuses);
    if (key === 'priority') return ordered(term, 'priority', priorities);
    throw invalidSearch(`${key} has no order`);
  }
  if (key === 'organization') {
    if (value === 'none') return { sql: 'organization_id is null', bound: [] };
    if (/^\d+$/.test(value)) return { sql: 'organization_id = cast(? as integer)', bound: [value] };
    return { sql: 'organization_id in (select id from organization where name = ?)', bound: [value] };
  }
  if (key === 'requester') return byPerson('requester_id', value);
  if (key === 'assignee') return byPerson('assignee_id', value);
  if (key === 'tags')
    return { sql: 'exists (select 1 from json_each(tags) where value = ?)', bound: [value] };
  if (value === 'none') return { sql: `${columns[key]} is null`, bound: [] };
  return { sql: `lower(${columns[key]}) = lower(?)`, bound: [value] };
}

/** Equal terms of one property are alternatives; everything else must hold. */
function conditions(query: Query, type: RecordType): Condition[] {
  const all: Condition[] = [];
  const alternatives = new Map<string, Condition[]>();
  const organizations: string[] = [];
  for (const term of query.terms) {
    if (term.key === 'type') continue;
    if (term.key === 'organization' && type === 'organization')
      throw invalidSearch('organization is no property of organizations');
    if (term.not) {
      const { sql, bound } = condition(term);
      all.push({ sql: `(${sql}) is not true`, bound });
    } else if (term.op !== ':') all.push(condition(term));
    else if (term.key === 'organization' && /^\d+$/.test(term.value)) organizations.push(term.value);
    else alternatives.set(term.key, [...(alternatives.get(term.key) ?? []), condition(term)]);
  }
  if (organizations.length > 0) {
    alternatives.set('organization', [
      ...(alternatives.get('organization') ?? []),
      {
        sql: 'organization_id in (select cast(value as integer) from json_each(?))',
        bound: [JSON.stringify(organizations)],
      },
    ]);
  }
  for (const group of alternatives.values()) {
    all.push({
      sql: `(${group.map(({ sql }) => sql).join(' or ')})`,
      bound: group.flatMap(({ bound }) => bound),
    });
  }
  for (const word of query.words) {
    // A word matches at its beginning, wherever in the text it stands; a bare number is also an id.
    const pattern = word.replaceAll(/[%_\\]/g, '\\$&').replaceAll('*', '%');
    all.push({
      sql: String.raw`(title like ? escape '\' or title like ? escape '\' or cast(id as text) = ?)`,
      bound: [`${pattern}%`, `% ${pattern}%`, word],
    });
  }
  return all;
}

/** A record that the index holds. */
export interface Hit {
  readonly type: RecordType;
  readonly id: bigint;
  readonly createdAt: string;
}

/**
 * What the search index finds for a type, newest first. It knows each record as it was `searchLagMs` ago: a new record is not found yet,
 * a changed one is found by its old values. Records that are deleted by now are left out when they are shown.
 */
export function searchIndex(sim: Sim, type: RecordType, query: Query): Hit[] {
  const all = conditions(query, type);
  const where = all.map(({ sql }) => sql).join(' and ') || 'true';
  const sql = `select e.id as id, e.created_at as created_at from search_entry e where e.type = ? and ${where} and e.from_ms = (
      select max(n.from_ms) from search_entry n where n.type = e.type and n.id = e.id and n.from_ms <= ?)
    order by e.created_at desc, e.id`;
  const rows = rowsOf(sim, sql, type, ...all.flatMap(({ bound }) => bound), sim.now());
  return rows.map((row) => ({ type, id: row.id as bigint, createdAt: String(row.created_at) }));
}

/** The records behind hits, in their order; those that were deleted since are missing. */
export function recordsOf(
  sim: Sim,
  hits: readonly Hit[],
): { readonly type: RecordType; readonly row: Row }[] {
  const byType = Map.groupBy(hits, (hit) => hit.type);
  const rows = new Map<string, Row>();
  for (const [type, group] of byType) {
    const ids = JSON.stringify(group.map((hit) => String(hit.id)));
    const sql = `select * from ${type} where id in (select cast(value as integer) from json_each(?))`;
    for (const row of rowsOf(sim, sql, ids)) rows.set(`${type}/${String(row.id)}`, row);
  }
  return hits.flatMap(({ type, id }) => {
    const row = rows.get(`${type}/${id}`);
    const gone = !row || row.status === 'deleted' || (type === 'user' && Number(row.active) === 0);
    return gone ? [] : [{ type, row }];
  });
}
