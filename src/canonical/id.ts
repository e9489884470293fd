import { randomFillSync } from 'node:crypto';
import { idPrefix, type Kind } from './kind.ts';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const bytes = new Uint8Array(16);

/** Sixteen random characters after ten of the time: ids sort by when they were minted and never collide. Form of a ULID, lower case. */
export function ulid(now = Date.now()): string {
  let text = '';
  for (let rest = now, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) text = alphabet[rest % 32] + text;
  randomFillSync(bytes);
  for (const byte of bytes) text += alphabet[byte & 31];
  return text;
}

/** A new id for a record of a kind, stable for ever once it is stored. */
export function mintId(kind: Kind): string {
  return `${idPrefix[kind]}_${ulid()}`;
}
