import { quoted } from '../../kit/database.ts';
import type { Change, Sim } from '../../kit/types.ts';
import type { SObject } from '../field.ts';
import { sobjectNamed, tableOf } from '../objects.ts';
import { tell } from './bus.ts';
import { eventSchemaOf } from './schema.ts';
import { transactionOf } from './transaction.ts';

type Row = NonNullable<Change['before']>;

/** The word for a change. A deleted row stays in its table: what is set on it says that it went, or came back. */
function typeOf(change: Change, after: Row | undefined): string | undefined {
  const was = change.before?.IsDeleted === undefined ? false : Number(change.before.IsDeleted) === 1;
  const is = change.change === 'delete' || !after || Number(after.IsDeleted ?? 0) === 1;
  if (change.change === 'insert') return is ? undefined : 'CREATE';
  if (is) return was ? undefined : 'DELETE';
  return was ? 'UNDELETE' : 'UPDATE';
}

/** Writes the change event of a change of a row, in its transaction. */
export function captureChange(sim: Sim, change: Change): void {
  const object: SObject = sobjectNamed(change.object)!;
  if (!object.writable) return;
  const after = sim.db.prepare(`select * from ${quoted(tableOf(object))} where "Id" = ?`).get(change.id);
  const type = typeOf(change, after);
  if (type === undefined) return;
  const schema = eventSchemaOf(object);
  const values = after ?? {};
  // SQLite gives the row before with BigInt for whole numbers, and the row after without.
  const differs = (column: string): boolean =>
    String(change.before?.[column] ?? null) !== String(values[column] ?? null);
  const changed = type === 'UPDATE' ? schema.columns.filter(differs) : [];
  if (type === 'UPDATE' && changed.length === 0) return;
  const nulled = changed.filter((column) => (values[column] ?? null) === null);
  const told = type === 'UPDATE' ? changed : type === 'DELETE' ? [] : schema.columns;
  tell(sim, transactionOf(sim), {
    entity: object.name,
    type,
    ids: [change.id],
    body: schema.body(values, told),
    changed: schema.bitmaps(changed),
    nulled: schema.bitmaps(nulled),
  });
}
