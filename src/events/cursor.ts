import { createHmac, timingSafeEqual } from 'node:crypto';
import { Problem } from '../canonical/problem.ts';

/** Cursors of streams: each names a position of the log, and is good only for the stream that gave it. */
export interface Cursors {
  /** The same text for the same stream and position on every node: 32 characters of base64url. */
  write(stream: string, position: number): string;
  /** The position of a cursor that `write` made for this stream; throws CURSOR_INVALID for anything else. */
  read(stream: string, cursor: string): number;
}

const positionBytes = 6;
/** Of HMAC-SHA256. With the position it fills base64url without a rest, so that no two texts are the same cursor. */
const signatureBytes = 18;

/** Cursors signed with `secret`. Those that were signed with a former one are still read. */
export function createCursors(secret: Buffer, former: readonly Buffer[] = []): Cursors {
  const all = [secret, ...former];
  const sign = (stream: string, place: Buffer, secret: Buffer): Buffer =>
    createHmac('sha256', secret).update(place).update(stream).digest().subarray(0, signatureBytes);
  return {
    write(stream, position) {
      const place = Buffer.alloc(positionBytes);
      place.writeUIntBE(position, 0, positionBytes);
      return Buffer.concat([place, sign(stream, place, secret)]).toString('base64url');
    },
    read(stream, cursor) {
      const bytes = Buffer.from(/^[\w-]{32}$/.test(cursor) ? cursor : '', 'base64url');
      const place = bytes.subarray(0, positionBytes);
      const signature = bytes.subarray(positionBytes);
      const fits = (each: Buffer): boolean => timingSafeEqual(signature, sign(stream, place, each));
      if (signature.length !== signatureBytes || !all.some(fits))
        throw new Problem(
          'CURSOR_INVALID',
          'the cursor was not made by this subscription with these arguments; start again without it',
        );
      return place.readUIntBE(0, positionBytes);
    },
  };
}
