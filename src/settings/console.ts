import { z } from 'zod';
import { isTrustedAddress } from '../auth/issuer.ts';

/** RFC 6749, 3.3: what the word for a scope may consist of. */
const scope = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'must be one word');
const isOrigin = (text: string): boolean => isTrustedAddress(text) && new URL(text).origin === text;
/** What the console says itself in a request for a code (RFC 6749, RFC 7636, OpenID Connect Core). */
const own = [
  'response_type',
  'client_id',
  'redirect_uri',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
];

/** How people sign in to the console: at which issuer, and as which of its clients. */
export const consoleSettings = z.strictObject({
  /** A public client of the issuer, for which `<the hub's address>/signed-in` is registered. Null: the console is given a token by hand. */
  clientId: z.string().min(1).nullable().default(null),
  /** One of `access.issuers`; null: the only one there is. */
  issuer: z.string().min(1).nullable().default(null),
  scopes: z
    .array(scope)
    .refine((all) => all.includes('openid'), 'must hold openid')
    .default(['openid', 'profile']),
  /** What this issuer wants to be asked besides so that its access token names the hub: `{ audience: isthmus }`, `{ resource: … }` (RFC 8707). */
  parameters: z
    .record(z.string(), z.string())
    .refine(
      (all) => !own.some((name) => name in all),
      `may not set what the console says itself: ${own.join(', ')}`,
    )
    .default({}),
  /** Where the issuer is asked for tokens, if that is another origin than its own. */
  origins: z
    .array(z.string().refine(isOrigin, 'not an https origin, for example https://tokens.example.com'))
    .default([]),
});

/** Why nobody could sign in as the settings say: a configuration that may have any shape; null where nothing is wrong. */
export function signInTrouble(content: unknown): string | null {
  const { console, access } = (content ?? {}) as {
    readonly console?: { readonly clientId?: unknown; readonly issuer?: unknown } | null;
    readonly access?: { readonly issuers?: unknown } | null;
  };
  if (typeof console?.clientId !== 'string') return null;
  const issuers = Array.isArray(access?.issuers)
    ? access.issuers.flatMap((each: { issuer?: unknown } | null) =>
        typeof each?.issuer === 'string' ? [each.issuer] : [],
      )
    : [];
  const known = issuers.length === 0 ? 'there are none' : `known: ${issuers.join(', ')}`;
  const chosen = typeof console.issuer === 'string' ? console.issuer : issuers[0];
  if (typeof console.issuer !== 'string' && issuers.length !== 1)
    return `say which of access.issuers; ${known}`;
  if (chosen === undefined || !issuers.includes(chosen)) return `must be one of access.issuers; ${known}`;
  return isTrustedAddress(chosen) ? null : 'must be an https address: the console asks there how to sign in';
}
