import { hash } from 'node:crypto';
import { auditField } from '../canonical/audit.ts';
import type { Queryable } from './database.ts';

/** An event as it stands in the log, every column of it as text. */
export interface EventImage {
  readonly position: number;
  readonly type: string;
  /** sha256 over all of its columns, hexadecimal. */
  readonly hash: string;
}

const instant = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** What is hashed of an event, in this order. */
const columns = [
  'position::text',
  'type',
  'id',
  'schema_version',
  'change',
  'subject_id',
  'customer_id',
  'entity_version::text',
  'source',
  'correlation_id',
  'causation_id',
  instant('occurred_at'),
  instant('received_at'),
  instant('processed_at'),
  'attempts::text',
  'data::text',
].join(', ');

/** The events at the positions `from` to `to`, in order; one that was deleted is left out. */
export async function eventImages(db: Queryable, from: number, to: number): Promise<readonly EventImage[]> {
  const { rows } = await db.query<[string, string, ...(string | null)[]]>({
    name: 'seal-events',
    text: `select ${columns} from event where position between $1 and $2 order by position`,
    values: [from, to],
    rowMode: 'array',
  });
  return rows.map((cells) => ({
    position: Number(cells[0]),
    type: cells[1],
    hash: hash('sha256', cells.map(auditField).join('')),
  }));
}

/** Up to which position the audit trail vouches for the log, and how far the log goes. */
export async function readSealed(db: Queryable): Promise<{ sealed: number; position: number }> {
  const { rows } = await db.query<{ sealed: number; position: number }>({
    name: 'seal-read',
    text: `select a.sealed::float8 as sealed, e.position::float8 as position from audit_head a, event_head e`,
  });
  return rows[0] ?? { sealed: 0, position: 0 };
}

/** Notes how far the log is vouched for; false when another node was faster. */
export async function noteSealed(db: Queryable, before: number, to: number): Promise<boolean> {
  const { rowCount } = await db.query('update audit_head set sealed = $2 where sealed = $1', [before, to]);
  return rowCount === 1;
}
