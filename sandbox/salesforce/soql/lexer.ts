import { soqlError } from './error.ts';

export type TokenKind = 'word' | 'string' | 'number' | 'date' | 'datetime' | 'symbol' | 'end';

/** A piece of a SOQL statement and where it starts. */
export interface Token {
  readonly kind: TokenKind;
  /** The value: a string without its quotes and escapes, a word as written. */
  readonly text: string;
  /** Of a string: the LIKE pattern it means, with `\` before what is not a wildcard. */
  readonly pattern: string;
  readonly at: number;
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

const shapes: readonly (readonly [TokenKind, RegExp])[] = [
  ['datetime', /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})/iy],
  ['date', /\d{4}-\d{2}-\d{2}/y],
  ['number', /[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?/iy],
  ['word', /[A-Za-z][A-Za-z0-9_]*/y],
  ['symbol', /<=|>=|!=|<>|[=<>(),.]/y],
];

function readString(soql: string, start: number): { token: Token; next: number } {
  let text = '';
  let pattern = '';
  let at = start + 1;
  for (; at < soql.length && soql[at] !== "'"; at += 1) {
    const char = soql[at]!;
    if (char !== '\\') {
      text += char;
      pattern += char;
      continue;
    }
    at += 1;
    const escaped = soql[at] ?? '';
    if (escaped === '%' || escaped === '_') {
      text += `\\${escaped}`;
      pattern += `\\${escaped}`;
      continue;
    }
    const meant = escapes[escaped];
    if (meant === undefined) {
      throw soqlError(
        'MALFORMED_QUERY',
        soql,
        start,
        `Illegal character sequence '\\${escaped}' in string literal`,
      );
    }
    text += meant;
    pattern += meant === '\\' ? '\\\\' : meant;
  }
  if (at >= soql.length)
    throw soqlError(
      'MALFORMED_QUERY',
      soql,
      start,
      `line 1:${start} mismatched character '<EOF>' expecting '''`,
    );
  return { token: { kind: 'string', text, pattern, at: start }, next: at + 1 };
}

/** The tokens of a SOQL statement, ending with one of kind `end`. Throws MALFORMED_QUERY. */
export function tokenize(soql: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  scan: while (at < soql.length) {
    const char = soql[at]!;
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    if (char === "'") {
      const { token, next } = readString(soql, at);
      tokens.push(token);
      at = next;
      continue;
    }
    for (const [kind, shape] of shapes) {
      shape.lastIndex = at;
      const text = shape.exec(soql)?.[0];
      if (text === undefined) continue;
      tokens.push({ kind, text, pattern: '', at });
      at += text.length;
      continue scan;
    }
    throw soqlError('MALFORMED_QUERY', soql, at, `unexpected token: '${char}'`);
  }
  tokens.push({ kind: 'end', text: '<EOF>', pattern: '', at: soql.length });
  return tokens;
}
