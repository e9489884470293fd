import { describe, expect, test } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import type { OrderAction } from '../src/sources/billing.ts';
import { exactNumber } from '../src/sources/http/json.ts';
import { vendorAction, type Named } from '../src/sources/zuora/order-action.ts';
import { isWholePeriod } from '../src/sources/zuora/period.ts';

const known: Named = {
  offers: new Map([
    ['seat', { priceId: 'seat', ratePlanId: 'plan', pricing: 'recurringPerUnit', months: 1 }],
    ['pack', { priceId: 'pack', ratePlanId: 'plan2', pricing: 'recurringTiered', months: 1 }],
    ['odd', { priceId: 'odd', ratePlanId: 'plan3', pricing: null, months: 1 }],
  ]),
  charges: new Map([
    ['C-1', { itemId: 'C-1', ratePlanNumber: 'SRP-1', pricing: 'recurringPerUnit', shared: false }],
    ['C-2', { itemId: 'C-2', ratePlanNumber: 'SRP-2', pricing: 'recurringFlatFee', shared: true }],
  ]),
  termStart: '2026-01-31',
};

const problem = (code: ConstructorParameters<typeof Problem>[0], message: string, detail = {}) =>
  new Problem(code, message, detail);
const said = (action: OrderAction): string =>
  JSON.stringify(vendorAction(action, '2026-12-01', known, problem));

describe('the body of an order', () => {
  test('has amounts with exactly the digits that were asked for', () => {
    const unitPrice = '19.990000000000000001';
    expect(
      said({ type: 'UPDATE_ITEM', itemId: 'C-1', quantity: '12345678901234567890', unitPrice }),
    ).toContain(
      '"pricing":{"recurringPerUnit":{"quantity":12345678901234567890,"listPrice":19.990000000000000001}}',
    );
    expect(said({ type: 'ADD_ITEM', priceId: 'pack', quantity: '0.10', unitPrice: '5.00' })).toContain(
      '"recurringTiered":{"quantity":0.10,"tiers":[{"tier":1,"startingUnit":0,"price":5.00,"priceFormat":"PerUnit"}]}',
    );
    expect(() => exactNumber('1; drop')).toThrow('not a number');
  });

  test('names plans and charges by numbers, which versions do not change', () => {
    expect(said({ type: 'UPDATE_ITEM', itemId: 'C-1', quantity: '2', unitPrice: null })).toContain(
      '"subscriptionRatePlanNumber":"SRP-1","chargeUpdates":[{"chargeNumber":"C-1"',
    );
    expect(said({ type: 'REMOVE_ITEM', itemId: 'C-1' })).toContain(
      '"removeProduct":{"subscriptionRatePlanNumber":"SRP-1"}',
    );
  });

  test.each<OrderAction>([
    { type: 'RENEW' },
    { type: 'CANCEL' },
    { type: 'SUSPEND' },
    { type: 'RESUME' },
    { type: 'REMOVE_ITEM', itemId: 'C-1' },
    { type: 'ADD_ITEM', priceId: 'seat', quantity: null, unitPrice: null },
  ])('triggers all three dates of every action: $type', (action) => {
    expect(JSON.parse(said(action))).toMatchObject({
      triggerDates: [
        { name: 'ContractEffective', triggerDate: '2026-12-01' },
        { name: 'ServiceActivation', triggerDate: '2026-12-01' },
        { name: 'CustomerAcceptance', triggerDate: '2026-12-01' },
      ],
    });
  });

  test('counts a term that is to end on a day in days from its start', () => {
    expect(
      JSON.parse(said({ type: 'TERMS', termEnd: '2027-03-31', autoRenew: null, renewalMonths: null })),
    ).toMatchObject({
      termsAndConditions: {
        lastTerm: { termType: 'TERMED', startDate: '2026-01-31', period: 424, periodType: 'Day' },
      },
    });
  });

  test.each<[string, OrderAction]>([
    ['shares its plan with others', { type: 'REMOVE_ITEM', itemId: 'C-2' }],
    [
      'a flat fee, which has no quantity',
      { type: 'UPDATE_ITEM', itemId: 'C-2', quantity: '2', unitPrice: null },
    ],
    [
      'charge model that is not supported',
      { type: 'ADD_ITEM', priceId: 'odd', quantity: '2', unitPrice: null },
    ],
    ['there is no charge C-9', { type: 'REMOVE_ITEM', itemId: 'C-9' }],
  ])('is not made where it would say something else: %s', (message, action) => {
    expect(() => said(action)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(message),
        detail: expect.objectContaining({ outcome: 'NOT_APPLIED' }),
      }),
    );
  });
});

test.each([
  ['2026-11-01', '2026-11-30', 1, true],
  ['2026-11-21', '2026-11-30', 1, false],
  ['2026-11-21', '2026-12-20', 1, true],
  ['2026-01-31', '2026-02-27', 1, true],
  ['2026-02-28', '2026-03-30', 1, true],
  ['2026-02-28', '2026-03-27', 1, true],
  ['2026-02-27', '2026-03-30', 1, false],
  ['2024-02-29', '2025-02-27', 12, true],
  ['2026-01-15', '2027-01-14', 12, true],
  ['2026-01-15', '2026-12-31', 12, false],
] as const)('days from %s to %s are a whole period of %d months: %s', (start, end, months, whole) => {
  expect(isWholePeriod(start, end, months)).toBe(whole);
});
