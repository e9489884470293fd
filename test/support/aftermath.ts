import type { Checkpoint } from '../../src/audit/checkpoint.ts';
import { type Examination, examineTrail } from '../../src/audit/examine.ts';
import { type LogFault, verifyLog } from '../../src/audit/verify-log.ts';
import { auditRows, readChain } from '../../src/store/audit-chain.ts';
import type { Database, Queryable } from '../../src/store/database.ts';
import { eventImages } from '../../src/store/seal.ts';
import type { Sent } from './assembly.ts';
import { testKeyring } from './keyring.ts';

/** The only value that an expression of SQL has. */
export async function one<T>(db: Queryable, sql: string, values: readonly unknown[] = []): Promise<T> {
  return (await db.query<{ it: T }>(`select (${sql}) as it`, [...values])).rows[0]!.it;
}

/** Holds the audit trail against itself, against what was signed of it, and the log against both. */
export function examine(
  database: Database,
  checkpoints: readonly Checkpoint[],
): Promise<
  Pick<Examination, 'ok' | 'message'> & {
    readonly gaps: number;
    readonly log: { readonly fault: LogFault | null };
  }
> {
  return readChain(database, 0, async ({ head, chunks }, db) => {
    const trusted = [testKeyring.signing('audit').publicKey];
    const { ok, entries, message, seals } = await examineTrail({
      tenant: 'main',
      head,
      chunks,
      checkpoints,
      trusted,
    });
    const log = await verifyLog({
      seals,
      entry: async (seq) => (await auditRows(db, 'seq', [seq]))[0]!,
      images: (from, to) => eventImages(db, from, to),
      retentionDays: 400,
      now: Date.now(),
    });
    return { ok, message, gaps: head.seq - entries, log };
  });
}

/** Whether the storm did what it is about. */
export const happened = (db: Queryable): Promise<Record<string, boolean>> =>
  one(
    db,
    `select jsonb_build_object('merges', exists (select from merge_record), 'undone', exists (select from merge_record where undone_at is not null),
       'released', exists (select from audit_entry where action = 'replay.released'),
       'refused', exists (select from audit_entry where action = 'approval.refused' and after like '%SOD_VIOLATION%'))`,
  );

/** What nobody but a person's request changes. */
export const counts = (db: Queryable): Promise<object> =>
  one(
    db,
    `select jsonb_build_array((select count(*) from approval), (select count(*) from approval_decision), (select count(*) from merge_record),
       (select count(*) from merge_record where undone_at is not null), (select count(*) from replay), (select count(*) from request_key),
       (select count(*) from audit_entry where action not in ('log.sealed', 'record.read')), (select count(*) from event where type like 'approval.%'))`,
  );

/** Of mutations that were answered, those of which nothing is there. */
export async function missing(db: Queryable, answered: readonly Sent[]): Promise<readonly unknown[]> {
  const given = answered.map(({ who, field, input, payload }) => ({
    field,
    person: who.person,
    key: input.idempotencyKey,
    approval: payload?.approval?.id,
    replay: payload?.replay?.id,
    approve: input['approve'],
  }));
  const { rows } = await db.query<{ it: unknown }>(
    `select to_jsonb(g) as it from jsonb_to_recordset($1::jsonb) as g (field text, person text, key text, approval text, replay text, approve boolean)
     where case field when 'decideApproval' then not exists (select from approval_decision d
         where d.approval_id = g.approval and g.person = any(d.persons) and d.approve = g.approve)
       else not exists (select from approval a where a.id = g.approval and g.person = any(a.makers)) end
     or case field when 'replayEvents' then not exists (select from replay r where r.id = g.replay)
       else not exists (select from request_key k where k.key = g.key and k.answer->>'approvalId' = g.approval) end`,
    [JSON.stringify(given)],
  );
  return rows;
}

/** Readings that were answered and are not in the audit trail, or more than once. */
export async function unrecorded(db: Queryable, reads: readonly string[]): Promise<readonly unknown[]> {
  const { rows } = await db.query<{ it: unknown }>(
    `select r as it from unnest($1::text[]) as r
     where (select count(*) from audit_entry where action = 'record.read' and correlation_id = r) <> 1`,
    [reads],
  );
  return rows;
}
