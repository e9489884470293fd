import type { SQLInputValue } from 'node:sqlite';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { json, queryCode, Refusal } from './answer.ts';
import { comparable, conditionOf, fieldNamed, indexedField, type Condition } from './filter.ts';
import { model } from './model.ts';
import type { ObjectType } from './object.ts';
import { otherEnd, render, shownValue, type Row, type View } from './render.ts';

const byPath = new Map(Object.entries(model).map(([name, object]) => [object.path, { name, object }]));
const mostLevels = 3;

/** The object that a path of the object query API is about, with the key of a single one. */
export function queried(path: string): { name: string; object: ObjectType; key: string | null } | undefined {
  const match = /^\/object-query\/([a-z-]+)(?:\/([^/]+))?$/.exec(path);
  const found = match && byPath.get(match[1]!);
  return found ? { ...found, key: match[2] === undefined ? null : decodeURIComponent(match[2]) } : undefined;
}

/** What a query is about: the list that an account is asked for, else the object itself. */
export function subjectOf(request: SimRequest): string | null {
  const target = queried(request.path);
  if (!target) return null;
  const asked = all(request, 'expand[]').map(
    (path) => target.object.relations[path.toLowerCase().split('.')[0]!],
  );
  const list = target.name === 'Account' ? asked.find((relation) => relation && !relation.one) : undefined;
  return list?.to ?? target.name;
}

interface Sort {
  readonly field: string;
  readonly order: 'ASC' | 'DESC';
}

/** The position after the last row of a page: the sort value and the id. It holds no state, so it does not expire. */
type Cursor = readonly [{ value: SQLInputValue; orderBy: Sort }, { value: string; orderBy: Sort }];

/** `GET /object-query/<objects>` and `/object-query/<objects>/{key}`. */
export function objectQuery(sim: Sim, request: SimRequest): SimResponse {
  const target = queried(request.path);
  if (!target) throw new Refusal(404, queryCode('notFound'), `No object at ${request.path}.`);
  if (request.method !== 'GET') throw new Refusal(405, queryCode('queryParameter'), 'Method not allowed.');
  const { name, object, key } = target;
  const view = viewOf(sim, request, name, object);
  const note = { objectType: subjectOf(request) ?? name, ...(key && { objectId: key }) };
  if (key !== null) return { ...single(sim, view, key), note };

  const size = pageSize(request);
  const filters = all(request, 'filter[]').map((filter) => conditionOf(object, filter));
  if (object.mustFilter && filters.length === 0)
    throw new Refusal(400, queryCode('queryParameter'), 'You must specify a filter[] query parameter.');
  const cursor = cursorOf(request);
  const sort = cursor?.[0].orderBy ?? sortOf(request, object);
  const rows = select(sim, object, filters, sort, cursor, size + 1);
  const page = rows.slice(0, size);
  const more = rows.length > size ? nextPage(sort, page.at(-1)!) : undefined;
  const nothing = view.nulls ? { nextPage: null } : {};
  return { ...json({ ...(more ? { nextPage: more } : nothing), data: render(sim, view, page) }), note };
}

function single(sim: Sim, view: View, key: string): SimResponse {
  const { object } = view;
  const byNumber = object.number ? `or "${object.number}" = ? collate nocase` : '';
  const newest = object.table === 'subscription' ? 'order by version desc' : '';
  const values = object.number ? [key, key] : [key];
  const row = sim.db
    .prepare(`select * from ${object.table} where id = ? ${byNumber} ${newest} limit 1`)
    .get(...values);
  if (!row) throw new Refusal(404, queryCode('notFound'), `Cannot find entity by key: '${key}'.`);
  return json(render(sim, view, [row])[0]);
}

function all(request: SimRequest, name: string): string[] {
  return [...request.query].filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);
}

function pageSize(request: SimRequest): number {
  const text = request.query.get('pageSize') ?? '10';
  const size = Number(text);
  if (!/^\d+$/.test(text) || size < 1 || size > 99)
    throw new Refusal(400, queryCode('queryParameter'), 'pageSize must be between 1 and 99.');
  return size;
}

function sortOf(request: SimRequest, object: ObjectType): Sort {
  const sorts = all(request, 'sort[]');
  if (sorts.length === 0) return { field: 'updatedDate', order: 'DESC' };
  const match = sorts.length === 1 ? /^(\w+)\.(asc|desc)$/i.exec(sorts[0]!) : null;
  if (!match)
    throw new Refusal(400, queryCode('queryParameter'), 'sort[] takes one field with .ASC or .DESC.');
  return {
    field: indexedField(object, match[1]!, 'sort[]'),
    order: match[2]!.toUpperCase() as Sort['order'],
  };
}

function cursorOf(request: SimRequest): Cursor | undefined {
  const text = request.query.get('cursor');
  if (text === null) return undefined;
  try {
    const cursor = JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as Cursor;
    if (typeof cursor[1].value === 'string' && typeof cursor[0].orderBy.field === 'string') return cursor;
  } catch {
    // Falls through to the refusal.
  }
  throw new Refusal(400, queryCode('queryParameter'), 'Invalid cursor.');
}

function nextPage(sort: Sort, last: Row): string {
  const cursor = [
    { value: last[sort.field] ?? '', orderBy: sort },
    { value: last.id, orderBy: { field: 'Id', order: sort.order } },
  ];
  return Buffer.from(JSON.stringify(cursor)).toString('base64');
}

function select(
  sim: Sim,
  object: ObjectType,
  filters: readonly Condition[],
  sort: Sort,
  cursor: Cursor | undefined,
  limit: number,
): Row[] {
  const type = object.fields[sort.field];
  if (!type) throw new Refusal(400, queryCode('queryParameter'), 'Invalid cursor.');
  const column =
    type === 'text'
      ? `coalesce("${sort.field}", '') collate nocase`
      : `coalesce(${comparable(sort.field, type)}, '')`;
  const beyond = sort.order === 'ASC' ? '>' : '<';
  const bound = (value: SQLInputValue): SQLInputValue => (type === 'decimal' ? Number(value) : value);
  const conditions = [...filters];
  if (cursor)
    conditions.push({
      sql: `(${column} ${beyond} ? or (${column} = ? and id ${beyond} ?))`,
      values: [bound(cursor[0].value), bound(cursor[0].value), cursor[1].value],
    });
  const where = conditions.length > 0 ? `where ${conditions.map((each) => each.sql).join(' and ')}` : '';
  const sql = `select * from ${object.table} ${where} order by ${column} ${sort.order}, id ${sort.order} limit ?`;
  return sim.db.prepare(sql).all(...conditions.flatMap((each) => each.values), limit);
}

/** `<object>.fields[]`, where the base object is named in the singular and an expanded one by its relation. */
function fieldsOf(
  request: SimRequest,
  object: ObjectType,
  names: readonly string[],
): ReadonlySet<string> | undefined {
  const asked = names.flatMap((name) => all(request, name)).flatMap((value) => value.split(','));
  if (asked.length === 0) return undefined;
  return new Set(
    asked.map((each) => {
      const field = fieldNamed(object, each.trim());
      if (!field)
        throw new Refusal(400, queryCode('unknownField'), `${each} is not a field of ${object.path}.`);
      return field;
    }),
  );
}

function viewOf(sim: Sim, request: SimRequest, name: string, object: ObjectType): View {
  const nulls = request.query.get('includeNullFields') === 'true';
  const paths = [...new Set(all(request, 'expand[]').flatMap((each) => each.toLowerCase().split(',')))];
  const documented = sim.setting('documentedExpandsOnly', false);
  for (const path of paths)
    if (path.split('.').length > mostLevels || (documented && !object.expands.includes(path)))
      throw new Refusal(
        400,
        queryCode('queryParameter'),
        `expand[]: ${path} is not supported for ${object.path}.`,
      );
  const build = (
    at: ObjectType,
    fields: ReadonlySet<string> | undefined,
    below: readonly string[][],
  ): View => ({
    object: at,
    ...(fields && { fields }),
    nulls,
    expand: [...new Set(below.map((path) => path[0]!))].map((first) => {
      const relation = at.relations[first];
      if (!relation)
        throw new Refusal(
          400,
          queryCode('queryParameter'),
          `expand[]: ${first} is not supported for ${at.path}.`,
        );
      const other = otherEnd(relation);
      const rest = below.filter((path) => path[0] === first && path.length > 1).map((path) => path.slice(1));
      return { relation, view: build(other, fieldsOf(request, other, [`${first}.fields[]`]), rest) };
    }),
  });
  return build(
    object,
    fieldsOf(request, object, ['fields[]', `${name.toLowerCase()}.fields[]`]),
    paths.map((path) => path.split('.')),
  );
}

/** A row with all its fields, for the other interfaces of the simulator. */
export function shownRow(name: string, row: Row): Record<string, unknown> {
  const fields = Object.entries(model[name]!.fields);
  return Object.fromEntries(fields.map(([field, type]) => [field, shownValue(type, row[field] ?? null)]));
}
