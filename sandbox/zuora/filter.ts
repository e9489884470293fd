import type { SQLInputValue } from 'node:sqlite';
import { queryCode, Refusal } from './answer.ts';
import type { FieldType, ObjectType } from './object.ts';

/** A condition in SQL. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

const comparisons: Readonly<Record<string, string>> = {
  EQ: '=',
  NE: '<>',
  LT: '<',
  GT: '>',
  LE: '<=',
  GE: '>=',
};

/** The declared name of a field, found as Zuora does without regard to case. */
export function fieldNamed(object: ObjectType, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.keys(object.fields).find((field) => field.toLowerCase() === wanted);
}

/** The declared name of a field that may be filtered and sorted on; refuses others. */
export function indexedField(object: ObjectType, name: string, parameter: string): string {
  const field = object.indexed.includes(name.toLowerCase()) ? fieldNamed(object, name) : undefined;
  if (!field)
    throw new Refusal(
      400,
      queryCode('queryParameter'),
      `${parameter}: ${name} is not an indexed field of ${object.path}.`,
    );
  return field;
}

/** A column as it is compared: text without regard to case, amounts as numbers. */
export function comparable(field: string, type: FieldType): string {
  if (type === 'decimal') return `cast("${field}" as real)`;
  return type === 'text' ? `"${field}" collate nocase` : `"${field}"`;
}

function bound(type: FieldType, text: string, filter: string): SQLInputValue {
  const bad = (): Refusal =>
    new Refusal(400, queryCode('queryParameter'), `Invalid value in filter ${filter}.`);
  switch (type) {
    case 'boolean':
      if (!/^(true|false)$/i.test(text)) throw bad();
      return text.toLowerCase() === 'true' ? 1 : 0;
    case 'integer':
    case 'decimal':
      if (!/^-?\d+(\.\d+)?$/.test(text)) throw bad();
      return Number(text);
    case 'date':
      if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw bad();
      return text;
    case 'instant': {
      const time = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : NaN;
      if (Number.isNaN(time)) throw bad();
      return new Date(time).toISOString();
    }
    case 'text':
      return text;
  }
}

/** `field.OP:value` in SQL. Source: developer.zuora.com/docs/guides/expand-filter-fields-sort. */
export function conditionOf(object: ObjectType, filter: string): Condition {
  const match = /^(\w+)\.([A-Za-z]{2}):([\s\S]*)$/.exec(filter);
  if (!match) throw new Refusal(400, queryCode('queryParameter'), `Invalid filter ${filter}.`);
  const [, name, operator, value] = match as unknown as [string, string, string, string];
  const field = indexedField(object, name, 'filter[]');
  const type = object.fields[field]!;
  const column = comparable(field, type);
  const word = operator.toUpperCase();
  if (value === 'null' && (word === 'EQ' || word === 'NE'))
    return { sql: `"${field}" is ${word === 'EQ' ? '' : 'not '}null`, values: [] };
  if (word === 'IN') {
    const list = /^\[([\s\S]*)\]$/.exec(value)?.[1];
    if (!list) throw new Refusal(400, queryCode('queryParameter'), `Invalid list in filter ${filter}.`);
    const values = list.split(',').map((each) => bound(type, each.trim(), filter));
    return { sql: `${column} in (${values.map(() => '?').join(',')})`, values };
  }
  if (word === 'SW' && type === 'text')
    return { sql: `substr("${field}", 1, ?) = ? collate nocase`, values: [value.length, value] };
  const comparison = comparisons[word];
  if (!comparison)
    throw new Refusal(
      400,
      queryCode('queryParameter'),
      `Unsupported operator ${operator} in filter ${filter}.`,
    );
  return { sql: `${column} ${comparison} ?`, values: [bound(type, value, filter)] };
}
