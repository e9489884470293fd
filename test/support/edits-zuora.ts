import { found, pair, type VendorEdits, wellKnown } from './edit.ts';

const updatedDate = (at: Date) => ({ updatedDate: at.toISOString() });

/** What people change in Zuora. */
export const zuoraEdits: VendorEdits = {
  settlesInMs: 0,
  quietCalls: 5,
  edits: (world) => {
    const c = wellKnown(world);
    const { subscriptions, billing } = c;
    const [subscription] = subscriptions;
    const item = subscription!.items[0]!;
    const product = world.products[0]!;
    return [
      {
        what: 'an account is renamed',
        kind: 'Customer',
        externalId: billing!.id,
        row: { object: 'Account', id: billing!.id },
        set: { name: 'Moved account' },
        shows: 'Moved account',
      },
      {
        what: 'the address of its contact is corrected',
        kind: 'Customer',
        externalId: billing!.id,
        row: found('Contact', 'id', (row) => row['accountId'] === billing!.id),
        set: { address1: '1 Moved Street' },
        shows: '1 Moved Street',
      },
      {
        what: 'a subscription gets a contract',
        kind: 'BillingSubscription',
        externalId: subscription!.number,
        row: { object: 'Subscription', id: subscription!.billingId },
        set: { ContractNumber__c: 'moved-contract' },
        shows: 'moved-contract',
      },
      {
        what: 'a charge of a subscription changes',
        kind: 'BillingSubscription',
        externalId: subscription!.number,
        row: { object: 'RatePlanCharge', id: item.chargeId },
        set: { quantity: '987654' },
        shows: '987654',
      },
      {
        what: 'an invoice is written down',
        kind: 'Invoice',
        externalId: c.invoices[0]!.billingId,
        row: { object: 'Invoice', id: c.invoices[0]!.billingId },
        set: { balance: '7654.32' },
        shows: '7654.32',
      },
      {
        what: 'a credit memo gets another reason',
        kind: 'CreditMemo',
        externalId: c.creditMemos[0]!.billingId,
        row: { object: 'CreditMemo', id: c.creditMemos[0]!.billingId },
        set: { reasonCode: 'Moved reason' },
        shows: 'Moved reason',
      },
      {
        what: 'a payment is unapplied',
        kind: 'Payment',
        externalId: c.payments[0]!.billingId,
        row: { object: 'Payment', id: c.payments[0]!.billingId },
        set: { unappliedAmount: '8765.43' },
        shows: '8765.43',
      },
      {
        what: 'a product is renamed',
        kind: 'Product',
        externalId: product.billingId,
        row: { object: 'Product', id: product.billingId },
        set: { name: 'Moved product' },
        shows: 'Moved product',
      },
      {
        what: 'a price is renamed',
        kind: 'Price',
        externalId: product.chargeId,
        row: { object: 'ProductRatePlanCharge', id: product.chargeId },
        set: { name: 'Moved price' },
        shows: 'Moved price',
      },
      {
        what: 'a price is raised',
        kind: 'Price',
        externalId: product.chargeId,
        row: found(
          'ProductRatePlanChargeTier',
          'id',
          (row) => row['productRatePlanChargeId'] === product.chargeId && row['currency'] === 'USD',
        ),
        set: { price: '765.43' },
        shows: '765.43',
      },
    ];
  },
  unfit: (world) => {
    const [first, second] = world.companies.flatMap((each) => (each.billing ? each.invoices : []));
    const invoice = { kind: 'Invoice', object: 'Invoice' } as const;
    return pair(invoice, [first!.billingId, { status: 'Lost' }], [second!.billingId, { balance: '5432.10' }]);
  },
  deletions: () => [],
  stamps: {
    Customer: updatedDate,
    BillingSubscription: updatedDate,
    Invoice: updatedDate,
    Payment: updatedDate,
  },
  crowd: {
    kind: 'Product',
    count: 420,
    row: (n, at) => ({
      object: 'Product',
      id: `8c${String(n).padStart(30, '0')}`,
      set: {
        ...updatedDate(at),
        createdDate: at.toISOString(),
        name: `Crowd ${n}`,
        sKU: `CROWD-${n}`,
        effectiveStartDate: '2026-01-01',
        effectiveEndDate: '2030-01-01',
      },
    }),
  },
};
