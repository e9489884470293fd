import { masked } from '../auth/mask.ts';
import type { Rights } from '../auth/rights.ts';
import { fieldDecision } from '../auth/shown.ts';
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

/**
 * Why each record's fields have the values they have; all records of one call ask for the same paths. What this operation tried
 * to renew and could not is stale, however young it is. Fields that the caller may not see are left out.
 */
export async function provenance(
  queries: readonly Query<{ readonly paths?: readonly string[] | null }>[],
  { hub, marks, rights }: GraphContext,
): Promise<(readonly FieldOrigin[])[]> {
  const found = await hub.reader.origins(
    queries.map(({ obj }) => obj.id),
    queries[0]!.params.paths ?? null,
  );
  const origins = found.map((each, i) => originsSeen(rights, queries[i]!.obj, each));
  const failures = [...marks.values()].flatMap((each) => each.failures);
  if (failures.length === 0) return origins;
  return origins.map((each, i) =>
    each.map((origin) => {
      const failed = failures.some(
        (failure) => failure.kind === queries[i]!.obj.kind && failure.instance === origin.instance,
      );
      return failed ? { ...origin, stale: true } : origin;
    }),
  );
}

function originsSeen(
  rights: Rights,
  { kind }: Stored,
  origins: readonly FieldOrigin[],
): readonly FieldOrigin[] {
  return origins.flatMap((origin) => {
    const [field = ''] = origin.path.split('.');
    const decision = fieldDecision(rights, kind, field);
    if (decision === 'allow') return [origin];
    if (decision === 'deny') return [];
    const alternatives = origin.alternatives.map((each) => ({ ...each, value: masked(field, each.value) }));
    return [{ ...origin, alternatives }];
  });
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
