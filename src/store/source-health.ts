import type { Queryable } from './database.ts';

/** As `SourceStatus` has them. */
type HealthState = 'UP' | 'DEGRADED' | 'DOWN';
type CircuitState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';

/** The health of a source as it was last told to the log. */
export interface ToldHealth {
  readonly instance: string;
  readonly state: HealthState;
  readonly circuit: CircuitState;
  /** Since when it is so, ISO 8601. */
  readonly since: string;
}

/** What was told of sources, in no order; nothing for a source of which nothing was told yet. */
export async function toldHealth(
  db: Queryable,
  instances: readonly string[],
): Promise<readonly ToldHealth[]> {
  const { rows } = await db.query<ToldHealth>({
    name: 'health-told',
    text: 'select instance, state, circuit, since from source_health where instance = any($1)',
    values: [instances],
  });
  return rows;
}

/**
 * Replaces what was told of a source, as part of the caller's transaction. Null when that says the same already, else what was told
 * before (`previous` null: nothing). Two nodes that notice the same change take turns, so that only one of them replaces it.
 */
export async function retellHealth(
  db: Queryable,
  health: ToldHealth,
): Promise<{ readonly previous: HealthState | null } | null> {
  const values = [health.instance, health.state, health.circuit, health.since];
  const made = await db.query(
    'insert into source_health (instance, state, circuit, since) values ($1, $2, $3, $4) on conflict do nothing',
    values,
  );
  if (made.rowCount === 1) return { previous: null };
  const { rows } = await db.query<ToldHealth>(
    'select instance, state, circuit, since from source_health where instance = $1 for update',
    [health.instance],
  );
  const [told] = rows;
  if (!told || (told.state === health.state && told.circuit === health.circuit)) return null;
  await db.query('update source_health set state = $2, circuit = $3, since = $4 where instance = $1', values);
  return { previous: told.state };
}
