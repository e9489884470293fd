import { type KeyObject, createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { z } from 'zod';
import type { Send, Token } from '../http/policy.ts';
import { reader } from '../http/reader.ts';

const tokenPath = '/services/rest/auth/oauth2/v1/token';
/** Oracle allows up to 60 minutes; a token request takes seconds. */
const assertionSeconds = 300;

function keyOf(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

/** PS256 for RSA and ES256 for P-256: what NetSuite's OAuth 2.0 client credentials accept; null for any other key. */
function algorithmOf(key: KeyObject | null): 'PS256' | 'ES256' | null {
  if (key?.asymmetricKeyType === 'rsa') return 'PS256';
  const curve = key?.asymmetricKeyType === 'ec' ? key.asymmetricKeyDetails?.namedCurve : null;
  return curve === 'prime256v1' ? 'ES256' : null;
}

/** The credentials of an OAuth 2.0 client credentials mapping. The key may have its line breaks written as `\n`. */
export const credentials = z.object({
  /** As NetSuite shows it, for example `1234567` or `1234567_SB1`. */
  accountId: z.string().regex(/^[A-Za-z0-9_-]+$/, 'not a NetSuite account id'),
  clientId: z.string().min(1),
  /** The certificate id of the mapping; sent as `kid`. */
  certificateId: z.string().min(1),
  privateKey: z
    .string()
    .transform((pem) => pem.replaceAll(String.raw`\n`, '\n'))
    .refine((pem) => algorithmOf(keyOf(pem)) !== null, 'not an RSA or P-256 private key in PEM form'),
});

/**
 * Logs in with an assertion that is signed with the credentials in force (OAuth 2.0 client credentials). There is no refresh token, and
 * `expires_in` comes as text. Source: Oracle, "OAuth 2.0 for Integrations: Client Credentials Flow".
 */
export function createLogin(
  inForce: () => Readonly<Record<string, string>>,
  origin: string,
): (send: Send) => Promise<Token> {
  return async (send) => {
    const given = credentials.parse(inForce());
    const key = createPrivateKey(given.privateKey);
    const algorithm = algorithmOf(key)!;
    const assertion = await new SignJWT({ scope: 'rest_webservices' })
      .setProtectedHeader({ alg: algorithm, kid: given.certificateId, typ: 'JWT' })
      .setIssuer(given.clientId)
      .setAudience(`${origin}${tokenPath}`)
      .setIssuedAt()
      .setExpirationTime(`${assertionSeconds}s`)
      .sign(key);
    const answer = await send({
      method: 'POST',
      path: tokenPath,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }).toString(),
    });
    const token = reader(answer.json(), 'token');
    return {
      headers: { authorization: `Bearer ${token.text('access_token')}` },
      expiresInMs: token.integer('expires_in') * 1000,
    };
  };
}
