import { Problem } from '../canonical/problem.ts';

/**
 * A cursor names the list it was made for and the sort values of one row, so that a page continues behind that row whatever was
 * inserted or removed meanwhile. Opaque to clients: base64url of JSON `[list, ...values]`.
 */
export function encodeCursor(list: string, values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([list, ...values])).toString('base64url');
}

/** The sort values in a cursor of this list. Throws CURSOR_INVALID for text that is no cursor, or one of another list or order. */
export function decodeCursor(list: string, cursor: string, length: number): (string | number)[] {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    content = null;
  }
  const [tag, ...values] = Array.isArray(content) ? (content as unknown[]) : [];
  if (tag !== list || values.length !== length || !values.every(storable))
    throw new Problem(
      'CURSOR_INVALID',
      'The cursor was not made by this list with this order; start again without it.',
    );
  return values;
}

const storable = (value: unknown): value is string | number =>
  typeof value === 'number' || (typeof value === 'string' && !value.includes('\0'));
