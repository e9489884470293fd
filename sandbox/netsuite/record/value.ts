import type { DatabaseSync } from 'node:sqlite';
import Big from 'big.js';
import { rawNumber } from '../../kit/json.ts';
import type { Sim } from '../../kit/types.ts';
import { tables } from '../catalog.ts';
import type { Column } from '../column.ts';
import { Refused } from '../errors.ts';
import { type Field, recordPath } from './types.ts';

/** Columns that live on another table than their record's. */
const elsewhere: Readonly<Record<string, Column>> = { subsidiary: { type: 'integer', ref: 'subsidiary' } };

/** The catalogue's word on a field's column. */
export function columnOf(table: string, field: Field): Column {
  return tables[table]!.columns[field.column] ?? elsewhere[field.column]!;
}

function invalid(value: unknown, path: string): Refused {
  const shown = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return new Refused(
    400,
    'INVALID_CONTENT',
    `Error while accessing a resource. You have entered an Invalid Field Value ${shown} for the following field: ${path}`,
    path,
  );
}

function inner(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** Text of a JSON scalar; a number that was parsed exactly keeps its characters. */
function scalar(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  const raw = inner(value, 'rawJSON');
  return typeof raw === 'string' ? raw : null;
}

function referenced(db: DatabaseSync, value: unknown, table: string, path: string): string {
  const given = scalar(value) ?? scalar(inner(value, 'id'));
  const external = scalar(inner(value, 'externalId')) ?? /^eid:(.+)$/.exec(given ?? '')?.[1] ?? null;
  const { key, columns } = tables[table]!;
  // What is inactive can no longer be chosen.
  const active = columns.isinactive ? ` and isinactive = 'F'` : '';
  const row =
    external === null
      ? db.prepare(`select "${key[0]}" as id from "${table}" where "${key[0]}" = ?${active}`).get(given)
      : columns.externalid
        ? db.prepare(`select "${key[0]}" as id from "${table}" where externalid = ?${active}`).get(external)
        : undefined;
  if (!row) throw invalid(given ?? value, path);
  return String(row.id);
}

/** The stored form of a value from a request body; null clears. Throws Refused with the path when it does not fit. */
export function stored(
  db: DatabaseSync,
  field: Field,
  column: Column,
  value: unknown,
  path: string,
): string | null {
  if (value === null) return null;
  const text = scalar(value);
  switch (field.type) {
    case 'bool':
      if (typeof value !== 'boolean') throw invalid(value, path);
      return value ? 'T' : 'F';
    case 'number':
      if (text === null || !/^-?\d+(\.\d+)?$/.test(text)) throw invalid(value, path);
      return field.negated ? new Big(text).times(-1).toFixed() : new Big(text).toFixed();
    case 'date':
      if (text === null || !/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
        throw invalid(value, path);
      return text;
    case 'ref':
      return referenced(db, value, column.ref!, path);
    case 'enum': {
      const code = scalar(inner(value, 'id')) ?? text;
      if (code === null || !Object.hasOwn(column.words ?? {}, code)) throw invalid(value, path);
      return code;
    }
    default:
      if (text === null) throw invalid(value, path);
      return text === '' ? null : text;
  }
}

/** A stored value as the record API shows it. */
export function shown(sim: Sim, field: Field, column: Column, value: string): unknown {
  switch (field.type) {
    case 'bool':
      return value === 'T';
    case 'number':
      return rawNumber(field.negated ? new Big(value).times(-1).toFixed() : value);
    case 'ref': {
      const table = tables[column.ref!]!;
      const row = sim.db
        .prepare(
          `select "${table.display ?? table.key[0]}" as name from "${column.ref}" where "${table.key[0]}" = ?`,
        )
        .get(value);
      const links = [{ rel: 'self', href: `${sim.url}${recordPath(column.ref!, value)}` }];
      return { links, id: value, ...(row?.name != null && { refName: row.name }) };
    }
    case 'enum':
      return { id: value, refName: (field.words ?? column.words)?.[value] ?? value };
    default:
      return value;
  }
}
