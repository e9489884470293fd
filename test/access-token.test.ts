import { createHmac } from 'node:crypto';
import { exportSPKI, SignJWT } from 'jose';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unboundRights } from '../src/auth/rights.ts';
import type { Problem } from '../src/canonical/problem.ts';
import { developmentToken } from '../src/cli/token.ts';
import type { Access, Caller } from '../src/http/access.ts';
import { type AccessParts, createAccess } from '../src/http/identity.ts';
import { developmentSecret, knownDevelopmentSecret } from '../src/secrets/development.ts';
import { settings } from '../src/settings.ts';
import { openStanding } from '../src/standing.ts';
import { openDatabase, type Database } from '../src/store/database.ts';
import { createTestDatabase } from './support/database.ts';
import { makeKey, nowSeconds, startIssuer, type TestIssuer } from './support/issuer.ts';
import { testKeyring } from './support/keyring.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-token-'));
const log: Record<string, unknown>[] = [];
const logger = pino(
  { level: 'info' },
  { write: (line: string) => log.push(JSON.parse(line) as Record<string, unknown>) },
);
let issuer: TestIssuer;
let database: Database;
let standing: Awaited<ReturnType<typeof openStanding>>;
let drop: () => Promise<void>;

function accessWith(more: Partial<AccessParts> = {}, config: Record<string, unknown> = {}): Access {
  const { access } = settings.parse({
    access: { issuers: [{ issuer: issuer.url }], clockToleranceSeconds: 2, ...config },
    sources: [],
  });
  return createAccess({
    config: access,
    tenants: new Map([['main', standing]]),
    rightsOf: () => unboundRights,
    serviceKeys: new Map(testKeyring.verifying('service-account').map((key) => [key.id, key.publicKey])),
    developmentKey: () => knownDevelopmentSecret(dataDir),
    logger,
    ...more,
  });
}

const admitted = async (access: Access, token: string | null): Promise<Caller> => access.admit(token);
const refusal = async (access: Access, token: string | null): Promise<Problem> =>
  admitted(access, token).then(
    () => {
      throw new Error('it was let in');
    },
    (error: Problem) => error,
  );

const part = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token that says what a good one says, with another header and whatever is given as its signature. */
async function forged(
  header: object,
  sign: (signed: string) => string,
  claims: object = {},
): Promise<string> {
  const [, payload] = (await issuer.token()).split('.');
  const good = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object;
  const signed = `${part(header)}.${part({ ...good, ...claims })}`;
  return `${signed}.${sign(signed)}`;
}

beforeAll(async () => {
  issuer = await startIssuer();
  const test = await createTestDatabase();
  drop = test.drop;
  database = openDatabase(test.url, 3);
  standing = await openStanding({ database, pollMs: 1000, onTrouble: () => {} });
});

afterAll(async () => {
  await standing.close();
  await database.close();
  await drop();
  await issuer.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a token', () => {
  it('of a configured issuer says who its holder is, and is not verified twice', async () => {
    const access = accessWith();
    const token = await issuer.token({ jti: 'token-1', act: { sub: 'bot', person: 'Grace@example.com' } });
    const caller = await admitted(access, token);
    expect(caller.principal).toMatchObject({
      tenant: 'main',
      account: `${issuer.url}|account-1`,
      person: 'ada@example.com',
      name: 'Ada Lovelace',
      kind: 'PERSON',
      actors: ['Grace@example.com', `${issuer.url}|bot`],
      roles: ['CONTROLLER'],
      scopes: [],
      regions: null,
      legalEntities: null,
      tokenId: 'token-1',
    });
    // At once, and the very same.
    expect(access.admit(token)).toBe(caller);
  });

  it('may be signed with any algorithm that the settings name for its issuer', async () => {
    const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];
    for (const alg of algorithms) {
      const key = await issuer.addKey(alg);
      const { principal } = await admitted(accessWith(), await issuer.token({ sub: alg }, { key }));
      expect(principal.account).toBe(`${issuer.url}|${alg}`);
    }
    await issuer.rotate();
  });

  it('may leave out which key signed it while an issuer has several', async () => {
    const first = await issuer.rotate();
    await issuer.addKey();
    const token = await issuer.token({}, { key: first, header: { kid: undefined } });
    expect((await admitted(accessWith(), token)).principal.person).toBe('ada@example.com');
  });

  it('counts a little longer than it says, by as much as clocks may differ', async () => {
    const token = await issuer.token({ exp: nowSeconds() - 1 });
    expect((await admitted(accessWith(), token)).principal.person).toBe('ada@example.com');
    expect((await refusal(accessWith({}, { clockToleranceSeconds: 0 }), token)).code).toBe('UNAUTHENTICATED');
  });

  it('that was good is refused once it has expired, although it was verified before', async () => {
    const access = accessWith({}, { clockToleranceSeconds: 0 });
    const token = await issuer.token({ exp: nowSeconds() + 2 });
    await admitted(access, token);
    await expect
      .poll(
        () =>
          refusal(access, token).then(
            ({ code }) => code,
            () => null,
          ),
        { timeout: 30_000 },
      )
      .toBe('UNAUTHENTICATED');
  });

  it('is asked for where there is none', async () => {
    const { code, message } = await refusal(accessWith(), null);
    expect([code, message]).toEqual([
      'UNAUTHENTICATED',
      'No token was given; send one as `authorization: Bearer ...`.',
    ]);
  });
});

describe('what proves nothing', () => {
  const forgeries: Record<string, () => Promise<string>> = {
    'signed with the public key as an HMAC secret': async () => {
      const pem = await exportSPKI(issuer.published[0]!.publicKey);
      const kid = issuer.published[0]!.jwk.kid;
      return forged({ alg: 'HS256', kid, typ: 'JWT' }, (signed) =>
        createHmac('sha256', pem).update(signed).digest('base64url'),
      );
    },
    'signed with the JWK as an HMAC secret': () =>
      forged({ alg: 'HS256', kid: issuer.published[0]!.jwk.kid }, (signed) =>
        createHmac('sha256', JSON.stringify(issuer.published[0]!.jwk)).update(signed).digest('base64url'),
      ),
    'without a signature, alg none': () => forged({ alg: 'none' }, () => ''),
    'without a signature, alg None': () => forged({ alg: 'None' }, () => ''),
    'with the signature of another': async () => {
      const [, , signature] = (await issuer.token()).split('.');
      return forged({ alg: 'RS256', kid: issuer.published[0]!.jwk.kid }, () => signature!, { sub: 'root' });
    },
    'with an algorithm that the settings do not name': async () => {
      const key = await issuer.addKey('RS512');
      return issuer.token({}, { key });
    },
    'with an algorithm that its key is not for': () =>
      issuer.token({}, { header: { kid: issuer.published[0]!.jwk.kid, alg: 'RS512' } }),
    'with a key that its issuer does not publish': async () => issuer.token({}, { key: await makeKey() }),
    'with a key that it brings along': async () => {
      const key = await makeKey();
      return issuer.token({}, { key, header: { jwk: key.jwk, kid: undefined } });
    },
    'with a key from elsewhere': async () => {
      const key = await makeKey();
      return issuer.token({}, { key, header: { jku: 'https://evil.example/keys', kid: key.jwk.kid } });
    },
    'with a critical header that nobody knows': () =>
      forged({ alg: 'RS256', crit: ['b64'], b64: false }, () => part('x')),
    'for another audience': () => issuer.token({ aud: 'somebody-else' }),
    'for no audience': () => issuer.token({ aud: undefined }),
    'of another issuer': () => issuer.token({ iss: 'https://login.example.com' }),
    'of no issuer': () => issuer.token({ iss: undefined }),
    'of an issuer whose name only begins the same': () => issuer.token({ iss: `${issuer.url}/` }),
    expired: () => issuer.token({ exp: nowSeconds() - 60 }),
    'not valid yet': () => issuer.token({ nbf: nowSeconds() + 60 }),
    'issued in the future': () => issuer.token({ iat: nowSeconds() + 60 }),
    'that never expires': () => issuer.token({ exp: undefined }),
    'whose expiry is a word': () => issuer.token({ exp: 'never' }),
    'of nobody': () => issuer.token({ sub: undefined }),
    'of a tenant that is not here': () => issuer.token({ tenant: 'other' }),
    'of no tenant': () => issuer.token({ tenant: undefined }),
    'whose tenant is not a word': () => issuer.token({ tenant: ['main'] }),
    'whose person is not a word': () => issuer.token({ person: { toString: 'ada@example.com' } }),
    'whose actor is not what the standard says': () => issuer.token({ act: 'grace@example.com' }),
    'with an actor who is nobody': () => issuer.token({ act: { name: 'Grace' } }),
    'for logging out': () => issuer.token({}, { header: { typ: 'logout+jwt' } }),
    'encrypted for somebody': async () => `${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`,
    'longer than any token': () => issuer.token({ padding: 'x'.repeat(20_000) }),
    'that is no token': async () => 'not-a-token',
    'that is two dots': async () => '..',
    'whose payload is not JSON': async () => `${part({ alg: 'RS256' })}.${part('nonsense')}.c2ln`,
    'whose payload is a list': async () => `${part({ alg: 'RS256' })}.${part([1])}.c2ln`,
    'that says it is of a service account': async () => {
      const key = await makeKey('EdDSA');
      return issuer.token({ iss: 'isthmus:service', sub: 'billing-export' }, { key });
    },
    'that an issuer says is for development': () => issuer.token({ iss: 'isthmus:development' }),
    'for development, signed with another secret': async () => {
      await developmentSecret(dataDir);
      return new SignJWT({ tenant: 'main', person: 'ada@example.com', roles: ['ADMIN'] })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer('isthmus:development')
        .setAudience('isthmus')
        .setSubject('ada')
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode('another secret of enough characters for HS256'));
    },
  };

  it.each(Object.keys(forgeries))('is refused: %s', async (what) => {
    const { name, code, message } = await refusal(accessWith(), await forgeries[what]!());
    // The same words for each, so that nobody learns how far they came.
    expect([name, code, message]).toEqual([
      'Problem',
      'UNAUTHENTICATED',
      'The token is not accepted; sign in again.',
    ]);
  });

  it('is refused when any one character of a good token is another', async () => {
    const access = accessWith();
    const token = await issuer.token({}, { key: await issuer.rotate('EdDSA') });
    await admitted(access, token);
    const places = Array.from({ length: 60 }, (_, index) => Math.floor((index / 60) * (token.length - 2)));
    const changed = places
      .filter((at) => token[at] !== '.')
      .map((at) => token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1));
    const codes = await Promise.all(changed.map(async (each) => (await refusal(access, each)).code));
    expect(new Set(codes)).toEqual(new Set(['UNAUTHENTICATED']));
  });

  it('leaves a reason in the log, and nothing of the token', async () => {
    log.length = 0;
    const token = await issuer.token({ aud: 'somebody-else', person: 'eve@example.com' });
    await refusal(accessWith(), token);
    expect(log).toMatchObject([{ reason: 'ERR_JWT_CLAIM_VALIDATION_FAILED', msg: 'a token was refused' }]);
    expect(JSON.stringify(log)).not.toMatch(/eve@|somebody|eyJ/);
  });
});

describe('a development token', () => {
  it('lets in whom it names, with the places it names', async () => {
    const claims = { person: 'Kim@example.com', legalEntities: ['DE01', '-'], regions: ['eu'] };
    const { principal } = await admitted(accessWith(), await developmentToken(dataDir, 'STEWARD', claims));
    expect(principal).toMatchObject({
      tenant: 'main',
      person: 'Kim@example.com',
      kind: 'PERSON',
      roles: ['STEWARD'],
      regions: ['eu'],
      legalEntities: ['DE01', '-'],
    });
  });

  it('names somebody after the role, who may see everything, unless it is told otherwise', async () => {
    const token = await developmentToken(dataDir, 'FINANCE_OPS');
    expect((await admitted(accessWith(), token)).principal).toMatchObject({
      person: 'finance-ops@example.com',
      regions: null,
      legalEntities: null,
    });
  });

  it('counts for nothing in production, and for nothing where no secret was made', async () => {
    const token = await developmentToken(dataDir, 'ADMIN');
    expect((await refusal(accessWith({ developmentKey: null }), token)).code).toBe('UNAUTHENTICATED');
    const elsewhere = accessWith({ developmentKey: () => knownDevelopmentSecret(join(dataDir, 'empty')) });
    expect((await refusal(elsewhere, token)).code).toBe('UNAUTHENTICATED');
  });

  it('cannot make its holder a service account', async () => {
    const token = await developmentToken(dataDir, 'SERVICE' as 'ADMIN');
    expect((await admitted(accessWith(), token)).principal).toMatchObject({ kind: 'PERSON', roles: [] });
  });
});
