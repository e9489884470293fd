import { type Expr, type Join, type Select, type SelectItem, type TableRef, unsupported } from './ast.ts';
import { type Cursor, cursorOver } from './cursor.ts';
import { expressionReader } from './expression.ts';
import { tokenize } from './lexer.ts';

const readExpression = expressionReader(readSelect);

/**
 * The tree of a SuiteQL statement. The subset: SELECT [DISTINCT] with aliases, FROM and [INNER|LEFT [OUTER]] JOIN over tables
 * and derived tables, WHERE, GROUP BY, ORDER BY. There is no LIMIT clause in SuiteQL; paging is in the request.
 * Throws SuiteqlError on anything else, ROWNUM, TOP and FETCH included.
 */
export function parse(statement: string): Select {
  const cursor = cursorOver(tokenize(statement));
  const select = readSelect(cursor);
  if (cursor.peek().type !== 'end') throw unsupported();
  return select;
}

function readSelect(cursor: Cursor): Select {
  cursor.expectWord('SELECT');
  const distinct = cursor.word('DISTINCT');
  const items = list(cursor, readItem);
  cursor.expectWord('FROM');
  const from = readTable(cursor);
  const joins: Join[] = [];
  for (let join = readJoin(cursor); join; join = readJoin(cursor)) joins.push(join);
  const where = cursor.word('WHERE') ? readExpression(cursor) : null;
  const groupBy = clause(cursor, 'GROUP') ? list(cursor, readExpression) : [];
  const orderBy = clause(cursor, 'ORDER') ? list(cursor, readOrder) : [];
  return { distinct, items, from, joins, where, groupBy, orderBy };
}

function clause(cursor: Cursor, word: string): boolean {
  if (!cursor.word(word)) return false;
  cursor.expectWord('BY');
  return true;
}

function list<T>(cursor: Cursor, read: (cursor: Cursor) => T): T[] {
  const items = [read(cursor)];
  while (cursor.symbol(',')) items.push(read(cursor));
  return items;
}

function readItem(cursor: Cursor): SelectItem {
  if (cursor.symbol('*')) return { type: 'star', table: null };
  if (cursor.isName() && cursor.peek(1).text === '.' && cursor.peek(2).text === '*') {
    const table = cursor.name();
    cursor.next();
    cursor.next();
    return { type: 'star', table };
  }
  const value = readExpression(cursor);
  const alias = cursor.word('AS') || cursor.isName() ? cursor.name() : null;
  return { type: 'value', value, alias };
}

function readTable(cursor: Cursor): TableRef {
  let source: string | Select;
  if (cursor.symbol('(')) {
    source = readSelect(cursor);
    cursor.expectSymbol(')');
  } else source = cursor.name();
  if (cursor.word('AS') || cursor.isName()) return { source, alias: cursor.name() };
  if (typeof source !== 'string') throw unsupported();
  return { source, alias: source };
}

function readJoin(cursor: Cursor): Join | null {
  let kind: Join['kind'] = 'JOIN';
  if (cursor.word('LEFT')) {
    kind = 'LEFT JOIN';
    cursor.word('OUTER');
    cursor.expectWord('JOIN');
  } else if (cursor.word('INNER')) cursor.expectWord('JOIN');
  else if (!cursor.word('JOIN')) return null;
  const table = readTable(cursor);
  cursor.expectWord('ON');
  return { kind, table, on: readExpression(cursor) };
}

function readOrder(cursor: Cursor): { value: Expr; descending: boolean } {
  const value = readExpression(cursor);
  const descending = cursor.word('DESC');
  if (!descending) cursor.word('ASC');
  return { value, descending };
}
