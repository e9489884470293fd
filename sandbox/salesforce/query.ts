import { randomBytes } from 'node:crypto';
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { SalesforceError } from './error.ts';
import { attributesOf, jsonValue } from './record.ts';
import { compileSoql } from './soql/compile.ts';
import type { Compiled } from './soql/compile.ts';
import { parseSoql } from './soql/parser.ts';

const smallestBatch = 200;
const largestBatch = 2000;
const locatorLifeMs = 2 * 24 * 3_600_000;

type Json = Record<string, unknown>;

function idsOf(sim: Sim, compiled: Compiled, params: readonly SQLInputValue[]): string[] {
  return sim.db
    .prepare(compiled.idsSql)
    .all(...params)
    .map((row) => String(row.id));
}

function recordOf(compiled: Compiled, row: Record<string, SQLOutputValue>, version: string): Json {
  const record: Json = { attributes: attributesOf(compiled.object, String(row.id), version) };
  for (const { via, field, column } of compiled.columns) {
    let target: Json | null = record;
    for (let length = 1; length <= via.length && target; length += 1) {
      const name = via[length - 1]!;
      const path = via.slice(0, length).join('.');
      if (!(name in target)) {
        const parent = compiled.parents.find((each) => each.via.join('.') === path)!;
        const id = row[parent.column];
        target[name] = id === null ? null : { attributes: attributesOf(parent.object, String(id), version) };
      }
      target = target[name] as Json | null;
    }
    if (target) target[field.name] = jsonValue(field, row[column]);
  }
  return record;
}

function recordsOf(sim: Sim, compiled: Compiled, ids: readonly string[], version: string): Json[] {
  const rows = sim.db.prepare(compiled.rowsSql).all(JSON.stringify(ids));
  const byId = new Map(rows.map((row) => [String(row.id), row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const record = recordOf(compiled, row, version);
    for (const { relationship, select } of compiled.children) {
      const children = recordsOf(sim, select, idsOf(sim, select, [id, ...select.params]), version);
      record[relationship] =
        children.length === 0 ? null : { totalSize: children.length, done: true, records: children };
    }
    return [record];
  });
}

function batchSizeOf(request: SimRequest): number {
  const option = /batchSize\s*=\s*(\d+)/i.exec(request.headers['sforce-query-options'] ?? '')?.[1];
  return option ? Math.min(largestBatch, Math.max(smallestBatch, Number(option))) : largestBatch;
}

/** Answers `GET /query?q=` and, with `all`, `GET /queryAll?q=`: the first page and a locator for the rest. */
export function query(sim: Sim, request: SimRequest, version: string, all: boolean): SimResponse {
  const soql = request.query.get('q');
  if (soql === null || soql.trim() === '') {
    throw new SalesforceError(400, 'MALFORMED_QUERY', 'unexpected token: <EOF>');
  }
  const select = parseSoql(soql);
  const compiled = compileSoql(select, all);
  const ids = idsOf(sim, compiled, compiled.params);
  const note = { outcome: 'READ', objectType: compiled.object.name } as const;
  if (select.count) {
    return { status: 200, body: JSON.stringify({ totalSize: ids.length, done: true, records: [] }), note };
  }
  const size = batchSizeOf(request);
  const records = recordsOf(sim, compiled, ids.slice(0, size), version);
  const body: Json = { totalSize: ids.length, done: ids.length <= size, records };
  if (ids.length > size) {
    const locator = `01g${randomBytes(9).toString('hex').slice(0, 15)}`;
    sim.db
      .prepare('insert into sf_locator (id, soql, deleted, ids, used) values (?, ?, ?, ?, ?)')
      .run(locator, soql, all ? 1 : 0, JSON.stringify(ids), sim.now());
    body.nextRecordsUrl = `/services/data/v${version}/query/${locator}-${size}`;
  }
  return { status: 200, body: JSON.stringify(ordered(body)), note };
}

/** Answers `GET /query/<locator>-<position>`. A locator unused for two days is gone. */
export function queryMore(sim: Sim, request: SimRequest, version: string, name: string): SimResponse {
  const [, id, position] = /^(\w+)-(\d+)$/.exec(name) ?? [];
  const held = id ? sim.db.prepare('select * from sf_locator where id = ?').get(id) : undefined;
  if (!id || !held || Number(held.used) + locatorLifeMs < sim.now()) {
    throw new SalesforceError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  sim.db.prepare('update sf_locator set used = ? where id = ?').run(sim.now(), id);
  const ids = JSON.parse(String(held.ids)) as string[];
  const start = Number(position);
  const size = batchSizeOf(request);
  const compiled = compileSoql(parseSoql(String(held.soql)), Number(held.deleted) === 1);
  const records = recordsOf(sim, compiled, ids.slice(start, start + size), version);
  const done = start + size >= ids.length;
  const body: Json = { totalSize: ids.length, done, records };
  if (!done) body.nextRecordsUrl = `/services/data/v${version}/query/${id}-${start + size}`;
  const note = { outcome: 'READ', objectType: compiled.object.name } as const;
  return { status: 200, body: JSON.stringify(ordered(body)), note };
}

/** Salesforce writes `records` last. */
function ordered({ records, ...rest }: Json): Json {
  return { ...rest, records };
}

/** Forgets locators that nobody may use any more. */
export function pruneLocators(sim: Sim): void {
  sim.db.prepare('delete from sf_locator where used < ?').run(sim.now() - locatorLifeMs);
}
