import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Kind } from '../../canonical/kind.ts';
import type { Link, SourceRecord } from '../../canonical/record.ts';
import { refKey } from '../../canonical/record.ts';
import type { Row } from '../http/reader.ts';
import type { Options } from './options.ts';
import type { Statement } from './statement.ts';

/** What a mapping needs to know of the account. */
export interface Account {
  readonly instance: string;
  readonly options: Options;
}

/** Rows by whose stamp it is seen that records have changed. */
export interface Trace {
  readonly from: string;
  readonly where: readonly string[];
  /** The column with the internal id of the record. */
  readonly id: string;
  /** The column with the instant of the change. */
  readonly stamp: string;
}

/** One kind: which rows are asked for, and what the rows of one record become. */
export interface Mapping {
  readonly kind: Kind;
  /** NetSuite's name of the record, the `object` of its references. */
  readonly object: string;
  readonly statement: Statement;
  /** The same rows folded so that fewer are needed for one record; used where records are asked for, not in a scan. */
  readonly packed?: Statement;
  /** How its changes are found: by the record's own stamp first, then by those of what else it is made of. */
  readonly traces: readonly [Trace, ...Trace[]];
  /** What the log of deletions calls it, in lower case; empty when it is never deleted. */
  readonly deletedAs: readonly string[];
  /** The column that names the customers the records belong to, where they belong to any. */
  readonly customerColumn?: string;
  /** `rows` have the same first key and are in the order of the key. Throws SOURCE_DRIFTED. */
  record(rows: readonly [Row, ...Row[]]): SourceRecord;
}

/**
 * The record with its stamps. NetSuite's own stamp has whole seconds, and does not move when a balance or another derived
 * column does, so a digest of what was read is added to it: equal versions then mean equal records.
 */
export function stamped(row: Row, record: Omit<SourceRecord, 'version' | 'sourceTime'>): SourceRecord {
  const { fields, keys, links } = record;
  const digest = createHash('sha256')
    .update(JSON.stringify([fields, keys, links]))
    .digest('hex');
  const version = `${row.text('lastmodifieddate')}#${digest.slice(0, 12)}`;
  return { ...record, version, sourceTime: row.instant('lastmodifieddate') };
}

/** T or F. Throws SOURCE_DRIFTED for anything else. */
export function flag(row: Row, name: string): boolean {
  const value = row.text(name);
  if (value !== 'T' && value !== 'F') throw row.drift(name, 'T or F');
  return value === 'T';
}

/** A link to a record of this account. */
export function own(account: Account, kind: Kind, object: string, id: string): Link {
  return { kind, key: refKey(account.instance, object, id) };
}

/** A link by a number that another system gave. */
export function numbered(kind: Kind, system: string, number: string): Link {
  return { kind, key: `number:${system}:${number}` };
}

/** The links that are there. */
export function present(links: Readonly<Record<string, Link | null>>): Readonly<Record<string, Link>> {
  return Object.fromEntries(
    Object.entries(links).filter((entry): entry is [string, Link] => entry[1] !== null),
  );
}

/** Rows in groups of one record each; rows of a record stand together because they are ordered by its key. */
export function grouped(rows: readonly Row[], keyName: string): readonly (readonly [Row, ...Row[]])[] {
  const groups: [Row, ...Row[]][] = [];
  let last: string | null = null;
  for (const row of rows) {
    const id = row.id(keyName);
    if (id === last) groups.at(-1)!.push(row);
    else groups.push([row]);
    last = id;
  }
  return groups;
}

/** Throws SOURCE_DRIFTED when rows of one record differ in a column that is the record's own. */
export function requireSame(rows: readonly [Row, ...Row[]], name: string): void {
  const [first] = rows;
  const other = rows.find((row) => !isDeepStrictEqual(row.raw[name], first.raw[name]));
  if (other) throw other.drift(name, 'the same in all rows of a record');
}
