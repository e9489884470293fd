import { systemsFor } from '../canonical/authority.ts';
import { decide, type FacetView } from '../canonical/golden.ts';
import { type Kind, kindOfId } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import type { Source } from '../sources/source.ts';
import { confirmedFacetsOf, type KindAt, listsSyncedAt } from '../store/age.ts';
import type { FacetRow } from '../store/facet.ts';
import { unlisted } from '../store/reading.ts';
import type { Bound, Fresh, FreshnessNeed, Marks, StalePolicy } from './freshness.ts';
import { ingest, type IngestDeps } from './ingest.ts';
import { type Failure, listSyncedAt, marksOf, type MarkSubjects } from './marks.ts';

export interface FreshDeps extends IngestDeps {
  readonly sources: readonly Source[];
  /** Milliseconds since the epoch. */
  now(): number;
}

/** One batched call to one source: records of a kind by id, or the lists of a kind of some customers. */
interface Call {
  readonly source: Source;
  readonly kind: Kind;
  readonly by: 'id' | 'customer';
  /** Vendor ids: of the records, or of the customers. */
  readonly externalIds: Set<string>;
  /** Our ids of the customers whose lists are read. */
  readonly customerIds: Set<string>;
  /** The strictest bound of those who need it. */
  maxAgeMs: number;
  onError: StalePolicy;
  /** The age of the oldest value concerned; null when one of them was never read. */
  asOf: string | null;
}

interface UnderWay {
  readonly askedAt: number;
  readonly answer: Promise<void>;
  next?: Promise<void>;
}

/** The records an operation is about, the customers they belong to, and what is needed to judge their age. */
interface Subjects extends MarkSubjects {
  readonly ids: readonly string[];
  readonly customerIds: readonly string[];
}

const strictness: Readonly<Record<StalePolicy, number>> = { SERVE_STALE: 0, NULL_FIELD: 1, FAIL: 2 };

/**
 * Read-through. What is older than its bound is asked for in one batched call per source and kind, all sources at once, starting
 * from the ids the copy already knows; the answers are ingested; what failed is marked. Identical calls are shared.
 */
export function createFresh(deps: FreshDeps): Fresh {
  const underWay = new Map<string, UnderWay>();

  /** Joins an identical call whose answer will be young enough; behind one that was asked too early, all wait for the same next one. */
  function run(call: Call): Promise<void> {
    const key = `${call.source.instance} ${call.kind} ${call.by} ${[...call.externalIds].toSorted().join(' ')}`;
    const current = underWay.get(key);
    if (!current) return start(key, call);
    if (deps.now() - current.askedAt < call.maxAgeMs) return current.answer;
    current.next ??= current.answer.then(
      () => start(key, call),
      () => start(key, call),
    );
    return current.next;
  }

  function start(key: string, call: Call): Promise<void> {
    const entry: UnderWay = {
      askedAt: deps.now(),
      answer: perform(deps, call).finally(() => {
        if (underWay.get(key) === entry) underWay.delete(key);
      }),
    };
    underWay.set(key, entry);
    return entry.answer;
  }

  return {
    async refresh(ids, needs) {
      const subjects = await subjectsOf(deps, ids, needs);
      const calls = plan(deps, subjects, needs);
      const failures: Failure[] = [];
      await Promise.all(
        calls.map((call) =>
          run(call).catch((error: unknown) => {
            failures.push(failureOf(call, error));
          }),
        ),
      );
      return failures.length === 0 ? unmarked : marksOf(deps, subjects, failures);
    },
  };
}

/** The answer when everything is as fresh as was asked. */
const unmarked: Marks = { failures: [], view: (record) => record, list: () => undefined };

/** Makes one call and takes its answer into the copy. Throws the source's Problem. */
async function perform(deps: FreshDeps, call: Call): Promise<void> {
  const { source, kind, by } = call;
  const { instance } = source;
  const externalIds = [...call.externalIds];
  if (by === 'id') return readById(deps, source, kind, source.objectOf(kind), externalIds);
  const askedAt = new Date(deps.now()).toISOString();
  const listOf = [...call.customerIds];
  const records = await source.list(kind, externalIds, { lane: 'interactive' });
  const complete = source.isComplete?.(kind, externalIds.length) ?? true;
  if (complete) {
    // What is not listed any more may be gone, or belong to somebody else by now.
    const listed = records.map((record) => record.externalId);
    const places = await unlisted(deps.database, instance, kind, listOf, listed, askedAt);
    for (const [object, group] of Map.groupBy(places, (place) => place.object)) {
      const ids = group.map((place) => place.externalId);
      await readById(deps, source, kind, object, ids);
    }
  }
  await ingest(deps, { instance, kind, records, askedAt, listOf, complete });
}

async function readById(
  deps: FreshDeps,
  source: Source,
  kind: Kind,
  object: string,
  externalIds: readonly string[],
): Promise<void> {
  const askedAt = new Date(deps.now()).toISOString();
  const records = await source.fetch(kind, externalIds, { lane: 'interactive' });
  const askedFor = { object, externalIds };
  await ingest(deps, { instance: source.instance, kind, records, askedAt, askedFor });
}

function failureOf(call: Call, error: unknown): Failure {
  if (!(error instanceof Problem)) throw error;
  return {
    instance: call.source.instance,
    system: call.source.system,
    kind: call.kind,
    by: call.by,
    problem: error,
    onError: call.onError,
    asOf: call.asOf,
  };
}

async function subjectsOf(
  deps: FreshDeps,
  ids: readonly string[],
  needs: readonly FreshnessNeed[],
): Promise<Subjects> {
  const lists = needs.filter((need) => need.fields === null).map((need) => need.kind);
  const about = (entityIds: readonly string[], customerIds: readonly string[]) =>
    Promise.all([
      confirmedFacetsOf(deps.database, entityIds),
      listsSyncedAt(deps.database, customerIds, lists, toldBy(deps.sources)),
    ]);
  // Most operations are about customers, whose ids say so: what is known of them is read beside the question who they are.
  const expected = ids.every((id) => kindOfId(id) === 'Customer') ? about(ids, ids) : null;
  expected?.catch(() => {});
  const { rows } = await deps.database.query<{ id: string; kind: Kind; customer_id: string | null }>({
    name: 'fresh-subjects',
    text: `select e.id, e.kind, e.customer_id from entity a join entity e on e.id = coalesce(a.merged_into, a.id) where a.id = any($1)`,
    values: [ids],
  });
  const customerIds = [
    ...new Set(rows.flatMap((row) => (row.kind === 'Customer' ? row.id : (row.customer_id ?? [])))),
  ];
  const entityIds = [...new Set([...rows.map((row) => row.id), ...customerIds])];
  const asExpected = expected !== null && entityIds.every((id) => ids.includes(id));
  const [facets, synced] = await (asExpected ? expected : about(entityIds, customerIds));
  return {
    facets: Map.groupBy(facets, (facet) => facet.entityId),
    ids: rows.map((row) => row.id),
    customerIds,
    syncedAt: synced,
  };
}

/** The polls of the sources that find deletions as well: they keep lists complete. */
const toldBy = (sources: readonly Source[]): readonly KindAt[] =>
  sources.flatMap((source) =>
    source.kinds
      .filter((kind) => source.findsDeletions?.(kind) ?? true)
      .map((kind) => ({ instance: source.instance, kind })),
  );

/** The calls that make everything needed young enough; what is young already is not asked for. */
function plan(deps: FreshDeps, subjects: Subjects, needs: readonly FreshnessNeed[]): Call[] {
  const calls = new Map<string, Call>();
  const callFor = (source: Source, kind: Kind, by: Call['by'], bound: Bound, asOf: string | null): Call => {
    const key = `${source.instance} ${kind} ${by}`;
    const call = calls.get(key) ?? {
      source,
      kind,
      by,
      externalIds: new Set<string>(),
      customerIds: new Set<string>(),
      maxAgeMs: bound.maxAgeMs,
      onError: bound.onError,
      asOf,
    };
    call.maxAgeMs = Math.min(call.maxAgeMs, bound.maxAgeMs);
    if (strictness[bound.onError] > strictness[call.onError]) call.onError = bound.onError;
    if (call.asOf !== null && (asOf === null || asOf < call.asOf)) call.asOf = asOf;
    calls.set(key, call);
    return call;
  };
  // A bound of 0 asks for a new reading whatever the clocks say.
  const tooOld = (at: string | null, bound: Bound): boolean =>
    at === null || bound.maxAgeMs <= 0 || deps.now() - Date.parse(at) > bound.maxAgeMs;

  for (const need of needs) {
    const entityIds = need.kind === 'Customer' ? subjects.customerIds : subjects.ids;
    if (need.fields !== null)
      for (const id of entityIds)
        for (const facet of decidingFacets(deps, need, subjects.facets.get(id) ?? [])) {
          const source = deps.sources.find((each) => each.instance === facet.instance);
          if (source && tooOld(facet.observedAt, need.bound))
            callFor(source, need.kind, 'id', need.bound, facet.observedAt).externalIds.add(facet.externalId);
        }
    else
      for (const source of deps.sources.filter((each) => each.listable.includes(need.kind)))
        for (const id of subjects.customerIds) {
          const places = customerPlaces(source, subjects.facets.get(id) ?? []);
          const at = listSyncedAt(subjects, source.instance, need.kind, id);
          if (places.length === 0 || !tooOld(at, need.bound)) continue;
          const call = callFor(source, need.kind, 'customer', need.bound, at);
          for (const place of places) call.externalIds.add(place);
          call.customerIds.add(id);
        }
  }
  return [...calls.values()];
}

/** Where a customer is known in a source. */
function customerPlaces(source: Source, facets: readonly FacetRow[]): string[] {
  const object = source.objectOf('Customer');
  return facets
    .filter(
      (facet) => facet.instance === source.instance && facet.kind === 'Customer' && facet.object === object,
    )
    .map((facet) => facet.externalId);
}

/** The facets that decide the fields a need names: only their sources have to be asked. */
function decidingFacets(deps: FreshDeps, need: FreshnessNeed, facets: readonly FacetRow[]): FacetRow[] {
  const own = facets.filter((facet) => facet.kind === need.kind);
  const views = own.flatMap((row): (FacetView & { readonly row: FacetRow })[] => {
    const system = deps.instances.systemOf(row.instance);
    return system ? [{ ...row, system, row }] : [];
  });
  const decisions = decide(need.kind, views, deps.authority);
  const deciding = new Set<FacetRow>();
  for (const field of need.fields ?? []) {
    const decided = decisions.get(field)?.facet;
    const system = systemsFor(deps.authority, need.kind, field).find((each) =>
      views.some((view) => view.system === each),
    );
    const view = decided
      ? views.find((each) => each === decided)
      : views.find((each) => each.system === system);
    if (view) deciding.add(view.row);
  }
  return [...deciding];
}
