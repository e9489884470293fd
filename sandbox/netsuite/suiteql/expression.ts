import { type Comparison, type Expr, type Select, SuiteqlError, unsupported } from './ast.ts';
import type { Cursor } from './cursor.ts';

/** Reads a subquery that stands in parentheses; given by the statement parser. */
export type ReadSelect = (cursor: Cursor) => Select;

/** Oracle's limit for an IN list: ORA-01795. */
const inListMax = 1000;

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': '=',
  '<>': '<>',
  '!=': '<>',
  '^=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

/** Reads expressions: OR binds weakest, then AND, NOT, the predicates, `||` with `+` and `-`, `*` and `/`. Throws SuiteqlError. */
export function expressionReader(readSelect: ReadSelect): (cursor: Cursor) => Expr {
  function or(cursor: Cursor): Expr {
    let left = and(cursor);
    while (cursor.word('OR')) left = { type: 'logic', operator: 'OR', left, right: and(cursor) };
    return left;
  }
  function and(cursor: Cursor): Expr {
    let left = not(cursor);
    while (cursor.word('AND')) left = { type: 'logic', operator: 'AND', left, right: not(cursor) };
    return left;
  }
  function not(cursor: Cursor): Expr {
    return cursor.word('NOT') ? { type: 'not', operand: not(cursor) } : predicate(cursor);
  }
  function predicate(cursor: Cursor): Expr {
    const operand = concat(cursor);
    const operator = cursor.peek().type === 'symbol' ? comparisons[cursor.peek().text] : undefined;
    if (operator) {
      cursor.next();
      return { type: 'compare', operator, left: operand, right: concat(cursor) };
    }
    if (cursor.word('IS')) {
      const negated = cursor.word('NOT');
      cursor.expectWord('NULL');
      return { type: 'null?', operand, negated };
    }
    const negated = cursor.word('NOT');
    if (cursor.word('IN')) return membership(cursor, operand, negated);
    if (cursor.word('LIKE')) return { type: 'like', operand, pattern: concat(cursor), negated };
    if (cursor.word('BETWEEN')) {
      const low = concat(cursor);
      cursor.expectWord('AND');
      return { type: 'between', operand, low, high: concat(cursor), negated };
    }
    if (negated) throw unsupported();
    return operand;
  }
  function membership(cursor: Cursor, operand: Expr, negated: boolean): Expr {
    cursor.expectSymbol('(');
    if (cursor.peek().text === 'SELECT' && cursor.peek().type === 'word') {
      const list = readSelect(cursor);
      cursor.expectSymbol(')');
      return { type: 'in', operand, list, negated };
    }
    const list = [concat(cursor)];
    while (cursor.symbol(',')) list.push(concat(cursor));
    cursor.expectSymbol(')');
    if (list.length > inListMax)
      throw new SuiteqlError(`maximum number of expressions in a list is ${inListMax}`);
    return { type: 'in', operand, list, negated };
  }
  function concat(cursor: Cursor): Expr {
    let left = product(cursor);
    for (;;) {
      if (cursor.symbol('||')) left = { type: 'concat', left, right: product(cursor) };
      else if (cursor.symbol('+')) left = { type: 'arithmetic', operator: '+', left, right: product(cursor) };
      else if (cursor.symbol('-')) left = { type: 'arithmetic', operator: '-', left, right: product(cursor) };
      else return left;
    }
  }
  function product(cursor: Cursor): Expr {
    let left = primary(cursor);
    for (;;) {
      if (cursor.symbol('*')) left = { type: 'arithmetic', operator: '*', left, right: primary(cursor) };
      else if (cursor.symbol('/')) left = { type: 'arithmetic', operator: '/', left, right: primary(cursor) };
      else return left;
    }
  }
  function primary(cursor: Cursor): Expr {
    const token = cursor.peek();
    if (token.type === 'text' || token.type === 'number') {
      cursor.next();
      return { type: token.type, value: token.text };
    }
    if (cursor.symbol('-')) {
      const number = cursor.next();
      if (number.type !== 'number') throw unsupported();
      return { type: 'number', value: `-${number.text}` };
    }
    if (cursor.symbol('(')) {
      const inner = or(cursor);
      cursor.expectSymbol(')');
      return inner;
    }
    if (cursor.word('NULL')) return { type: 'null' };
    return named(cursor);
  }
  function named(cursor: Cursor): Expr {
    const first = cursor.name();
    const second = cursor.symbol('.') ? cursor.name() : null;
    if (cursor.symbol('(')) return call(cursor, second === null ? first : `${first}.${second}`);
    return second === null
      ? { type: 'column', table: null, name: first }
      : { type: 'column', table: first, name: second };
  }
  function call(cursor: Cursor, name: string): Expr {
    const base = { type: 'call', name: name.toUpperCase() } as const;
    if (cursor.symbol('*')) {
      cursor.expectSymbol(')');
      return { ...base, args: [], distinct: false, star: true };
    }
    const distinct = cursor.word('DISTINCT');
    const args: Expr[] = [];
    if (!cursor.symbol(')')) {
      args.push(concat(cursor));
      while (cursor.symbol(',')) args.push(concat(cursor));
      cursor.expectSymbol(')');
    }
    return { ...base, args, distinct, star: false };
  }
  return or;
}
