import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personId } from '../src/canonical/person.ts';
import { developmentToken } from '../src/cli/token.ts';
import { createApp } from '../src/app.ts';
import { dutyKey } from '../src/auth/duties.ts';
import { settings } from '../src/settings.ts';
import { revoke } from '../src/store/revocation.ts';
import pino from 'pino';
import { type Guarded, serveGuarded } from './support/guarded.ts';
import { eventually } from './support/hub.ts';

let hub: Guarded;

beforeAll(async () => {
  hub = await serveGuarded({ revocationPollMs: 60_000 });
});
afterAll(async () => hub.close());

const viewer = '{ viewer { id name roles } }';
const codeOf = (answer: { body: { errors?: { extensions: Record<string, unknown> }[] } }): unknown =>
  answer.body.errors?.[0]?.extensions['code'];

describe('a request', () => {
  it('without a token is refused, and told what to bring', async () => {
    const answer = await hub.ask(viewer, null);
    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.body.data).toBeUndefined();
  });

  it('with a token that proves nothing is refused, and told no more than that', async () => {
    const bad = [await hub.issuer.token({ aud: 'x' }), 'nonsense', `${await hub.issuer.token()}x`];
    for (const claims of [
      { person: 5 },
      { roles: { a: 1 } },
      { roles: [1] },
      { regions: 5 },
      { legal_entities: { a: 1 } },
    ])
      bad.push(await hub.issuer.token(claims));
    for (const token of bad) {
      const answer = await hub.ask(viewer, token);
      expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      expect(answer.body.errors![0]!.message).toBe('The token is not accepted; sign in again.');
    }
  });

  it.each(['Basic YWRtaW46YWRtaW4=', 'Bearer', 'Bearer a b', 'bearer: x', ''])(
    'is refused with the header `%s`',
    async (authorization) => {
      const response = await fetch(`${hub.nodes[0]!.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ query: '{ __typename }' }),
      });
      expect(response.status).toBe(401);
    },
  );

  it('is refused before anything of it is read, wherever it goes', async () => {
    const [{ url }] = hub.nodes as [(typeof hub.nodes)[0]];
    const places = [
      '/graphql',
      '/graphql?query={__typename}',
      '/graphql/stream',
      '/graphql/stream?query={__typename}',
    ];
    for (const place of places)
      for (const method of place.includes('?') ? ['GET'] : ['GET', 'POST']) {
        const response = await fetch(`${url}${place}`, { method, ...(method === 'POST' && { body: '{' }) });
        expect([place, method, response.status]).toEqual([place, method, 401]);
      }
  });

  it('is told to try again while the issuer does not give its keys, and is let in afterwards', async () => {
    const token = await hub.issuer.token({}, { key: await hub.issuer.rotate() });
    hub.issuer.fault = { status: 503 };
    const answer = await hub.ask(viewer, token);
    expect([answer.status, codeOf(answer)]).toEqual([503, 'HUB_UNAVAILABLE']);
    expect(answer.headers.get('retry-after')).toBe('1');
    hub.issuer.fault = null;
    await eventually('it is asked again', async () => (await hub.ask(viewer, token)).status === 200);
  });

  it('is let in with a role of ours or with none; without one there is nothing to see', async () => {
    const answer = await hub.ask('{ customers { totalCount } }', await hub.issuer.token({ roles: ['x'] }));
    expect([answer.status, codeOf(answer)]).toEqual([200, 'FORBIDDEN']);
  });
});

describe('the viewer', () => {
  it('is whoever the token names, in every account and spelling, and is found by id', async () => {
    const token = await hub.issuer.token({ roles: ['CONTROLLER', 'AUDITOR'] });
    const { body } = await hub.ask(viewer, token);
    const id = personId('main', 'ada@example.com');
    expect(body.data!['viewer']).toEqual({ id, name: 'Ada Lovelace', roles: ['CONTROLLER', 'AUDITOR'] });
    const other = await hub.issuer.token({ sub: 'account-2', person: 'ADA@example.com', name: undefined });
    expect((await hub.ask(viewer, other)).body.data!['viewer']).toEqual({
      id,
      name: 'Ada Lovelace',
      roles: ['CONTROLLER'],
    });
    const found = await hub.ask(`{ node(id: "${id}") { id ... on User { name roles } } }`, other);
    expect(found.body.data!['node']).toEqual({ id, name: 'Ada Lovelace', roles: ['CONTROLLER'] });
  });

  it('may have signed in for development', async () => {
    const token = await developmentToken(hub.dataDir, 'SALES_OPS', { person: 'kim@example.com' });
    expect((await hub.ask(viewer, token)).body.data!['viewer']).toMatchObject({ roles: ['SALES_OPS'] });
  });
});

const act = () => ({
  actor: { person: 'root', account: 'root', actors: [] },
  correlationId: randomUUID(),
  reason: 'left',
});

describe('a revocation', () => {
  const refused = (token: string) =>
    eventually('it is refused', async () => (await hub.ask('{ __typename }', token)).status === 401);

  it('of a token, of an account or of a person is heard of at once, and leaves others alone', async () => {
    const ada = await hub.issuer.token({ jti: 'ada-1' });
    const again = await hub.issuer.token({ jti: 'ada-2' });
    const bob = await hub.issuer.token({ sub: 'bob', person: 'bob@example.com' });
    const bobsBot = await hub.issuer.token({ sub: 'bot', person: 'eve@example.com', act: { sub: 'bob' } });
    for (const token of [ada, again, bob, bobsBot]) expect((await hub.ask(viewer, token)).status).toBe(200);
    await revoke(hub.database, { what: 'TOKEN', value: 'ada-1', ...act() });
    await refused(ada);
    expect((await hub.ask(viewer, again)).status).toBe(200);
    await revoke(hub.database, { what: 'PERSON', value: 'ADA@Example.com', ...act() });
    await refused(again);
    expect((await hub.ask(viewer, bob)).status).toBe(200);
    await revoke(hub.database, { what: 'ACCOUNT', value: `${hub.issuer.url}|bob`, ...act() });
    await refused(bob);
    await refused(bobsBot);
  });

  it('refuses what was issued until then, and nothing that is issued later', async () => {
    await revoke(hub.database, { what: 'PERSON', value: 'may@example.com', ...act() });
    const iat = Math.floor(Date.now() / 1000);
    await refused(await hub.issuer.token({ person: 'may@example.com', iat: iat - 5 }));
    await refused(await hub.issuer.token({ person: 'may@example.com', iat: undefined }));
    const later = await eventually('a later second', async () => {
      const now = Math.floor(Date.now() / 1000);
      return now > iat && now;
    });
    const token = await hub.issuer.token({ person: 'may@example.com', iat: later });
    expect((await hub.ask(viewer, token)).status).toBe(200);
  });

  it('is in the audit with who, why and what', async () => {
    const { rows } = await hub.database.query<{ action: string; person: string; after: string }>(
      `select action, person, after from audit_entry where action = 'access.revoked' order by seq limit 1`,
    );
    expect(rows[0]).toMatchObject({ action: 'access.revoked', person: 'root' });
    expect(JSON.parse(rows[0]!.after)).toMatchObject({ what: 'TOKEN', value: 'ada-1', reason: 'left' });
  });
});

describe('an administrator who has broken the glass', () => {
  const totals = '{ customers(filter: { arrGte: "1" }) { totalCount } }';
  const grant = (person: string, seconds: number) =>
    hub.database.query(
      `insert into access_grant (id, person, person_id, account, reason, until)
       values ($1, $2, 'usr_x', 'x', 'an outage at night', now() + $3::int * interval '1 second')`,
      [randomUUID(), dutyKey(person), seconds],
    );
  /** What a node knows is read again whenever something of access changes. */
  const tell = () => revoke(hub.database, { what: 'TOKEN', value: randomUUID(), ...act() });
  const sees = async (token: string) => codeOf(await hub.ask(totals, token)) === undefined;

  it('reads everything until it ends, with the same token; nobody else does', async () => {
    const root = await hub.issuer.token({ person: 'Root@example.com', roles: ['ADMIN'], regions: [] });
    const aide = await hub.issuer.token({ person: 'aide@example.com', roles: ['x'], regions: [] });
    expect([await sees(root), await sees(aide)]).toEqual([false, false]);
    await grant('root@example.com', 4);
    await grant('aide@example.com', 4);
    await tell();
    await eventually('root reads', async () => sees(root));
    expect(await sees(aide)).toBe(false);
    await eventually('it has ended', async () => !(await sees(root)));
  });

  it('may at once, on the node that has answered, however long that one takes to hear of it', async () => {
    const root = await hub.issuer.token({ person: 'at-once@example.com', roles: ['ADMIN'] });
    expect(await sees(root)).toBe(false);
    const wish = `{ reason: "an outage at night", minutes: 5, idempotencyKey: "${randomUUID()}" }`;
    const { seen } = await hub.database.transaction(async (db) => {
      // Nobody reads meanwhile who may come in.
      await db.query('lock table access_head');
      const asked = hub.ask(`mutation { breakGlass(input: ${wish}) { userErrors { code } } }`, root);
      const then = asked.then(async ({ body }) => [body.data, await sees(root)]);
      await db.query('select pg_sleep(0.5)');
      return { seen: then };
    });
    expect(await seen).toEqual([{ breakGlass: { userErrors: [] } }, true]);
  });
});

describe('open access', () => {
  it.each([
    ['in production', { production: true }],
    ['where other machines reach it', { http: { host: '0.0.0.0', behindTls: true } }],
  ])('is not started %s', async (_where, more) => {
    const config = settings.parse({ ...more, access: { required: false }, sources: [] });
    await expect(
      createApp({
        config: { ...config, sources: [] },
        databaseUrl: hub.databaseUrl,
        natsUrl: 'nats://127.0.0.1:1',
        logger: pino({ level: 'silent' }),
      }),
    ).rejects.toThrow(/access.required: lets everybody in with every right/);
  });
});
