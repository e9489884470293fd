import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { sealNext } from '../src/audit/seal.ts';
import { appendAudit, openAuditChain } from '../src/store/audit.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { appendEvents, givePositions } from '../src/store/event.ts';
import { createTestDatabase } from './support/database.ts';
import { anEvent } from './support/events.ts';
import { testKeyring } from './support/keyring.ts';

const isthmus = fileURLToPath(new URL('../src/cli/isthmus.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'isthmus-audit-cli-'));
let database: Database;
let url: string;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ url, drop } = await createTestDatabase());
  database = openDatabase(url, 4, testKeyring);
  await openAuditChain(database, 'main');
  await happen(3);
  await database.transaction((tx) => appendEvents(tx, [anEvent(), anEvent()]));
  await givePositions(database, 100);
  await sealNext(database);
  const settings = { dataDir: folder, sources: [] };
  writeFileSync(join(folder, 'isthmus.yaml'), JSON.stringify(settings));
});
afterAll(async () => {
  await database.close();
  await drop();
  rmSync(folder, { recursive: true, force: true });
});

const happen = (count: number): Promise<void> =>
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
const owner = (sql: string): Promise<unknown> =>
  database.query(
    `alter table audit_entry disable trigger all; ${sql}; alter table audit_entry enable trigger all`,
  );

async function audit(words: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = folder) {
  const child = spawn(process.execPath, [isthmus, 'audit', ...words], {
    cwd,
    env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, output: output.trim(), errors: errors.trim() };
}
const here = (...words: string[]) => audit(words, { DATABASE_URL: url, NATS_URL: inject('natsUrl') });

describe('isthmus audit', () => {
  it('signs, verifies, and says which entry is not what it was', async () => {
    const written = await here('checkpoint');
    const verified = await here('verify', '--events');
    await owner(`update audit_entry set person = 'mallory' where seq = 2`);
    const edited = await here('verify');
    const json = await here('verify', '--json');
    await owner(`update audit_entry set person = 'Ada' where seq = 2`);
    expect(written).toMatchObject({ code: 0, errors: '' });
    expect(await readdir(join(folder, 'audit', 'main'))).toEqual(['000000000000.json']);
    expect(verified).toMatchObject({ code: 0, errors: '' });
    expect(verified.output).toMatch(
      /^The audit trail of main holds: 4 entries, the last with the hash [0-9a-f]{64}\. The first 4 are as they were signed at \S+ by the key [0-9a-f]{16}\. The event log holds: 2 events\.$/,
    );
    expect(edited).toEqual({
      code: 1,
      output:
        'The audit trail of main does not hold. Entry 2 was edited: its content does not give the hash that was signed.',
      errors: '',
    });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.output)).toMatchObject({
      ok: false,
      tenant: 'main',
      entries: 1,
      signedUpTo: 4,
      fault: { seq: 2, kind: 'EDITED' },
    });
  });

  it('finds an edit of the event log', async () => {
    await database.query(`update event set data = '{}' where position = 2`);
    const { code, output } = await here('verify', '--events');
    expect([code, output]).toEqual([
      1,
      'The event log of main does not hold. The event at position 2 was edited. Entry 4 of the audit trail vouches for what it was.',
    ]);
  });

  it('lets a third party verify an export with one checkpoint and the public key alone', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'isthmus-auditor-'));
    const at = (name: string): string => join(elsewhere, name);
    await here('checkpoint', '--out', at('checkpoint.json'));
    await here('export', '--out', at('entries.jsonl'));
    const key = await here('key');
    writeFileSync(at('key.pem'), key.output);
    const verify = ['verify', '--checkpoint', 'checkpoint.json', '--entries', 'entries.jsonl'];
    const verified = await audit([...verify, '--key', 'key.pem'], {}, elsewhere);
    const unpinned = await audit(verify, {}, elsewhere);
    const lines = readFileSync(at('entries.jsonl'), 'utf8').split('\n');
    writeFileSync(at('entries.jsonl'), lines.toSpliced(3, 1).join('\n'));
    const deleted = await audit([...verify, '--key', 'key.pem'], {}, elsewhere);
    const missing = await audit(
      ['verify', '--checkpoint', 'nothing', '--entries', 'entries.jsonl'],
      {},
      elsewhere,
    );
    rmSync(elsewhere, { recursive: true });
    expect(verified).toMatchObject({ code: 0, errors: '' });
    expect(verified.output).toContain('The audit trail of main holds: 4 entries');
    expect(unpinned.output).toContain('which nobody vouched for');
    expect([deleted.code, deleted.output]).toEqual([
      1,
      'The audit trail of main does not hold. Entry 3 is missing.',
    ]);
    expect([missing.code, missing.errors]).toEqual([1, 'There is no checkpoint at nothing.']);
  });

  it('writes nothing when nothing came, and exports to the standard output', async () => {
    const again = await here('checkpoint');
    const { output } = await here('export');
    expect(again.output).toBe('Nothing came since the last checkpoint.');
    expect(output.split('\n').map((line) => Object.keys(JSON.parse(line) as object)[0])).toEqual([
      'head',
      ...Array.from({ length: 4 }, () => 'seq'),
    ]);
  });
});
