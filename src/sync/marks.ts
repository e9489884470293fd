import { systemsFor } from '../canonical/authority.ts';
import { decide } from '../canonical/golden.ts';
import type { Kind, SystemKind } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import type { FacetRow } from '../store/facet.ts';
import type { Marks } from './freshness.ts';
import type { IngestDeps } from './ingest.ts';

/** A call to a source that did not succeed. */
export type Failure = Marks['failures'][number] & {
  readonly system: SystemKind;
  readonly by: 'id' | 'customer';
};

/** What must be known to tell which values a failure touches. */
export interface MarkSubjects {
  /** Facets of the records and of the customers they belong to, by entity. */
  readonly facets: ReadonlyMap<string, readonly FacetRow[]>;
  /** When each list was last read, by `instance kind customer`, and each kind as a whole, by `instance kind`. */
  readonly syncedAt: ReadonlyMap<string, string>;
}

/**
 * Tells for each value whether a failed source is the one that decides it. Under FAIL the value becomes an Error with the source's
 * code and the age of what could have been served; under NULL_FIELD it becomes null; under SERVE_STALE it stays, unless there never
 * was one, which is an Error too: an empty list would be a lie.
 */
export function marksOf(deps: IngestDeps, subjects: MarkSubjects, failures: readonly Failure[]): Marks {
  return {
    failures,
    view(record) {
      const concerning = failures.filter(
        (failure) => failure.by === 'id' && failure.kind === record.kind && failure.onError !== 'SERVE_STALE',
      );
      if (concerning.length === 0) return record;
      const replaced: Record<string, unknown> = {};
      for (const [field, instance] of decidersOf(deps, record.kind, subjects.facets.get(record.id) ?? [])) {
        const failure = concerning.find((each) => each.instance === instance);
        if (failure) replaced[field] = failure.onError === 'FAIL' ? errorOf(failure, failure.asOf) : null;
      }
      return { ...record, ...replaced };
    },
    list(kind, customerId) {
      const owners = systemsFor(deps.authority, kind, '*');
      const known = subjects.facets.get(customerId) ?? [];
      const failure = failures.find(
        (each) =>
          each.by === 'customer' && each.kind === kind && each.system === ownerOf(deps, owners, known),
      );
      if (!failure) return undefined;
      const at = listSyncedAt(subjects, failure.instance, kind, customerId);
      if (failure.onError === 'NULL_FIELD') return null;
      return failure.onError === 'FAIL' || at === null ? errorOf(failure, at) : undefined;
    },
  };
}

/** The system that owns a customer's list of a kind: the first in the table's order that knows the customer. */
function ownerOf(
  deps: IngestDeps,
  owners: readonly SystemKind[],
  facets: readonly FacetRow[],
): SystemKind | undefined {
  return owners.find((system) => facets.some((facet) => deps.instances.systemOf(facet.instance) === system));
}

/** When a customer's list of a kind was last read, for itself or with everything; null when never. */
export function listSyncedAt(
  subjects: MarkSubjects,
  instance: string,
  kind: Kind,
  customerId: string,
): string | null {
  const own = subjects.syncedAt.get(`${instance} ${kind} ${customerId}`) ?? '';
  const whole = subjects.syncedAt.get(`${instance} ${kind}`) ?? '';
  return (own > whole ? own : whole) || null;
}

/** Which instance decides each field of a record. */
function* decidersOf(
  deps: IngestDeps,
  kind: Kind,
  facets: readonly FacetRow[],
): Generator<[field: string, instance: string]> {
  const views = facets
    .filter((facet) => facet.kind === kind)
    .flatMap((row) => {
      const system = deps.instances.systemOf(row.instance);
      return system ? [{ ...row, system }] : [];
    });
  for (const [field, decision] of decide(kind, views, deps.authority)) yield [field, decision.facet.instance];
}

/** The error shown at a value that its source could not renew. */
function errorOf({ problem, instance, system }: Failure, asOf: string | null): Problem {
  return new Problem(problem.code, problem.message, {
    ...problem.detail,
    source: instance,
    system,
    retryable: problem.retryable,
    ...(asOf === null ? {} : { asOf }),
  });
}
