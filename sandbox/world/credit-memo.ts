import { decimalText, divideHalfUp } from './cents.ts';
import { dateText, type Day } from './days.ts';
import type { Bill } from './invoice.ts';
import type { Making } from './making.ts';
import type { CreditMemo } from './types.ts';

export interface Credit {
  readonly memo: CreditMemo;
  readonly day: Day;
  readonly cents: number;
  readonly unappliedCents: number;
}

const reasons = ['Service credit', 'Billing error', 'Goodwill', 'Downgrade', 'Pricing correction'];

/** The credit memos of the story; what they apply is taken off the open amounts of the bills. */
export function makeCredits(
  { random, ids, story, today }: Making,
  bills: readonly Bill[],
): readonly Credit[] {
  const posted = bills.flatMap((bill, index) => (bill.invoice.status === 'Posted' ? [{ bill, index }] : []));
  if (posted.length === 0) return [];
  return story.memos.map((kind, position) => {
    const { bill, index } = posted[position % posted.length]!;
    const applies = kind === 'applied' || kind === 'partly';
    const cents = divideHalfUp(bill.totalCents * random.int(5, 20), 100);
    const applied = !applies ? 0 : kind === 'partly' ? divideHalfUp(cents, 2) : cents;
    bill.openCents -= applied;
    const status = kind === 'draft' ? 'Draft' : kind === 'canceled' ? 'Canceled' : 'Posted';
    const unappliedCents = status === 'Canceled' ? 0 : cents - applied;
    const day = Math.min(bill.issue + random.int(2, 20), today);
    return {
      day,
      cents,
      unappliedCents,
      memo: {
        billingId: ids.zuora(),
        number: ids.number('CM', 8),
        status,
        reason: random.pick(reasons),
        date: dateText(day),
        amount: decimalText(cents),
        unapplied: decimalText(unappliedCents),
        invoice: applies ? index : null,
      },
    };
  });
}
