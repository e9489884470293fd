import { crc32 } from 'node:zlib';
import { Problem } from '../canonical/problem.ts';

const checkOf = (scope: string, place: string): string => crc32(`${scope} ${place}`).toString(36);

/**
 * The cursor of a row in a list: its position, its id, and a check that binds both to the list (`scope`). Text in base64url.
 */
export function encodeCursor(scope: string, position: number, id: string): string {
  const place = `${position}.${id}`;
  return Buffer.from(`${checkOf(scope, place)}.${place}`).toString('base64url');
}

/** The position and id that a cursor of this list names; throws CURSOR_INVALID for anything `encodeCursor` did not make for it. */
export function decodeCursor(
  scope: string,
  cursor: string,
): { readonly position: number; readonly id: string } {
  const match = /^([0-9a-z]+)\.((\d{1,9})\.([\w-]+))$/.exec(
    Buffer.from(cursor, 'base64url').toString('latin1'),
  );
  if (!match || match[1] !== checkOf(scope, match[2]!))
    throw new Problem('CURSOR_INVALID', 'the cursor was not made by this list; start again without it');
  return { position: Number(match[3]), id: match[4]! };
}
