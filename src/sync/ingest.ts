import type { Cause } from '../canonical/event.ts';
import { type Authority, systemsFor } from '../canonical/authority.ts';
import { type Kind, kindOfId } from '../canonical/kind.ts';
import { bareOf } from '../canonical/personal.ts';
import type { Problem } from '../canonical/problem.ts';
import { refKey, type SourceRecord } from '../canonical/record.ts';
import { resolve } from '../identity/resolve.ts';
import { hubActor } from '../canonical/audit.ts';
import { appendAudit, type AuditInput } from '../store/audit.ts';
import { addCandidates, mergeEntities } from '../store/candidate.ts';
import { confirm } from '../store/confirm.ts';
import type { Database, Queryable } from '../store/database.ts';
import { adoptOrphans, reserveEntities } from '../store/entity.ts';
import { deleteFacets, deleteUnconfirmed, type Missing, writeFacets } from '../store/facet.ts';
import { addKeys, entitiesByKeys, type Instances } from '../store/key.ts';
import { type Notice, notify } from '../store/notice.ts';
import { moveSummaries } from '../store/summary.ts';
import { type Changed, compareWithKnown, hashing } from './compare.ts';
import { driftsOf, tellDrifts } from './drift.ts';
import { refreshSummaries, summariseAll } from './summary.ts';
import { ownerLink, reassemble } from './golden.ts';
import { storable } from './storable.ts';
import { ownCause, tellAdopted, tellMerged, type Telling } from './tell.ts';
import type { Residency } from './residency.ts';
import { takeTurn } from './turn.ts';
import { validate } from './validate.ts';
import { withholdLinked } from './withdraw.ts';
import { withhold } from './withhold.ts';

/** What ingesting needs of the running hub. */
export interface IngestDeps {
  readonly database: Database;
  readonly instances: Instances;
  readonly authority: Readonly<Record<Kind, Authority>>;
  readonly reportingCurrency: string;
  /** What may not be stored in this region; absent or null: everything may. */
  readonly residency?: Residency | null;
  /** Called after each commit that changed the copy, before `ingest` returns, so that the next read in this process sees it. */
  readonly changed?: (notice: Notice) => void;
}

/** Records of one kind that one source has just given. */
export interface Batch {
  readonly instance: string;
  readonly kind: Kind;
  readonly records: readonly SourceRecord[];
  /** When the source was asked, ISO 8601: what it says is at least that young. */
  readonly askedAt: string;
  /** The customers whose list of the kind this is. */
  readonly listOf?: readonly string[];
  /** Whether the list is known to be complete: what is missing from it then no longer exists. */
  readonly complete?: boolean;
  /** The ids that were asked for one by one: those without a record no longer exist. */
  readonly askedFor?: { readonly object: string; readonly externalIds: readonly string[] };
  /** Leaves the summaries to a later pass; a backfill makes them once, at its end. */
  readonly deferSummaries?: boolean;
  /** What must be stored together with the batch, for example how far a backfill has come. */
  readonly within?: (db: Queryable, rejected: number) => Promise<void>;
  /** What led to it, for the events that tell of what changed; omitted: the hub came upon it by itself. */
  readonly cause?: Cause;
  /** The same for single records, by external id, where each was led to by something of its own. */
  readonly causes?: ReadonlyMap<string, Cause>;
  /** Writes no events: the batch is history that the hub reads for the first time, not change. */
  readonly silent?: boolean;
}

export interface Ingested {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Records that do not fit the canonical shape; they were not stored. */
  readonly rejected: readonly Problem[];
}

/**
 * Takes one source's view of records into the copy, in one transaction: facets, identity, golden records, summaries, and the
 * notice to every process. Repeating a batch changes nothing. A record older than what is stored is ignored. `strict` batches are
 * refused whole with SOURCE_DRIFTED when a record does not fit; otherwise such records are left out and reported.
 */
export async function ingest(deps: IngestDeps, batch: Batch, strict = true): Promise<Ingested> {
  const given = storable(batch.records);
  const checked = (records: readonly SourceRecord[]): ReturnType<typeof validate> => {
    const { fit, rejected } = validate(batch, records, deps.instances.systemOf(batch.instance));
    if (strict && rejected[0]) throw rejected[0];
    return { fit, rejected };
  };
  // What is known already may have been pinned since, so that nothing is taken as known before it is judged.
  if (deps.residency) return ingestHere(deps, deps.residency, batch, given, checked);
  const { fit, rejected } = checked(given);
  if (rejected.length === 0 && (await isKnown(deps, batch, fit)))
    return { created: 0, updated: 0, unchanged: fit.length, rejected };
  const { notice, ...counts } = await deps.database.transaction((db) =>
    store(deps, db, batch, fit, rejected.length),
  );
  deps.changed?.(notice);
  return { ...counts, rejected };
}

/** The same where something may not be stored in this region: that is judged first, in the same transaction. */
async function ingestHere(
  deps: IngestDeps,
  residency: Residency,
  batch: Batch,
  given: readonly SourceRecord[],
  checked: (records: readonly SourceRecord[]) => ReturnType<typeof validate>,
): Promise<Ingested> {
  const { instance, kind } = batch;
  const { notices, ...ingested } = await deps.database.transaction(async (db) => {
    // Legal entities decide which customers there are here.
    if (kind === 'LegalEntity') await takeTurn(deps, db, instance, 'Customer');
    await takeTurn(deps, db, instance, kind);
    const { kept, withdrawn } = await withhold(residency, db, deps.instances, {
      instance,
      kind,
      records: given,
    });
    const { fit, rejected } = checked(kept);
    const { notice, ...counts } = await store(deps, db, batch, fit, rejected.length);
    const linked =
      kind === 'LegalEntity' ? await withholdLinked(residency, db, deps.instances, instance, fit) : null;
    const gone = [withdrawn, linked].filter((each) => each !== null);
    for (const each of gone) await notify(db, each.notice);
    await appendAudit(
      db,
      gone.flatMap(({ records }) => records.map((each) => withheldEntry(batch, each))),
    );
    return { ...counts, rejected, notices: [notice, ...gone.map((each) => each.notice)] };
  });
  for (const notice of notices) deps.changed?.(notice);
  return ingested;
}

function withheldEntry({ cause }: Batch, { id, region }: { id: string; region: string }): AuditInput {
  return {
    actor: hubActor,
    action: `${kindOfId(id) === 'Customer' ? 'customer' : 'record'}.withheld`,
    subject: id,
    correlationId: cause?.correlationId ?? ownCause('').correlationId,
    after: { region },
  };
}

/** More customers than this do not fit into one notice. */
const mostConfirmed = 200;

/** Whether the copy holds exactly this already; its age is then noted. Reading through mostly meets what is known. */
async function isKnown(deps: IngestDeps, batch: Batch, records: readonly SourceRecord[]): Promise<boolean> {
  const { instance, kind, askedAt, listOf = [], complete = false, askedFor, within } = batch;
  const objects = new Set(records.map((record) => record.object));
  const externalIds = new Set(records.map((record) => record.externalId));
  if (within || objects.size > 1 || externalIds.size < records.length || listOf.length > mostConfirmed)
    return false;
  if (askedFor && externalIds.size < new Set(askedFor.externalIds).size) return false;
  if (records.some((record) => record.deleted)) return false;
  const hashOf = await hashing(deps.database, kind);
  const known = await confirm(deps.database, {
    instance,
    kind,
    object: [...objects][0] ?? '',
    facets: records.map((record) => ({
      externalId: record.externalId,
      hash: hashOf(record),
      bare: hashOf(bareOf(record)),
    })),
    askedAt,
    listOf,
    complete,
  });
  if (known && listOf.length > 0) deps.changed?.({ customers: [], records: [], confirmed: listOf });
  return known;
}

async function store(
  deps: IngestDeps,
  db: Queryable,
  batch: Batch,
  records: readonly SourceRecord[],
  rejected: number,
): Promise<Omit<Ingested, 'rejected'> & { notice: Notice }> {
  const { instance, kind, askedAt } = batch;
  await takeTurn(deps, db, instance, kind);

  const { changed, unchanged } = await compareWithKnown(db, instance, records, askedAt);
  const owners = await customersOf(db, deps.instances, kind, changed);
  const resolution = await resolve(
    db,
    deps.instances,
    instance,
    kind,
    changed.map((each) => each.record),
    changed.map(({ record, entityId }) => ({ entityId, customerId: owners.get(record) ?? null })),
    kind === 'Customer' ? (systemsFor(deps.authority, kind, '*')[0] ?? null) : null,
  );
  await reserveEntities(db, kind, resolution.minted, askedAt);
  for (const { survivorId, absorbedId } of resolution.merges) await mergeEntities(db, survivorId, absorbedId);
  const known = changed.flatMap(({ entityId }) => entityId ?? []);
  const drifts = batch.silent ? null : await driftsOf(deps, db, kind, known);
  await writeFacets(
    db,
    instance,
    kind,
    changed.map(({ record, hash }, i) => facetOf(record, hash, resolution.entityIds[i]!)),
    askedAt,
  );
  await addKeys(db, kind, resolution.keys);
  await addCandidates(db, kind, resolution.candidates);

  const gone = await missing(db, batch);
  const touched = [...new Set([...resolution.entityIds, ...gone.map((each) => each.entityId)])];
  const telling = batch.silent ? null : tellingOf(batch, changed, resolution.entityIds, gone);
  // Before what the survivors became by it, so that whoever follows an absorbed one knows whose news that is.
  if (telling) await tellMerged(db, telling, kind, resolution.merges);
  const written = await reassemble(deps, db, kind, touched, askedAt, telling);

  const absorbed = resolution.merges.map((merge) => merge.absorbedId);
  const adopted =
    kind === 'Customer'
      ? await adoptOrphans(db, knownAs(deps.instances, instance, changed, resolution.entityIds))
      : [];
  if (telling) await tellAdopted(db, telling, adopted);
  if (telling && drifts) {
    const now = await driftsOf(deps, db, kind, touched);
    await tellDrifts(deps, db, drifts, now, telling.cause);
  }
  const customers = new Set<string>(batch.listOf);
  if (kind === 'Customer') for (const id of [...touched, ...absorbed]) customers.add(id);
  for (const { id } of adopted) if (kindOfId(id) === 'Customer') customers.add(id);
  for (const { customer_id: id, previous_customer_id: before } of written) {
    if (id) customers.add(id);
    if (before) customers.add(before);
  }
  await noteList(db, batch);
  // Rates and regions are in every summary.
  if (!batch.deferSummaries && kind === 'LegalEntity' && written.length > 0) await summariseAll(deps, db);
  else if (!batch.deferSummaries && changed.length + gone.length > 0)
    await refreshSummaries(deps, db, kind, [...customers]);
  // Who may see a customer does not wait for its figures.
  else if (kind === 'Customer' && changed.length + gone.length > 0) await moveSummaries(db, [...customers]);
  await batch.within?.(db, rejected);
  const loose = written.filter((each) => !each.customer_id || !each.previous_customer_id);
  const notice: Notice = {
    customers: [...customers],
    records: [...[...loose, ...adopted].map((each) => each.id), ...absorbed].filter(
      (id) => kindOfId(id) !== 'Customer',
    ),
    all: kind === 'LegalEntity' && written.length > 0,
  };
  await notify(db, notice);
  const created = written.filter((each) => each.created).length;
  return { created, updated: written.length - created, unchanged, notice };
}

function facetOf(record: SourceRecord, hash: string, entityId: string) {
  return {
    object: record.object,
    external_id: record.externalId,
    entity_id: entityId,
    fields: record.fields,
    links: record.links,
    keys: record.keys,
    hash,
    source_version: record.version,
    source_time: record.sourceTime,
    deleted: record.deleted ?? false,
  };
}

/** The customer that each record belongs to, where it is known already. */
async function customersOf(
  db: Queryable,
  instances: Instances,
  kind: Kind,
  changed: readonly Changed[],
): Promise<Map<SourceRecord, string>> {
  if (kind !== 'Contact') return new Map();
  const byKey = await entitiesByKeys(db, instances, 'Customer', [
    ...new Set(changed.flatMap(({ record }) => ownerLink(kind, record.links)?.key ?? [])),
  ]);
  const owners = new Map<SourceRecord, string>();
  for (const { record } of changed) {
    const id = byKey.get(ownerLink(kind, record.links)?.key ?? '')?.[0];
    if (id) owners.set(record, id);
  }
  return owners;
}

function tellingOf(
  batch: Batch,
  changed: readonly Changed[],
  entityIds: readonly string[],
  gone: readonly Missing[],
): Telling {
  const occurredAt = new Map<string, string>();
  const causes = new Map<string, Cause>();
  const note = (entityId: string, externalId: string): void => {
    const own = batch.causes?.get(externalId);
    if (own) causes.set(entityId, own);
  };
  for (const [i, { record }] of changed.entries()) {
    if (record.sourceTime !== null) occurredAt.set(entityIds[i]!, record.sourceTime);
    note(entityIds[i]!, record.externalId);
  }
  for (const { entityId, externalId } of gone) note(entityId, externalId);
  return { instance: batch.instance, cause: batch.cause ?? ownCause(batch.askedAt), causes, occurredAt };
}

/** Marks what a complete answer shows to exist no longer, and returns it. */
async function missing(db: Queryable, batch: Batch): Promise<readonly Missing[]> {
  const { instance, kind, askedAt, listOf, complete, askedFor, records } = batch;
  if (listOf && listOf.length > 0)
    return complete ? deleteUnconfirmed(db, instance, kind, listOf, askedAt) : [];
  const given = new Set(records.map((record) => record.externalId));
  const absent = askedFor?.externalIds.filter((id) => !given.has(id)) ?? [];
  return absent.length > 0 ? deleteFacets(db, instance, askedFor!.object, absent, askedAt) : [];
}

async function noteList(db: Queryable, { instance, kind, listOf, askedAt }: Batch): Promise<void> {
  if (!listOf || listOf.length === 0) return;
  await db.query({
    name: 'list-sync',
    // A customer may have been removed since its list was asked for.
    text: `insert into list_sync (instance, kind, customer_id, synced_at)
           select $1, $2, e.id, $4 from entity e where e.id = any($3::text[]) order by e.id
           on conflict (customer_id, kind, instance) do update set synced_at = greatest(list_sync.synced_at, excluded.synced_at)`,
    values: [instance, kind, listOf, askedAt],
  });
}

/** Every key under which records may already be waiting for these customers. */
function knownAs(
  instances: Instances,
  instance: string,
  changed: readonly Changed[],
  ids: readonly string[],
): { key: string; id: string }[] {
  const system = instances.systemOf(instance)?.toLowerCase() ?? instance;
  return changed.flatMap(({ record }, i) =>
    [
      refKey(instance, record.object, record.externalId),
      refKey(system, record.object, record.externalId),
      ...record.keys,
    ].map((key) => ({
      key,
      id: ids[i]!,
    })),
  );
}
