import type { Summary } from '../context.ts';
import type { Batch, CustomerResolvers } from '../generated/graphql.ts';
import type { Peeks } from './batch.ts';
import { customerLists, customerListPeeks } from './customer-lists.ts';
import { follow, peekLinked, recordsOf } from './links.ts';
import { failureIn } from './marks.ts';
import { mergedFrom } from './merge.ts';
import { externalRefs, peekCustomer, provenance, sourceStatus } from './record.ts';
import { syncStatus } from './sync.ts';
import type { GraphContext } from './request.ts';
import { customerExceptions } from './exception.ts';
import { customerRuns } from './workflow-run.ts';

type Loaders = Required<Batch.Loaders<GraphContext>>['Customer'];

const summaries = async (
  queries: readonly { obj: { id: string } }[],
  { hub }: GraphContext,
): Promise<(Summary | null)[]> => hub.reader.summaries(queries.map(({ obj }) => obj.id));

const peekSummary = (
  customer: { id: string },
  _params: unknown,
  { hub }: GraphContext,
): Summary | undefined => hub.reader.peekSummary(customer.id);

export const customerLoaders: Loaders = {
  ...customerLists,
  externalRefs,
  provenance,
  syncStatus,
  sourceStatus,
  mergedFrom,
  runs: customerRuns,
  exceptions: customerExceptions,
  accountOwner: async (queries, { hub }) =>
    follow(
      hub.reader,
      'User',
      queries.map(({ obj }) => obj.links.accountOwner),
    ),
  legalEntity: async (queries, { hub }) =>
    follow(
      hub.reader,
      'LegalEntity',
      queries.map(({ obj }) => obj.links.legalEntity),
    ),
  parent: async (queries, { hub }) =>
    recordsOf(
      hub.reader,
      'Customer',
      queries.map(({ obj }) => obj.customerId),
    ),
  ultimateParent: async (queries, { hub }) =>
    recordsOf(hub.reader, 'Customer', await hub.reader.ultimateParents(queries.map(({ obj }) => obj.id))),
  balances: summaries,
  health: summaries,
  rollup: async (queries, { hub }) => hub.reader.rollups(queries.map(({ obj }) => obj.id)),
};

export const customerPeeks: NonNullable<Peeks['Customer']> = {
  ...customerListPeeks,
  accountOwner: (customer, _params, { hub }) =>
    peekLinked(hub.reader, 'User', customer.links['accountOwner']),
  legalEntity: (customer, _params, { hub }) =>
    peekLinked(hub.reader, 'LegalEntity', customer.links['legalEntity']),
  parent: peekCustomer,
  balances: peekSummary,
  health: peekSummary,
};

export const customerResolvers: CustomerResolvers = {
  taxProfile(customer) {
    const failure = failureIn(customer, ['taxIds', 'taxJurisdictions', 'taxExemption']);
    if (failure) throw failure;
    const { taxIds, taxJurisdictions, taxExemption } = customer;
    if (!taxIds && !taxJurisdictions && !taxExemption) return null;
    return {
      status: taxExemption ? 'EXEMPT' : taxIds?.length ? 'COMPLETE' : 'INCOMPLETE',
      taxIds: taxIds ?? [],
      exemption: taxExemption ?? null,
      jurisdictions: taxJurisdictions ?? [],
    };
  },
};
