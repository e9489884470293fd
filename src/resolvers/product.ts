import type { SystemKind } from '../canonical/kind.ts';
import type { Reference, SourceInfo, Stored } from '../context.ts';
import type { Batch } from '../generated/graphql.ts';
import { follow } from './links.ts';
import type { ProductMappingParent } from './model.ts';
import { externalRefs, provenance } from './record.ts';
import { syncStatus } from './sync.ts';
import type { GraphContext } from './request.ts';

type Loaders = Required<Batch.Loaders<GraphContext>>;

/** The kinds of system that must know what we sell. */
const catalogues: readonly SystemKind[] = ['CRM', 'BILLING', 'ERP'];

export const productLoaders: Loaders['Product'] = {
  externalRefs,
  provenance,
  syncStatus,
  prices: async (queries, { hub }) => hub.reader.prices(queries.map(({ obj }) => obj.id)),
  mappings: async (queries, { hub }) => {
    const references = await hub.reader.references(queries.map(({ obj }) => obj.id));
    const systems = hub.sources.filter(({ system }) => catalogues.includes(system));
    return queries.map(({ obj }, index) =>
      systems.map((system) => mappingOf(obj, system, references[index]!)),
    );
  },
};

export const priceLoaders: Loaders['Price'] = {
  syncStatus,
  product: async (queries, { hub }) =>
    follow(
      hub.reader,
      'Product',
      queries.map(({ obj }) => obj.links.product),
    ),
};

function mappingOf(
  product: Stored<'Product'>,
  system: SourceInfo,
  references: readonly Reference[],
): ProductMappingParent {
  const own = references.filter(({ instance }) => instance === system.instance);
  const first = own[0];
  const glAccount = (first && system.system === 'ERP' && product.glAccount) || null;
  const { object = null, externalId = null } = first ?? {};
  return { system, object, externalId, glAccount, status: statusOf(product, own.length) };
}

function statusOf(product: Stored<'Product'>, count: number): ProductMappingParent['status'] {
  if (count > 1) return 'AMBIGUOUS';
  if (product.active === false) return 'RETIRED';
  return count === 1 ? 'MAPPED' : 'MISSING';
}
