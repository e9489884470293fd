import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditGenesis, hubActor } from '../src/canonical/audit.ts';
import { ulid } from '../src/canonical/id.ts';
import { auditRows } from '../src/store/audit-chain.ts';
import { appendAudit, openAuditChain } from '../src/store/audit.ts';
import { createAuditor } from '../src/store/auditor.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { createPersonal } from '../src/store/personal.ts';
import { createTestDatabase } from './support/database.ts';
import { testKeyring } from './support/keyring.ts';

let place: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase();
  database = openDatabase(place.url, 10, testKeyring);
  await openAuditChain(database, 'main');
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

const entry = (action = 'thing.done', subject: string | null = null) => ({
  actor: { person: 'Ada', account: 'issuer ada', actors: [] },
  action,
  subject,
  correlationId: 'correlation-1',
});
const count = async (action: string): Promise<number> => {
  const { rows } = await database.query<{ count: number }>(
    'select count(*)::int as count from audit_entry where action = $1',
    [action],
  );
  return rows[0]!.count;
};
const head = async () =>
  (await database.query<{ seq: string; hash: string }>('select seq, hash from audit_head')).rows[0]!;

describe('the audit trail', () => {
  it('begins with the hash of the name of its tenant, and each entry holds the hash of the one before', async () => {
    await database.transaction((tx) => appendAudit(tx, [entry(), entry()]));
    await database.transaction((tx) => appendAudit(tx, [entry()]));
    const rows = [...(await auditRows(database, 'seq', [1, 2, 3]))].toSorted((a, b) => a.seq - b.seq);
    expect(rows.map(({ prevHash }) => prevHash)).toEqual([
      auditGenesis('main'),
      rows[0]!.hash,
      rows[1]!.hash,
    ]);
    expect(await head()).toEqual({ seq: '3', hash: rows[2]!.hash });
  });

  it('has no entry of a change that was rolled back, and no gap where it would have been', async () => {
    const before = await head();
    const change = database.transaction(async (tx) => {
      await appendAudit(tx, [entry('thing.undone')]);
      throw new Error('the change fails');
    });
    await expect(change).rejects.toThrow('the change fails');
    expect(await head()).toEqual(before);
    expect(await count('thing.undone')).toBe(0);
  });

  it('stays one chain when many write at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, async (_, nth) =>
        database.transaction((tx) =>
          appendAudit(
            tx,
            Array.from({ length: 1 + (nth % 4) }, () => entry('crowd.done')),
          ),
        ),
      ),
    );
    const { seq } = await head();
    const rows = await auditRows(
      database,
      'seq',
      Array.from({ length: Number(seq) }, (_, index) => index + 1),
    );
    expect(await count('crowd.done')).toBe(100);
    expect(rows).toHaveLength(Number(seq));
    expect(await createAuditor(database).verified(rows)).toBe(true);
  });

  it('takes text that PostgreSQL cannot hold, and says nothing else', async () => {
    const odd = { ...entry('odd.done', 'a\0b\ud800'), after: { text: 'a\0b\ud800' } };
    await database.transaction((tx) => appendAudit(tx, [odd]));
    const auditor = createAuditor(database);
    const filter = { subject: null, actor: null, actions: ['odd.done'], from: null, to: null };
    const { ids } = await auditor.list(filter, {});
    const [found] = await auditor.byIds(ids);
    expect(found).toMatchObject({ subject: 'a\ufffdb\ufffd', shown: { after: { text: 'a\0b\ud800' } } });
    expect(await auditor.verified([found!])).toBe(true);
  });

  it('cannot be written before it is known whose it is, and is never taken for that of another tenant', async () => {
    const other = await createTestDatabase();
    const unopened = openDatabase(other.url);
    await expect(unopened.transaction((tx) => appendAudit(tx, [entry()]))).rejects.toThrow('was not opened');
    await openAuditChain(unopened, 'acme');
    await openAuditChain(unopened, 'acme');
    await expect(openAuditChain(unopened, 'main')).rejects.toThrow(
      'The database of the tenant main holds the audit chain of acme',
    );
    await unopened.close();
    await other.drop();
  });

  it('holds what is personal of a person only as long as the key of that person exists', async () => {
    const subject = `con_${ulid()}`;
    const change = {
      ...entry('contact.changed', subject),
      before: { name: 'Grace Hopper', email: null, role: 'CFO' },
      after: { name: 'Grace Murray', role: 'CFO' },
    };
    await database.transaction((tx) => appendAudit(tx, [change]));
    const auditor = createAuditor(database);
    const filter = { subject, actor: null, actions: null, from: null, to: null };
    const { ids } = await auditor.list(filter, {});
    const [clear] = await auditor.byIds(ids);
    expect(clear!.shown).toEqual({ before: change.before, after: change.after });
    expect(`${clear!.before}${clear!.after}`).not.toMatch(/Grace|Murray/);

    await database.query('update subject_key set sealed = null, erased_at = now() where subject_id = $1', [
      subject,
    ]);
    const forgotten = { ...database, personal: createPersonal(database, testKeyring) };
    const [erased] = await createAuditor(forgotten).byIds(ids);
    expect(erased!.shown).toEqual({
      before: { name: null, email: null, role: 'CFO' },
      after: { name: null, email: null, role: 'CFO' },
    });
    expect(await auditor.verified([erased!])).toBe(true);
  });
});

describe('entries that belong to no change', () => {
  it('are committed when the call returns, many of them in one transaction', async () => {
    const auditor = createAuditor(database);
    const before = await database.query<{ xmin: string }>('select xmin from audit_entry');
    await Promise.all(Array.from({ length: 200 }, () => auditor.record([entry('record.read')])));
    expect(await count('record.read')).toBe(200);
    const { rows } = await database.query<{ count: number }>(
      `select count(distinct xmin::text)::int as count from audit_entry where action = 'record.read'`,
    );
    expect(rows[0]!.count).toBeLessThan(10);
    expect(before.rows.length).toBeGreaterThan(0);
  });

  it('are not taken for recorded when they cannot be committed, and those that come later are', async () => {
    const auditor = createAuditor(database);
    const bad = { ...entry(), actor: { ...hubActor, person: undefined as unknown as string } };
    await expect(auditor.record([bad])).rejects.toThrow();
    await auditor.record([entry('record.read')]);
    expect(await count('record.read')).toBe(201);
  });
});
