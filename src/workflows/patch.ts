import { same } from '../canonical/event.ts';
import type { EditableField, Finding } from '../canonical/finding.ts';
import { Problem } from '../canonical/problem.ts';
import { date } from '../canonical/scalars.ts';

/** What somebody mends, by the path of the editable field. */
export type Patch = Readonly<Record<string, unknown>>;

/** Every field that may be mended; of one that several findings name, what the first one says. */
export function editableOf(findings: readonly Finding[]): readonly EditableField[] {
  const byPath = new Map<string, EditableField>();
  for (const { editable } of findings)
    for (const field of editable) if (!byPath.has(field.path)) byPath.set(field.path, field);
  return [...byPath.values()];
}

const longestText = 1000;
const isText = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.trim() !== '' &&
  value.length <= longestText &&
  value.isWellFormed() &&
  !value.includes('\0');

/** What each type takes, and what it is called. */
const types: Readonly<
  Record<EditableField['type'], { readonly takes: (value: unknown) => boolean; readonly words: string }>
> = {
  text: { takes: isText, words: `text of 1 to ${longestText} characters` },
  choice: { takes: isText, words: 'one of the values that are possible' },
  decimal: {
    takes: (value) => typeof value === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(value),
    words: 'a decimal number, for example "1250.00"',
  },
  date: { takes: (value) => date.safeParse(value).success, words: 'a day as YYYY-MM-DD' },
  boolean: { takes: (value) => typeof value === 'boolean', words: 'true or false' },
};

/**
 * A number as decimal text, where it is the number that was written: one with more digits than a number keeps is left as it is, and
 * refused.
 */
function decimalText(value: unknown): unknown {
  if (typeof value !== 'number') return value;
  const text = String(value);
  return text.replaceAll(/\D/g, '').length <= 15 ? text : value;
}

/**
 * The patch that somebody gave, as JSON; numbers for decimal fields become text. Throws INVALID_INPUT, with the path of the field, for what may not be mended, is of another type
 * than the field, or is not among the values that it takes.
 */
export function patchOf(given: unknown, findings: readonly Finding[]): Patch {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Problem('INVALID_INPUT', 'A patch is an object: the value of each field by its path.', {
      path: 'patch',
    });
  const fields = new Map(editableOf(findings).map((field) => [field.path, field]));
  const patch: Record<string, unknown> = {};
  for (const [path, raw] of Object.entries(given)) {
    const field = fields.get(path);
    const value = field?.type === 'decimal' ? decimalText(raw) : raw;
    const wrong = field ? wrongWith(field, value) : unknownPath(path, [...fields.keys()]);
    if (wrong !== null) throw new Problem('INVALID_INPUT', wrong, { path: `patch.${path}`.slice(0, 200) });
    patch[path] = value;
  }
  return patch;
}

function unknownPath(path: string, known: readonly string[]): string {
  const may = known.length === 0 ? 'nothing can be mended here' : `there are ${known.join(', ')}`;
  return `${path.slice(0, 100)} is no field that can be mended; ${may}.`;
}

function wrongWith({ path, type, allowed }: EditableField, value: unknown): string | null {
  const { takes, words } = types[type];
  if (allowed?.some((each) => same(each, value))) return null;
  if (allowed) return `${path} must be one of ${allowed.map(String).join(', ')}.`;
  return takes(value) ? null : `${path} must be ${words}.`;
}

/** Whether a patch decides of money: a field of which nobody said that it does not, counts. */
export function touchesMoney(patch: Patch, findings: readonly Finding[]): boolean {
  return editableOf(findings).some(({ path, touchesMoney: money }) => path in patch && money !== false);
}
