import { eventTypesSeen } from '../auth/projection.ts';
import type { Kind } from '../canonical/kind.ts';
import { openCaseStatuses } from '../canonical/support-case.ts';
import type { PageArgs, Stored } from '../context.ts';
import type { Batch } from '../generated/graphql.ts';
import type { Peeks } from './batch.ts';
import { type Connection, fromPage, pageArgs, slice } from './connection.ts';
import { invoiceStatus } from './invoice-status.ts';
import type { GraphContext } from './request.ts';

type Customer = Stored<'Customer'>;
type Queries<P> = readonly { obj: Customer; params: P }[];
type Keep<K extends Kind, P> = (
  params: P,
  context: GraphContext,
) => ((row: Stored<K>) => boolean) | undefined;

/** The two ways to answer a list of a customer: from the store for many customers, from memory for one. */
function listOf<K extends Kind, P extends PageArgs = PageArgs>(kind: K, keep?: Keep<K, P>) {
  const page = (
    customer: Customer,
    rows: readonly Stored[],
    params: P,
    context: GraphContext,
  ): Connection<Stored<K>> =>
    slice(`${kind} of ${customer.id}`, rows as readonly Stored<K>[], params, keep?.(params, context));
  return {
    async load(queries: Queries<P>, context: GraphContext): Promise<Connection<Stored<K>>[]> {
      const lists = await context.hub.reader.lists(
        kind,
        queries.map(({ obj }) => obj.id),
      );
      return queries.map(({ obj, params }, index) => page(obj, lists[index]!, params, context));
    },
    peek(customer: Customer, params: P, context: GraphContext): Connection<Stored<K>> | undefined {
      const rows = context.hub.reader.peekList(kind, customer.id);
      return rows && page(customer, rows, params, context);
    },
  };
}

type StatusArgs = PageArgs & { status?: readonly string[] | null };

const children = listOf('Customer');
const contacts = listOf('Contact');
const opportunities = listOf('Opportunity');
const contracts = listOf('Contract');
const subscriptions = listOf<'BillingSubscription', StatusArgs>('BillingSubscription', ({ status }) =>
  status ? (row) => row.status !== undefined && status.includes(row.status) : undefined,
);
const invoices = listOf<'Invoice', StatusArgs>('Invoice', ({ status }, { today }) =>
  status ? (row) => status.includes(invoiceStatus(row, today) ?? '') : undefined,
);
const payments = listOf('Payment');
const cases = listOf<'SupportCase', PageArgs & { open?: boolean | null }>('SupportCase', ({ open }) =>
  open == null ? undefined : (row) => openCaseStatuses.includes(row.status ?? '') === open,
);
const entitlements = listOf('Entitlement');

export const customerLists: Pick<
  Required<Batch.Loaders<GraphContext>>['Customer'],
  | 'children'
  | 'contacts'
  | 'opportunities'
  | 'contracts'
  | 'subscriptions'
  | 'invoices'
  | 'payments'
  | 'cases'
  | 'entitlements'
  | 'timeline'
> = {
  children: children.load,
  contacts: contacts.load,
  opportunities: opportunities.load,
  contracts: contracts.load,
  subscriptions: subscriptions.load,
  invoices: invoices.load,
  payments: payments.load,
  cases: cases.load,
  entitlements: entitlements.load,
  timeline: async (queries, { hub, rights }) => {
    const timelines = await hub.reader.timelines(
      queries.map(({ obj }) => obj.id),
      pageArgs(queries[0]!.params),
      eventTypesSeen(rights),
    );
    return timelines.map(({ page, entries }) => fromPage(page, entries));
  },
};

export const customerListPeeks: NonNullable<Peeks['Customer']> = {
  children: children.peek,
  contacts: contacts.peek,
  opportunities: opportunities.peek,
  contracts: contracts.peek,
  subscriptions: subscriptions.peek,
  invoices: invoices.peek,
  payments: payments.peek,
  cases: cases.peek,
  entitlements: entitlements.peek,
};
