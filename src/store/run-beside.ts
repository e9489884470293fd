import type { Queryable } from './database.ts';

/**
 * Another open run of a process for the same customer that is at a step now, or is past it; null: there is none. One that waits to try the step
 * again is not at it.
 */
export async function runBeside(
  db: Queryable,
  runId: string,
  process: string,
  customerId: string,
  step: string,
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>({
    name: 'run-beside',
    text: `select r.id from run r join run_step s on s.run_id = r.id and s.name = $4
           where r.customer_id = $3 and r.process = $2 and r.id <> $1 and r.finished_at is null
             and (s.status = 'SUCCEEDED' or (s.status = 'RUNNING' and s.next_at is null)) limit 1`,
    values: [runId, process, customerId, step],
  });
  return rows[0]?.id ?? null;
}
