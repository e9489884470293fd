import { describe, expect, it } from 'vitest';
import { type ServiceLevel, serviceChanges, serviceOf } from '../src/canonical/service.ts';
import { amendmentSettings } from '../src/settings/amendments.ts';
import type { SubscriptionNow } from '../src/sources/billing.ts';
import { serviceAfter } from '../src/workflows/amendment-service.ts';

const services = amendmentSettings.parse({}).entitlements;
const former: ServiceLevel = {
  tier: 'standard',
  status: 'ACTIVE',
  validFrom: '2026-01-01',
  validTo: '2027-01-01',
  subscriptionNumber: 'A-S1',
  features: [],
};
const item = (itemId: string, priceId: string) => ({
  itemId,
  priceId,
  quantity: '1',
  unitPrice: '10.00',
  intervalMonths: 1,
  mrr: '10.00',
  from: '2026-01-01',
  to: null,
});
const now: SubscriptionNow = {
  number: 'A-S1',
  version: 1,
  status: 'ACTIVE',
  currency: 'USD',
  accountNumber: 'A1',
  contractNumber: null,
  termStart: '2026-01-01',
  termEnd: '2027-01-01',
  autoRenew: false,
  items: [item('C-1', 'p-seat'), item('C-2', 'p-prem')],
};
const skus = {
  'p-seat': 'PLAT-SEAT-M',
  'p-prem': 'SUPP-PREM-M',
  'p-audit': 'SEC-AUDIT-M',
  'p-ent': 'SUPP-ENT-Y',
};
const order = (
  actions: Parameters<typeof serviceAfter>[0]['order']['actions'],
  effectiveDate = '2026-11-21',
) => ({
  orderDate: '2026-11-21',
  effectiveDate,
  accountNumber: 'A1',
  subscriptionNumber: 'A-S1',
  description: null,
  actions,
});
const given = (more: Partial<Parameters<typeof serviceAfter>[0]>) =>
  serviceAfter({
    type: 'ADD_ON',
    today: '2026-11-21',
    now,
    order: order([]),
    skus,
    siblings: [],
    former,
    services,
    ...more,
  });

describe('what a customer may use', () => {
  it('is the highest tier and every feature of its products', () => {
    expect(serviceOf([])).toEqual({ tier: null, features: [] });
    expect(
      serviceOf([
        { tier: null, features: ['b'] },
        { tier: 'enterprise', features: ['a', 'b'] },
      ]),
    ).toEqual({
      tier: 'enterprise',
      features: ['a', 'b'],
    });
    const added = order([
      { type: 'ADD_ITEM', priceId: 'p-audit', quantity: null, unitPrice: null },
      { type: 'ADD_ITEM', priceId: 'p-ent', quantity: null, unitPrice: null },
    ]);
    expect(given({ order: added })).toMatchObject({
      tier: 'enterprise',
      features: ['audit'],
      status: 'ACTIVE',
    });
  });

  it('falls to what is left when a product goes', () => {
    expect(
      given({ type: 'REMOVE_PRODUCT', order: order([{ type: 'REMOVE_ITEM', itemId: 'C-2' }]) }).tier,
    ).toBe('standard');
  });

  it('ends with the last subscription, on the day on which that ends, and pauses with it', () => {
    const cancelled = order([{ type: 'CANCEL' }]);
    expect(given({ type: 'CANCEL', order: cancelled })).toMatchObject({
      status: 'EXPIRED',
      validTo: '2026-11-21',
    });
    expect(given({ type: 'PAUSE', order: order([{ type: 'SUSPEND' }]) }).status).toBe('SUSPENDED');
    const ahead = order([{ type: 'CANCEL' }], '2026-12-10');
    expect(given({ type: 'CANCEL', order: ahead })).toMatchObject({
      status: 'ACTIVE',
      tier: 'premium',
      validTo: '2026-12-10',
    });
  });

  it('stays what other subscriptions give', () => {
    const siblings = [
      { number: 'A-S2', status: 'ACTIVE', termStart: null, termEnd: '2028-05-01', skus: ['SUPP-ENT-Y'] },
    ];
    expect(given({ type: 'CANCEL', order: order([{ type: 'CANCEL' }]), siblings })).toEqual({
      ...former,
      tier: 'enterprise',
      validTo: '2028-05-01',
      subscriptionNumber: 'A-S2',
    });
  });

  describe('from a day to come', () => {
    const nothing = {
      tier: null,
      status: null,
      validFrom: null,
      validTo: null,
      subscriptionNumber: null,
      features: [],
    };
    const later = { ...now, termStart: '2027-01-01' };
    const sibling = { number: 'A-S2', status: 'ACTIVE', termStart: '2026-01-01', termEnd: null, skus: [] };

    it('has no status before it', () => {
      expect(given({ now: later, former: nothing })).toMatchObject({
        status: null,
        validFrom: '2027-01-01',
      });
      expect(
        given({ now: later, former: nothing, siblings: [{ ...sibling, termStart: '2027-03-01' }] }).status,
      ).toBeNull();
    });

    it('goes on for a customer who is served already', () => {
      expect(given({ now: later, former: nothing, siblings: [sibling] }).status).toBe('ACTIVE');
      expect(given({ now: later }).status).toBe('ACTIVE');
    });
  });

  it('comes back as it was when what was paused is resumed', () => {
    const suspended = { ...now, status: 'SUSPENDED' as const };
    expect(
      given({
        type: 'RESUME',
        now: suspended,
        former: { ...former, status: 'SUSPENDED' },
        order: order([{ type: 'RESUME' }]),
      }),
    ).toMatchObject({ status: 'ACTIVE', tier: 'premium' });
    expect(given({ now: suspended }).status).toBe('SUSPENDED');
  });

  it('is told apart field by field', () => {
    const next = { ...former, tier: 'premium', features: ['audit'] };
    expect(serviceChanges(former, next, '2026-11-21')).toEqual([
      { feature: 'support', from: 'standard', to: 'premium', effectiveAt: '2026-11-21' },
      { feature: 'audit', from: null, to: 'ON', effectiveAt: '2026-11-21' },
    ]);
    expect(serviceChanges(former, former, '2026-11-21')).toEqual([]);
  });
});
