import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../src/store/database.ts';

const calmMs = 1000;

/**
 * Resolves when the hub has had nothing to do for a second: every feed has caught up, each poll has succeeded at least once since `since`
 * (milliseconds since the epoch), and the inbox is empty.
 */
export async function idle(database: Database, since = 0): Promise<void> {
  for (let calm = performance.now(); performance.now() - calm < calmMs;) {
    await sleep(100);
    const { rows } = await database.query<{ busy: boolean }>(
      `select exists (select from inbox where state = 'PENDING') or not exists (select from feed)
         or exists (select from feed where state <> 'LIVE' or mode = 'POLL' and last_success_at < $1) as busy`,
      [new Date(since).toISOString()],
    );
    if (rows[0]!.busy) calm = performance.now();
  }
}

/**
 * The vendor's ids of up to `limit` records of an object, in no order in particular: those that are all that their system says of an
 * entity, so that a change of theirs is a change of the entity.
 */
export async function recordsOf(
  database: Database,
  instance: string,
  object: string,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await database.query<{ id: string }>(
    `select f.external_id as id from facet f
     where f.instance = $1 and f.object = $2 and f.deleted_at is null and not exists (
       select from facet o where o.entity_id = f.entity_id and o.instance = f.instance and o.external_id <> f.external_id)
     order by md5(f.external_id) limit $3`,
    [instance, object, limit],
  );
  if (rows.length === 0) throw new Error(`the copy has no ${object} of ${instance}`);
  return rows.map(({ id }) => id);
}
