import { tables } from '../catalog.ts';
import { type Expr, SuiteqlError, unsupported } from './ast.ts';
import { parseDate } from './dates.ts';
import type { Scope } from './scope.ts';
import { type Bind, type Value, numeric } from './value.ts';

type Call = Extract<Expr, { type: 'call' }>;

/** What a function call needs of the compiler. */
export interface CallContext {
  readonly scope: Scope;
  readonly bind: Bind;
  emit(expr: Expr): Value;
}

const aggregates = new Set(['COUNT', 'SUM', 'MIN', 'MAX']);

/** Whether the call folds many rows into one. */
export function isAggregate(expr: Expr): boolean {
  return expr.type === 'call' && aggregates.has(expr.name);
}

function only(call: Call, count: number): readonly Expr[] {
  if (call.star || call.distinct || call.args.length !== count) throw unsupported();
  return call.args;
}

function literal(expr: Expr | undefined): string {
  if (expr?.type !== 'text') throw unsupported();
  return expr.value;
}

function toChar(call: Call, context: CallContext): Value {
  if (call.args.length === 1) {
    const value = context.emit(only(call, 1)[0]!);
    return { sql: `CAST(${value.sql} AS TEXT)`, kind: 'text' };
  }
  const [first, format] = only(call, 2);
  const value = context.emit(first!);
  if (value.kind !== 'date') throw new SuiteqlError('invalid number format model');
  return { sql: `ns_to_char(${value.sql}, ${context.bind(literal(format))})`, kind: 'text' };
}

function toDate(call: Call, context: CallContext): Value {
  const [first, format] = only(call, 2);
  return { sql: context.bind(parseDate(literal(first), literal(format))), kind: 'date' };
}

function displayValue(call: Call, context: CallContext): Value {
  const [first] = only(call, 1);
  if (first?.type !== 'column') throw unsupported();
  const { alias, visible } = context.scope.find(first.table, first.name);
  if (visible.column?.ref) {
    const table = tables[visible.column.ref]!;
    const shown = `SELECT d."${table.display ?? table.key[0]}" FROM "${visible.column.ref}" d`;
    return { sql: `(${shown} WHERE d."${table.key[0]}" = ${visible.stored})`, kind: 'text' };
  }
  if (visible.column?.words) {
    const cases = Object.entries(visible.column.words).map(
      ([code, word]) => `WHEN ${context.bind(code)} THEN ${context.bind(word)}`,
    );
    const { wordsBy } = visible.column;
    const code = wordsBy ? `"${alias}"."${wordsBy}" || ':' || ${visible.stored}` : visible.stored;
    return { sql: `(CASE CAST(${code} AS TEXT) ${cases.join(' ')} END)`, kind: 'text' };
  }
  return visible.value;
}

function extractUtc(call: Call, context: CallContext): Value {
  const [first] = only(call, 1);
  if (first?.type !== 'column') throw unsupported();
  const { visible } = context.scope.find(first.table, first.name);
  if (visible.column?.type !== 'datetime')
    throw new SuiteqlError('inconsistent datatypes: expected TIMESTAMP');
  return { sql: `substr(${visible.stored}, 1, 19)`, kind: 'date' };
}

function firstPresent(call: Call, context: CallContext): Value {
  const values = call.args.map((arg) => context.emit(arg)).filter((value) => value.kind !== 'null');
  const kind = values[0]?.kind;
  if (!kind || values.some((value) => value.kind !== kind))
    throw new SuiteqlError('inconsistent datatypes in NVL');
  return {
    sql: `COALESCE(${values.map((value) => value.sql).join(', ')}, NULL)`,
    kind,
    decimal: values.some((value) => value.decimal),
  };
}

function count(call: Call, context: CallContext): Value {
  if (call.star) return { sql: 'COUNT(*)', kind: 'number' };
  if (call.args.length !== 1) throw unsupported();
  const value = context.emit(call.args[0]!);
  return { sql: `COUNT(${call.distinct ? 'DISTINCT ' : ''}${value.sql})`, kind: 'number' };
}

function extreme(call: Call, context: CallContext): Value {
  const value = context.emit(only(call, 1)[0]!);
  if (value.kind === 'condition') throw unsupported();
  if (value.decimal) return { ...value, sql: `ns_${call.name.toLowerCase()}(${value.sql})`, required: false };
  return { sql: `${call.name}(${value.sql})`, kind: value.kind };
}

function sum(call: Call, context: CallContext): Value {
  const value = context.emit(only(call, 1)[0]!);
  if (value.kind !== 'number') throw new SuiteqlError('invalid number');
  return { sql: `ns_sum(${value.sql})`, kind: 'number', decimal: true };
}

function cased(call: Call, context: CallContext): Value {
  const value = context.emit(only(call, 1)[0]!);
  if (value.kind === 'condition') throw unsupported();
  return { sql: `${call.name}(${value.sql})`, kind: 'text' };
}

function decode(call: Call, context: CallContext): Value {
  const [first, ...rest] = call.args;
  if (!first || rest.length < 2) throw unsupported();
  const subject = context.emit(first);
  const cases: string[] = [];
  const results: Value[] = [];
  for (let at = 0; at + 1 < rest.length; at += 2) {
    const search = context.emit(rest[at]!);
    if (search.kind !== subject.kind) throw new SuiteqlError('inconsistent datatypes in DECODE');
    const result = context.emit(rest[at + 1]!);
    cases.push(`WHEN ${numberOrSql(subject)} = ${numberOrSql(search)} THEN ${result.sql}`);
    results.push(result);
  }
  const otherwise = rest.length % 2 === 1 ? context.emit(rest.at(-1)!) : null;
  if (otherwise) results.push(otherwise);
  const typed = results.filter((result) => result.kind !== 'null');
  const kind = typed[0]?.kind;
  if (!kind || kind === 'condition' || typed.some((result) => result.kind !== kind))
    throw new SuiteqlError('inconsistent datatypes in DECODE');
  const sql = `(CASE ${cases.join(' ')} ELSE ${otherwise?.sql ?? 'NULL'} END)`;
  return { sql, kind, decimal: typed.some((result) => result.decimal) };
}

function numberOrSql(value: Value): string {
  return value.kind === 'number' ? numeric(value) : value.sql;
}

function floor(call: Call, context: CallContext): Value {
  const value = context.emit(only(call, 1)[0]!);
  if (value.kind !== 'number') throw new SuiteqlError('invalid number');
  return { sql: `CAST(floor(${numeric(value)}) AS INTEGER)`, kind: 'number' };
}

function remainder(call: Call, context: CallContext): Value {
  const [left, right] = only(call, 2).map((arg) => context.emit(arg));
  if (left?.kind !== 'number' || right?.kind !== 'number') throw new SuiteqlError('invalid number');
  return { sql: `mod(${numeric(left)}, ${numeric(right)})`, kind: 'number' };
}

const functions: Readonly<Record<string, (call: Call, context: CallContext) => Value>> = {
  TO_CHAR: toChar,
  TO_DATE: toDate,
  TO_TIMESTAMP: toDate,
  SYS_EXTRACT_UTC: extractUtc,
  'BUILTIN.DF': displayValue,
  NVL: (call, context) => firstPresent({ ...call, args: only(call, 2) }, context),
  COALESCE: firstPresent,
  UPPER: cased,
  LOWER: cased,
  DECODE: decode,
  FLOOR: floor,
  MOD: remainder,
  COUNT: count,
  SUM: sum,
  MIN: extreme,
  MAX: extreme,
};

/** The SQL of a function call. Throws SuiteqlError when the function is not spoken here or its arguments do not fit. */
export function emitCall(call: Call, context: CallContext): Value {
  const emit = Object.hasOwn(functions, call.name) ? functions[call.name] : undefined;
  if (!emit) throw unsupported();
  return emit(call, context);
}
