import Big from 'big.js';
import { Problem } from '../../canonical/problem.ts';
import { isList, numberText, type Json } from './json.ts';

/** Whose answer is read; goes into the detail of every complaint. */
export interface Origin {
  readonly source?: string;
  readonly system?: string;
}

/**
 * Reads the fields of one JSON object that a mapping needs. A field that is absent, or present with another type,
 * throws SOURCE_DRIFTED with its path. The `OrNull` forms allow null (and the empty string), not absence,
 * unless the row is `sparse` (for vendors that leave null columns out).
 */
export interface Row {
  /** Where this object is in the answer, for example `data[3].billTo`. */
  readonly path: string;
  /** The object as it came; numbers are marked text (see json.ts). */
  readonly raw: { readonly [name: string]: Json };
  has(name: string): boolean;
  /** Fails when one of these names is absent, whatever its value. */
  require(...names: readonly string[]): void;
  text(name: string): string;
  textOrNull(name: string): string | null;
  /** An identifier: text, or a whole number of any length, as text. */
  id(name: string): string;
  idOrNull(name: string): string | null;
  /** Exact decimal text without exponent, from a JSON number or a string that holds one. */
  decimal(name: string): string;
  decimalOrNull(name: string): string | null;
  integer(name: string): number;
  integerOrNull(name: string): number | null;
  bool(name: string): boolean;
  boolOrNull(name: string): boolean | null;
  /** A civil date YYYY-MM-DD. */
  date(name: string): string;
  dateOrNull(name: string): string | null;
  /** An instant with an offset, as ISO 8601 UTC. */
  instant(name: string): string;
  instantOrNull(name: string): string | null;
  row(name: string): Row;
  rowOrNull(name: string): Row | null;
  rows(name: string): readonly Row[];
  /** A list of texts or identifiers. */
  texts(name: string): readonly string[];
  /** The same object where an absent member counts as null in the `OrNull` forms. */
  sparse(): Row;
  /** SOURCE_DRIFTED about a member, for what a mapping itself finds out, for example an unknown status word. */
  drift(name: string, expected: string): Problem;
}

/** A reader over a JSON object; throws SOURCE_DRIFTED when `json` is not one. `path` says where it stands. */
export function reader(json: Json | undefined, path: string, origin: Origin = {}): Row {
  if (typeof json !== 'object' || json === null || isList(json)) throw drifted(path, 'an object', origin);
  return rowOf(json, path, origin, false);
}

function rowOf(raw: { readonly [name: string]: Json }, path: string, origin: Origin, sparse: boolean): Row {
  const at = (name: string): string => `${path}.${name}`;
  const fail = (name: string, expected: string): Problem => drifted(at(name), expected, origin);
  const value = (name: string): Json => {
    const found = Object.hasOwn(raw, name) ? raw[name] : undefined;
    if (found === undefined) throw fail(name, 'to be present');
    return found;
  };
  const must =
    <T>(read: (from: Json) => T | undefined, expected: string) =>
    (name: string): T => {
      const found = read(value(name));
      if (found === undefined) throw fail(name, expected);
      return found;
    };
  const may =
    <T>(read: (from: Json) => T | undefined, expected: string) =>
    (name: string): T | null => {
      if (sparse && !Object.hasOwn(raw, name)) return null;
      const from = value(name);
      if (from === null || from === '') return null;
      const found = read(from);
      if (found === undefined) throw fail(name, `${expected} or null`);
      return found;
    };
  const child = (name: string): Row =>
    rowOf(objectOf(value(name)) ?? never(fail(name, 'an object')), at(name), origin, sparse);

  return {
    path,
    raw,
    has: (name) => Object.hasOwn(raw, name),
    require: (...names) => names.forEach(value),
    text: must(asText, 'a text'),
    textOrNull: may(asText, 'a text'),
    id: must(asId, 'an identifier'),
    idOrNull: may(asId, 'an identifier'),
    decimal: must(asDecimal, 'a decimal number'),
    decimalOrNull: may(asDecimal, 'a decimal number'),
    integer: must(asInteger, 'a whole number'),
    integerOrNull: may(asInteger, 'a whole number'),
    bool: must(asBool, 'true or false'),
    boolOrNull: may(asBool, 'true or false'),
    date: must(asDate, 'a date YYYY-MM-DD'),
    dateOrNull: may(asDate, 'a date YYYY-MM-DD'),
    instant: must(asInstant, 'an instant'),
    instantOrNull: may(asInstant, 'an instant'),
    row: child,
    rowOrNull: (name) => ((sparse && !Object.hasOwn(raw, name)) || value(name) === null ? null : child(name)),
    rows: (name) => {
      const list = value(name);
      if (!isList(list)) throw fail(name, 'a list');
      return list.map((each, index) => {
        const place = `${at(name)}[${index}]`;
        return rowOf(objectOf(each) ?? never(drifted(place, 'an object', origin)), place, origin, sparse);
      });
    },
    texts: (name) => {
      const list = value(name);
      if (!isList(list)) throw fail(name, 'a list');
      return list.map(
        (each, index) => asId(each) ?? never(drifted(`${at(name)}[${index}]`, 'a text', origin)),
      );
    },
    sparse: () => rowOf(raw, path, origin, true),
    drift: fail,
  };
}

function drifted(path: string, expected: string, origin: Origin): Problem {
  const whose = origin.source === undefined ? 'the source' : origin.source;
  return new Problem(
    'SOURCE_DRIFTED',
    `${whose} answered in an unexpected shape: ${path} was expected ${wanted(expected)}`,
    {
      ...origin,
      path,
    },
  );
}

function wanted(expected: string): string {
  return expected.startsWith('to be') ? expected : `to be ${expected}`;
}

function never(problem: Problem): never {
  throw problem;
}

function objectOf(json: Json): { readonly [name: string]: Json } | undefined {
  return typeof json === 'object' && json !== null && !isList(json) ? json : undefined;
}

function asText(json: Json): string | undefined {
  return typeof json === 'string' && json !== '' && numberText(json) === undefined ? json : undefined;
}

function asId(json: Json): string | undefined {
  const digits = numberText(json);
  if (digits !== undefined) return /^\d+$/.test(digits) ? digits : undefined;
  return asText(json);
}

function asDecimal(json: Json): string | undefined {
  const text = numberText(json) ?? (typeof json === 'string' ? json : '');
  if (/^-?\d+(\.\d+)?$/.test(text)) return text;
  // An exponent, or `.5` as some databases print it: exact in decimal arithmetic as well.
  return /^-?\d*\.?\d+(e[+-]?\d{1,3})?$/i.test(text) ? new Big(text).toFixed() : undefined;
}

function asInteger(json: Json): number | undefined {
  const text = numberText(json) ?? (typeof json === 'string' ? json : '');
  const number = Number(text);
  return /^-?\d+$/.test(text) && Number.isSafeInteger(number) ? number : undefined;
}

function asBool(json: Json): boolean | undefined {
  return typeof json === 'boolean' ? json : undefined;
}

function asDate(json: Json): string | undefined {
  const text = asText(json);
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : undefined;
}

function asInstant(json: Json): string | undefined {
  const text = asText(json);
  const parts = text?.match(
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(\.\d+)?\s?(?:Z|([+-]\d{2}):?(\d{2}))$/,
  );
  if (!parts) return undefined;
  const offset = parts[4] === undefined ? 'Z' : `${parts[4]}:${parts[5]}`;
  const time = new Date(`${parts[1]}T${parts[2]}${parts[3] ?? ''}${offset}`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
