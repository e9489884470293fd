import type { Stored } from '../context.ts';
import type { Batch } from '../generated/graphql.ts';
import type { Peeks } from './batch.ts';
import { follow, listsOf } from './links.ts';
import { customers, externalRefs, peekCustomer, provenance, sourceStatus } from './record.ts';
import { syncStatus } from './sync.ts';
import type { GraphContext } from './request.ts';

export const supportCaseLoaders: Required<Batch.Loaders<GraphContext>>['SupportCase'] = {
  externalRefs,
  provenance,
  syncStatus,
  sourceStatus,
  customer: customers,
  contact: async (queries, { hub }) =>
    follow(
      hub.reader,
      'Contact',
      queries.map(({ obj }) => obj.links.contact),
    ),
  entitlement: async (queries, { hub }) => {
    const lists = await listsOf(
      hub.reader,
      'Entitlement',
      queries.map(({ obj }) => obj.customerId),
    );
    return queries.map(({ obj }, index) => lists[index]!.find((each) => coversCase(each, obj)) ?? null);
  },
};

export const supportCasePeeks: NonNullable<Peeks['SupportCase']> = {
  customer: peekCustomer,
  contact: (supportCase) => (supportCase.links.contact ? undefined : null),
};

// No source says under which entitlement it serves a case, so the day decides.
function coversCase(
  { validFrom, validTo, status }: Stored<'Entitlement'>,
  { openedAt }: Stored<'SupportCase'>,
): boolean {
  if (!openedAt || !validFrom || status === 'PENDING') return false;
  const day = openedAt.slice(0, 10);
  return validFrom <= day && (!validTo || day <= validTo);
}
