import type { Stored } from '../context.ts';
import type { Batch, PaymentResolvers } from '../generated/graphql.ts';
import type { Peeks } from './batch.ts';
import { atMidnight } from './dates.ts';
import { follow } from './links.ts';
import { failureIn } from './marks.ts';
import type { ApplicationParent } from './model.ts';
import { customers, externalRefs, peekCustomer, provenance } from './record.ts';
import { syncStatus } from './sync.ts';
import type { GraphContext } from './request.ts';

type Loaders = Required<Batch.Loaders<GraphContext>>;

/** The parts of a payment that pay invoices. */
export function applicationsOf(payment: Stored<'Payment'>): ApplicationParent[] {
  const applications = payment.applications ?? [];
  return applications.map(({ id, amount, invoice }) => ({ id, amount, target: invoice, payment }));
}

export const paymentLoaders: Loaders['Payment'] = {
  externalRefs,
  provenance,
  syncStatus,
  customer: customers,
};
export const paymentPeeks: NonNullable<Peeks['Payment']> = { customer: peekCustomer };

export const applicationLoaders: Loaders['PaymentApplication'] = {
  invoice: async (queries, { hub }) =>
    follow(
      hub.reader,
      'Invoice',
      queries.map(({ obj }) => obj.target),
    ),
};

export const paymentResolvers: PaymentResolvers = {
  receivedAt: (payment) => atMidnight(payment.receivedAt),
  applications(payment) {
    const failure = failureIn(payment, ['applications']);
    if (failure) throw failure;
    return payment.applications ? applicationsOf(payment) : null;
  },
};
