import { z } from 'zod';
import type { Problem } from '../../canonical/problem.ts';
import type { SourceRecord } from '../../canonical/record.ts';
import type { Standing, Step } from '../http/poll.ts';
import { inLists, most, type Query } from './client.ts';
import type { Noun } from './noun.ts';

const second = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

/** How far a sweep of one noun has come. */
export const place = z.strictObject({
  /** 0: the noun's own object; then those that it is moved by. */
  leg: z.int().min(0),
  /** Stamps before this second were seen. */
  second,
  /** Rows of this very second up to this id were seen; null: the second is not known to fill a page by itself. */
  after: z.string().regex(/^\w*$/).nullable(),
});

type Place = z.infer<typeof place>;

/** What to ask of an object: rows with filters, by stamp or (from an id on) by id. */
export type Asked = Pick<Query, 'filters' | 'after' | 'sort'>;

/** A row as far as a sweep looks at it. */
export interface Stamped {
  readonly id: string;
  /** `updatedDate`, ISO 8601 UTC. */
  readonly at: string;
}

/** Rows in the order that was asked for, at most 99, and the source's clock. */
export interface Answered<T extends Stamped> {
  readonly rows: readonly T[];
  readonly told: string | null;
}

/** How a sweep reads the tenant; a Problem stands for a row that does not fit. */
export interface Reads {
  own(noun: Noun, asked: Asked): Promise<Answered<Stamped & { readonly record: SourceRecord | Problem }>>;
  part(
    part: NonNullable<Noun['movedBy']>[number],
    asked: Asked,
  ): Promise<Answered<Stamped & { readonly parent: string | null }>>;
}

const toSecond = (instant: string): string => `${instant.slice(0, 19)}Z`;
const after = (instant: string): string => toSecond(new Date(Date.parse(instant) + 1000).toISOString());

/**
 * One page of rows by their stamp. Zuora filters by several conditions but not by either of two, sorts by one field, and shows stamps in
 * whole seconds: so a page stops before its last second, and a second that fills a page by itself is read by id. No row is then missed
 * where pages meet, however many share a stamp.
 */
async function page<T extends Stamped>(
  ask: (asked: Asked) => Promise<Answered<T>>,
  from: Place,
): Promise<{ rows: readonly T[]; told: string | null; next: Place | null }> {
  const since = `updatedDate.GE:${from.second}`;
  if (from.after !== null) {
    const { rows, told } = await ask({
      filters: [since, `updatedDate.LT:${after(from.second)}`],
      after: from.after,
      sort: 'id',
    });
    const full = rows.length >= most;
    const next = full
      ? { ...from, after: rows.at(-1)!.id }
      : { ...from, second: after(from.second), after: null };
    return { rows, told, next };
  }
  const { rows, told } = await ask({ filters: [since], after: null, sort: 'updatedDate' });
  if (rows.length < most) return { rows, told, next: null };
  const last = toSecond(rows.at(-1)!.at);
  const before = rows.filter((row) => toSecond(row.at) < last);
  return { rows: before, told, next: { ...from, second: last, after: before.length === 0 ? '' : null } };
}

/**
 * A step of a sweep over all that a noun is made of: its own rows, then the records whose parts have changed. It asks on until it has
 * found something. What Zuora deletes leaves no trace in object queries: documents are cancelled, not deleted, and the few objects that
 * can be deleted (unused accounts, draft invoices, products) are found missing when the kind is read anew as a whole, or told by a callout.
 */
export async function sweep(noun: Noun, reads: Reads, { since, at }: Standing<Place>): Promise<Step<Place>> {
  const parts = noun.movedBy ?? [];
  const start = (leg: number): Place => ({ leg, second: toSecond(since), after: null });
  let told: string | null | undefined;
  let next: Place | null = at ?? start(0);
  const records: (SourceRecord | Problem)[] = [];
  while (next !== null && records.length === 0) {
    const from: Place = next;
    const part = parts[from.leg - 1];
    if (part === undefined) {
      const found = await page((asked) => reads.own(noun, asked), from);
      records.push(...found.rows.map((row) => row.record));
      told ??= found.told;
      next = found.next;
    } else {
      const found = await page((asked) => reads.part(part, asked), from);
      const parents = found.rows.flatMap((row) => row.parent ?? []);
      for (const list of inLists('id', parents)) {
        const owners = await reads.own(noun, { filters: [list], after: null });
        records.push(...owners.rows.map((row) => row.record));
      }
      told ??= found.told;
      next = found.next;
    }
    if (next === null && from.leg < parts.length) next = start(from.leg + 1);
  }
  return { records, gone: [], next, done: next === null, told: told ?? null };
}
