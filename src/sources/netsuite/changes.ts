import { z } from 'zod';
import type { Problem } from '../../canonical/problem.ts';
import type { SourceRecord } from '../../canonical/record.ts';
import type { Standing, Step } from '../http/poll.ts';
import type { CallOptions } from '../source.ts';
import type { Client } from './client.ts';
import type { Mapping, Trace } from './map.ts';
import { readByIds, tolerant } from './read.ts';
import { atUtc, isInternalId, type Statement, utc } from './statement.ts';

/** How far a sweep of one kind has come. */
export const place = z.strictObject({
  /** The trace that is followed: those of the mapping, then the log of deletions. */
  trace: z.int().min(0),
  /** The last row seen: its stamp and the record it is about; null: none of this trace yet. */
  last: z.strictObject({ at: z.iso.datetime(), id: z.string().refine(isInternalId) }).nullable(),
});

type Place = z.infer<typeof place>;

interface Seen {
  readonly ids: readonly string[];
  readonly next: Place['last'];
  readonly told: string | null;
}

const dayMs = 86_400_000;

/** Where deletions of a kind are listed: every record type has its own ids, but all transactions share theirs. */
function deletions(mapping: Mapping): Trace {
  const types = mapping.deletedAs.map((type) => `'${type}'`).join(', ');
  return {
    from: 'deletedrecord d',
    where: [`LOWER(d.type) IN (${types})`],
    id: 'd.recordid',
    stamp: 'd.deleteddate',
  };
}

/**
 * The next rows of a trace, oldest first, at most 1,000. Stamps are compared in UTC: in the account's own time zone an hour comes twice
 * a year. The second condition says nothing new; it is one that NetSuite can answer from an index.
 */
function follow(
  client: Client,
  trace: Trace,
  since: string,
  last: Place['last'],
  call?: CallOptions,
): Promise<Seen> {
  const stamp = `SYS_EXTRACT_UTC(${trace.stamp})`;
  const from = last?.at ?? since;
  const dayBefore = new Date(Date.parse(from) - dayMs).toISOString().slice(0, 10);
  const statement: Statement = {
    select: [`${trace.id} AS id`, utc(trace.stamp, 'stamp')],
    from: trace.from,
    where: trace.where,
    key: [
      { sql: stamp, name: 'stamp' },
      { sql: trace.id, name: 'id' },
    ],
  };
  const beyond =
    last === null
      ? `${stamp} >= ${atUtc(from)}`
      : `(${stamp} > ${atUtc(from)} OR (${stamp} = ${atUtc(from)} AND ${trace.id} > ${last.id}))`;
  return client.page(
    statement,
    [beyond, `${trace.stamp} >= TO_DATE('${dayBefore}', 'YYYY-MM-DD')`],
    null,
    (rows, more, told) => {
      const end = more ? rows.at(-1) : undefined;
      return {
        ids: [...new Set(rows.map((row) => row.id('id')))],
        next: end ? { at: end.instant('stamp'), id: end.id('id') } : null,
        told,
      };
    },
    call,
  );
}

/**
 * A step of a sweep: what a trace says has changed is read as it is now, and what the log says is deleted is gone. It follows trace
 * after trace until it has found something.
 */
export async function sweep(
  client: Client,
  mapping: Mapping,
  { since, at }: Standing<Place>,
  call?: CallOptions,
): Promise<Step<Place>> {
  const traces = mapping.deletedAs.length > 0 ? [...mapping.traces, deletions(mapping)] : mapping.traces;
  let told: string | null | undefined;
  let next: Place | null = at ?? { trace: 0, last: null };
  let records: readonly (SourceRecord | Problem)[] = [];
  let gone: readonly string[] = [];
  while (next !== null && records.length === 0 && gone.length === 0) {
    const from: Place = next;
    const trace = traces[from.trace];
    if (trace === undefined) throw client.http.problem('SOURCE_REJECTED', 'the cursor leads nowhere');
    const seen = await follow(client, trace, since, from.last, call);
    told ??= seen.told;
    if (from.trace >= mapping.traces.length) gone = seen.ids;
    else if (seen.ids.length > 0)
      records = await readByIds(client, tolerant(mapping), mapping.statement.key[0]!.sql, seen.ids, call);
    if (seen.next !== null) next = { trace: from.trace, last: seen.next };
    else next = from.trace + 1 < traces.length ? { trace: from.trace + 1, last: null } : null;
  }
  return {
    records,
    gone: gone.map((externalId) => ({ object: mapping.object, externalId })),
    next,
    done: next === null,
    told: told ?? null,
  };
}
