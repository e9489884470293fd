import { join } from 'node:path';
import { examineTrail } from '../src/audit/examine.ts';
import { takeCheckpoint } from '../src/audit/keep.ts';
import { ensurePostgres } from '../src/provision/postgres.ts';
import { createKeyring } from '../src/secrets/keyring.ts';
import { readChain } from '../src/store/audit-chain.ts';
import { appendAudit, type AuditInput, openAuditChain } from '../src/store/audit.ts';
import { createAuditor } from '../src/store/auditor.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';

export interface AuditFigures {
  /** Entries per second of some writers at once, by how many entries each of their transactions has. */
  readonly appended: Readonly<Record<'1' | '10' | '100', number>>;
  /** Entries per second that belong to no change, each call waiting until its entry is committed, from as many callers as a busy server has. */
  readonly recorded: number;
  /** Entries per second that are verified against a checkpoint. */
  readonly verified: number;
  readonly entries: number;
}

const dir = join(import.meta.dirname, '../.isthmus/bench');
const writers = 8;
const callers = 500;

function anEntry(nth: number): AuditInput {
  return {
    actor: { person: 'ada@isthmus.example', account: 'https://id.isthmus.example ada', actors: [] },
    action: 'record.read',
    subject: `cus_${String(nth).padStart(26, '0')}`,
    correlationId: `correlation-${nth}`,
    after: {
      roles: ['FINANCE_OPS'],
      operation: 'Customer360',
      coordinates: ['Contact.email', 'Contact.name'],
      ids: [`con_${String(nth).padStart(26, '0')}`],
      count: 1,
    },
  };
}

/** Runs `work` over and over in so many lanes; returns how many entries a second they added. */
async function perSecond(lanes: number, forMs: number, work: () => Promise<number>): Promise<number> {
  const begun = performance.now();
  let count = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (performance.now() - begun < forMs) {
        const added = await work();
        count += added;
      }
    }),
  );
  return Math.round((count / (performance.now() - begun)) * 1000);
}

async function measure(database: Database, forMs: number): Promise<AuditFigures> {
  await openAuditChain(database, 'main');
  let nth = 0;
  const append = (size: number) => async (): Promise<number> => {
    const entries = Array.from({ length: size }, () => anEntry(++nth));
    await database.transaction((tx) => appendAudit(tx, entries));
    return size;
  };
  await perSecond(writers, forMs / 4, append(10));
  const one = await perSecond(writers, forMs, append(1));
  const ten = await perSecond(writers, forMs, append(10));
  const hundred = await perSecond(writers, forMs, append(100));
  const auditor = createAuditor(database);
  const recorded = await perSecond(callers, forMs, async () => {
    await auditor.record([anEntry(++nth)]);
    return 1;
  });
  const key = createKeyring([Buffer.from('the key of a benchmark')]).signing('audit');
  const checkpoint = (await takeCheckpoint(database, key, null))!;
  const begun = performance.now();
  const found = await readChain(database, 0, ({ head, chunks }) =>
    examineTrail({ tenant: 'main', head, chunks, checkpoints: [checkpoint], trusted: [key.publicKey] }),
  );
  const seconds = (performance.now() - begun) / 1000;
  if (!found.ok || found.entries !== checkpoint.seq) throw new Error(found.message);
  return {
    appended: { 1: one, 10: ten, 100: hundred },
    recorded,
    verified: Math.round(found.entries / seconds),
    entries: found.entries,
  };
}

/** Measures the audit trail in a database of its own, on a server with the durability of production. */
export async function measureAudit(forMs = 4000): Promise<AuditFigures> {
  const postgres = await ensurePostgres({ dataDir: dir });
  const name = `audit_${process.pid}`;
  const admin = openDatabase(postgres.url, 1);
  try {
    await admin.query(`create database ${name}`);
    const url = new URL(postgres.url);
    url.pathname = `/${name}`;
    await migrate(url.href);
    const database = openDatabase(url.href, 2 * writers);
    try {
      return await measure(database, forMs);
    } finally {
      await database.close();
    }
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.close();
    await postgres.stop();
  }
}

if (process.argv[1] === import.meta.filename)
  process.stdout.write(`${JSON.stringify(await measureAudit(), null, 2)}\n`);
