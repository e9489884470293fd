import { systemsFor } from '../canonical/authority.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Queryable } from '../store/database.ts';
import type { IngestDeps } from './ingest.ts';

/** Tells the hub's advisory locks from anybody else's in the same database. */
const space = 1_769_174_900;

/**
 * Waits until nobody else writes what this transaction is going to write; the turn ends with the transaction. Two writers of the
 * same records, or two deciding who is who, take turns. Whoever decides which customers there are does it alone: a record stored at
 * the same time would look for its customer before that customer can be seen, and miss it for ever.
 */
export async function takeTurn(
  deps: Pick<IngestDeps, 'authority'>,
  db: Queryable,
  instance: string,
  kind: Kind,
): Promise<void> {
  if (kind !== 'Customer') await besideCustomers(db);
  const shared = systemsFor(deps.authority, kind, '*').length > 1;
  await db.query('select pg_advisory_xact_lock($1::int, hashtext($2))', [
    space,
    shared || kind === 'Customer' ? kind : `${instance}:${kind}`,
  ]);
}

/** Waits until nobody writes records of a kind of these sources, whatever is shared among them, and keeps it so. */
export async function takeEveryTurn(db: Queryable, instances: readonly string[], kind: Kind): Promise<void> {
  await besideCustomers(db);
  for (const name of [kind, ...instances.toSorted().map((instance) => `${instance}:${kind}`)])
    await db.query('select pg_advisory_xact_lock($1::int, hashtext($2))', [space, name]);
}

/** Waits until nobody decides which customers there are, and keeps it so until the transaction ends; many may do so at once. */
export async function besideCustomers(db: Queryable): Promise<void> {
  await db.query('select pg_advisory_xact_lock_shared($1::int, hashtext($2))', [space, 'Customer']);
}
