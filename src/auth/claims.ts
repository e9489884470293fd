import { type ClaimNames, ownClaims, serviceIssuer } from './issuer.ts';
import { everything, personRoles, type Principal, type Role } from './principal.ts';

/** The claims of a token whose signature, issuer, audience and times were checked. */
export type Claims = Readonly<Record<string, unknown>>;

/** A token that is genuine, but does not say what the hub must know. `message` is for the log and repeats no claim. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
}

/** A program that calls the hub, as its tenant has it now. */
export interface ServiceAccount {
  readonly name: string;
  /** The human who answers for it. */
  readonly owner: string;
  readonly scopes: readonly string[];
  /** Codes of legal entities; null: all. */
  readonly legalEntities: readonly string[] | null;
  readonly regions: readonly string[] | null;
  readonly disabled: boolean;
}

const longest = 256;
/** Nobody delegates so often; a token that says so is not honest. */
const mostActors = 8;

/** What an issuer's token says of its holder, who is never a service account. Throws ClaimError where it says too little. */
export function principalOf(
  claims: Claims,
  issuer: {
    readonly tenant: string | null;
    readonly claims: ClaimNames;
    readonly roles: Readonly<Record<string, readonly Role[]>>;
  },
): Principal {
  const names = issuer.claims;
  const subject = required(claims, 'sub');
  const tenant = issuer.tenant ?? required(claims, names.tenant);
  return {
    tenant,
    account: `${required(claims, 'iss')}|${subject}`,
    person: optional(claims, names.person) ?? subject,
    name: optional(claims, names.name),
    kind: 'PERSON',
    actors: actorsOf(claims, names),
    roles: rolesOf(wordsOf(claims, names.roles), issuer.roles),
    scopes: [],
    regions: placesOf(wordsOf(claims, names.regions)),
    legalEntities: placesOf(wordsOf(claims, names.legalEntities)),
    ...timesOf(claims),
  };
}

/** What a service account's token says, as far as the account itself allows it now. Throws ClaimError for one that is disabled. */
export function servicePrincipal(claims: Claims, account: ServiceAccount): Principal {
  if (account.disabled) throw new ClaimError('the service account is disabled');
  const asked = wordsOf(claims, 'scopes');
  return {
    tenant: required(claims, 'tenant'),
    account: serviceAccountId(account.name),
    person: account.owner,
    name: account.name,
    kind: 'SERVICE',
    actors: actorsOf(claims, ownClaims),
    roles: ['SERVICE'],
    scopes: account.scopes.filter((scope) => asked.includes(scope)),
    regions: account.regions,
    legalEntities: account.legalEntities,
    ...timesOf(claims),
  };
}

/** How a service account is named among accounts, for example to revoke its tokens. */
export const serviceAccountId = (name: string): string => `${serviceIssuer}|${name}`;

/** The value that a claim's name, or a dotted path, leads to. Names that are URLs hold dots themselves. */
export function valueAt(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Claims)[name];
  }
  return value;
}

function optional(claims: Claims, path: string): string | null {
  const value = valueAt(claims, path);
  if (value === undefined || value === null) return null;
  // A claim that is there and is not a plain word must not be taken for one that is missing.
  if (!isWord(value) || value.trim() === '')
    throw new ClaimError(`the claim ${path} is not a word of at most ${longest} characters`);
  return value.trim();
}

function required(claims: Claims, path: string): string {
  const value = optional(claims, path);
  if (value === null) throw new ClaimError(`the claim ${path} is missing`);
  return value;
}

/** Half a character is stored as another one: whoever asked could not be told from whoever decides. */
const isWord = (value: unknown): value is string =>
  typeof value === 'string' && value.isWellFormed() && value.length <= longest && !/\p{Cc}/u.test(value);

/** A list, as an array or as one text with spaces or commas between. Throws ClaimError for anything else that is there. */
function wordsOf(claims: Claims, path: string): readonly string[] {
  const value = valueAt(claims, path) ?? [];
  const words: unknown = typeof value === 'string' ? value.split(/[\s,]+/) : value;
  if (!Array.isArray(words) || !words.every(isWord))
    throw new ClaimError(`the claim ${path} is not a list of words of at most ${longest} characters`);
  return words.filter((word) => word !== '');
}

/** Null: everywhere. What is not said is nowhere. */
const placesOf = (places: readonly string[]): readonly string[] | null =>
  places.includes(everything) ? null : places;

/** An issuer's words that the settings translate mean only what these say; others that are names of ours mean themselves. */
function rolesOf(words: readonly string[], translated: Readonly<Record<string, readonly Role[]>>): Role[] {
  const meant = new Set<string>(
    words.flatMap((word): readonly string[] =>
      Object.hasOwn(translated, word) ? translated[word]! : [word],
    ),
  );
  return personRoles.filter((role) => meant.has(role));
}

/** RFC 8693, section 4.1: who acts is in `act`, and in the `act` of that whoever acted before. */
function actorsOf(claims: Claims, names: ClaimNames): string[] {
  const actors: string[] = [];
  let acting = claims['act'];
  for (let depth = 0; acting !== undefined && acting !== null; depth++) {
    if (typeof acting !== 'object' || Array.isArray(acting) || depth === mostActors)
      throw new ClaimError('the claim act is not what RFC 8693 says');
    const actor = acting as Claims;
    const person = optional(actor, names.person);
    const issuer = optional(actor, 'iss') ?? required(claims, 'iss');
    if (person !== null) actors.push(person);
    const subject = person === null ? required(actor, 'sub') : optional(actor, 'sub');
    if (subject !== null) actors.push(...(person === null ? [subject] : []), `${issuer}|${subject}`);
    acting = actor['act'];
  }
  return actors;
}

function timesOf(claims: Claims): Pick<Principal, 'tokenId' | 'expiresAt' | 'issuedAt'> {
  return {
    tokenId: optional(claims, 'jti'),
    expiresAt: Number(claims['exp']) * 1000,
    // One that does not say when it was issued counts as older than every revocation.
    issuedAt: typeof claims['iat'] === 'number' ? claims['iat'] * 1000 : 0,
  };
}
