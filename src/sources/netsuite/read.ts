import { Problem } from '../../canonical/problem.ts';
import type { SourceRecord } from '../../canonical/record.ts';
import { recordOr, whatFits } from '../http/fit.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions, Page } from '../source.ts';
import type { Client } from './client.ts';
import { grouped, type Mapping } from './map.ts';
import { inIds, isInternalId, listMax, type Statement } from './statement.ts';

/** What is asked for, and what the rows of one record become. */
export type Reading<T> = Pick<Mapping, 'statement' | 'packed'> & {
  record(rows: readonly [Row, ...Row[]]): T;
};

/** The reading of a mapping where a record that does not fit must not stop the others. */
export function tolerant(mapping: Mapping): Reading<SourceRecord | Problem> {
  const { statement, packed, object } = mapping;
  return {
    statement,
    ...(packed && { packed }),
    record: (rows) =>
      recordOr(
        () => mapping.record(rows),
        () => ({ object, externalId: rows[0].id(statement.key[0]!.name) }),
      ),
  };
}

/** How far a read has come. */
interface Progress<T> {
  readonly records: readonly T[];
  /** Rows of a record whose end was not seen yet. */
  readonly open: readonly Row[];
  /** The key of the last row. */
  readonly position: readonly string[] | null;
  readonly more: boolean;
}

const start: Progress<never> = { records: [], open: [], position: null, more: true };

/** One call: the records that are complete with it. Rows of a record may be cut at the end of an answer. */
function step<T>(
  client: Client,
  mapping: Reading<T>,
  statement: Statement,
  conditions: readonly string[],
  before: Progress<T>,
  call?: CallOptions,
): Promise<Progress<T>> {
  const { key } = statement;
  const read = (rows: readonly Row[], more: boolean): Progress<T> => {
    const groups = grouped([...before.open, ...rows], key[0]!.name);
    const last = rows.at(-1);
    const cut = more && key.length > 1 ? groups.length - 1 : groups.length;
    return {
      records: groups.slice(0, cut).map((group) => mapping.record(group)),
      open: groups[cut] ?? [],
      position: last ? key.map((column) => last.id(column.name)) : before.position,
      more: more && last !== undefined,
    };
  };
  return client.page(statement, conditions, before.position, read, call);
}

function chunks(ids: readonly string[]): readonly (readonly string[])[] {
  const known = [...new Set(ids.filter(isInternalId))];
  return Array.from({ length: Math.ceil(known.length / listMax) }, (_, index) =>
    known.slice(index * listMax, (index + 1) * listMax),
  );
}

/** Records of which a column is one of these ids: one call per 1,000 ids, and one more per further 1,000 rows. */
export async function readByIds<T>(
  client: Client,
  mapping: Reading<T>,
  column: string,
  ids: readonly string[],
  call?: CallOptions,
): Promise<readonly T[]> {
  const statement = mapping.packed ?? mapping.statement;
  const parts = chunks(ids).map(async (part) => {
    const records: T[] = [];
    for (let progress: Progress<T> = start; progress.more;) {
      progress = await step(client, mapping, statement, [inIds(column, part)], progress, call);
      records.push(...progress.records);
    }
    return records;
  });
  return (await Promise.all(parts)).flat();
}

/** The next records of a scan, in the order of their ids; one call, unless a single record has more rows than an answer. */
export async function scanPage(
  client: Client,
  mapping: Mapping,
  cursor: string | null,
  call?: CallOptions,
): Promise<Page> {
  const conditions = cursor === null ? [] : [`${mapping.statement.key[0]!.sql} > ${cursor}`];
  let progress: Progress<SourceRecord | Problem> = start;
  do progress = await step(client, tolerant(mapping), mapping.statement, conditions, progress, call);
  while (progress.records.length === 0 && progress.more);
  const last = progress.records.at(-1);
  const end = last instanceof Problem ? last.detail.record : last;
  return { ...whatFits(progress.records), next: progress.more ? end!.externalId : null };
}
