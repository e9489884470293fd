import { randomUUID } from 'node:crypto';
import { operationId, type TrustedOperation } from '../canonical/operation.ts';
import { appendAudit, type AuditActor } from './audit.ts';
import type { Database, Queryable } from './database.ts';
import { hear } from './hear.ts';

/** The channel by which processes tell each other that operations were registered or removed. */
const channel = 'isthmus_operation';

/** A registered operation as the list shows it. */
export interface OperationRow extends TrustedOperation {
  readonly addedAt: string;
  readonly addedBy: string;
}

/** Registers operations, in one transaction with an audit entry each; gives those that were new. */
export function addOperations(
  database: Database,
  operations: readonly TrustedOperation[],
  actor: AuditActor,
): Promise<readonly TrustedOperation[]> {
  return database.transaction(async (tx) => {
    const fresh: TrustedOperation[] = [];
    for (const operation of operations) {
      const { rowCount } = await tx.query(
        'insert into operation (id, document, name, added_by) values ($1, $2, $3, $4) on conflict do nothing',
        [operation.id, operation.document, operation.name, actor.person],
      );
      if (rowCount === 1) fresh.push(operation);
    }
    await told(tx, actor, 'operation.added', fresh);
    return fresh;
  });
}

/** Removes the operations with these ids; gives those that were there. */
export function removeOperations(
  database: Database,
  ids: readonly string[],
  actor: AuditActor,
): Promise<readonly TrustedOperation[]> {
  return database.transaction(async (tx) => {
    const { rows } = await tx.query<TrustedOperation>(
      'delete from operation where id = any($1) returning id, document, name',
      [ids],
    );
    await told(tx, actor, 'operation.removed', rows);
    return rows;
  });
}

async function told(
  tx: Queryable,
  actor: AuditActor,
  action: string,
  operations: readonly TrustedOperation[],
): Promise<void> {
  if (operations.length === 0) return;
  await tx.query('select pg_notify($1, $2)', [channel, '']);
  const correlationId = randomUUID();
  await appendAudit(
    tx,
    operations.map(({ id, name }) => ({ actor, action, subject: id, correlationId, after: { name } })),
  );
}

/** Every registered operation, the newest first. */
export async function listOperations(db: Queryable): Promise<readonly OperationRow[]> {
  const { rows } = await db.query<OperationRow>(
    `select id, document, name, added_at as "addedAt", added_by as "addedBy" from operation order by added_at desc, id`,
  );
  return rows;
}

/** The operations that are registered now. */
export interface Operations {
  /** The document with this id. */
  document(id: string): string | undefined;
  /** Whether exactly this document is registered. */
  has(document: string): boolean;
}

/** These documents and no others. */
export function fixedOperations(documents: Iterable<string>): Operations {
  const byId = new Map([...documents].map((document) => [operationId(document), document]));
  const known = new Set(byId.values());
  return { document: (id) => byId.get(id), has: (document) => known.has(document) };
}

/**
 * The registered operations of a database, and `own` beside them, as they are at any time: other processes tell of what they add and remove,
 * and after a break of the connection everything is read anew. Until it can be read, what was known counts.
 */
export async function followOperations(
  database: Pick<Database, 'query' | 'url'>,
  own: readonly string[],
  onTrouble: (message: string, detail: object) => void,
): Promise<Operations & { close(): Promise<void> }> {
  let now = fixedOperations(own);
  const read = async (): Promise<void> => {
    const rows = await listOperations(database);
    now = fixedOperations([...own, ...rows.map(({ document }) => document)]);
  };
  // One reading at a time, and another one when something was told meanwhile.
  let reading: Promise<void> | undefined;
  let again = false;
  const refresh = (): void => {
    if (reading) {
      again = true;
      return;
    }
    reading = read()
      .catch((error: unknown) => onTrouble('registered operations cannot be read', { reason: String(error) }))
      .finally(() => {
        reading = undefined;
        if (again) refresh();
        again = false;
      });
  };
  await read();
  const listener = hear(database.url, channel, { onMessage: refresh, onReady: refresh, onGap: () => {} });
  return {
    document: (id) => now.document(id),
    has: (document) => now.has(document),
    async close() {
      await listener.close();
      await reading;
    },
  };
}
