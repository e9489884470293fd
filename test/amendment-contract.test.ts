import { describe, expect, test } from 'vitest';
import type { CrmContract } from '../src/sources/crm.ts';
import { contractAfter, type ContractInput, keepsTerm } from '../src/workflows/amendment-contract.ts';

const held: CrmContract = {
  externalId: '800000000000001AAA',
  number: '00000100',
  status: 'ACTIVE',
  start: '2026-01-01',
  termMonths: 24,
  autoRenew: true,
  paymentTerms: 'Net 30',
  tcv: '24000.00',
};

const cancelled = (effectiveDate: string, more: Partial<ContractInput> = {}): ContractInput => ({
  type: 'CANCEL',
  today: '2026-11-21',
  effectiveDate,
  now: held,
  currency: 'USD',
  tcvDelta: '-1000.00',
  formerEnd: '2028-01-01',
  termEnd: effectiveDate,
  autoRenew: null,
  shared: false,
  ...more,
});

describe('the contract of a subscription that is cancelled', () => {
  test.each(['2026-11-21', '2026-11-01'])('is terminated when its day has come: %s', (day) => {
    expect(contractAfter(cancelled(day))).toMatchObject({
      next: { status: 'TERMINATED', termMonths: null, tcv: '23000.00' },
      former: { status: 'ACTIVE', termMonths: null, tcv: '24000.00' },
    });
    expect(keepsTerm(cancelled(day))).toBe(false);
  });

  test('goes on until a day to come, with which its term ends', () => {
    expect(contractAfter(cancelled('2027-03-01'))).toEqual({
      next: { status: null, termMonths: 14, autoRenew: null, tcv: '23000.00', paymentTerms: null },
      former: { status: null, termMonths: 24, autoRenew: null, tcv: '24000.00', paymentTerms: null },
    });
    expect(keepsTerm(cancelled('2027-03-01'))).toBe(false);
  });

  test('keeps the term that was agreed, and says so, when that is not a number of months', () => {
    expect(contractAfter(cancelled('2027-03-10'))).toMatchObject({
      next: { status: null, termMonths: null, tcv: '23000.00' },
    });
    expect(keepsTerm(cancelled('2027-03-10'))).toBe(true);
  });

  test('is left alone but for its value while another subscription under it goes on', () => {
    for (const day of ['2026-11-21', '2027-03-01'])
      expect(contractAfter(cancelled(day, { shared: true }))).toMatchObject({
        next: { status: null, termMonths: null, tcv: '23000.00' },
      });
  });
});

test('the term of a contract follows a subscription that ends on another day', () => {
  const terms = cancelled('2026-11-21', { type: 'TERMS', tcvDelta: '0.00', termEnd: '2027-01-01' });
  expect(contractAfter(terms)).toMatchObject({ next: { status: null, termMonths: 12, tcv: null } });
  expect(contractAfter({ ...terms, termEnd: terms.formerEnd })).toBeNull();
});
