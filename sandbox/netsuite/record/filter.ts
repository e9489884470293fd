import { Refused } from '../errors.ts';
import type { Field, RecordType } from './types.ts';

interface Condition {
  readonly sql: string;
  readonly params: readonly string[];
}

const tokenPattern = /\s*(?:"((?:[^"\\]|\\.)*)"|([()[\],])|([^\s()[\],"]+))/y;

function tokenize(q: string): { text: string; quoted: boolean }[] {
  const tokens: { text: string; quoted: boolean }[] = [];
  tokenPattern.lastIndex = 0;
  const text = q.trimEnd();
  while (tokenPattern.lastIndex < text.length) {
    const match = tokenPattern.exec(text);
    if (!match) throw invalid(q);
    if (match[1] === undefined) tokens.push({ text: match[2] ?? match[3]!, quoted: false });
    else tokens.push({ text: match[1].replaceAll(/\\(.)/g, '$1'), quoted: true });
  }
  return tokens;
}

function invalid(q: string): Refused {
  return new Refused(400, 'INVALID_PARAMETER', `Invalid query parameter 'q': ${q.slice(0, 200)}`);
}

const binary: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  text: { IS: '= ?', IS_NOT: '<> ?' },
  number: {
    EQUAL: '= ?',
    EQUAL_NOT: '<> ?',
    GREATER: '> ?',
    GREATER_OR_EQUAL: '>= ?',
    LESS: '< ?',
    LESS_OR_EQUAL: '<= ?',
  },
  date: { ON: '= ?', ON_NOT: '<> ?', AFTER: '> ?', BEFORE: '< ?', ON_OR_AFTER: '>= ?', ON_OR_BEFORE: '<= ?' },
};

const patterns: Readonly<Record<string, (value: string) => string>> = {
  START_WITH: (value) => `${value}%`,
  END_WITH: (value) => `%${value}`,
  CONTAIN: (value) => `%${value}%`,
};

function leaf(column: string, field: Field, operator: string, value: string): Condition | null {
  if (field.type === 'bool' && (operator === 'IS' || operator === 'IS_NOT'))
    return { sql: `${column} ${operator === 'IS' ? '=' : '<>'} ?`, params: [value === 'true' ? 'T' : 'F'] };
  if (field.type === 'number' || field.type === 'ref') {
    const known = binary.number![operator];
    return known
      ? { sql: `CAST(${column} AS REAL) ${known.replace('?', 'CAST(? AS REAL)')}`, params: [value] }
      : null;
  }
  if (field.type === 'date' || field.type === 'datetime') {
    const known = binary.date![operator];
    return known ? { sql: `substr(${column}, 1, 10) ${known}`, params: [value] } : null;
  }
  const known = binary.text![operator];
  if (known) return { sql: `${column} ${known}`, params: [value] };
  const negated = operator.endsWith('_NOT');
  const pattern = patterns[negated ? operator.slice(0, -4) : operator];
  if (!pattern) return null;
  const escaped = value.replaceAll(/[\\%_]/g, String.raw`\$&`);
  return {
    sql: `${column} ${negated ? 'NOT ' : ''}LIKE ? ESCAPE '\\'`,
    params: [pattern(escaped)],
  };
}

/**
 * The condition of the `q` parameter of a record collection: `field OPERATOR value`, joined by AND and OR, with brackets.
 * Operators by field type as in Oracle's "Record Collection Filtering". Throws Refused.
 */
export function filterOf(
  q: string,
  type: RecordType,
  columnSql: (name: string, field: Field) => string,
): Condition {
  const tokens = tokenize(q);
  let at = 0;
  const next = () => {
    const token = tokens[at];
    at += 1;
    if (!token) throw invalid(q);
    return token;
  };
  const isWord = (text: string) => tokens[at]?.text === text && !tokens[at]!.quoted;
  const join = (word: 'AND' | 'OR', read: () => Condition): Condition => {
    let left = read();
    while (isWord(word)) {
      at += 1;
      const right = read();
      left = { sql: `(${left.sql} ${word} ${right.sql})`, params: [...left.params, ...right.params] };
    }
    return left;
  };
  const or = (): Condition => join('OR', () => join('AND', term));
  const listOf = (): string[] => {
    if (next().text !== '[') throw invalid(q);
    const values = [next().text];
    while (isWord(',')) {
      at += 1;
      values.push(next().text);
    }
    if (next().text !== ']') throw invalid(q);
    return values;
  };
  const term = (): Condition => {
    if (isWord('(')) {
      at += 1;
      const inside = or();
      if (next().text !== ')') throw invalid(q);
      return inside;
    }
    const name = next().text;
    const field: Field | undefined = name === 'id' ? { column: 'id', type: 'number' } : type.fields[name];
    if (!field)
      throw new Refused(400, 'INVALID_PARAMETER', `Invalid query parameter 'q': unknown field ${name}.`);
    const column = columnSql(name, field);
    const operator = next().text.toUpperCase();
    if (operator === 'EMPTY') return { sql: `${column} IS NULL`, params: [] };
    if (operator === 'EMPTY_NOT') return { sql: `${column} IS NOT NULL`, params: [] };
    if (operator === 'ANY_OF' || operator === 'ANY_OF_NOT') {
      const values = listOf();
      const word = operator === 'ANY_OF' ? 'IN' : 'NOT IN';
      return {
        sql: `CAST(${column} AS TEXT) ${word} (${values.map(() => '?').join(', ')})`,
        params: values,
      };
    }
    const condition = leaf(column, field, operator, next().text);
    if (!condition) throw invalid(q);
    return condition;
  };
  const condition = or();
  if (at < tokens.length) throw invalid(q);
  return condition;
}
