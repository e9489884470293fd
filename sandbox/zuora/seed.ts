import type { Sim } from '../kit/types.ts';
import type { Company, Product, Subscription, World } from '../world/types.ts';
import { negative, scaled, total } from './amount.ts';
import { seedDocuments } from './documents.ts';
import { derivedId, inserter, type Put } from './table.ts';

const chargeModels = {
  FLAT: 'Flat Fee Pricing',
  PER_UNIT: 'Per Unit Pricing',
  TIERED: 'Tiered Pricing',
} as const;
const accountStatus = {
  PROSPECT: 'Draft',
  ACTIVE: 'Active',
  SUSPENDED: 'Active',
  CHURNED: 'Canceled',
} as const;

/** Fills the empty tables with billing's part of the world: catalogue, accounts, subscriptions and money documents. */
export function seed(sim: Sim, world: World): void {
  const inserters = new Map<string, ReturnType<typeof inserter>>();
  // The world's day may not be over yet, or not have begun: nothing happened later than ten minutes ago.
  const latest = new Date(sim.now() - 600_000).toISOString();
  const put: Put = (name, row) => {
    const known = inserters.get(name) ?? inserter(sim.db, name);
    inserters.set(name, known);
    known(String(row.updatedDate ?? '') > latest ? { ...row, updatedDate: latest } : row);
  };
  const products = new Map(world.products.map((product) => [product.sku, product]));
  for (const product of world.products) seedProduct(put, product, world.today);
  for (const company of world.companies) {
    if (!company.billing) continue;
    seedAccount(put, company, company.billing, world.today);
    for (const subscription of company.subscriptions) seedSubscription(put, company, subscription, products);
    seedDocuments(put, company, products);
  }
}

function instant(day: string): string {
  return `${day}T09:00:00.000Z`;
}

function seedProduct(put: Put, product: Product, today: string): void {
  const born = instant('2019-01-02');
  const stamps = { createdDate: born, updatedDate: born };
  const effective = {
    effectiveStartDate: '2019-01-01',
    effectiveEndDate: `${Number(today.slice(0, 4)) + 20}-12-31`,
  };
  const { billingId, ratePlanId, chargeId, sku, name, model, interval } = product;
  put('Product', { id: billingId, ...stamps, ...effective, name, sKU: sku, productNumber: `PC-${sku}` });
  put('ProductRatePlan', { id: ratePlanId, ...stamps, ...effective, productId: billingId, name });
  put('ProductRatePlanCharge', {
    id: chargeId,
    ...stamps,
    productRatePlanId: ratePlanId,
    name,
    chargeType: 'Recurring',
    chargeModel: chargeModels[model],
    billingPeriod: interval === 'MONTH' ? 'Month' : 'Annual',
    billingTiming: 'In Advance',
    accountingCode: product.glAccount,
    uOM: model === 'FLAT' ? null : 'Each',
    taxable: 1,
  });
  for (const [currency, price] of Object.entries(product.prices))
    put('ProductRatePlanChargeTier', {
      id: derivedId(chargeId, currency),
      ...stamps,
      productRatePlanChargeId: chargeId,
      currency,
      price,
      priceFormat: model === 'FLAT' ? 'Flat Fee' : 'Per Unit',
      tier: 1,
      startingUnit: '0',
    });
}

function seedAccount(
  put: Put,
  company: Company,
  billing: NonNullable<Company['billing']>,
  today: string,
): void {
  const stamps = { createdDate: company.createdAt, updatedDate: instant(today) };
  const contactId = derivedId(billing.id, 'bill-to');
  const open = company.invoices.filter((each) => each.status === 'Posted').map((each) => each.balance);
  const unapplied = company.payments.map((each) => each.unapplied);
  const person = company.contacts[0];
  put('Account', {
    id: billing.id,
    ...stamps,
    accountNumber: billing.number,
    name: billing.name,
    status: accountStatus[company.status],
    currency: company.currency,
    crmId: billing.crmId,
    balance: total([...open, ...unapplied.map(negative)]),
    totalInvoiceBalance: total(open),
    unappliedBalance: total(unapplied),
    mrr: total(
      company.subscriptions
        .filter((each) => each.status === 'Active')
        .flatMap((each) => each.items.map((item) => item.mrr)),
    ),
    paymentTerm: company.paymentTerms,
    batch: `Batch${(company.ordinal % 20) + 1}`,
    billCycleDay: 1,
    autoPay: 0,
    billToId: contactId,
    soldToId: contactId,
    vATId: company.taxId,
    taxExemptStatus: company.taxExempt ? 'Yes' : 'No',
    lastInvoiceDate: company.invoices.at(-1)?.issueDate ?? null,
  });
  put('Contact', {
    id: contactId,
    ...stamps,
    accountId: billing.id,
    firstName: person?.firstName ?? 'Accounts',
    lastName: person?.lastName ?? 'Payable',
    address1: company.address.line1,
    city: company.address.city,
    state: company.address.region,
    postalCode: company.address.postalCode,
    country: company.address.country,
    workEmail: person?.email ?? null,
  });
}

/** The newest version with its plans and charges, and the versions before it, which no longer count but are still there. */
function seedSubscription(
  put: Put,
  company: Company,
  subscription: Subscription,
  products: ReadonlyMap<string, Product>,
): void {
  const accountId = company.billing!.id;
  const originalId =
    subscription.version === 1 ? subscription.billingId : derivedId(subscription.number, '1');
  for (let version = 1; version <= subscription.version; version++) {
    const newest = version === subscription.version;
    const id = newest ? subscription.billingId : derivedId(subscription.number, String(version));
    const changed = instant(subscription.start);
    put('Subscription', {
      id,
      createdDate: changed,
      updatedDate: changed,
      accountId,
      invoiceOwnerId: accountId,
      name: subscription.number,
      version,
      isLatestVersion: newest ? 1 : 0,
      originalId,
      previousSubscriptionId: version === 1 ? null : derivedId(subscription.number, String(version - 1)),
      status: newest ? subscription.status : 'Expired',
      termType: 'TERMED',
      currency: company.currency,
      contractEffectiveDate: subscription.start,
      subscriptionStartDate: subscription.start,
      subscriptionEndDate: subscription.end,
      termStartDate: subscription.start,
      termEndDate: subscription.end,
      currentTerm: subscription.termMonths,
      currentTermPeriodType: 'Month',
      autoRenew: subscription.autoRenew ? 1 : 0,
      cMRR: total(subscription.items.map((item) => item.mrr)),
      cancelledDate: newest && subscription.status === 'Cancelled' ? subscription.end : null,
      ContractNumber__c:
        subscription.contract === null ? null : (company.contracts[subscription.contract]?.number ?? null),
    });
    if (newest) seedCharges(put, company, subscription, products, changed);
  }
}

function seedCharges(
  put: Put,
  company: Company,
  subscription: Subscription,
  products: ReadonlyMap<string, Product>,
  changed: string,
): void {
  const stamps = { createdDate: changed, updatedDate: changed };
  for (const item of subscription.items) {
    const product = products.get(item.sku)!;
    const months = product.interval === 'MONTH' ? 1 : 12;
    const billed = company.invoices.flatMap((invoice) =>
      invoice.status === 'Posted'
        ? invoice.lines.filter((line) => line.chargeNumber === item.chargeNumber)
        : [],
    );
    const last = billed.toSorted((a, b) => (a.periodEnd < b.periodEnd ? -1 : 1)).at(-1);
    put('RatePlan', {
      id: item.ratePlanId,
      ...stamps,
      subscriptionId: subscription.billingId,
      subscriptionOwnerId: company.billing!.id,
      productId: product.billingId,
      productRatePlanId: product.ratePlanId,
      name: product.name,
      subscriptionRatePlanNumber: item.chargeNumber.replace('C-', 'SRP-'),
    });
    put('RatePlanCharge', {
      id: item.chargeId,
      ...stamps,
      ratePlanId: item.ratePlanId,
      subscriptionId: subscription.billingId,
      productRatePlanChargeId: product.chargeId,
      chargeNumber: item.chargeNumber,
      name: product.name,
      chargeType: 'Recurring',
      chargeModel: chargeModels[product.model],
      billingPeriod: months === 1 ? 'Month' : 'Annual',
      quantity: item.quantity,
      mRR: perMonth(item.amount, months),
      tCV: scaled(item.amount, BigInt(subscription.termMonths), BigInt(months), 2),
      effectiveStartDate: subscription.start,
      effectiveEndDate: subscription.end,
      chargedThroughDate: last ? nextDay(last.periodEnd) : null,
      processedThroughDate: last?.periodStart ?? null,
      isLastSegment: 1,
      segment: 1,
    });
    put('RatePlanChargeTier', {
      id: derivedId(item.chargeId, 'tier'),
      ...stamps,
      ratePlanChargeId: item.chargeId,
      currency: company.currency,
      price: item.unitPrice,
      priceFormat: product.model === 'FLAT' ? 'Flat Fee' : 'Per Unit',
      tier: 1,
      startingUnit: '0',
    });
  }
}

/** Recurring revenue per month is kept to nine decimals, as rating does. */
function perMonth(amount: string, months: number): string {
  return scaled(amount, 1n, BigInt(months), 9);
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}
