import { serviceAccountId } from '../auth/claims.ts';
import { dutyKey, type Resolve } from '../auth/duties.ts';
import { type Link, namesBeside, serviceOwners } from '../store/alias.ts';
import type { Queryable } from '../store/database.ts';

/**
 * All names of whoever has one of these: those that somebody linked, and of a service account its owner. For each name given, itself
 * included.
 */
export async function allNames(
  db: Queryable,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const owners = (await serviceOwners(db)).map(([name, owner]): Link => [
    dutyKey(serviceAccountId(name)),
    dutyKey(owner),
  ]);
  return namesBeside(db, [...new Set(names.map(dutyKey))], owners);
}

/** How names are resolved to the persons that they stand for now. */
export async function resolver(db: Queryable, names: readonly string[]): Promise<Resolve> {
  const beside = await allNames(db, names);
  return (name) => beside.get(dutyKey(name))?.[0] ?? dutyKey(name);
}
