import { ulid } from '../canonical/id.ts';
import { kindOfId } from '../canonical/kind.ts';
import { type Key, refKey, type SourceRecord } from '../canonical/record.ts';
import type { Queryable } from '../store/database.ts';
import type { Instances } from '../store/key.ts';
import type { Notice } from '../store/notice.ts';
import { personalOf } from '../store/personal.ts';
import { type RemovedFacet, removeRecords } from '../store/removal.ts';
import { addWithheld, addWithheldKeys, linkedTo } from '../store/withheld.ts';
import type { Residency } from './residency.ts';
import { type Fingerprint, fingerprinted, identifying, passedOn } from './withheld-keys.ts';

/** What a removed record is withheld with. */
export interface Group {
  readonly customer: string | null;
  readonly region: string;
  /** The source whose view of the record is the reason; absent: another record is. */
  readonly saidBy?: string;
}

/** What was removed from the copy. */
export interface Withdrawn {
  /** Who must forget it. */
  readonly notice: Notice;
  /** The records that it was about; what belonged to them went with them. */
  readonly records: readonly { readonly id: string; readonly region: string }[];
}

/** With what a removed facet is withheld: as its record, or, of what is removed with a customer, as that is. */
function groupOf(whose: ReadonlyMap<string, Group>, { recordId, customerId }: RemovedFacet): Group {
  const own = whose.get(recordId);
  if (own) return own;
  const { customer, region } = whose.get(customerId ?? '') ?? { customer: null, region: '' };
  return { customer, region };
}

/** Removes stored records, and notes the places of them and of what belonged to them, and by what their customers are known again. */
export async function removeAndNote(
  db: Queryable,
  instances: Instances,
  whose: ReadonlyMap<string, Group>,
  fingerprint: Fingerprint,
): Promise<Withdrawn | null> {
  if (whose.size === 0) return null;
  const { facets, notice } = await removeRecords(db, [...whose.keys()]);
  const grouped = facets.map((facet) => ({
    ...facet,
    group: groupOf(whose, facet),
  }));
  await addWithheld(
    db,
    grouped.map(({ instance, kind, object, externalId, group }) => ({
      instance,
      kind,
      object,
      externalId,
      because: group.saidBy === instance ? 'LEGAL_ENTITY' : 'CUSTOMER',
      region: group.region,
      customer: group.customer,
    })),
    false,
  );
  await addWithheldKeys(
    db,
    grouped.flatMap(({ instance, object, externalId, kind, keys, name, group: { customer } }) =>
      kind === 'Customer' && customer !== null
        ? passedOn(identifying(instances, instance, { object, externalId, keys, name })).map((key) =>
            fingerprinted(fingerprint, key, customer, `${instance}:${object}`),
          )
        : [],
    ),
  );
  return { notice, records: [...whose].map(([id, { region }]) => ({ id, region })) };
}

/**
 * Removes what turns out to be pinned by legal entities that have just come in: customers and postings that link to them. Null when
 * there are none.
 */
export async function withholdLinked(
  { pins }: Residency,
  db: Queryable,
  instances: Instances,
  instance: string,
  legalEntities: readonly SourceRecord[],
): Promise<Withdrawn | null> {
  const regions = new Map<Key, string>();
  for (const { object, externalId, fields } of legalEntities) {
    const pin = pins.find((each) => each.legalEntities.some((code) => code === fields['code']));
    if (!pin) continue;
    const system = instances.systemOf(instance)?.toLowerCase() ?? instance;
    for (const name of [instance, system])
      regions.set(refKey(name, object, externalId), pin.regions.join(','));
  }
  const whose = new Map<string, Group>();
  for (const { id, key } of await linkedTo(db, [...regions.keys()]))
    whose.set(id, {
      customer: kindOfId(id) === 'Customer' ? `wth_${ulid()}` : null,
      region: regions.get(key)!,
      saidBy: instance,
    });
  return removeAndNote(db, instances, whose, await personalOf(db).fingerprints());
}
