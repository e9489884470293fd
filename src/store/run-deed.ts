import type { AmendmentChange, AmendmentType } from '../canonical/amendment.ts';
import type { Queryable } from './database.ts';

/** What a run does to a subscription. */
export interface Deed {
  readonly type: AmendmentType;
  readonly changes: readonly AmendmentChange[];
}

/** What these runs do to subscriptions, by run; what carries out something else is not there. */
export async function deedsOf(db: Queryable, runIds: readonly string[]): Promise<ReadonlyMap<string, Deed>> {
  const { rows } = await db.query<Deed & { readonly runId: string }>({
    name: 'run-deeds',
    text: 'select run_id as "runId", type, changes from amendment where run_id = any($1)',
    values: [runIds],
  });
  return new Map(rows.map(({ runId, ...deed }) => [runId, deed]));
}
