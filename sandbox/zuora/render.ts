import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { Sim } from '../kit/types.ts';
import { number } from './answer.ts';
import { model } from './model.ts';
import type { FieldType, ObjectType, Relation } from './object.ts';

export type Row = Record<string, SQLOutputValue>;
export type Shown = Record<string, unknown>;

/** What an answer shows of one object, and of the objects expanded below it. */
export interface View {
  readonly object: ObjectType;
  /** Omitted: all fields. */
  readonly fields?: ReadonlySet<string>;
  readonly nulls: boolean;
  readonly expand: readonly { readonly relation: Relation; readonly view: View }[];
}

/** The most rows of one relation that come with one base object. */
const expandedAtMost = 99;
/** Instants are told in the tenant's own offset. */
const tenantOffsetMs = -8 * 3_600_000;

/** A stored value as the object query API writes it. */
export function shownValue(type: FieldType, value: SQLOutputValue): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'decimal') return number(String(value));
  if (type === 'boolean') return value === 1;
  if (type === 'integer') return Number(value);
  if (type !== 'instant') return value;
  const local = new Date(Date.parse(String(value)) + tenantOffsetMs);
  return `${local.toISOString().slice(0, 19)}-08:00`;
}

/** Member names start with a lower-case letter, those of custom fields as well. */
export function memberName(field: string): string {
  return field[0]!.toLowerCase() + field.slice(1);
}

/** Rows as the answer shows them, with what is expanded; one SQL statement per relation, however many rows. */
export function render(sim: Sim, view: View, rows: readonly Row[]): Shown[] {
  const shown = rows.map((row) => {
    const each: Shown = {};
    for (const [field, type] of Object.entries(view.object.fields)) {
      if (view.fields && !view.fields.has(field)) continue;
      const value = shownValue(type, row[field] ?? null);
      if (value !== null || view.nulls) each[memberName(field)] = value;
    }
    return each;
  });
  for (const { relation, view: below } of view.expand) {
    const related = relatedRows(sim, below.object, relation, rows);
    const all = [...related.values()].flat();
    const children = new Map(all.map((row, index) => [row, index]));
    const rendered = render(sim, below, all);
    rows.forEach((row, index) => {
      const list = (related.get(String(row[relation.ours])) ?? []).map(
        (each) => rendered[children.get(each)!]!,
      );
      if (!relation.one) shown[index]![relation.as] = list;
      else if (list[0] || view.nulls) shown[index]![relation.as] = list[0] ?? null;
    });
  }
  return shown;
}

function relatedRows(
  sim: Sim,
  object: ObjectType,
  relation: Relation,
  parents: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const keys = [...new Set(parents.map((row) => row[relation.ours]).filter((key) => key !== null))];
  const byParent = new Map<string, Row[]>();
  for (let from = 0; from < keys.length; from += 500) {
    const some = keys.slice(from, from + 500) as SQLInputValue[];
    const marks = some.map(() => '?').join(',');
    const sql = `select * from ${object.table} where "${relation.theirs}" in (${marks}) order by id`;
    for (const row of sim.db.prepare(sql).all(...some) as Row[]) {
      const key = String(row[relation.theirs]);
      const list = byParent.get(key) ?? [];
      if (list.length < expandedAtMost) list.push(row);
      byParent.set(key, list);
    }
  }
  return byParent;
}

/** The object type of a relation's other end. */
export function otherEnd(relation: Relation): ObjectType {
  return model[relation.to]!;
}
