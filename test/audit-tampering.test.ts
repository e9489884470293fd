import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../src/audit/checkpoint.ts';
import { type Examination, examineTrail } from '../src/audit/examine.ts';
import { takeCheckpoint } from '../src/audit/keep.ts';
import { auditChunks, auditHead } from '../src/store/audit-chain.ts';
import { appendAudit, openAuditChain } from '../src/store/audit.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { createTestDatabase } from './support/database.ts';
import { testKeyring } from './support/keyring.ts';
import { chainOf, type Tampering, tamperings } from './support/tampering.ts';

const length = 80;
const key = testKeyring.signing('audit');
const places: Awaited<ReturnType<typeof createTestDatabase>>[] = [];
let database: Database;
let client: pg.Client;
let checkpoint: Checkpoint;
let ways: Tampering[];

/** A chain of its own, with entries of every shape. */
async function fill(tenant: string, count: number): Promise<Database> {
  const place = await createTestDatabase();
  places.push(place);
  const filled = openDatabase(place.url);
  await openAuditChain(filled, tenant);
  for (let i = 1; i <= count; i += 4)
    await filled.transaction((tx) =>
      appendAudit(
        tx,
        [0, 1, 2, 3].map((nth) => ({
          actor: { person: `person ${i}`, account: `issuer ${i}`, actors: nth === 1 ? ['a delegate'] : [] },
          action: 'customer.merged',
          subject: nth === 2 ? null : `cus_${tenant}_${i + nth}`,
          correlationId: `correlation-${i}`,
          ...(nth === 3 && { before: { name: 'Zoë ⚙' } }),
          after: { nth, amount: '10.00' },
        })),
      ),
    );
  return filled;
}

beforeAll(async () => {
  database = await fill('main', length);
  checkpoint = (await takeCheckpoint(database, key, null))!;
  const other = await fill('other', length);
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const theirs = new pg.Client({ connectionString: other.url });
  await theirs.connect();
  await theirs.query('begin');
  ways = tamperings(length, 'main', { tenant: 'other', rows: (await chainOf(theirs)).rows });
  await theirs.end();
  await other.close();
  // What comes behind the checkpoint must not help whoever tampers before it.
  await database.transaction((tx) =>
    appendAudit(tx, [
      {
        actor: { person: 'later', account: 'later', actors: [] },
        action: 'x.done',
        subject: null,
        correlationId: 'later',
      },
    ]),
  );
});
afterAll(async () => {
  await client?.end();
  await database?.close();
  await Promise.all(places.map((place) => place.drop()));
});

const examine = async (): Promise<Examination> =>
  examineTrail({
    tenant: 'main',
    head: await auditHead(client),
    chunks: auditChunks(client),
    checkpoints: [checkpoint],
    trusted: [key.publicKey],
  });

/** What is found after a tampering, in a transaction that is undone. */
async function after(act: Tampering['act']): Promise<Examination> {
  await client.query('begin');
  try {
    await act(client);
    return await examine();
  } finally {
    await client.query('rollback');
  }
}

describe('an audit trail that somebody with every right on the database tampers with', () => {
  it('holds as long as nobody does', async () => {
    const found = await after(async () => {});
    expect(found).toMatchObject({ ok: true, entries: length + 1, signedUpTo: length, fault: null });
  });

  const kinds = [
    'edit',
    'delete',
    'reorder',
    'insert',
    'truncate',
    'rewrite the whole chain',
    'swap between tenants',
  ];
  it.each(kinds.map((kind, index) => [kind, index] as const))(
    '%s: all fifty are found from the earlier checkpoint, with the first bad entry',
    async (_kind, index) => {
      const fifty = ways.slice(index * 50, (index + 1) * 50);
      const found = [];
      for (const { name, act } of fifty) {
        const { ok, fault } = await after(act);
        found.push({ name, ok, kind: fault?.kind, seq: fault?.seq });
      }
      expect(fifty).toHaveLength(50);
      expect(new Set(fifty.map(({ name }) => name)).size).toBeGreaterThan(40);
      expect(found).toEqual(
        fifty.map((way) => ({ name: way.name, ok: false, kind: way.found, seq: way.seq })),
      );
    },
  );

  it('refuses to change, delete or truncate entries while its triggers stand', async () => {
    const refused = 'audit entries are only ever added';
    await expect(database.query(`update audit_entry set person = 'x' where seq = 1`)).rejects.toThrow(
      refused,
    );
    await expect(database.query('delete from audit_entry where seq = 1')).rejects.toThrow(refused);
    await expect(database.query('truncate audit_entry')).rejects.toThrow(refused);
  });

  it('is not signed by somebody else, and a checkpoint is not changed', async () => {
    const evil = (await import('../src/secrets/keyring.ts'))
      .createKeyring([Buffer.from('the key of somebody else')])
      .signing('audit');
    await client.query('begin');
    const chain = { tenant: 'main', head: await auditHead(client), chunks: auditChunks(client) };
    const forged = (await takeCheckpoint(database, evil, null))!;
    const byOther = await examineTrail({ ...chain, checkpoints: [forged], trusted: [key.publicKey] });
    const changed = { ...checkpoint, at: '2020-01-01T00:00:00.000Z' };
    const byNobody = await examineTrail({ ...chain, checkpoints: [changed], trusted: [key.publicKey] });
    await client.query('rollback');
    expect([byOther.ok, byOther.message]).toEqual([
      false,
      `The checkpoint is signed by the key ${evil.id}, not by ${key.id}.`,
    ]);
    expect([byNobody.ok, byNobody.message]).toEqual([
      false,
      'The signature of the checkpoint does not hold: it was changed after it was signed.',
    ]);
  });

  it('is hashed as docs/audit.md says, so that somebody else can', async () => {
    await client.query('begin');
    const { rows } = await chainOf(client);
    await client.query('rollback');
    const field = (text: string | null): string =>
      text === null ? '-,' : `${Buffer.from(text, 'utf8').length}:${text},`;
    let previous = createHash('sha256').update('isthmus audit main').digest('hex');
    for (const row of rows) {
      const {
        seq,
        id,
        at,
        person,
        account,
        actors,
        action,
        subject,
        before,
        after: then,
        correlationId,
      } = row;
      const text = ['isthmus-audit-1', 'main', String(seq), previous, id, at, person, account, actors]
        .concat(action)
        .map(field)
        .join('');
      const rest = [subject, before, then, correlationId].map(field).join('');
      expect(row.prevHash).toBe(previous);
      previous = createHash('sha256')
        .update(text + rest, 'utf8')
        .digest('hex');
      expect(row.hash).toBe(previous);
    }
    expect(rows.some(({ before }) => before?.includes('⚙'))).toBe(true);
  });
});
