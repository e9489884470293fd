import { createHash } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** By what persons, accounts and their aliases are compared: without regard to case, to outer space, or to how a letter is composed. */
export function personKey(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** The id of a person who is known by tokens: the same for every account that the person has, and another in every tenant. */
export function personId(tenant: string, person: string): string {
  const digest = createHash('sha256')
    .update(`${tenant}\0${personKey(person)}`)
    .digest();
  // 26 of the digest's 32 bytes, five bits of each.
  return `usr_${Array.from(digest.subarray(0, 26), (byte) => alphabet[byte & 31]).join('')}`;
}

/** A person as the graph shows one: known by tokens, whether or not the CRM knows the same human. */
export interface PersonView {
  /** `usr_` and what follows from tenant and person. */
  readonly id: string;
  /** What the tokens call the person, as last seen. */
  readonly person: string;
  readonly name: string | null;
  /** The roles of the last token that was seen. */
  readonly roles: readonly string[];
}
