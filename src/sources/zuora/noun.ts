import type { Kind } from '../../canonical/kind.ts';
import { refKey, type Link, type SourceRecord } from '../../canonical/record.ts';
import type { Row } from '../http/reader.ts';

/** A related object that is read together with its parent. */
export interface Relation {
  /** Its name in `expand[]`. */
  readonly expand: string;
  /** Its member in the answer. */
  readonly member: string;
  readonly fields: readonly string[];
  /** Where its rows can be had by themselves, and which field names the parent; null for a single related row. */
  readonly alone: { readonly path: string; readonly singular: string; readonly foreign: string } | null;
  readonly below: readonly Relation[];
}

/** How a kind of record is asked for and read. */
export interface Noun {
  readonly kind: Kind;
  /** The Zuora object, as in external references. */
  readonly object: string;
  readonly path: string;
  /** The object in `<object>.fields[]` of its own query. */
  readonly singular: string;
  readonly fields: readonly string[];
  readonly relations: readonly Relation[];
  /** The field that holds the stable id. */
  readonly key: string;
  /** The name under which an account expands it; omitted for what belongs to no account. */
  readonly ofAccount?: { readonly expand: string; readonly member: string };
  /** Objects that are part of the record and change without its own stamp moving, and their field that names it. */
  readonly movedBy?: readonly {
    readonly path: string;
    readonly singular: string;
    readonly foreign: string;
  }[];
  /** Filters that always apply, and the same test for rows that came by expansion. */
  readonly only?: { readonly filter: string; readonly test: (row: Row) => boolean };
  map(row: Row, instance: string): SourceRecord;
}

/** The customer that a billing document belongs to. */
export function customerLink(row: Row, instance: string): Link {
  return { kind: 'Customer', key: refKey(instance, 'Account', row.id('accountId')) };
}

/**
 * What every record has in common. Zuora's modification stamp is told in whole seconds, so two states can share one:
 * it is a time, but it cannot serve as a version.
 */
export function common(row: Row): Pick<SourceRecord, 'version' | 'sourceTime'> {
  return { version: null, sourceTime: row.instant('updatedDate') };
}

/** A canonical word for a vendor's word; one that is not in the table is drift. */
export function worded<T>(row: Row, field: string, table: Readonly<Record<string, T>>): T {
  const word = row.text(field);
  const found = Object.hasOwn(table, word) ? table[word] : undefined;
  if (found === undefined) throw row.drift(field, `one of ${Object.keys(table).join(', ')}`);
  return found;
}
