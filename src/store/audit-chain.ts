import type { AuditHead, AuditRow } from '../canonical/audit.ts';
import type { Database, Queryable } from './database.ts';

/** A chain to be read from its beginning: where it ends, and its entries in the order of their numbers, some at a time. */
export interface AuditChain {
  readonly head: AuditHead;
  readonly chunks: AsyncIterable<readonly AuditRow[]>;
}

const columns =
  'seq, id, at, person, account, actors, action, subject, before, after, correlation_id, prev_hash, hash';
const atOnce = 2000;

type Cells = [string, string, string, string, string, string, string, ...(string | null)[]];

const rowOf = (cells: Cells): AuditRow => ({
  seq: Number(cells[0]),
  id: cells[1],
  at: cells[2],
  person: cells[3],
  account: cells[4],
  actors: cells[5],
  action: cells[6],
  subject: cells[7]!,
  before: cells[8]!,
  after: cells[9]!,
  correlationId: cells[10]!,
  prevHash: cells[11]!,
  hash: cells[12]!,
});

/** Whose chain the database holds and where it ends; throws when it was never opened. */
export async function auditHead(db: Queryable): Promise<AuditHead> {
  const { rows } = await db.query<{ tenant: string; seq: string; hash: string }>(
    'select tenant, seq, hash from audit_head',
  );
  const [head] = rows;
  if (!head) throw new Error('The database holds no audit chain: the hub was never started on it.');
  return { ...head, seq: Number(head.seq) };
}

/**
 * The entries behind `after`, as they stand in the table, in the order of their numbers. Needs a transaction, whose cursor it uses: a
 * number that somebody gave twice is met twice.
 */
export async function* auditChunks(db: Queryable, after = 0): AsyncIterable<readonly AuditRow[]> {
  const name = 'audit_chain';
  await db.query(
    `declare ${name} no scroll cursor for select ${columns} from audit_entry where seq > ${Math.trunc(after)} order by seq`,
  );
  for (;;) {
    const { rows } = await db.query<Cells>({ text: `fetch ${atOnce} from ${name}`, rowMode: 'array' });
    if (rows.length === 0) break;
    yield rows.map(rowOf);
  }
  await db.query(`close ${name}`);
}

/** Reads the chain behind `after` as it is at one moment, whatever is appended meanwhile. */
export function readChain<T>(
  database: Database,
  after: number,
  work: (chain: AuditChain, db: Queryable) => Promise<T>,
): Promise<T> {
  return database.transaction(async (client) => {
    await client.query('set transaction isolation level repeatable read, read only');
    return work({ head: await auditHead(client), chunks: auditChunks(client, after) }, client);
  });
}

/** The entries with these ids or numbers, in no order. */
export async function auditRows(
  db: Queryable,
  by: 'id' | 'seq',
  keys: readonly (string | number)[],
): Promise<readonly AuditRow[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<Cells>({
    name: `audit-by-${by}`,
    text: `select ${columns} from audit_entry where ${by} = any($1)`,
    values: [keys],
    rowMode: 'array',
  });
  return rows.map(rowOf);
}
