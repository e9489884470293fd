const checksumAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The 18-character, case-safe form of a 15-character id. Source: Salesforce help, "18-character record ids". */
export function longId(id15: string): string {
  let suffix = '';
  for (let chunk = 0; chunk < 15; chunk += 5) {
    let bits = 0;
    for (let index = 0; index < 5; index += 1) {
      if (/[A-Z]/.test(id15[chunk + index]!)) bits |= 1 << index;
    }
    suffix += checksumAlphabet[bits];
  }
  return id15 + suffix;
}

/**
 * An id of 15 characters or of 18 in any case, as the 18 characters that are stored; undefined when it cannot be an id.
 * The last three of the 18 say which letters are upper case, so a client that changed the case is still understood.
 */
export function parseId(text: string): string | undefined {
  if (/^[0-9A-Za-z]{15}$/.test(text)) return longId(text);
  if (!/^[0-9A-Za-z]{15}[A-Z0-5]{3}$/i.test(text)) return undefined;
  let id15 = '';
  for (let index = 0; index < 15; index += 1) {
    const bits = checksumAlphabet.indexOf(text[15 + Math.floor(index / 5)]!.toUpperCase());
    const char = text[index]!;
    id15 += (bits >> (index % 5)) & 1 ? char.toUpperCase() : char.toLowerCase();
  }
  return longId(id15);
}

/** The nth id that the simulator gives out itself for objects with this key prefix; a range apart from the seeded ids. */
export function mintId(keyPrefix: string, nth: number): string {
  let text = '';
  for (let rest = nth, place = 0; place < 5; place += 1, rest = Math.floor(rest / 62)) {
    text = base62[rest % 62] + text;
  }
  return longId(`${keyPrefix}5g0000h${text}`);
}

/** The organisation that the simulator is. */
export const orgId = longId('00D5g000000Hub1');
/** The user that an integration runs as. */
export const integrationUserId = longId('0055g0000000Hub');
