import { describe, expect, it } from 'vitest';
import type { AmendmentRequest } from '../src/canonical/amendment.ts';
import type { Finding } from '../src/canonical/finding.ts';
import { Problem } from '../src/canonical/problem.ts';
import { amendmentSettings } from '../src/settings/amendments.ts';
import type { SubscriptionNow } from '../src/sources/billing.ts';
import type { LedgerItem } from '../src/sources/ledger.ts';
import type { Source } from '../src/sources/source.ts';
import type { Stored } from '../src/store/read.ts';
import { buildPreview } from '../src/workflows/amendment-build.ts';
import type { Known, Live, Offer } from '../src/workflows/amendment-facts.ts';
import { orderOf } from '../src/workflows/amendment-actions.ts';
import { checkRequest, itemFindings } from '../src/workflows/amendment-products.ts';

const today = '2026-11-21';
const settings = amendmentSettings.parse({});

const stored = <T extends object>(kind: string, id: string, fields: T) =>
  ({
    id,
    kind,
    version: 3,
    createdAt: today,
    updatedAt: today,
    customerId: 'cus_1',
    links: {},
    ...fields,
  }) as never;
const operation = (name: string) => ({
  name,
  class: 'B' as const,
  keyLifetimeMs: null,
  perform: () => Promise.reject(new Error()),
});
const source = (instance: string, roles: object): Source => ({ instance, roles }) as never;

const offer = (
  id: string,
  sku: string,
  more: {
    active?: boolean;
    interval?: string;
    model?: string;
    places?: string[];
    externalId?: string | null;
  } = {},
): Offer => ({
  priceId: `prc_${id}`,
  externalId: more.externalId === undefined ? id : more.externalId,
  price: stored('Price', `prc_${id}`, {
    model: more.model ?? 'PER_UNIT',
    interval: more.interval ?? 'MONTH',
    amount: { amount: '49.00', currency: 'USD' },
    tiers: [],
  }),
  product: stored('Product', `prd_${id}`, { sku, active: more.active ?? true }),
  places: (more.places ?? ['zuora', 'netsuite', 'salesforce']).map((instance) => ({ instance }) as never),
});

const customer = (more: object = {}): Stored<'Customer'> =>
  stored('Customer', 'cus_1', {
    customerId: null,
    status: 'ACTIVE',
    currency: 'USD',
    segment: 'SMB',
    taxIds: [],
    taxExemption: null,
    billingAddress: {
      line1: '1 Port Road',
      line2: null,
      city: 'Austin',
      region: 'TX',
      postalCode: null,
      country: 'US',
    },
    ...more,
  });
const subscription = (more: object = {}): Stored<'BillingSubscription'> =>
  stored('BillingSubscription', 'sub_1', {
    number: 'A-S1',
    status: 'ACTIVE',
    sourceVersion: 2,
    termStart: '2026-01-15',
    termEnd: '2027-01-15',
    currentPeriodStart: '2026-11-15',
    currentPeriodEnd: '2026-12-14',
    mrr: { amount: '980.00', currency: 'USD' },
    items: [
      {
        id: 'C-1',
        product: null,
        price: { kind: 'Price', key: 'ref:zuora:ProductRatePlanCharge:seat' },
        quantity: '10',
        amount: { amount: '490.00', currency: 'USD' },
      },
      {
        id: 'C-2',
        product: null,
        price: { kind: 'Price', key: 'ref:zuora:ProductRatePlanCharge:stor' },
        quantity: '10',
        amount: { amount: '490.00', currency: 'USD' },
      },
    ],
    ...more,
  });

function known(more: Partial<Known> = {}): Known {
  const offers = [offer('seat', 'PLAT-SEAT-M'), offer('stor', 'STOR-TB-M'), offer('api', 'API-PACK-M')];
  return {
    subscription: subscription(),
    customer: customer(),
    parents: [],
    ring: false,
    contract: null,
    subscriptions: [subscription()],
    contractOf: new Map(),
    offers: {
      byId: new Map(offers.map((each) => [each.priceId, each])),
      byExternalId: new Map(offers.map((each) => [each.externalId!, each])),
    },
    number: 'A-S1',
    billing: source('zuora', { billing: { createOrder: operation('order.create') } }),
    ledger: source('netsuite', {
      ledger: { putOrder: operation('order.put'), post: operation('entry.post') },
    }),
    support: null,
    crm: null,
    ...more,
  };
}
const withOffers = (...offers: Offer[]): Pick<Known, 'offers'> => ({
  offers: {
    byId: new Map(offers.map((each) => [each.priceId, each])),
    byExternalId: new Map(
      offers.flatMap((each) => (each.externalId === null ? [] : [[each.externalId, each] as const])),
    ),
  },
});

const now = (more: Partial<SubscriptionNow> = {}): SubscriptionNow => ({
  number: 'A-S1',
  version: 2,
  status: 'ACTIVE',
  currency: 'USD',
  accountNumber: 'A1',
  contractNumber: null,
  termStart: '2026-01-15',
  termEnd: '2027-01-15',
  autoRenew: false,
  items: ['seat', 'stor'].map((priceId, index) => ({
    itemId: `C-${index + 1}`,
    priceId,
    quantity: '10',
    unitPrice: '49.00',
    intervalMonths: 1,
    mrr: '490.00',
    from: '2026-01-15',
    to: null,
  })),
  ...more,
});
const item = (sku: string, more: Partial<LedgerItem> = {}): [string, LedgerItem] => [
  sku,
  {
    sku,
    externalId: sku,
    incomeAccount: '4000',
    deferredAccount: '2400',
    revenueRule: 'by day',
    active: true,
    ...more,
  },
];
const request = (more: Partial<AmendmentRequest> = {}): AmendmentRequest => ({
  subscriptionId: 'sub_1',
  type: 'QUANTITY',
  effectiveDate: today,
  expectedVersion: 3,
  items: [{ itemId: 'C-1', priceId: null, quantity: '12' }],
  coTermWith: null,
  newTermEnd: null,
  autoRenew: null,
  renewalMonths: null,
  reason: null,
  ...more,
});

function live(about: Known, asked: AmendmentRequest, more: Partial<Live> = {}): Live {
  const told = more.subscription && 'value' in more.subscription ? more.subscription.value : now();
  const line = (amount: string) => ({
    itemId: 'C-1',
    priceId: 'seat',
    description: 'seat',
    quantity: '10',
    unitPrice: '49.00',
    amount,
    tax: '0.00',
    periodStart: today,
    periodEnd: '2026-12-14',
    proration: true,
  });
  return {
    subscription: { value: now() },
    order: told && orderOf(about, told, asked, today),
    preview: {
      value: {
        currency: 'USD',
        documents: [
          {
            kind: 'INVOICE',
            number: null,
            date: today,
            lines: [line('-392.00'), line('470.40')],
            subtotal: '78.40',
            tax: '0.00',
            total: '78.40',
          },
        ],
        mrrDelta: '98.00',
        tcvDelta: '180.00',
      },
    },
    ledgerCustomer: { value: { id: '7', legalEntity: 'US01', taxId: null, terms: null, active: true } },
    items: { value: new Map([item('PLAT-SEAT-M'), item('STOR-TB-M'), item('API-PACK-M')]) },
    ledgerOrder: { value: null },
    revenue: { value: [] },
    period: { value: { name: 'Nov 2026', start: '2026-11-01', end: '2026-11-30', closed: false } },
    accounts: { value: { receivable: '1100', taxPayable: '2200' } },
    entitlement: null,
    contract: null,
    ...more,
  };
}

function look(
  more: {
    known?: Partial<Known>;
    live?: Partial<Live>;
    request?: Partial<AmendmentRequest>;
  } = {},
) {
  const about = known(more.known);
  const asked = request(more.request);
  return buildPreview({
    known: about,
    live: live(about, asked, more.live),
    request: asked,
    today,
    settings,
    correlationId: 'cor_1',
    inReporting: ({ amount }) => amount,
  });
}
const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);
const down = (system: string) => ({
  problem: new Problem('SOURCE_UNAVAILABLE', `${system} did not answer`, { system }),
});

describe('what keeps a change from being committed', () => {
  it('is nothing where everything fits', () => {
    const { blockers, warnings, degraded, plan, impact, writes } = look();
    expect({ blockers, warnings, degraded }).toEqual({ blockers: [], warnings: [], degraded: [] });
    expect(impact!.postings.map(({ account, debit, credit }) => [account, debit, credit])).toEqual([
      ['1100', '78.40', null],
      ['2400', null, '78.40'],
    ]);
    expect(plan!.ledger.lines.map(({ lineId, amount, end }) => [lineId, amount, end])).toEqual([
      ['C-1@2026-01-15', '4998.00', '2026-11-20'],
      ['C-1@2026-11-21', '1062.19', '2027-01-14'],
      ['C-2@2026-01-15', '5880.00', '2027-01-14'],
    ]);
    expect(writes.map(({ operation: name }) => name)).toEqual(['order.create', 'order.put', 'entry.post']);
  });

  it.each([
    ['CHURNED', { status: 'CHURNED' }],
    ['SUSPENDED', { status: 'SUSPENDED' }],
    ['MERGED', { status: 'MERGED' }],
  ])('is a customer that is %s', (_status, fields) => {
    expect(codes(look({ known: { customer: customer(fields) } }).blockers)).toEqual(['HIERARCHY_INVALID']);
  });

  it('is not that, where the customer gets less: then it is only said', () => {
    const seen = look({
      known: { customer: customer({ status: 'SUSPENDED' }) },
      request: { type: 'REMOVE_PRODUCT', items: [{ itemId: 'C-1', priceId: null, quantity: null }] },
    });
    expect(codes(seen.blockers)).toEqual([]);
    expect(codes(seen.warnings)).toEqual(['HIERARCHY_INVALID']);
  });

  it('is a ring of parents', () => {
    expect(codes(look({ known: { ring: true } }).blockers)).toEqual(['HIERARCHY_INVALID']);
  });

  it('is a customer that the ledger does not know, or that belongs to none of our companies', () => {
    expect(codes(look({ live: { ledgerCustomer: { value: null }, accounts: null } }).blockers)).toEqual([
      'LEGAL_ENTITY_MISSING',
    ]);
    const nobody = {
      ledgerCustomer: { value: { id: '7', legalEntity: null, taxId: null, terms: null, active: true } },
      accounts: null,
    };
    expect(codes(look({ live: nobody }).blockers)).toEqual(['LEGAL_ENTITY_MISSING']);
  });

  it('is a product that the ledger does not know, for which nothing is chosen before there is a run', () => {
    const { blockers } = look({ live: { items: { value: new Map([item('STOR-TB-M')]) } } });
    expect(codes(blockers)).toEqual(['PRODUCT_UNMAPPED']);
    expect(blockers[0]).toMatchObject({
      message: 'The ledger has no item for PLAT-SEAT-M; enter it there.',
      rootCauseKey: 'PRODUCT_UNMAPPED:ERP:PLAT-SEAT-M',
      editable: [],
      suggestions: [],
    });
    const choices = [item('PLAT-BASE-M')[1], item('SUPP-PREM-M')[1]];
    const [stopped] = itemFindings('PLAT-SEAT-M', null, [], choices);
    expect(stopped).toMatchObject({
      message: 'The ledger has no item for PLAT-SEAT-M; enter it there or choose what it stands for.',
      editable: [{ path: 'ledgerItem.PLAT-SEAT-M', allowed: ['PLAT-BASE-M', 'SUPP-PREM-M'] }],
      suggestions: [{ patch: { 'ledgerItem.PLAT-SEAT-M': 'PLAT-BASE-M' } }],
    });
  });

  it('is a price that billing does not know, is withdrawn, or is charged once', () => {
    const add = { type: 'ADD_ON' as const, items: [{ itemId: null, priceId: 'prc_x', quantity: '1' }] };
    const held = [offer('seat', 'PLAT-SEAT-M'), offer('stor', 'STOR-TB-M')];
    const seen = (one: Offer) =>
      codes(
        look({
          request: add,
          known: withOffers(...held, one),
          live: { items: { value: new Map([item('PLAT-SEAT-M'), item('STOR-TB-M'), item('X')]) } },
        }).blockers,
      );
    expect(seen(offer('x', 'X', { active: false }))).toEqual(['PRICE_INELIGIBLE']);
    expect(seen(offer('x', 'X', { interval: 'ONCE' }))).toEqual(['PRICE_INELIGIBLE']);
    expect(seen(offer('x', 'X', { externalId: null }))).toContain('PRODUCT_UNMAPPED');
    expect(seen(offer('x', 'X'))).toEqual([]);
    expect(
      codes(
        look({ request: { ...add, items: [{ itemId: null, priceId: 'prc_unknown', quantity: '1' }] } })
          .blockers,
      ),
    ).toContain('PRICE_INELIGIBLE');
  });

  it('is a customer that is billed in another currency', () => {
    expect(codes(look({ known: { customer: customer({ currency: 'EUR' }) } }).blockers)).toEqual([
      'PRICE_INELIGIBLE',
    ]);
  });

  it('is a business in the European Union without a tax id, unless it is exempt', () => {
    const german = {
      billingAddress: {
        line1: '1',
        line2: null,
        city: 'Bremen',
        region: null,
        postalCode: null,
        country: 'DE',
      },
    };
    expect(codes(look({ known: { customer: customer(german) } }).blockers)).toEqual([
      'TAX_PROFILE_INCOMPLETE',
    ]);
    expect(codes(look({ known: { customer: customer({ ...german, taxIds: ['DE1'] }) } }).blockers)).toEqual(
      [],
    );
    expect(
      codes(look({ known: { customer: customer({ ...german, taxExemption: 'charity' }) } }).blockers),
    ).toEqual([]);
    expect(codes(look({ known: { customer: customer({ billingAddress: null }) } }).blockers)).toEqual([
      'TAX_PROFILE_INCOMPLETE',
    ]);
  });

  it('is a product without a rule of revenue, or without an account', () => {
    const items = (more: Partial<LedgerItem>) => ({
      items: { value: new Map([item('PLAT-SEAT-M', more), item('STOR-TB-M')]) },
    });
    expect(codes(look({ live: items({ revenueRule: null }) }).blockers)).toEqual(['REVENUE_RULE_MISSING']);
    expect(codes(look({ live: items({ incomeAccount: null, deferredAccount: null }) }).blockers)).toEqual([
      'ACCOUNT_MAPPING_MISSING',
    ]);
  });

  it('is revenue without a class, where something is posted', () => {
    const { blockers } = look({ known: { customer: customer({ segment: null }) } });
    expect(blockers).toMatchObject([
      { code: 'ACCOUNT_MAPPING_MISSING', editable: [{ path: 'dimensions.class', type: 'text' }] },
    ]);
    const free = {
      preview: { value: { currency: 'USD', documents: [], mrrDelta: '98.00', tcvDelta: '180.00' } },
    };
    expect(codes(look({ known: { customer: customer({ segment: null }) }, live: free }).blockers)).toEqual(
      [],
    );
  });

  it('is a closed period, where something is posted', () => {
    const closed = {
      period: { value: { name: 'Nov 2026', start: '2026-11-01', end: '2026-11-30', closed: true } },
    };
    expect(codes(look({ live: closed }).blockers)).toEqual(['PERIOD_CLOSED']);
    const free = {
      preview: { value: { currency: 'USD', documents: [], mrrDelta: '98.00', tcvDelta: '180.00' } },
    };
    expect(codes(look({ live: { ...closed, ...free } }).blockers)).toEqual([]);
  });

  it.each([
    ['before what is billed', { effectiveDate: '2026-11-10' }, ['TERMS_INVALID']],
    ['after the term', { effectiveDate: '2027-02-01' }, ['TERMS_INVALID']],
    ['a renewal before the term ends', { type: 'RENEW' as const, items: [] }, ['TERMS_INVALID']],
    ['resuming what is not paused', { type: 'RESUME' as const, items: [] }, ['TERMS_INVALID']],
    [
      'a term that ends before it is billed to',
      { type: 'TERMS' as const, items: [], newTermEnd: '2026-12-01' },
      ['TERMS_INVALID'],
    ],
    [
      'a term that ends when it ends already',
      { type: 'TERMS' as const, items: [], newTermEnd: '2027-01-15' },
      ['TERMS_INVALID'],
    ],
    [
      'a term that ends in another age',
      { type: 'TERMS' as const, items: [], newTermEnd: '2036-11-22' },
      ['TERMS_INVALID'],
    ],
    ['no terms', { type: 'TERMS' as const, items: [] }, ['TERMS_INVALID']],
    [
      'the end of a stranger',
      { type: 'CO_TERM' as const, items: [], coTermWith: 'sub_other' },
      ['TERMS_INVALID'],
    ],
    [
      'an upgrade that brings less',
      { type: 'DOWNGRADE' as const, items: [{ itemId: 'C-1', priceId: 'prc_api', quantity: '1' }] },
      ['TERMS_INVALID'],
    ],
    [
      'to remove all that there is',
      {
        type: 'REMOVE_PRODUCT' as const,
        items: ['C-1', 'C-2'].map((itemId) => ({ itemId, priceId: null, quantity: null })),
      },
      ['TERMS_INVALID'],
    ],
  ])('is %s', (_what, asked, expected) => {
    expect(codes(look({ request: asked }).blockers)).toEqual(expected);
  });

  it('is a quantity that there is already, however it is written', () => {
    const { quantity } = known().subscription.items![0]!;
    const items = [{ itemId: 'C-1', priceId: null, quantity: `${Number(quantity)}.00` }];
    expect(look({ request: { items } }).blockers).toMatchObject([
      { code: 'INVALID_INPUT', path: 'items.0.quantity' },
    ]);
  });

  it('is a quantity of what has one price whatever the quantity', () => {
    const one = offer('api', 'API-PACK-M', { model: 'FLAT' });
    const { byId, byExternalId } = known().offers;
    const offers = {
      byId: new Map([...byId, ['prc_api', one]]),
      byExternalId: new Map([...byExternalId, ['api', one]]),
    };
    const items = [{ itemId: null, priceId: 'prc_api', quantity: '3' }];
    expect(look({ known: { offers }, request: { type: 'ADD_ON', items } }).blockers).toMatchObject([
      { code: 'INVALID_INPUT', path: 'items.0.quantity' },
    ]);
    const alone = look({
      known: { offers },
      request: { type: 'ADD_ON', items: [{ ...items[0]!, quantity: null }] },
    });
    expect(codes(alone.blockers)).toEqual([]);
  });

  it('is not that the CRM cannot say when a term ends within a month: that is only said', () => {
    const contract = {
      value: { status: 'ACTIVE', start: '2026-01-15', termMonths: 12, autoRenew: true, tcv: null } as never,
    };
    const until = (newTermEnd: string) =>
      look({ live: { contract }, request: { type: 'TERMS', items: [], newTermEnd } });
    expect(codes(until('2027-02-20').warnings)).toEqual(['TERMS_INVALID']);
    expect(codes(until('2027-02-15').warnings)).toEqual([]);
  });

  it('is a copy that lags behind billing', () => {
    expect(codes(look({ live: { subscription: { value: now({ version: 3 }) } } }).blockers)).toEqual([
      'STALE_VERSION',
    ]);
  });

  it('is told all at once, each with its own code', () => {
    const seen = look({
      known: { customer: customer({ status: 'CHURNED', currency: 'EUR', billingAddress: null }), ring: true },
      request: { effectiveDate: '2026-10-01' },
      live: {
        ledgerCustomer: { value: null },
        accounts: null,
        items: { value: new Map([item('PLAT-SEAT-M', { revenueRule: null })]) },
        period: { value: null },
      },
    });
    expect([...new Set(codes(seen.blockers))].toSorted()).toEqual([
      'HIERARCHY_INVALID',
      'LEGAL_ENTITY_MISSING',
      'PERIOD_CLOSED',
      'PRICE_INELIGIBLE',
      'PRODUCT_UNMAPPED',
      'REVENUE_RULE_MISSING',
      'TAX_PROFILE_INCOMPLETE',
      'TERMS_INVALID',
    ]);
    expect(seen.plan).toBeNull();
  });
});

describe('a system that does not answer', () => {
  it.each([
    [
      'BILLING',
      { subscription: down('BILLING'), preview: null, order: null, ledgerCustomer: null, accounts: null },
    ],
    ['BILLING', { preview: down('BILLING') }],
    ['ERP', { items: down('ERP') }],
    ['ERP', { ledgerOrder: down('ERP') }],
    ['SUPPORT', { entitlement: down('SUPPORT') }],
    ['CRM', { contract: down('CRM') }],
  ])('is named, and nothing is made up in its place: %s', (system, told) => {
    const seen = look({ live: told });
    expect(seen.degraded).toEqual([system]);
    expect(codes(seen.blockers)).toContain('SOURCE_UNAVAILABLE');
    expect(seen.impact).toBeNull();
    expect(seen.writes).toEqual([]);
  });

  it('is told apart from one that refuses', () => {
    const refused = {
      problem: new Problem('PRICE_INELIGIBLE', 'The charge is withdrawn.', { system: 'BILLING' }),
    };
    const seen = look({ live: { preview: refused } });
    expect(seen.degraded).toEqual([]);
    expect(codes(seen.blockers)).toEqual(['PRICE_INELIGIBLE']);
  });
});

describe('a request', () => {
  const held = [{ id: 'C-1' }];
  const none = { itemId: null, priceId: null, quantity: null };
  it.each([
    ['needs its items', { items: [] }, 'items'],
    ['names an item that there is', { items: [{ ...none, itemId: 'C-9', quantity: '1' }] }, 'items.0.itemId'],
    [
      'names an item once',
      {
        items: [
          { ...none, itemId: 'C-1', quantity: '1' },
          { ...none, itemId: 'C-1', quantity: '2' },
        ],
      },
      'items.1.itemId',
    ],
    [
      'has a quantity above nothing',
      { items: [{ ...none, itemId: 'C-1', quantity: '0.00' }] },
      'items.0.quantity',
    ],
    ['has no negative quantity', { items: [{ ...none, itemId: 'C-1', quantity: '-1' }] }, 'items.0.quantity'],
    ['needs a price for what is added', { type: 'ADD_ON' as const, items: [none] }, 'items.0.priceId'],
    ['of the whole takes no items', { type: 'CANCEL' as const }, 'items'],
    ['ends with another one or on a day', { type: 'CO_TERM' as const, items: [] }, 'coTermWith'],
    ['of terms alone renews otherwise', { autoRenew: true }, 'autoRenew'],
    ['gives a reason of bounded length', { reason: 'x'.repeat(1001) }, 'reason'],
  ])('%s', (_what, asked, path) => {
    expect(() =>
      checkRequest(request({ items: [{ ...none, itemId: 'C-1', quantity: '1' }], ...asked }), held),
    ).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        detail: expect.objectContaining({ path }) as unknown,
      }),
    );
  });
});
