import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStanding } from '../src/standing.ts';
import { nextAccessVersion } from '../src/store/access.ts';
import { openAuditChain } from '../src/store/audit.ts';
import { openDatabase, type Database } from '../src/store/database.ts';
import { revoke } from '../src/store/revocation.ts';
import {
  createServiceAccount,
  disableServiceAccount,
  serviceAccounts,
} from '../src/store/service-account.ts';
import { principalOf } from '../src/auth/claims.ts';
import { ownClaims } from '../src/auth/issuer.ts';
import { createTestDatabase } from './support/database.ts';
import { eventually } from './support/hub.ts';

let database: Database;
let drop: () => Promise<void>;

beforeAll(async () => {
  const test = await createTestDatabase();
  drop = test.drop;
  database = openDatabase(test.url, 6);
  await openAuditChain(database, 'main');
});
afterAll(async () => {
  await database.close();
  await drop();
});

const act = { actor: { person: 'root', account: 'root', actors: [] }, correlationId: 'test' };
const principal = (sub: string) =>
  principalOf(
    { iss: 'i', sub, tenant: 'main', exp: 2_000_000_000, iat: 1 },
    { tenant: null, claims: ownClaims, roles: {} },
  );
const node = (pollMs: number) => openStanding({ database, pollMs, onTrouble: () => {} });

describe('what a node knows of who may come in', () => {
  it('is told to every node, and known to one that starts later', async () => {
    const nodes = [await node(60_000), await node(60_000)];
    let told = 0;
    for (const each of nodes) each.whenChanged(() => (told += 1));
    await revoke(database, { what: 'ACCOUNT', value: 'i|u-1', reason: null, ...act });
    for (const each of nodes)
      await eventually('the node hears of it', async () => each.revocations.cover(principal('u-1'), 0));
    expect(told).toBeGreaterThanOrEqual(2);
    const later = await node(60_000);
    expect(later.revocations.cover(principal('u-1'), 0)).toBe(true);
    expect(later.revocations.cover(principal('u-2'), 0)).toBe(false);
    for (const each of [...nodes, later]) await each.close();
  });

  it('is found by asking when nobody told', async () => {
    const polling = await node(50);
    await database.query(`
      with head as (update access_head set version = version + 1 returning version)
      insert into revocation (version, what, value, before, revoked_by)
      select version, 'ACCOUNT', 'i|silent', now(), 'root' from head`);
    await eventually('the node asks', async () => polling.revocations.cover(principal('silent'), 0));
    await polling.close();
  });

  it('misses nothing of what commits at once from many sides', async () => {
    const watching = await node(60_000);
    const names = Array.from({ length: 40 }, (_, index) => `many-${index}`);
    await Promise.all(
      names.map((name) => revoke(database, { what: 'ACCOUNT', value: `i|${name}`, reason: null, ...act })),
    );
    await eventually('the node knows all', async () =>
      names.every((name) => watching.revocations.cover(principal(name), 0)),
    );
    await watching.close();
  });

  it('does not pass over a change that commits after a later one was read', async () => {
    const watching = await node(20);
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const slow = database.transaction(async (tx) => {
      const version = await nextAccessVersion(tx);
      await tx.query(
        `insert into revocation (version, what, value, before, revoked_by) values ($1, 'ACCOUNT', 'i|slow', now(), 'root')`,
        [version],
      );
      started.resolve();
      await finish.promise;
    });
    await started.promise;
    const fast = revoke(database, { what: 'ACCOUNT', value: 'i|fast', reason: null, ...act });
    finish.resolve();
    await Promise.all([slow, fast]);
    await eventually('both are known', async () =>
      ['slow', 'fast'].every((name) => watching.revocations.cover(principal(name), 0)),
    );
    await watching.close();
  });

  it('is not believed for ever while the database cannot be asked', async () => {
    const own = openDatabase(database.url, 2);
    const troubles: string[] = [];
    const watching = await openStanding({
      database: own,
      pollMs: 20,
      believedMs: 2000,
      onTrouble: (message) => troubles.push(message),
    });
    expect(watching.current()).toBe(true);
    await own.close();
    await eventually('it is no longer believed', async () => !watching.current());
    expect(troubles).toEqual(['who may come in cannot be read']);
    await watching.close();
  });
});

describe('a service account', () => {
  const made = {
    name: 'billing-export',
    owner: 'ada@example.com',
    scopes: ['billing:read'],
    legalEntities: null,
    regions: ['eu'],
  };

  it('is known on every node once it is made, and known to be disabled once it is', async () => {
    const watching = await node(60_000);
    await createServiceAccount(database, made, act);
    await eventually('it is known', async () => watching.account('billing-export') !== undefined);
    expect(watching.account('billing-export')).toMatchObject({ ...made, disabled: false });
    await disableServiceAccount(database, 'billing-export', act);
    await eventually('it is disabled', async () => watching.account('billing-export')?.disabled === true);
    await watching.close();
  });

  it('is never made again under a name that was used: old tokens would come back to life', async () => {
    await expect(createServiceAccount(database, made, act)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(disableServiceAccount(database, 'nobody', act)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await disableServiceAccount(database, 'billing-export', act);
    expect(await serviceAccounts(database)).toMatchObject([
      { name: 'billing-export', disabledAt: expect.any(String) },
    ]);
  });

  it('leaves in the audit who made it and who ended it, once each', async () => {
    const { rows } = await database.query<{ action: string }>(
      `select action from audit_entry where subject = 'billing-export' order by seq`,
    );
    expect(rows.map(({ action }) => action)).toEqual(['service_account.created', 'service_account.disabled']);
  });
});
