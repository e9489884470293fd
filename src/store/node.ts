import type { Database, Queryable } from './database.ts';

/** Makes a node known as alive; the nodes of the same name that were there before are dead, and their ids are returned. */
export async function enterNode(db: Database, id: string, name: string): Promise<readonly string[]> {
  return db.transaction(async (client) => {
    await client.query('insert into node (id, name) values ($1, $2)', [id, name]);
    const { rows } = await client.query<{ id: string }>(
      'update node set buried = true where name = $2 and id <> $1 and not buried returning id',
      [id, name],
    );
    return rows.map((row) => row.id);
  });
}

/** Says that a node lives; false when it was given up meanwhile: it must go by another id from now on. */
export async function beat(db: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'engine-beat',
    text: 'update node set at = now() where id = $1 and not buried',
    values: [id],
  });
  return rowCount === 1;
}

/** Gives up nodes that were not heard of for so long; their ids. */
export async function buryDead(db: Queryable, deadAfterMs: number): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'engine-bury',
    text: `update node set buried = true where not buried and at < now() - $1 * interval '1 ms' returning id`,
    values: [deadAfterMs],
  });
  return rows.map((row) => row.id);
}

/** Gives up one node, as it ends or because it is known to be gone. */
export async function buryNode(db: Queryable, id: string): Promise<void> {
  await db.query('update node set buried = true where id = $1', [id]);
}

/** A run that was taken from a node, and the turn under which it had it. */
export interface Taken {
  readonly id: string;
  readonly turn: number;
}

/**
 * Takes their runs from nodes that were given up: whatever these write late is refused from here on, and the runs are due. Graves without
 * runs are removed after a day.
 */
export async function inherit(db: Queryable): Promise<readonly Taken[]> {
  const { rows } = await db.query<Taken>({
    name: 'engine-inherit',
    text: `with gone as (
             delete from node n where n.buried and n.at < now() - interval '1 day' and not exists (select from run r where r.node = n.id)
           ) update run r set node = null, fence = r.fence + 1, turn = r.turn + 1, due_at = now(), sent_at = null
           from node n where n.id = r.node and n.buried returning r.id, r.turn - 1 as turn`,
  });
  return rows;
}

/** Takes back runs that a node has by its own word but is not moving. */
export async function regain(
  db: Queryable,
  node: string,
  moving: readonly string[],
): Promise<readonly Taken[]> {
  const { rows } = await db.query<Taken>({
    name: 'engine-regain',
    text: `update run set node = null, fence = fence + 1, turn = turn + 1, due_at = now(), sent_at = null
           where node = $1 and id <> all ($2) returning id, turn - 1 as turn`,
    values: [node, moving],
  });
  return rows;
}
