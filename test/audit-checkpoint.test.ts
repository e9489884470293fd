import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parseCheckpoint } from '../src/audit/checkpoint.ts';
import { type Examination, examineTrail } from '../src/audit/examine.ts';
import { exportLines, readExport } from '../src/audit/export.ts';
import { addCheckpoint, createKeeping, readCheckpoints, takeCheckpoint } from '../src/audit/keep.ts';
import { readChain } from '../src/store/audit-chain.ts';
import { appendAudit, openAuditChain } from '../src/store/audit.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { createTestDatabase } from './support/database.ts';
import { eventually } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';

const key = testKeyring.signing('audit');
let folder: string;
let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const place = await createTestDatabase();
  drop = place.drop;
  database = openDatabase(place.url);
  await openAuditChain(database, 'main');
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isthmus-audit-'));
});
afterAll(async () => {
  await database.close();
  await drop();
});

const append = (count: number): Promise<void> =>
  database.transaction((tx) =>
    appendAudit(
      tx,
      Array.from({ length: count }, () => ({
        actor: { person: 'Ada', account: 'issuer ada', actors: [] },
        action: 'thing.done',
        subject: null,
        correlationId: 'correlation-1',
      })),
    ),
  );
const entries = (): Promise<number> => readChain(database, 0, async ({ head }) => head.seq);

/** What the checkpoints in the folder say of the trail in the database. */
const examine = async (trusted = [key.publicKey]): Promise<Examination> => {
  const checkpoints = await readCheckpoints(folder);
  return readChain(database, 0, ({ head, chunks }) =>
    examineTrail({ tenant: 'main', head, chunks, checkpoints, trusted }),
  );
};
/** Does something to the table as its owner may, and undoes it. */
async function tampered(change: string, undo: string, then: () => Promise<void>): Promise<void> {
  const run = (sql: string): Promise<unknown> =>
    database.query(
      `alter table audit_entry disable trigger all; ${sql}; alter table audit_entry enable trigger all`,
    );
  await run(change);
  try {
    await then();
  } finally {
    await run(undo);
  }
}

describe('checkpoints of the audit trail', () => {
  it('follow one another even when several nodes, or a command beside them, sign at the same moment', async () => {
    const sign = async (): Promise<string | null> => {
      await append(1);
      return addCheckpoint(database, key, folder);
    };
    const files = await Promise.all(Array.from({ length: 12 }, sign));
    const written = files.filter((file) => file !== null);
    expect(new Set(written).size).toBe(written.length);
    expect((await readCheckpoints(folder)).length).toBe(written.length);
    expect(await examine()).toMatchObject({ ok: true, signedUpTo: await entries() });
    expect((await readdir(folder)).filter((name) => !name.endsWith('.json'))).toEqual([]);
  });

  it('each cover what came since the one before, and together all of it', async () => {
    await append(5);
    const first = await addCheckpoint(database, key, folder);
    await append(7);
    const second = await addCheckpoint(database, key, folder);
    await append(1);
    const [one, two] = await readCheckpoints(folder);
    expect([first, second].map((file) => file !== null)).toEqual([true, true]);
    expect([one!.after, one!.previous, two!.after]).toEqual([0, null, one!.seq]);
    expect(await examine()).toMatchObject({ ok: true, entries: two!.seq + 1, signedUpTo: two!.seq });
  });

  it('are not written when nothing came', async () => {
    await append(1);
    await addCheckpoint(database, key, folder);
    expect(await addCheckpoint(database, key, folder)).toBe(null);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('are not signed over a trail that is no longer the one that was signed', async () => {
    await append(3);
    await addCheckpoint(database, key, folder);
    const seq = await entries();
    await append(3);
    const edit = (number: number): [string, string] => [
      `update audit_entry set person = 'mallory' where seq = ${number}`,
      `update audit_entry set person = 'Ada' where seq = ${number}`,
    ];
    await tampered(...edit(seq + 2), async () => {
      await expect(addCheckpoint(database, key, folder)).rejects.toThrow(
        `Entry ${seq + 2} of the audit trail does not follow the one before it.`,
      );
    });
    await tampered(
      `update audit_entry set hash = 'x' || substr(hash, 2) where seq = ${seq}`,
      `update audit_entry set hash = (select prev_hash from audit_entry where seq = ${seq + 1}) where seq = ${seq}`,
      async () => {
        await expect(addCheckpoint(database, key, folder)).rejects.toThrow(
          `Entry ${seq} of the audit trail is not the one that was signed.`,
        );
      },
    );
    expect(await readdir(folder)).toHaveLength(1);
    expect(await addCheckpoint(database, key, folder)).not.toBe(null);
    expect(await examine()).toMatchObject({ ok: true });
  });

  it('find an edit however long ago the checkpoint was that covers it', async () => {
    await append(4);
    await addCheckpoint(database, key, folder);
    const seq = await entries();
    await append(4);
    await addCheckpoint(database, key, folder);
    await tampered(
      `update audit_entry set subject = 'inv_1' where seq = ${seq}`,
      `update audit_entry set subject = null where seq = ${seq}`,
      async () => {
        const { ok, fault, message } = await examine();
        expect({ ok, kind: fault?.kind, seq: fault?.seq }).toEqual({ ok: false, kind: 'EDITED', seq });
        expect(message).toBe(
          `The audit trail of main does not hold. Entry ${seq} was edited: its content does not give the hash that was signed.`,
        );
      },
    );
    expect(await examine()).toMatchObject({ ok: true });
  });

  it('are missed when one of them is taken away, and known when one is put in the place of another', async () => {
    const files: string[] = [];
    for (let i = 0; i < 3; i++) {
      await append(2);
      files.push((await addCheckpoint(database, key, folder))!);
    }
    await rename(files[1]!, `${files[1]!}.away`);
    const missing = await examine();
    const [first] = await readCheckpoints(folder);
    await rename(`${files[1]!}.away`, files[1]!);
    const all = await examine();
    const other = (await takeCheckpoint(database, key, { ...first!, at: '2020-01-01T00:00:00.000Z' }))!;
    await rm(files[2]!);
    await writeFile(files[1]!, JSON.stringify(other));
    const replaced = await examine();
    expect(all.ok).toBe(true);
    expect([missing.ok, replaced.ok]).toEqual([false, false]);
    expect(`${missing.message} ${replaced.message}`).toMatch(
      /^(The checkpoint up to entry \d+ does not follow the one up to \d+: one is missing or was replaced\. ?){2}$/,
    );
  });

  it('are refused when they are no checkpoints', () => {
    expect(() => parseCheckpoint('{', 'x.json')).toThrow('x.json is not a checkpoint: it is not JSON.');
    expect(() => parseCheckpoint('{"version":1}', 'x.json')).toThrow('x.json is not a checkpoint: tenant');
  });

  it('are written by the node that leads, as long as entries come', async () => {
    const stop = new AbortController();
    const trouble: string[] = [];
    const keeping = createKeeping({
      database,
      key,
      folder,
      everyMs: 20,
      onTrouble: (message, detail) => trouble.push(`${message} ${JSON.stringify(detail)}`),
    })(stop.signal);
    await append(2);
    const covered = await entries();
    await eventually('a checkpoint', async () => (await readCheckpoints(folder)).at(-1)?.seq === covered);
    await append(2);
    const more = await entries();
    await eventually('another one', async () => (await readCheckpoints(folder)).at(-1)?.seq === more);
    stop.abort();
    await keeping;
    expect(trouble).toEqual([]);
    expect(await examine()).toMatchObject({ ok: true, signedUpTo: more });
  });
});

describe('an export of the audit trail', () => {
  it('is verified with one checkpoint and nothing of the hub', async () => {
    await append(3);
    const checkpoint = (await takeCheckpoint(database, key, null))!;
    const file = join(folder, 'audit.jsonl');
    const lines: string[] = [];
    await readChain(database, 0, async (chain) => {
      for await (const line of exportLines(chain)) lines.push(...line.trim().split('\n'));
    });
    const verify = async (written: readonly string[]): Promise<Examination> => {
      await writeFile(file, `${written.join('\n')}\n`);
      const { head, chunks } = await readExport(file);
      return examineTrail({ tenant: null, head, chunks, checkpoints: [checkpoint], trusted: null });
    };
    const whole = await verify(lines);
    expect(whole).toMatchObject({ ok: true, tenant: 'main', signedUpTo: lines.length - 1 });
    expect(whole.message).toContain(`by the key ${key.id}, which nobody vouched for`);
    const without = await verify(lines.toSpliced(2, 1));
    expect(without.fault).toMatchObject({ seq: 2, kind: 'DELETED' });
    const turned = [lines[0]!, lines[2]!, lines[1]!, ...lines.slice(3)];
    expect((await verify(turned)).fault).toMatchObject({ seq: 1, kind: 'REORDERED' });
    const twice = lines.toSpliced(3, 0, lines[2]!);
    expect((await verify(twice)).fault).toMatchObject({ seq: 2, kind: 'INSERTED' });
    await expect(verify(['{"head":1}'])).rejects.toThrow('is not of an export of the audit trail');
  });
});
