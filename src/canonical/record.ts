import type { Kind } from './kind.ts';

/**
 * A name by which a record can be recognised, unique within its kind. Forms:
 * - `ref:<instance>:<object>:<externalId>` where a source says "this is that record of that system" (explicit)
 * - `number:<instance>:<number>`, `sku:<sku>`, `email:<customer key>:<email>` natural keys (explicit)
 * - `tax:<normalised tax id>`, `domain:<domain>` shared traits that only suggest sameness (see src/identity)
 */
export type Key = string;

/** The key of a record's own place in a source. */
export function refKey(instance: string, object: string, externalId: string): Key {
  return `ref:${instance}:${object}:${externalId}`;
}

/** Points at another record by one of its keys; resolved to an id by the store. */
export interface Link {
  readonly kind: Kind;
  readonly key: Key;
}

/**
 * One source's view of one record, in canonical words: what every connector produces and `sync/ingest` consumes.
 * `fields` is the shape of the kind in `canonical/fields.ts`; a source leaves out what it does not hold.
 */
export interface SourceRecord {
  readonly kind: Kind;
  /** The vendor's object name, for example `Account`. */
  readonly object: string;
  /** The vendor's stable id: one that survives an amendment. */
  readonly externalId: string;
  /** The vendor's version or modification stamp, as given; two equal stamps mean the same state. */
  readonly version: string | null;
  /** When the vendor says it changed, ISO 8601 UTC. */
  readonly sourceTime: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
  /** Keys besides the record's own reference. */
  readonly keys: readonly Key[];
  /** Named links; `customer` (for a Customer: `parent`) says whose record it is. */
  readonly links: Readonly<Record<string, Link>>;
  readonly deleted?: boolean;
}
