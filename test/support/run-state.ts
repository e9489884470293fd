import type { Database } from '../../src/store/database.ts';
import { eventually } from './hub.ts';

/** How a run stands, with its steps as `name STATUS` and its effects as `key state`. */
export async function readRun(database: Database, id: string) {
  const run = await database.query<{
    status: string;
    reason: string | null;
    wish: string | null;
    node: string | null;
  }>('select status, reason, wish, node from run where id = $1', [id]);
  const steps = await database.query<{ status: string }>(
    'select status from run_step where run_id = $1 order by index',
    [id],
  );
  const effects = await database.query<{ key: string; state: string; act: string; step_index: number }>(
    'select key, state, act, step_index from effect where run_id = $1 order by intent_at, key',
    [id],
  );
  const attempts = await database.query<{ step_index: number; outcome: string; act: string }>(
    'select step_index, outcome, act from run_attempt where run_id = $1 order by step_index, nth',
    [id],
  );
  return {
    ...run.rows[0]!,
    steps: steps.rows.map(({ status }) => status),
    effects: effects.rows.map(({ key, state }) => `${key.slice(id.length + 1)} ${state}`),
    attempts: attempts.rows.map(({ step_index: index, outcome }) => `${index} ${outcome}`),
  };
}

/** A run once nobody moves it any more: it is over, or waits for a person. */
export function settled(node: { readonly database: Database }, id: string) {
  return eventually(`the run ${id} comes to rest`, async () => {
    const run = await readRun(node.database, id);
    const rests = ['COMPLETED', 'PAUSED', 'COMPENSATED', 'CANCELLED'].includes(run.status);
    return rests && run.node === null ? run : undefined;
  });
}
