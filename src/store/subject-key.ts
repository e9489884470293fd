import { createHmac, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Keyring } from '../secrets/keyring.ts';
import type { Queryable } from './database.ts';
import type { Shelf } from './shelf.ts';

/** The keys of one subject: what encrypts, and what makes the initialisation vector. */
export interface SubjectKey {
  readonly content: Buffer;
  readonly vector: Buffer;
}

/** The keys of all subjects of one database. */
export interface SubjectKeys {
  /** The key of each subject that has one; null for one who was erased. What has no key yet is absent. */
  find(ids: readonly string[]): Promise<ReadonlyMap<string, SubjectKey | null>>;
  /** The same, and a new key for who has none. New keys are committed at once, whatever becomes of the caller's transaction. */
  make(ids: readonly string[]): Promise<ReadonlyMap<string, SubjectKey | null>>;
  /** Forgets what this process remembers of subjects that were erased. */
  forget(ids: readonly string[]): void;
  /** Whether erasures can be heard: while they cannot, nothing is remembered. */
  trust(trusted: boolean): void;
  /** How often something was forgotten. */
  erasures(): number;
}

/** Opened keys that are remembered; each takes some 300 bytes. */
const most = 20_000;

const contextOf = (id: string): string => `subject:${id}`;

/** Where the subjects' keys are sealed. */
export const subjectKeyShelf: Shelf = {
  what: 'subjectKeys',
  table: 'subject_key',
  key: 'subject_id',
  context: contextOf,
};

function keyOf(secret: Buffer): SubjectKey {
  const both = createHmac('sha512', secret).update('isthmus personal data').digest();
  return { content: both.subarray(0, 32), vector: both.subarray(32) };
}

interface Row {
  readonly subject_id: string;
  readonly sealed: string | null;
}

/** The subjects' keys in a database, opened by the keyring that sealed them. `db` must commit by itself: not a transaction. */
export function createSubjectKeys(db: Queryable, keyring: Keyring): SubjectKeys {
  const known = new LRUCache<string, { readonly key: SubjectKey | null }>({ max: most });
  let epoch = 0;
  let trusted = true;

  const open = (row: Row): SubjectKey | null =>
    row.sealed === null ? null : keyOf(keyring.open(row.sealed, contextOf(row.subject_id)));

  /** Asks `ask` for the keys that are not remembered, and remembers them unless something was erased meanwhile. */
  async function recall(
    ids: readonly string[],
    ask: (missing: readonly string[]) => Promise<readonly Row[]>,
  ): Promise<Map<string, SubjectKey | null>> {
    const found = new Map<string, SubjectKey | null>();
    const missing = new Set<string>();
    for (const id of ids) {
      const kept = known.get(id);
      if (kept) found.set(id, kept.key);
      else missing.add(id);
    }
    if (missing.size === 0) return found;
    const since = epoch;
    for (const row of await ask([...missing].toSorted())) {
      const key = open(row);
      found.set(row.subject_id, key);
      if (trusted && since === epoch) known.set(row.subject_id, { key });
    }
    return found;
  }

  const read = async (ids: readonly string[]): Promise<readonly Row[]> => {
    const { rows } = await db.query<Row>({
      name: 'subject-key-find',
      text: 'select subject_id, sealed from subject_key where subject_id = any($1)',
      values: [ids],
    });
    return rows;
  };

  return {
    find: (ids) => recall(ids, read),
    make: (ids) =>
      recall(ids, async (missing) => {
        const there = await read(missing);
        const have = new Set(there.map((row) => row.subject_id));
        const without = missing.filter((id) => !have.has(id));
        if (without.length === 0) return there;
        const sealed = without.map((id) => keyring.seal(randomBytes(32), contextOf(id)));
        const { rows } = await db.query<Row>({
          name: 'subject-key-make',
          text: `insert into subject_key (subject_id, sealed) select * from unnest($1::text[], $2::text[]) on conflict do nothing
                 returning subject_id, sealed`,
          values: [without, sealed],
        });
        // Of those that another process has just made, the keys are its.
        const made = new Set(rows.map((row) => row.subject_id));
        const others = without.filter((id) => !made.has(id));
        return [...there, ...rows, ...(others.length > 0 ? await read(others) : [])];
      }),
    forget(ids) {
      if (ids.length === 0) return;
      epoch += 1;
      for (const id of ids) known.delete(id);
    },
    trust(next) {
      trusted = next;
      epoch += 1;
      known.clear();
    },
    erasures: () => epoch,
  };
}

/**
 * Forgets the keys of these subjects for ever, as part of the caller's transaction, also of those who never had one. Returns those who
 * were not erased before.
 */
export async function destroyKeys(db: Queryable, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ subject_id: string }>(
    `insert into subject_key as k (subject_id, sealed, erased_at) select unnest($1::text[]), null, now()
     on conflict (subject_id) do update set sealed = null, erased_at = now() where k.erased_at is null returning subject_id`,
    [ids],
  );
  return rows.map((row) => row.subject_id);
}
