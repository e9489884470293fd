import { parseExact } from '../../kit/json.ts';
import type { Sim, SimRequest } from '../../kit/types.ts';
import { Refused } from '../errors.ts';
import { userError } from '../words.ts';
import type { Row } from './store.ts';
import type { Field, RecordType, Sublist } from './types.ts';
import { columnOf, stored } from './value.ts';

/** What a request body says of a record, checked: columns, and its lines when it names any. */
export interface Draft {
  readonly values: Row;
  readonly lines: readonly Row[] | null;
  /** Names that the record type does not have and that were dropped. */
  readonly dropped: readonly string[];
}

type Plain = Record<string, unknown>;

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(body: Buffer): Plain {
  try {
    const value = parseExact(body.toString('utf8'));
    if (isPlain(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new Refused(400, 'INVALID_CONTENT', 'Invalid content in the request body.');
}

/** Members of every record that say nothing new when they are sent back. */
const ignored = new Set(['id', 'links', 'refName']);

function columnsOf(
  sim: Sim,
  table: string,
  fields: Readonly<Record<string, Field>>,
  given: Plain,
  prefix: string,
  dropped: string[],
): Record<string, string | null> {
  const values: Record<string, string | null> = {};
  for (const [name, value] of Object.entries(given)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) {
      if (!ignored.has(name)) dropped.push(`${prefix}${name}`);
    } else if (!field.readOnly)
      values[field.column] = stored(sim.db, field, columnOf(table, field), value, `${prefix}${name}`);
  }
  return values;
}

function linesOf(sim: Sim, { name, fields, blank }: Sublist, given: unknown, dropped: string[]): Row[] {
  const items = isPlain(given) ? given.items : undefined;
  if (!Array.isArray(items))
    throw new Refused(400, 'INVALID_CONTENT', `Invalid content: ${name}.items must be a list.`, name);
  return items.map((item, index) => {
    const path = `${name}.items[${index}].`;
    if (!isPlain(item)) throw new Refused(400, 'INVALID_CONTENT', 'Invalid content in a line.', path);
    return { ...blank, ...columnsOf(sim, 'transactionline', fields, item, path, dropped) };
  });
}

/**
 * Reads the body of a write. An unknown name is refused, or dropped, as `X-NetSuite-PropertyNameValidation` says
 * (the default, `warning`, drops it). Throws Refused with the path of what does not fit.
 */
export function draftOf(sim: Sim, request: SimRequest, type: RecordType): Draft {
  const given = objectOf(request.body);
  const { sublist } = type;
  const sent = sublist && given[sublist.name];
  if (sublist) delete given[sublist.name];
  const dropped: string[] = [];
  const values = columnsOf(sim, type.table, type.fields, given, '', dropped);
  const lines = sublist && sent !== undefined ? linesOf(sim, sublist, sent, dropped) : null;
  const strict = (request.headers['x-netsuite-propertynamevalidation'] ?? '').toLowerCase() === 'error';
  if (strict && dropped.length > 0)
    throw new Refused(
      400,
      'INVALID_CONTENT',
      `Error while accessing a resource. Unknown reference or field name(s): ${dropped.join(', ')}.`,
      dropped[0],
    );
  return { values, lines, dropped };
}

/** Refuses a draft of a new record that lacks what its type needs. */
export function requireComplete(sim: Sim, type: RecordType, draft: Draft): void {
  const missing = type.required.filter((name) =>
    name === type.sublist?.name ? draft.lines === null : !draft.values[type.fields[name]!.column],
  );
  if (missing.length > 0) throw userError(sim, 'missing', [missing.join(', ')], missing[0]);
}
