import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** A pair of keys of an issuer, as its key set shows the public half. */
export interface IssuerKey {
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

/** An OpenID Connect provider over real HTTP: a discovery document, a key set, and tokens with any claim. */
export interface TestIssuer {
  /** Its `iss`. */
  readonly url: string;
  /** How often its discovery document and its key set were asked for. */
  readonly asked: { discovery: number; keys: number };
  /** The keys it publishes, the newest last; tests change them. */
  readonly published: IssuerKey[];
  /** What it answers instead, for an outage or a redirect. */
  fault: { readonly status: number; readonly location?: string } | null;
  /** Lets the next question wait until this resolves; resolves itself when the question has come. */
  hold(until: Promise<void>): Promise<void>;
  /** Answers what is neither its discovery document nor its key set, as its pages and its token endpoint; true when it has. */
  counter: ((request: IncomingMessage, response: ServerResponse) => boolean) | null;
  /** What its discovery document says besides, or otherwise. */
  discovery: Readonly<Record<string, unknown>>;
  /** Makes a key and publishes it. */
  addKey(alg?: string): Promise<IssuerKey>;
  /** Withdraws every key but a new one. */
  rotate(alg?: string): Promise<IssuerKey>;
  /**
   * A token of a person of the tenant `main` who may see everything and counts for an hour, but for what is given; undefined leaves a
   * claim out. Signed with the newest key unless one is given.
   */
  token(
    claims?: Readonly<Record<string, unknown>>,
    how?: { readonly key?: IssuerKey; readonly header?: Readonly<Record<string, unknown>> },
  ): Promise<string>;
  close(): Promise<void>;
}

/** A new key pair; nobody has published it yet. */
export async function makeKey(alg = 'RS256'): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: randomUUID(), alg, use: 'sig' };
  return { alg, privateKey, publicKey, jwk };
}

/** Seconds since the epoch, as tokens count. */
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** Starts an issuer with one key. */
export async function startIssuer(): Promise<TestIssuer> {
  let held: { readonly until: Promise<void>; readonly come: () => void } | null = null;
  const server = createServer((request, response) => {
    const waits = held;
    held = null;
    waits?.come();
    void (waits?.until ?? Promise.resolve()).then(() => answer(request, response));
  });
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    // Pages of other origins may read what it says, as at every provider that lets them sign people in.
    response.setHeader('access-control-allow-origin', '*');
    if (issuer.counter?.(request, response)) return;
    const isDiscovery = request.url === '/.well-known/openid-configuration';
    issuer.asked[isDiscovery ? 'discovery' : 'keys'] += 1;
    const { status, location } = issuer.fault ?? { status: 200, location: undefined };
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(location !== undefined && { location }),
    });
    const document = { issuer: url, jwks_uri: `${url}/keys`, ...issuer.discovery };
    const keys = { keys: issuer.published.map(({ jwk }) => jwk) };
    response.end(JSON.stringify(status === 200 ? (isDiscovery ? document : keys) : {}));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer: TestIssuer = {
    url,
    asked: { discovery: 0, keys: 0 },
    published: [],
    fault: null,
    counter: null,
    discovery: {},
    hold: (until) => new Promise((come) => (held = { until, come })),
    async addKey(alg) {
      const key = await makeKey(alg);
      issuer.published.push(key);
      return key;
    },
    async rotate(alg) {
      issuer.published.length = 0;
      return issuer.addKey(alg);
    },
    async token(claims = {}, { key = issuer.published.at(-1)!, header = {} } = {}) {
      const usual = {
        iss: url,
        aud: 'isthmus',
        sub: 'account-1',
        jti: randomUUID(),
        iat: nowSeconds(),
        exp: nowSeconds() + 3600,
        tenant: 'main',
        person: 'ada@example.com',
        name: 'Ada Lovelace',
        roles: ['CONTROLLER'],
        regions: ['*'],
        legal_entities: ['*'],
      };
      return new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: key.alg, kid: key.jwk.kid, typ: 'JWT', ...header })
        .sign(key.privateKey);
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  await issuer.addKey();
  return issuer;
}
