import { parseExact } from '../kit/json.ts';
import type { SimRequest } from '../kit/types.ts';
import { dateText, dayOf, type Day } from '../world/days.ts';
import { category, Refusal } from './answer.ts';
import { decimalOf, plain } from './decimal.ts';

/** A part of a request's body whose numbers have kept their characters. */
export type Given = Readonly<Record<string, unknown>>;

/** A refusal of the orders API, resource 531003, inside HTTP 200. */
export function refused(kind: keyof typeof category, message: string): Refusal {
  return new Refusal(200, 53_100_300 + category[kind], message);
}

/** The JSON object of a request; another content type, also none, is 415, as an empty PUT is. */
export function givenBody(request: SimRequest): Given {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
    throw new Refusal(415, 53_100_300 + category.malformed, 'Unsupported media type');
  try {
    const body = parseExact(request.body.toString('utf8'));
    if (isGiven(body)) return body;
  } catch {
    // Falls through to the refusal.
  }
  throw new Refusal(400, 53_100_300 + category.malformed, 'Malformed request body');
}

function isNumber(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null;
}

export function isGiven(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumber(value);
}

function absent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function invalid(name: string): Refusal {
  return refused('invalidValue', `Invalid value for field ${name}.`);
}

function missing(name: string): Refusal {
  return refused('missingField', `Missing required field ${name}.`);
}

export function objectAt(given: Given, name: string): Given | undefined {
  const value = given[name];
  if (absent(value)) return undefined;
  if (!isGiven(value)) throw invalid(name);
  return value;
}

export function neededObject(given: Given, name: string): Given {
  const value = objectAt(given, name);
  if (!value) throw missing(name);
  return value;
}

export function listAt(given: Given, name: string): readonly Given[] {
  const value = given[name];
  if (absent(value)) return [];
  if (!Array.isArray(value) || !value.every(isGiven)) throw invalid(name);
  return value;
}

export function textAt(given: Given, name: string): string | undefined {
  const value = given[name];
  if (absent(value)) return undefined;
  if (typeof value !== 'string' || value === '' || value.length > 255) throw invalid(name);
  return value;
}

export function neededText(given: Given, name: string): string {
  const value = textAt(given, name);
  if (value === undefined) throw missing(name);
  return value;
}

export function flagAt(given: Given, name: string): boolean | undefined {
  const value = given[name];
  if (absent(value)) return undefined;
  if (typeof value !== 'boolean') throw invalid(name);
  return value;
}

export function dayAt(given: Given, name: string): Day | undefined {
  const text = textAt(given, name);
  if (text === undefined) return undefined;
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
  // A 30th of February is a date to Date.parse, of March.
  if (!whole || dateText(dayOf(text)) !== text) throw invalid(name);
  return dayOf(text);
}

export function neededDay(given: Given, name: string): Day {
  const day = dayAt(given, name);
  if (day === undefined) throw missing(name);
  return day;
}

/** A number that is not negative, as plain decimal text; text is not a number. */
export function amountAt(given: Given, name: string): string | undefined {
  const value = given[name];
  if (absent(value)) return undefined;
  const text = isNumber(value) ? JSON.stringify(value) : '';
  const number = decimalOf(text);
  if (!number || number.digits < 0n) throw invalid(name);
  return plain(text);
}

export function countAt(given: Given, name: string): number | undefined {
  const text = amountAt(given, name);
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,4}$/.test(text)) throw invalid(name);
  return Number(text);
}

/** One of the words, or undefined when nothing is said. */
export function wordAt<W extends string>(given: Given, name: string, words: readonly W[]): W | undefined {
  const text = textAt(given, name);
  if (text === undefined) return undefined;
  const word = words.find((each) => each === text);
  if (!word) throw invalid(name);
  return word;
}

export function neededWord<W extends string>(given: Given, name: string, words: readonly W[]): W {
  const word = wordAt(given, name, words);
  if (!word) throw missing(name);
  return word;
}
