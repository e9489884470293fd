import type { FieldOrigin, Reference, Stored } from '../context.ts';
import type { RawStatus } from '../generated/graphql.ts';
import { recordsOf } from './links.ts';
import type { GraphContext } from './request.ts';

// The fields that canonical records of every type have, for the loaders of each type to spread.

interface Query<P = unknown> {
  readonly obj: Stored;
  readonly params: P;
}

/** Where each record lives in its sources. */
export async function externalRefs(
  queries: readonly Query[],
  { hub }: GraphContext,
): Promise<(readonly Reference[])[]> {
  return hub.reader.references(queries.map(({ obj }) => obj.id));
}

/** Why each record's fields have the values they have; all records of one call ask for the same paths. */
export async function provenance(
  queries: readonly Query<{ readonly paths?: readonly string[] | null }>[],
  { hub }: GraphContext,
): Promise<(readonly FieldOrigin[])[]> {
  return hub.reader.origins(
    queries.map(({ obj }) => obj.id),
    queries[0]!.params.paths ?? null,
  );
}

/** The statuses of each record in its sources' own words. */
export async function sourceStatus(queries: readonly Query[], { hub }: GraphContext): Promise<RawStatus[][]> {
  const references = await hub.reader.references(queries.map(({ obj }) => obj.id));
  return references.map((each) =>
    each.flatMap(({ instance, rawStatus: raw, observedAt }) => {
      const system = hub.sources.find((source) => source.instance === instance)?.system;
      return raw === null || system === undefined ? [] : [{ system, raw, observedAt }];
    }),
  );
}

/** The customer that each record belongs to. */
export async function customers(
  queries: readonly Query[],
  { hub }: GraphContext,
): Promise<(Stored<'Customer'> | null)[]> {
  return recordsOf(
    hub.reader,
    'Customer',
    queries.map(({ obj }) => obj.customerId),
  );
}

/** The customer that a record belongs to, if it is in memory. */
export function peekCustomer(
  record: Stored,
  _params: unknown,
  { hub }: GraphContext,
): Stored | null | undefined {
  return record.customerId === null ? null : hub.reader.peek(record.customerId);
}
