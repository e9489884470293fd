import { SalesforceError } from '../error.ts';
import { soqlError } from './error.ts';
import { tokenize } from './lexer.ts';
import type { Token } from './lexer.ts';

export interface Path {
  readonly names: readonly string[];
  readonly at: number;
}

export interface Literal {
  readonly kind: 'string' | 'number' | 'date' | 'datetime' | 'boolean' | 'null';
  readonly text: string;
  readonly pattern: string;
  readonly at: number;
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'compare'; readonly path: Path; readonly operator: Comparison; readonly value: Literal }
  | {
      readonly kind: 'in';
      readonly path: Path;
      readonly negated: boolean;
      readonly values: readonly Literal[];
    };

export interface Order {
  readonly path: Path;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

/** A SELECT as it was written; names are not resolved yet. */
export interface Select {
  readonly soql: string;
  /** True for `SELECT COUNT()`. */
  readonly count: boolean;
  readonly fields: readonly Path[];
  readonly children: readonly Select[];
  readonly from: { readonly name: string; readonly alias: string | null; readonly at: number };
  readonly where: Condition | null;
  readonly orderBy: readonly Order[];
  readonly limit: number | null;
  readonly offset: number;
}

const reserved = new Set([
  'where',
  'order',
  'limit',
  'offset',
  'group',
  'having',
  'for',
  'with',
  'using',
  'all',
]);
const comparisons = new Map<string, Comparison>([
  ['=', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);
const longest = 100_000;
const furthest = 2000;

function parserOf(soql: string) {
  const tokens = tokenize(soql);
  let place = 0;

  const peek = (ahead = 0): Token => tokens[Math.min(place + ahead, tokens.length - 1)]!;
  const next = (): Token => tokens[Math.min(place++, tokens.length - 1)]!;
  const fail = (token: Token): SalesforceError =>
    soqlError('MALFORMED_QUERY', soql, token.at, `unexpected token: '${token.text}'`);
  const isWord = (word: string, ahead = 0): boolean =>
    peek(ahead).kind === 'word' && peek(ahead).text.toLowerCase() === word;
  const isSymbol = (symbol: string): boolean => peek().kind === 'symbol' && peek().text === symbol;
  const takeWord = (word: string): boolean => isWord(word) && Boolean(next());
  const takeSymbol = (symbol: string): boolean => isSymbol(symbol) && Boolean(next());
  const needWord = (word: string): void => {
    if (!takeWord(word)) throw fail(peek());
  };
  const needSymbol = (symbol: string): void => {
    if (!takeSymbol(symbol)) throw fail(peek());
  };
  const name = (): Token => {
    if (peek().kind !== 'word') throw fail(peek());
    return next();
  };
  const wholeNumber = (): number => {
    const token = next();
    if (token.kind !== 'number' || !/^\d+$/.test(token.text)) throw fail(token);
    return Number(token.text);
  };

  function path(): Path {
    const first = name();
    const names = [first.text];
    while (takeSymbol('.')) names.push(name().text);
    return { names, at: first.at };
  }

  function literal(): Literal {
    const token = next();
    const { text, pattern, at } = token;
    if (token.kind === 'word') {
      const word = text.toLowerCase();
      if (word === 'null') return { kind: 'null', text, pattern, at };
      if (word === 'true' || word === 'false') return { kind: 'boolean', text: word, pattern, at };
      throw fail(token);
    }
    if (token.kind === 'symbol' || token.kind === 'end') throw fail(token);
    return { kind: token.kind, text, pattern, at };
  }

  function literals(): readonly Literal[] {
    needSymbol('(');
    const values = [literal()];
    while (takeSymbol(',')) values.push(literal());
    needSymbol(')');
    return values;
  }

  function comparison(): Condition {
    const left = path();
    if (takeWord('in')) return { kind: 'in', path: left, negated: false, values: literals() };
    if (isWord('not') && isWord('in', 1)) {
      place += 2;
      return { kind: 'in', path: left, negated: true, values: literals() };
    }
    if (takeWord('like')) return { kind: 'compare', path: left, operator: 'like', value: literal() };
    const operator = peek().kind === 'symbol' ? comparisons.get(peek().text) : undefined;
    if (!operator) throw fail(peek());
    next();
    return { kind: 'compare', path: left, operator, value: literal() };
  }

  function term(): Condition {
    if (takeWord('not')) return { kind: 'not', part: term() };
    if (!takeSymbol('(')) return comparison();
    const inner = condition();
    needSymbol(')');
    return inner;
  }

  // SOQL has no precedence between AND and OR: a list that mixes them without parentheses is malformed.
  function condition(): Condition {
    const first = term();
    const kind = isWord('and') ? 'and' : isWord('or') ? 'or' : null;
    if (!kind) return first;
    const parts = [first];
    while (takeWord(kind)) parts.push(term());
    return { kind, parts };
  }

  function order(): Order {
    const by = path();
    const descending = takeWord('desc');
    if (!descending) takeWord('asc');
    let nullsLast = false;
    if (takeWord('nulls')) {
      nullsLast = takeWord('last');
      if (!nullsLast) needWord('first');
    }
    return { path: by, descending, nullsLast };
  }

  function select(): Select {
    needWord('select');
    const fields: Path[] = [];
    const children: Select[] = [];
    let count = false;
    if (isWord('count') && peek(1).text === '(' && peek(2).text === ')') {
      place += 3;
      count = true;
    } else {
      do {
        if (takeSymbol('(')) {
          children.push(select());
          needSymbol(')');
        } else fields.push(path());
      } while (takeSymbol(','));
    }
    needWord('from');
    const from = name();
    const alias = peek().kind === 'word' && !reserved.has(peek().text.toLowerCase()) ? next().text : null;
    const where = takeWord('where') ? condition() : null;
    const orderBy: Order[] = [];
    if (takeWord('order')) {
      needWord('by');
      do orderBy.push(order());
      while (takeSymbol(','));
    }
    const limit = takeWord('limit') ? wholeNumber() : null;
    const offset = takeWord('offset') ? wholeNumber() : 0;
    if (offset > furthest) {
      throw new SalesforceError(
        400,
        'NUMBER_OUTSIDE_VALID_RANGE',
        `Maximum SOQL offset allowed is ${furthest}`,
      );
    }
    return {
      soql,
      count,
      fields,
      children,
      from: { name: from.text, alias, at: from.at },
      where,
      orderBy,
      limit,
      offset,
    };
  }

  return function statement(): Select {
    const parsed = select();
    if (peek().kind !== 'end') throw fail(peek());
    return parsed;
  };
}

/** The syntax tree of a SOQL SELECT. What the simulator does not speak (GROUP BY, TYPEOF, FOR VIEW) is MALFORMED_QUERY. */
export function parseSoql(soql: string): Select {
  if (soql.length > longest) {
    throw new SalesforceError(
      400,
      'MALFORMED_QUERY',
      `SOQL statements cannot be longer than ${longest} characters.`,
    );
  }
  return parserOf(soql)();
}
