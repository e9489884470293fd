import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { eventSchemas, type JsonSchema } from '../src/canonical/event-schema.ts';

/**
 * Where data that fits the new schema would not fit the old one, in words: what breaks a reader that was written against the old one.
 * Both are schemas as `eventSchemas` makes them; an unknown difference counts as breaking.
 */
export function breaking(before: unknown, after: unknown, path = 'data'): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [old, now] = [before as JsonSchema, after as JsonSchema];
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null)
    return [`${path}: ${JSON.stringify(before)} became ${JSON.stringify(after)}`];
  const broken: string[] = [];
  for (const name of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const at = `${path}${name === 'properties' ? '' : `.${name}`}`;
    if (name === '$id' || name === 'title' || name === 'description' || name === '$schema') continue;
    if (name === 'properties')
      for (const [property, value] of Object.entries((old[name] ?? {}) as JsonSchema)) {
        const found = ((now[name] ?? {}) as JsonSchema)[property];
        broken.push(
          ...(found === undefined
            ? [`${path}.${property} is gone`]
            : breaking(value, found, `${path}.${property}`)),
        );
      }
    else if (name === 'required')
      broken.push(...missing(old[name], now[name]).map((each) => `${path}.${each} may now be absent`));
    else if (name === 'x-event-types')
      broken.push(...missing(old[name], now[name]).map((each) => `${each} is no longer sent`));
    else if (name === 'enum')
      // Without the list anything fits; a longer list holds what a reader does not know.
      broken.push(
        ...(old[name] === undefined
          ? []
          : now[name] === undefined
            ? [`${at} is open now`]
            : missing(now[name], old[name]).map((each) => `${path} may now be ${each}`)),
      );
    else if (name === 'anyOf')
      broken.push(...alternatives(old[name], now[name]).map((each) => `${path} may now be ${each}`));
    else if (old[name] === undefined && narrowing.has(name)) continue;
    else broken.push(...breaking(old[name], now[name], at));
  }
  return broken;
}

const narrowing: ReadonlySet<string> = new Set([
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'const',
  'type',
]);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const missing = (from: unknown, where: unknown): string[] =>
  listOf(from)
    .filter((each) => !listOf(where).includes(each))
    .map(String);
const alternatives = (before: unknown, after: unknown): string[] =>
  listOf(after)
    .filter((now) => !listOf(before).some((old) => breaking(old, now).length === 0))
    .map((each) => JSON.stringify(each));

const folder = new URL('../schema/events/', import.meta.url);

/** Writes schema/events, or with `check` only compares. Returns what is wrong. */
export function generate(check: boolean, schemas = eventSchemas(), place = folder): string[] {
  const wrong: string[] = [];
  mkdirSync(place, { recursive: true });
  for (const [name, schema] of Object.entries(schemas)) {
    const file = new URL(`${name}.json`, place);
    const text = `${JSON.stringify(schema, null, 2)}\n`;
    const held = existsSync(file) ? readFileSync(file, 'utf8') : null;
    if (held !== null && isDeepStrictEqual(JSON.parse(held), schema)) continue;
    const broken = held === null ? [] : breaking(JSON.parse(held), schema);
    if (broken.length > 0)
      wrong.push(
        `${name} breaks its readers: ${broken.join('; ')}. Raise the noun's schemaVersion in src/canonical/event.ts: the new shape gets a file of its own.`,
      );
    else if (check) wrong.push(`schema/events/${name}.json is not fresh: npm run generate`);
    else writeFileSync(file, text);
  }
  return wrong;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wrong = generate(process.argv.includes('--check'));
  for (const message of wrong) process.stderr.write(`${message}\n`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}
