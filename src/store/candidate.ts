import { ulid } from '../canonical/id.ts';
import type { Kind } from '../canonical/kind.ts';
import type { Queryable } from './database.ts';

/** Keeps pairs of look-alikes for review; a pair already known stays as it was decided. */
export async function addCandidates(
  db: Queryable,
  kind: Kind,
  candidates: readonly {
    readonly leftId: string;
    readonly rightId: string;
    readonly score: number;
    readonly reasons: unknown;
  }[],
): Promise<void> {
  for (const { leftId, rightId, score, reasons } of candidates)
    await db.query({
      name: 'candidate-add',
      text: `insert into match_candidate (id, kind, left_id, right_id, score, reasons) values ($1, $2, $3, $4, $5, $6)
             on conflict (left_id, right_id) do nothing`,
      values: [`mat_${ulid()}`, kind, leftId, rightId, score, JSON.stringify(reasons)],
    });
}

/**
 * Makes two entities one: everything that was the absorbed one's becomes the survivor's, and the absorbed id resolves to it for
 * ever. The survivor's golden fields and summary must be assembled anew afterwards.
 */
export async function mergeEntities(db: Queryable, survivorId: string, absorbedId: string): Promise<void> {
  const both = [survivorId, absorbedId];
  await db.query('update facet set entity_id = $1 where entity_id = $2', both);
  await db.query(
    'insert into identity_key (kind, key, entity_id) select kind, key, $1 from identity_key where entity_id = $2 on conflict do nothing',
    both,
  );
  await db.query('delete from identity_key where entity_id = $1', [absorbedId]);
  await db.query('update entity set customer_id = $1 where customer_id = $2', both);
  await db.query(
    `insert into list_sync (instance, kind, customer_id, synced_at) select instance, kind, $1, synced_at from list_sync where customer_id = $2
     on conflict (customer_id, kind, instance) do update set synced_at = least(list_sync.synced_at, excluded.synced_at)`,
    both,
  );
  await db.query('delete from list_sync where customer_id = $1', [absorbedId]);
  await db.query('delete from customer_summary where customer_id = $1', [absorbedId]);
  await db.query('update entity set merged_into = $1 where id = $2 or merged_into = $2', both);
  await db.query(
    `update match_candidate set status = 'AUTO_MERGED' where status = 'PENDING' and left_id = any($1) and right_id = any($1)`,
    [both],
  );
  // Whom the absorbed one resembled, the survivor resembles; where that is known already, the absorbed one's pair stays and is not shown.
  for (const [side, other] of [
    ['left_id', 'right_id'],
    ['right_id', 'left_id'],
  ])
    await db.query(
      `update match_candidate m set ${side} = $1 where ${side} = $2 and status = 'PENDING' and ${other} <> $1
       and not exists (select from match_candidate d where d.left_id in ($1, m.${other}) and d.right_id in ($1, m.${other}))`,
      both,
    );
}

/** Notes that a person decided that two look-alikes are one, where they were known to be alike. */
export async function acceptCandidate(db: Queryable, left: string, right: string): Promise<void> {
  await db.query(
    `update match_candidate set status = 'ACCEPTED' where left_id = any($1) and right_id = any($1) and left_id <> right_id`,
    [[left, right]],
  );
}

/** A pair of look-alikes that nobody else decides until the transaction ends; undefined for an unknown id. */
export async function lockCandidate(
  db: Queryable,
  id: string,
): Promise<{ readonly leftId: string; readonly rightId: string; readonly status: string } | undefined> {
  const { rows } = await db.query<{ leftId: string; rightId: string; status: string }>(
    `select left_id as "leftId", right_id as "rightId", status from match_candidate where id = $1 and kind = 'Customer' for update`,
    [id],
  );
  return rows[0];
}

/** Notes that a person decided that two look-alikes are two. */
export async function rejectCandidate(db: Queryable, id: string): Promise<void> {
  await db.query(`update match_candidate set status = 'REJECTED' where id = $1`, [id]);
}
