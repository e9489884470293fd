import { unsupported } from './ast.ts';

export interface Token {
  readonly type: 'word' | 'quoted' | 'text' | 'number' | 'symbol' | 'end';
  /** Words in upper case; text literals with their quotes resolved. */
  readonly text: string;
  /** A word as it was written. */
  readonly raw: string;
}

const pattern =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<text>'(?:[^']|'')*')|(?<quoted>"[^"]+")|(?<number>\d+(?:\.\d+)?|\.\d+)|(?<word>[A-Za-z][A-Za-z0-9_$#]*)|(?<symbol><>|!=|\^=|<=|>=|\|\||[=<>(),.*+\-/])/y;

function tokenOf(groups: Record<string, string | undefined>): Token | null {
  if (groups.space !== undefined) return null;
  if (groups.text !== undefined)
    return { type: 'text', text: groups.text.slice(1, -1).replaceAll("''", "'"), raw: groups.text };
  if (groups.quoted !== undefined)
    return { type: 'quoted', text: groups.quoted.slice(1, -1), raw: groups.quoted };
  if (groups.number !== undefined) return { type: 'number', text: groups.number, raw: groups.number };
  if (groups.word !== undefined) return { type: 'word', text: groups.word.toUpperCase(), raw: groups.word };
  return { type: 'symbol', text: groups.symbol!, raw: groups.symbol! };
}

/** The tokens of a statement, closed by an `end` token. Throws SuiteqlError on a character that SuiteQL does not know. */
export function tokenize(statement: string): readonly Token[] {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < statement.length) {
    const match = pattern.exec(statement);
    if (!match?.groups) throw unsupported();
    const token = tokenOf(match.groups);
    if (token) tokens.push(token);
  }
  tokens.push({ type: 'end', text: '', raw: '' });
  return tokens;
}
