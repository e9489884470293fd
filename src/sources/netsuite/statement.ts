/** A column by which rows are ordered and pages are continued; its values are whole numbers and unique together. */
export interface KeyColumn {
  readonly sql: string;
  /** Its name in the answer. */
  readonly name: string;
}

/** A query without its WHERE and ORDER BY. */
export interface Statement {
  readonly select: readonly string[];
  readonly from: string;
  /** Conditions that always hold. */
  readonly where: readonly string[];
  readonly groupBy?: readonly string[];
  readonly key: readonly KeyColumn[];
}

/** The most expressions that an IN list takes (ORA-01795), and the most rows of a page. */
export const listMax = 1000;

/** The condition that a column is one of these internal ids. Throws when one is not a whole number: that would be a bug. */
export function inIds(column: string, ids: readonly string[]): string {
  if (ids.length > listMax) throw new Error(`${ids.length} ids in one list`);
  return `${column} IN (${ids.map(wholeNumber).join(', ')})`;
}

function wholeNumber(id: string): string {
  if (!isInternalId(id)) throw new Error('not an internal id');
  return id;
}

/** Whether a text can be an internal id of NetSuite at all. */
export function isInternalId(id: string): boolean {
  return /^\d{1,15}$/.test(id);
}

/** Rows after a key, in the order of the key: `a > 1 OR (a = 1 AND b > 2)`. */
function after(key: readonly KeyColumn[], values: readonly string[]): string {
  const parts = values.map((value, depth) => {
    const equal = values.slice(0, depth).map((each, index) => `${key[index]!.sql} = ${wholeNumber(each)}`);
    const terms = [...equal, `${key[depth]!.sql} > ${wholeNumber(value)}`];
    return terms.length === 1 ? terms[0]! : `(${terms.join(' AND ')})`;
  });
  return parts.length === 1 ? parts[0]! : `(${parts.join(' OR ')})`;
}

/** The text of a query for the rows that meet the conditions and come after a key; REST takes no bind parameters. */
export function sqlOf(
  statement: Statement,
  conditions: readonly string[],
  position: readonly string[] | null,
): string {
  const where = [...statement.where, ...conditions, ...(position ? [after(statement.key, position)] : [])];
  const filter = where.length > 0 ? ` WHERE ${where.join(' AND ')}` : '';
  const groups = statement.groupBy ? ` GROUP BY ${statement.groupBy.join(', ')}` : '';
  const order = statement.key.map((column) => column.sql).join(', ');
  return `SELECT ${statement.select.join(', ')} FROM ${statement.from}${filter}${groups} ORDER BY ${order}`;
}

/** An instant in UTC, whatever the account's time zone and the user's date format are. */
export function utc(column: string, name: string): string {
  return `TO_CHAR(SYS_EXTRACT_UTC(${column}), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS ${name}`;
}

/** An instant to the second, ISO 8601 UTC, as it is compared with `SYS_EXTRACT_UTC` of a column. */
export function atUtc(instant: string): string {
  return `TO_DATE('${instant.slice(0, 19)}', 'YYYY-MM-DD"T"HH24:MI:SS')`;
}

/** A civil date, whatever the user's date format is. */
export function day(column: string, name: string): string {
  return `TO_CHAR(${column}, 'YYYY-MM-DD') AS ${name}`;
}

/** A text in a query; REST takes no bind parameters. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
