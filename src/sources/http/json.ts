import { Problem } from '../../canonical/problem.ts';

/** JSON in which every number is still the text the source sent, so that no amount passes through a float. */
export type Json = null | boolean | string | readonly Json[] | { readonly [name: string]: Json };

/**
 * Marks a string as the text of a JSON number. U+0081 is unassigned in every encoding a vendor may mistake for UTF-8,
 * and it is Latin-1, so a marked document stays a one-byte string in memory.
 */
const mark = '\u0081';
const numeric = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Parses JSON and keeps each number as its source text (read it with `numberText` or a `reader`).
 * Number tokens are quoted in one pass and the rest is left to JSON.parse: three times as fast as a reviver.
 * Throws SOURCE_DRIFTED when the text is not JSON.
 */
export function parseJson(text: string): Json {
  try {
    return JSON.parse(quoteNumbers(text)) as Json;
  } catch {
    throw new Problem('SOURCE_DRIFTED', `the answer is not JSON (${text.length} characters)`, { path: '$' });
  }
}

/** The source text of a JSON number, or undefined for anything else. */
export function numberText(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value.startsWith(mark) ? value.slice(1) : undefined;
}

/** The value as plain data: numbers become their text. For values that are passed on rather than read. */
export function plain(value: Json): unknown {
  if (typeof value === 'string') return numberText(value) ?? value;
  if (value === null || typeof value === 'boolean') return value;
  if (isList(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}

/** A number that is written with exactly the characters of its text. */
export interface ExactNumber {
  readonly rawJSON: string;
}

/** JSON.rawJSON, which Node has and the type library does not know yet (tc39/proposal-json-parse-with-source). */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): ExactNumber };

/** A number that JSON.stringify writes with exactly these digits, so that no amount passes through a float on the way out either. */
export function exactNumber(text: string): ExactNumber {
  if (!numeric.test(text)) throw new Error(`not a number: ${text}`);
  return rawJSON(text);
}

/** Narrowing that Array.isArray does not give for readonly arrays. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function quoteNumbers(text: string): string {
  let out = '';
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = endOfString(text, at);
    } else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      const end = endOfNumber(text, at);
      const token = text.slice(at, end);
      // Quoting must not make valid what was not: `01`, `1.` and a number used as a member name stay errors.
      if (!numeric.test(token) || followedByColon(text, end)) throw new SyntaxError('number');
      out += `${text.slice(copied, at)}"${mark}${token}"`;
      copied = end;
      at = end;
    } else {
      at++;
    }
  }
  return out + text.slice(copied);
}

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return text.length;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const part =
      (code >= 0x30 && code <= 0x39) ||
      code === 0x2e ||
      code === 0x65 ||
      code === 0x45 ||
      code === 0x2b ||
      code === 0x2d;
    if (!part) break;
  }
  return at;
}

function followedByColon(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  return text.charCodeAt(at) === 0x3a;
}
