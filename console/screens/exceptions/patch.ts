import type { ExceptionFieldsQuery } from '../../generated/graphql.ts';
import { words } from '../../words/exceptions.ts';
import { term } from '../../words/terms.ts';

type Fields = Extract<ExceptionFieldsQuery['node'], { readonly editableFields: unknown }>;
export type Field = Fields['editableFields'][number];
export type Suggestion = Fields['suggestions'][number];

/** What a person has entered, by the path of the field; what is not named is left as it is. */
export type Values = Readonly<Record<string, unknown>>;

/** A field by its name: `ledgerItem.STOR-TB-M` is "Ledger item of STOR-TB-M". */
export function labelOf(path: string): string {
  const [name = path, ...rest] = path.split('.');
  return rest.length === 0 ? term(name) : words.fix.of(term(name), rest.join('.'));
}

/** A value as a person reads it. */
export function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return words.fix.nothing;
  if (typeof value === 'boolean') return value ? words.fix.yes : words.fix.no;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What is wrong with what was entered; null where nothing is. The hub looks again. */
export function wrongWith({ type, allowed }: Field, value: unknown): string | null {
  if (value === undefined || value === '' || allowed) return null;
  if (type === 'decimal' && !(typeof value === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(value)))
    return words.fix.decimal;
  if (type === 'date' && !(typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)))
    return words.fix.date;
  return null;
}

/** The patch: what was entered and is another value than the present one. */
export function patchOf(fields: readonly Field[], values: Values): Values {
  return Object.fromEntries(
    fields.flatMap(({ path, current }) => {
      const value = values[path];
      const same = JSON.stringify(value) === JSON.stringify(current);
      return value === undefined || value === '' || same ? [] : [[path, value]];
    }),
  );
}
