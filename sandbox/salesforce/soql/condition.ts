import type { SQLInputValue } from 'node:sqlite';
import { isText } from '../field.ts';
import type { Field, FieldType } from '../field.ts';
import { parseId } from '../id.ts';
import type { Resolved } from './compile.ts';
import { soqlError } from './error.ts';
import type { Comparison, Condition, Literal, Path } from './parser.ts';

const literalOf: Readonly<Record<FieldType, Literal['kind']>> = {
  id: 'string',
  reference: 'string',
  string: 'string',
  textarea: 'string',
  picklist: 'string',
  email: 'string',
  phone: 'string',
  url: 'string',
  boolean: 'boolean',
  int: 'number',
  double: 'number',
  currency: 'number',
  percent: 'number',
  date: 'date',
  datetime: 'datetime',
};
const typeName: Partial<Record<FieldType, string>> = {
  datetime: 'dateTime',
  id: 'ID',
  reference: 'reference',
};

/** A WHERE clause as an SQL expression; what is compared is pushed to `params` in order. */
export function compileCondition(
  soql: string,
  condition: Condition,
  resolve: (path: Path) => Resolved,
  params: SQLInputValue[],
): string {
  function value(field: Field, literal: Literal): SQLInputValue {
    if (literal.kind !== literalOf[field.type]) {
      const quotes = literalOf[field.type] === 'string' ? 'should be' : 'should not be';
      throw soqlError(
        'INVALID_FIELD',
        soql,
        literal.at,
        `value of filter criterion for field '${field.name}' must be of type ${typeName[field.type] ?? field.type} and ${quotes} enclosed in quotes`,
      );
    }
    if (field.type === 'id' || field.type === 'reference') {
      const id = parseId(literal.text);
      if (!id) throw operatorError(literal.at, `invalid ID field: ${literal.text}`);
      return id;
    }
    if (field.type === 'boolean') return literal.text === 'true' ? 1 : 0;
    if (literal.kind === 'number') return Number(literal.text);
    if (literal.kind === 'datetime') {
      const offset = literal.text.replace(/([+-]\d{2}):?(\d{2})$/, '$1:$2');
      const time = new Date(offset);
      if (Number.isNaN(time.getTime())) {
        throw soqlError('MALFORMED_QUERY', soql, literal.at, `Invalid datetime: ${literal.text}`);
      }
      return time.toISOString();
    }
    return literal.text;
  }

  function operatorError(at: number, message: string): Error {
    return soqlError('INVALID_QUERY_FILTER_OPERATOR', soql, at, message);
  }

  function isNull(literal: Literal, field: Field): boolean {
    return literal.kind === 'null' || (literal.kind === 'string' && literal.text === '' && isText(field));
  }

  function compare(path: Path, operator: Comparison, literal: Literal): string {
    const { field, sql } = resolve(path);
    if (field.type === 'textarea' && field.length > 255) {
      throw soqlError(
        'INVALID_FIELD',
        soql,
        path.at,
        `field '${field.name}' can not be filtered in a query call`,
      );
    }
    if (isNull(literal, field)) {
      if (operator === '=') return `${sql} is null`;
      if (operator === '!=') return `${sql} is not null`;
      throw operatorError(path.at, `invalid operator on null value for field ${field.name}`);
    }
    if (operator === 'like') {
      if (!isText(field)) throw operatorError(path.at, 'invalid operator');
      if (literal.kind !== 'string') value(field, literal);
      params.push(literal.pattern);
      return `coalesce(${sql} like ? escape '\\', 0)`;
    }
    if (operator !== '=' && operator !== '!=' && field.type === 'boolean') {
      throw operatorError(path.at, 'invalid operator');
    }
    params.push(value(field, literal));
    const collate = isText(field) ? ' collate nocase' : '';
    // SOQL has two truth values: a null is unequal to every value, and neither below nor above it.
    if (operator === '!=') return `(${sql} is not ?${collate})`;
    return operator === '=' ? `(${sql} is ?${collate})` : `coalesce(${sql} ${operator} ?${collate}, 0)`;
  }

  function within(path: Path, negated: boolean, values: readonly Literal[]): string {
    const { field, sql } = resolve(path);
    const present = values.filter((each) => !isNull(each, field));
    for (const each of present) params.push(value(field, each));
    const marks = present.map(() => '?').join(', ');
    const collated = isText(field) ? `${sql} collate nocase` : sql;
    const parts = present.length > 0 ? [`${collated} in (${marks})`] : [];
    if (present.length < values.length) parts.push(`${sql} is null`);
    const positive = `(${parts.join(' or ')})`;
    return negated ? `not coalesce(${positive}, 0)` : positive;
  }

  function compile(part: Condition): string {
    switch (part.kind) {
      case 'and':
      case 'or':
        return `(${part.parts.map(compile).join(` ${part.kind} `)})`;
      case 'not':
        return `not coalesce(${compile(part.part)}, 0)`;
      case 'in':
        return within(part.path, part.negated, part.values);
      case 'compare':
        return compare(part.path, part.operator, part.value);
    }
  }

  return compile(condition);
}
