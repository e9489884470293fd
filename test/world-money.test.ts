import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centsOf, divideHalfUp, rateText, sum, taxOn } from '../sandbox/world/cents.ts';
import type { Company } from '../sandbox/world/types.ts';
import { makeWorld } from '../sandbox/world/world.ts';

const today = '2026-11-21';
const companies = [42, 1, 7, 20_261_121].flatMap((seed) => makeWorld({ n: 300, seed, today }).companies);

const cents = (amounts: readonly (string | null)[]): number =>
  sum(amounts.map((amount) => (amount === null ? 0 : centsOf(amount))));
const receivable = (company: Company): number =>
  sum(
    company.journals.flatMap((journal) =>
      journal.lines
        .filter((line) => line.account === '1100')
        .map((line) => cents([line.debit]) - cents([line.credit])),
    ),
  );

describe('the money of the seeded world', () => {
  it('has invoices whose lines, taxes and total agree to the cent', () => {
    for (const { invoices } of companies) {
      for (const invoice of invoices) {
        for (const line of invoice.lines) {
          expect(centsOf(line.unitPrice) * Number(line.quantity)).toBe(centsOf(line.amount));
          for (const tax of line.taxes) {
            const rate = Math.round(Number(tax.rate) * 100_000);
            expect(centsOf(tax.amount)).toBe(taxOn(centsOf(line.amount), rate));
          }
        }
        expect(cents(invoice.lines.map((line) => line.amount))).toBe(centsOf(invoice.subtotal));
        expect(cents(invoice.lines.flatMap((line) => line.taxes.map((tax) => tax.amount)))).toBe(
          centsOf(invoice.tax),
        );
        expect(cents([invoice.subtotal, invoice.tax])).toBe(centsOf(invoice.total));
      }
    }
  });

  it('leaves open on an invoice exactly what no payment and no credit memo has covered', () => {
    for (const { invoices, payments, creditMemos } of companies) {
      invoices.forEach((invoice, index) => {
        const paid = payments.flatMap((payment) =>
          payment.applications.filter((each) => each.invoice === index),
        );
        const credited = creditMemos.filter((memo) => memo.invoice === index);
        const applied =
          cents(paid.map((each) => each.amount)) +
          sum(credited.map((memo) => cents([memo.amount]) - cents([memo.unapplied])));
        expect(centsOf(invoice.balance)).toBe(centsOf(invoice.total) - applied);
        expect(centsOf(invoice.balance)).toBeGreaterThanOrEqual(0);
        if (invoice.status !== 'Posted') expect(applied).toBe(0);
      });
    }
  });

  it('accounts for every settled payment, applied or not, and applies no other', () => {
    for (const payment of companies.flatMap((company) => company.payments)) {
      const applied = cents(payment.applications.map((each) => each.amount));
      if (payment.status === 'Processed')
        expect(applied + centsOf(payment.unapplied)).toBe(centsOf(payment.amount));
      else expect(applied + centsOf(payment.unapplied)).toBe(0);
      expect(payment.failure !== null).toBe(payment.status === 'Error');
      expect(centsOf(payment.amount)).toBeGreaterThan(0);
    }
  });

  it('keeps books that balance, agree with their documents and sum to the open receivables', () => {
    for (const company of companies) {
      for (const journal of company.journals) {
        const debits = cents(journal.lines.map((line) => line.debit));
        expect(cents(journal.lines.map((line) => line.credit))).toBe(debits);
        const document = {
          INVOICE: company.invoices,
          PAYMENT: company.payments,
          CREDIT_MEMO: company.creditMemos,
        }[journal.kind][journal.document]!;
        expect(debits).toBe(centsOf('total' in document ? document.total : document.amount));
        expect(journal.date).toBe('issueDate' in document ? document.issueDate : document.date);
        expect(journal.memo).toContain(document.number);
      }
      if (!company.erp) expect(company.journals).toEqual([]);
      else {
        const posted = company.invoices.filter((invoice) => invoice.status === 'Posted');
        expect(receivable(company)).toBe(cents(posted.map((invoice) => invoice.balance)));
      }
    }
  });

  it('charges no tax to an exempt customer and some to nearly every other', () => {
    const exempt = companies.filter((company) => company.taxExempt).flatMap((company) => company.invoices);
    expect(exempt.length).toBeGreaterThan(0);
    expect(new Set(exempt.map((invoice) => invoice.tax))).toEqual(new Set(['0.00']));
    const taxed = companies
      .filter((company) => !company.taxExempt && company.address.region !== 'OR')
      .flatMap((company) => company.invoices);
    expect(taxed.filter((invoice) => invoice.tax === '0.00')).toEqual([]);
  });

  it('rounds half a cent up, whatever the amount and the rate', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fc.nat(30_000), (amount, rate) => {
        const exact = BigInt(amount) * BigInt(rate);
        expect(BigInt(taxOn(amount, rate))).toBe((exact + 50_000n) / 100_000n);
        expect(Number(rateText(rate))).toBeCloseTo(rate / 100_000, 10);
      }),
    );
    expect(divideHalfUp(5, 2)).toBe(3);
  });

  it('stands on every day of the year, leap days and month ends too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1500 }), fc.nat(1e6), (offset, seed) => {
        const day = new Date(Date.UTC(2024, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10);
        const small = makeWorld({ n: 25, seed, today: day });
        for (const c of small.companies) {
          for (const invoice of c.invoices) expect(invoice.issueDate <= day).toBe(true);
          if (c.erp)
            expect(receivable(c)).toBe(
              cents(c.invoices.filter((i) => i.status === 'Posted').map((i) => i.balance)),
            );
        }
      }),
      { numRuns: 40 },
    );
  });
});
