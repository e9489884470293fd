import { unsupported } from './ast.ts';
import type { Token } from './lexer.ts';

/** Words that end a clause and so cannot stand for a name without quotes. */
const reserved = new Set(
  `SELECT FROM WHERE GROUP BY ORDER HAVING JOIN LEFT RIGHT FULL INNER OUTER CROSS ON AS AND OR NOT IN LIKE IS NULL BETWEEN
   DISTINCT UNION INTERSECT MINUS ASC DESC FETCH OFFSET LIMIT TOP ROWNUM CASE WHEN THEN ELSE END WITH EXISTS FOR`
    .split(/\s+/)
    .filter(Boolean),
);

/** A place in a list of tokens. */
export interface Cursor {
  peek(ahead?: number): Token;
  next(): Token;
  /** Takes the word when it comes next. */
  word(text: string): boolean;
  symbol(text: string): boolean;
  /** Takes it or throws SuiteqlError. */
  expectWord(text: string): void;
  expectSymbol(text: string): void;
  /** A table, column or alias name, in lower case. */
  name(): string;
  isName(ahead?: number): boolean;
}

/** Walks tokens from the first one on. */
export function cursorOver(tokens: readonly Token[]): Cursor {
  let at = 0;
  const peek = (ahead = 0) => tokens[Math.min(at + ahead, tokens.length - 1)]!;
  const next = () => {
    const token = peek();
    at += 1;
    return token;
  };
  const take = (type: Token['type'], text: string) => {
    const token = peek();
    if (token.type !== type || token.text !== text) return false;
    at += 1;
    return true;
  };
  const isName = (ahead = 0) => {
    const token = peek(ahead);
    return token.type === 'quoted' || (token.type === 'word' && !reserved.has(token.text));
  };
  return {
    peek,
    next,
    word: (text) => take('word', text),
    symbol: (text) => take('symbol', text),
    expectWord(text) {
      if (!take('word', text)) throw unsupported();
    },
    expectSymbol(text) {
      if (!take('symbol', text)) throw unsupported();
    },
    name() {
      if (!isName()) throw unsupported();
      const token = next();
      return (token.type === 'word' ? token.raw : token.text).toLowerCase();
    },
    isName,
  };
}
