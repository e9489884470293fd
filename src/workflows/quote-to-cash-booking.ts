import { addDays, addMonths, type Day } from '../canonical/day.ts';
import { type Finding, finding, Refused } from '../canonical/finding.ts';
import { Problem } from '../canonical/problem.ts';
import { caughtUp, type MonthAmount, recognised, summed } from '../canonical/revenue.ts';
import { worthOf } from '../canonical/worth.ts';
import Big from 'big.js';
import type { BilledDocument, SubscriptionNow } from '../sources/billing.ts';
import type { LedgerDimensions, LedgerOrder } from '../sources/ledger.ts';
import type { Items } from './amendment-plan.ts';
import type { DealItem, DealPlan } from './quote-to-cash-plan.ts';

/** What billing must bill of each price on a day: every period that has begun, in advance. */
function dueBy({ items, term, currency }: DealPlan, day: Day): ReadonlyMap<string, Big> {
  const due = new Map<string, Big>();
  for (const item of items)
    for (let k = 0; ; k++) {
      const from = addMonths(term.start, k * item.intervalMonths);
      if (from > day || from >= term.end) break;
      const next = addMonths(term.start, (k + 1) * item.intervalMonths);
      const amount = worthOf(item, from, next < term.end ? next : term.end, currency);
      due.set(item.priceId, (due.get(item.priceId) ?? new Big(0)).plus(amount));
    }
  return due;
}

/** Throws AMOUNT_MISMATCH where billing billed something else than what was sold comes to on the day of the order. */
export function checkFirstBill(plan: DealPlan, day: Day, documents: readonly BilledDocument[]): void {
  const due = dueBy(plan, day);
  const billed = new Map<string, Big>();
  for (const { kind, lines } of documents)
    for (const { priceId, amount } of lines)
      billed.set(
        priceId,
        (billed.get(priceId) ?? new Big(0)).plus(new Big(amount).times(kind === 'INVOICE' ? 1 : -1)),
      );
  const off = [...new Set([...due.keys(), ...billed.keys()])].find(
    (priceId) => !(due.get(priceId) ?? new Big(0)).eq(billed.get(priceId) ?? 0),
  );
  if (off === undefined) return;
  const sku = plan.items.find(({ priceId }) => priceId === off)?.sku ?? off;
  throw new Refused([
    finding({
      code: 'AMOUNT_MISMATCH',
      message: `Billing billed another amount for ${sku} than was sold; compare the invoice with the deal. Nothing further was written; undo the run, or go on if this is right.`,
      system: 'BILLING',
      rootCauseKey: 'AMOUNT_MISMATCH:BILLING',
    }),
  ]);
}

/** The number that billing gave to each charge, in the order of the items. Throws SOURCE_DRIFTED, to be tried again, where one is missing. */
export function chargesOf(items: readonly DealItem[], now: SubscriptionNow | null): readonly string[] {
  const rest = [...(now?.items ?? [])].toSorted((a, b) => (a.itemId < b.itemId ? -1 : 1));
  return items.map(({ priceId, quantity, unitPrice, sku }) => {
    const of = rest.filter((each) => each.priceId === priceId);
    const exact = of.find(
      (each) => new Big(each.unitPrice).eq(unitPrice) && new Big(each.quantity).eq(quantity),
    );
    const found = exact ?? of[0];
    if (!found)
      throw new Problem('SOURCE_DRIFTED', `Billing took the order and does not show its charge for ${sku}.`, {
        system: 'BILLING',
        retryable: true,
      });
    rest.splice(rest.indexOf(found), 1);
    return found.itemId;
  });
}

/** The lines of the ledger's order: one for each charge, over the whole term. */
export function linesOf(
  { items, term, currency }: DealPlan,
  charges: readonly string[],
  ledgerItems: Items,
  dimensions: LedgerDimensions,
): LedgerOrder['lines'] {
  return items.map((item, index) => ({
    lineId: `${charges[index]!}@${term.start}`,
    item: ledgerItems[item.sku]!.externalId,
    quantity: item.quantity,
    rate: item.unitPrice,
    amount: worthOf(item, term.start, term.end, currency),
    start: term.start,
    // The ledger's lines have their last day.
    end: addDays(term.end, -1),
    dimensions,
  }));
}

/**
 * What the ledger must recognise of these lines, by month: together what they are worth. What months before that of the order (`month`,
 * `2026-11`) would have had is caught up in it.
 */
export function scheduleOf(
  lines: LedgerOrder['lines'],
  month: string,
  currency: string,
): readonly MonthAmount[] {
  const straight = summed(
    lines.map(({ amount, start, end }) => recognised(amount, start, end, currency)),
    currency,
  );
  return caughtUp([], straight, month, currency);
}

/** What keeps a deal from being booked while the CRM has not approved it; it goes on by itself when that changes. */
export function approvalFinding(opportunityId: string, asked: boolean): Finding {
  return finding({
    code: 'APPROVAL_REQUIRED',
    message: asked
      ? 'The deal waits for its approval in the CRM. It goes on by itself when it has it.'
      : 'Nobody has asked for the approval of the deal; submit it for approval in the CRM. It goes on by itself when it has it.',
    path: 'approval',
    system: 'CRM',
    records: [opportunityId],
    rootCauseKey: `APPROVAL_REQUIRED:CRM:${opportunityId}`,
  });
}
