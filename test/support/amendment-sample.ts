import type { AmendmentChange, AmendmentRequest } from '../../src/canonical/amendment.ts';
import { finding } from '../../src/canonical/finding.ts';
import type { Billing } from '../../src/sources/billing.ts';
import { addAmendment, addPreview } from '../../src/store/amendment.ts';
import { rememberPerson } from '../../src/store/person.ts';
import type { Stored } from '../../src/store/read.ts';
import type { PreviewContent } from '../../src/workflows/amendment-plan.ts';
import type { TestHub } from './graph.ts';
import { party } from './parties.ts';

const none = { department: null, class: null, location: null };

/**
 * A preview of a change of the Acme group's subscription that can be committed, one that cannot, and an amendment of the run that is given;
 * all of them say all that one can say. Returns the one that can be committed.
 */
export async function letAmendmentsBe(hub: TestHub, runId: string): Promise<string> {
  const { database } = hub.copy;
  // Billing is asked live, and knows nothing here.
  const billing = { subscription: () => Promise.resolve(null) } as unknown as Billing;
  Object.assign(hub.shelves.zuora, { roles: { billing } });
  const [found] = await hub.reader.records([await hub.idOf('zuora', 'BillingSubscription', 'S-1')]);
  const subscription = found as Stored<'BillingSubscription'>;
  const [productId] = await hub.reader.resolve([{ kind: 'Product', key: 'sku:CARE' }]);
  const [prices] = await hub.reader.prices([productId!]);
  const eur = (amount: string) => ({ amount, currency: 'EUR' });
  const change: AmendmentChange = {
    productId: productId!,
    from: '2',
    to: '3',
    fromPriceId: prices![0]?.id ?? null,
    toPriceId: prices![0]?.id ?? null,
  };
  const line = {
    itemId: null,
    priceId: 'p',
    description: 'Robot care',
    quantity: '1',
    unitPrice: '50.00',
    amount: '50.00',
    tax: '9.50',
    periodStart: '2026-11-01',
    periodEnd: '2026-11-30',
    proration: true,
  };
  const document = {
    number: null,
    date: '2026-11-21',
    lines: [line],
    subtotal: '50.00',
    tax: '9.50',
    total: '59.50',
  };
  const impact = {
    chargeNow: eur('50.00'),
    creditNow: eur('0.00'),
    tax: eur('9.50'),
    mrrDelta: eur('50.00'),
    tcvDelta: eur('600.00'),
    documents: [{ kind: 'INVOICE' as const, ...document }],
    skus: { p: 'CARE' },
    postings: [
      { account: '1100', debit: '59.50', credit: null, dimensions: none, memo: 'Receivable' },
      { account: '2400', debit: null, credit: '59.50', dimensions: none, memo: 'CARE' },
    ],
    revenueDelta: [{ period: '2026-11', amount: '50.00' }],
    entitlementChanges: [{ feature: 'support', from: 'gold', to: 'premium', effectiveAt: '2026-11-21' }],
  };
  const trouble = finding({
    code: 'TERMS_INVALID',
    message: 'It lies ahead.',
    path: 'effectiveDate',
    system: 'SUPPORT',
  });
  const content: PreviewContent = {
    plan: { legalEntity: 'EU01' } as PreviewContent['plan'],
    impact,
    writes: [
      {
        order: 1,
        instance: 'zuora',
        operation: 'order.create',
        compensation: 'It is reverted.',
        payload: { actions: [] },
      },
    ],
    changes: [change],
    warnings: [trouble],
    blockers: [],
    degraded: [],
    amount: null,
    correlationId: 'cor_sample',
  };
  const input: AmendmentRequest = {
    subscriptionId: subscription.id,
    type: 'QUANTITY',
    effectiveDate: '2026-11-21',
    expectedVersion: subscription.version,
    items: [],
    coTermWith: null,
    newTermEnd: null,
    autoRenew: null,
    renewalMonths: null,
    reason: 'they asked',
  };
  const preview = (id: string, more: Partial<PreviewContent>) =>
    addPreview(
      database,
      {
        id: `prv_0000000000000000000000000${id}`,
        subscriptionId: subscription.id,
        customerId: subscription.customerId!,
        input,
        baseVersion: subscription.version,
        sourceVersion: subscription.sourceVersion!,
        content: { ...content, ...more },
        account: 'a',
      },
      30,
    );
  const good = await preview('1', {});
  const bad = await preview('2', { blockers: [trouble], degraded: ['SUPPORT'] });
  await addAmendment(database, {
    id: 'amd_00000000000000000000000001',
    previewId: bad.id,
    subscriptionId: subscription.id,
    customerId: subscription.customerId!,
    runId,
    type: 'QUANTITY',
    status: 'APPLIED',
    effectiveDate: '2026-11-21',
    reason: 'they asked',
    changes: [change],
    impact,
    requestedBy: await rememberPerson(database, party('maker@example.com', { name: 'Maker' })),
  });
  return good.id;
}
