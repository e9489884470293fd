import { createHash } from 'node:crypto';
import type pg from 'pg';
import { auditHash, type AuditHead, type AuditRow } from '../../src/canonical/audit.ts';
import type { FaultKind } from '../../src/audit/verify.ts';
import { auditChunks, auditHead } from '../../src/store/audit-chain.ts';

/** One way of tampering: what somebody with every right on the database does, and what is to be found. */
export interface Tampering {
  readonly name: string;
  readonly found: FaultKind | readonly FaultKind[];
  readonly seq: number;
  act(db: pg.ClientBase): Promise<void>;
}

/** The whole chain as it stands. */
export async function chainOf(db: pg.ClientBase): Promise<{ head: AuditHead; rows: AuditRow[] }> {
  const rows: AuditRow[] = [];
  for await (const chunk of auditChunks(db)) rows.push(...chunk);
  return { head: await auditHead(db), rows };
}

/** Does something to the table as its owner may: with the triggers off. */
async function asOwner(
  db: pg.ClientBase,
  ...statements: readonly (string | [string, unknown[]])[]
): Promise<void> {
  await db.query('alter table audit_entry disable trigger all');
  for (const each of statements)
    await (typeof each === 'string' ? db.query(each) : db.query(each[0], each[1]));
  await db.query('alter table audit_entry enable trigger all');
}

async function insert(db: pg.ClientBase, row: AuditRow): Promise<void> {
  await db.query(
    `insert into audit_entry (seq, id, at, person, account, actors, action, subject, before, after, correlation_id, prev_hash, hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      row.seq,
      row.id,
      row.at,
      row.person,
      row.account,
      row.actors,
      row.action,
      row.subject,
      row.before,
      row.after,
      row.correlationId,
      row.prevHash,
      row.hash,
    ],
  );
}

/** Puts a chain in the place of the whole one, with the hashes computed anew from `from` on, and the head to fit. */
async function replaceAll(
  db: pg.ClientBase,
  tenant: string,
  rows: readonly AuditRow[],
  from: number,
): Promise<void> {
  await asOwner(db, 'truncate audit_entry');
  let previous = rows[0]!.prevHash;
  for (const [index, row] of rows.entries()) {
    const made = { ...row, seq: index + 1, prevHash: previous };
    const hash = index + 1 < from ? row.hash : auditHash(tenant, previous, made);
    await insert(db, { ...made, hash });
    previous = hash;
  }
  await db.query('update audit_head set tenant = $1, seq = $2, hash = $3', [tenant, rows.length, previous]);
}

const renumber = (after: number, by: number): string[] => [
  `update audit_entry set seq = -seq - ${by} where seq > ${after}`,
  'update audit_entry set seq = -seq where seq < 0',
];

/** The columns of an entry, each with something else to put there. */
const edits: readonly (readonly [string, string])[] = [
  ['at', `'2020-01-01T00:00:00.000Z'`],
  ['person', `'mallory'`],
  ['account', `account || ' '`],
  ['actors', `'["eve"]'`],
  ['action', `'record.read'`],
  ['subject', `coalesce(subject || 'x', 'x')`],
  ['before', `coalesce(before || ' ', '{}')`],
  ['after', `coalesce(null, '{"amount":"1.00"}')`],
  ['correlation_id', `correlation_id || '-'`],
  ['prev_hash', `md5(prev_hash) || md5(prev_hash)`],
];

const ids = (index: number): string => `aud_${String(index).padStart(26, '0')}`;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Fifty ways of each of the seven kinds, over a chain of this many entries and another tenant's of as many. */
export function tamperings(
  length: number,
  tenant: string,
  other: { tenant: string; rows: AuditRow[] },
): Tampering[] {
  const fifty = Array.from({ length: 50 }, (_, index) => index);
  /** Spread over the chain, its first and its last among them. */
  const spread = (index: number, most = length): number => 1 + Math.round((index * (most - 1)) / 49);
  return [
    ...fifty.map((index): Tampering => {
      const seq = spread(index);
      const [column, value] = edits[index % edits.length]!;
      return {
        name: `edit ${column} of ${seq}`,
        found: 'EDITED',
        seq,
        act: (db) => asOwner(db, `update audit_entry set ${column} = ${value} where seq = ${seq}`),
      };
    }),
    ...fifty.map((index): Tampering => {
      const seq = spread(index, length - 1);
      const closed = index % 2 === 1;
      return {
        name: `delete ${seq}${closed ? ' and close the gap' : ''}`,
        found: 'DELETED',
        seq,
        act: (db) =>
          asOwner(
            db,
            `delete from audit_entry where seq = ${seq}`,
            ...(closed ? [...renumber(seq, -1), `update audit_head set seq = seq - 1`] : []),
          ),
      };
    }),
    ...fifty.map((index): Tampering => {
      const seq = spread(index, length - 1);
      const to = Math.min(length, seq + 1 + (index % 5));
      return {
        name: `swap ${seq} and ${to}`,
        found: 'REORDERED',
        seq,
        act: (db) =>
          asOwner(
            db,
            `update audit_entry set seq = case seq when ${seq} then -${to} else -${seq} end where seq in (${seq}, ${to})`,
            'update audit_entry set seq = -seq where seq < 0',
          ),
      };
    }),
    ...fifty.map((index): Tampering => {
      const seq = spread(index, length - 1);
      return {
        name: `insert before ${seq}`,
        found: 'INSERTED',
        seq,
        act: async (db) => {
          const { rows } = await chainOf(db);
          const fits = index % 2 === 0;
          await asOwner(db, ...renumber(seq - 1, 1));
          const made = {
            ...rows[seq - 1]!,
            id: ids(index),
            action: 'approval.decided',
            prevHash: rows[seq - 1]!.prevHash,
          };
          // Half of them have a hash that fits; the others have any.
          await insert(db, {
            ...made,
            hash: fits ? auditHash(tenant, made.prevHash, made) : digest(made.id),
          });
          await db.query('update audit_head set seq = seq + 1');
        },
      };
    }),
    ...fifty.map((index): Tampering => {
      const last = spread(index) - 1;
      return {
        name: `truncate behind ${last}`,
        found: 'TRUNCATED',
        seq: last + 1,
        act: async (db) => {
          const { rows } = await chainOf(db);
          await asOwner(db, `delete from audit_entry where seq > ${last}`);
          // The head goes back with it, as if it had never been more.
          await db.query('update audit_head set seq = $1, hash = $2', [
            last,
            rows[last - 1]?.hash ?? rows[0]!.prevHash,
          ]);
        },
      };
    }),
    ...fifty.map((index): Tampering => {
      const seq = spread(index);
      return {
        name: `rewrite from ${seq} on, with every hash computed anew`,
        found: 'REWRITTEN',
        seq,
        act: async (db) => {
          const { rows } = await chainOf(db);
          const made = rows.map((row) => (row.seq === seq ? { ...row, person: 'mallory' } : row));
          await replaceAll(db, tenant, made, seq);
        },
      };
    }),
    ...fifty.map((index): Tampering => swap(index, spread(index), tenant, other)),
  ];
}

/** Another tenant's entries in the place of ours: one, all of them with their head, or all of them with our name on the head. */
function swap(
  index: number,
  seq: number,
  tenant: string,
  other: { tenant: string; rows: AuditRow[] },
): Tampering {
  const way = index % 3;
  if (way === 0)
    return {
      name: `entry ${seq} of another tenant`,
      found: seq === 1 ? 'FOREIGN' : 'REPLACED',
      seq,
      act: async (db) => {
        await asOwner(db, `delete from audit_entry where seq = ${seq}`);
        await insert(db, other.rows[seq - 1]!);
      },
    };
  const count = 10 + index;
  return {
    name: `the first ${count} of another tenant${way === 1 ? ' with their head' : ''}`,
    found: 'FOREIGN',
    seq: 1,
    act: async (db) => {
      await asOwner(db, 'truncate audit_entry');
      for (const row of other.rows.slice(0, count)) await insert(db, row);
      const last = other.rows[count - 1]!;
      await db.query('update audit_head set tenant = $1, seq = $2, hash = $3', [
        way === 1 ? other.tenant : tenant,
        count,
        last.hash,
      ]);
    },
  };
}
