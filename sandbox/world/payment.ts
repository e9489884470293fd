import { decimalText, divideHalfUp, sum } from './cents.ts';
import { dateText, type Day } from './days.ts';
import type { Bill } from './invoice.ts';
import type { Making } from './making.ts';
import type { Payment } from './types.ts';

export interface Receipt {
  readonly payment: Payment;
  readonly day: Day;
  readonly cents: number;
  readonly unappliedCents: number;
}

interface Share {
  readonly bill: Bill;
  readonly index: number;
  readonly cents: number;
}

const failures = [
  { code: 'card_declined', message: 'The card was declined by its bank.' },
  { code: 'insufficient_funds', message: 'The account has insufficient funds.' },
  { code: 'expired_card', message: 'The card has expired.' },
  { code: 'R01', message: 'ACH return: insufficient funds.' },
];

/** What is to be paid: everything past its due date but what the story leaves overdue, and some of what is not due yet. */
function sharesToPay({ random, story, today }: Making, bills: readonly Bill[]): Share[] {
  const open = bills.flatMap((bill, index) =>
    bill.invoice.status === 'Posted' && bill.openCents > 0 ? [{ bill, index }] : [],
  );
  const past = open.filter(({ bill }) => bill.due < today);
  // Old enough to be interesting: what is owed longest half of the time, else any.
  const unpaid =
    story.overdue && past.length > 0 ? (random.chance(0.5) ? past[0] : random.pick(past)) : undefined;
  const partly = random.chance(0.3);
  const shares = open.flatMap(({ bill, index }) => {
    if (index === unpaid?.index) {
      return partly ? [{ bill, index, cents: divideHalfUp(bill.openCents * random.int(20, 60), 100) }] : [];
    }
    return bill.due < today || story.status === 'CHURNED' || random.chance(0.4)
      ? [{ bill, index, cents: bill.openCents }]
      : [];
  });
  const first = open.find(({ index }) => index !== unpaid?.index) ?? open[0];
  return shares.length > 0 || !first
    ? shares
    : [
        {
          ...first,
          cents: first === open[0] && unpaid ? Math.floor(first.bill.openCents / 2) : first.bill.openCents,
        },
      ];
}

/** Cuts the shares, oldest first, into that many payments; one share is paid in two parts when there are fewer shares than payments. */
function intoPayments(shares: readonly Share[], count: number): Share[][] {
  const parts = [...shares];
  while (parts.length > 0 && parts.length < count) {
    const at = parts.findIndex((share) => share.cents > 1);
    if (at < 0) break;
    const share = parts[at]!;
    const half = Math.floor(share.cents / 2);
    parts.splice(at, 1, { ...share, cents: half }, { ...share, cents: share.cents - half });
  }
  const size = Math.max(Math.min(count, parts.length), 1);
  const groups = Array.from({ length: size }, (_, i) =>
    parts.slice(Math.floor((i * parts.length) / size), Math.floor(((i + 1) * parts.length) / size)),
  );
  return groups.filter((group) => group.length > 0);
}

/** Three to five payments: settled ones applied to the bills' open amounts, and the story's failed, pending and unapplied ones. */
export function makeReceipts(making: Making, bills: readonly Bill[]): readonly Receipt[] {
  const { random, ids, story, country, today } = making;
  if (bills.length === 0) return [];
  const method =
    country.code === 'US'
      ? random.pick(['CreditCard', 'ACH', 'WireTransfer'] as const)
      : random.pick(['CreditCard', 'WireTransfer'] as const);
  const receipts: Receipt[] = [];
  const add = (
    status: Payment['status'],
    day: Day,
    shares: readonly Share[],
    extraCents: number,
    failure: Payment['failure'],
  ): void => {
    const settled = status === 'Processed';
    const applied = settled ? sum(shares.map((share) => share.cents)) : 0;
    const cents = settled ? applied + extraCents : extraCents;
    if (settled) for (const share of shares) share.bill.openCents -= share.cents;
    receipts.push({
      day,
      cents,
      unappliedCents: settled ? extraCents : 0,
      payment: {
        billingId: ids.zuora(),
        number: ids.number('P-', 8),
        status,
        method: failure?.code === 'R01' ? 'ACH' : failure ? 'CreditCard' : method,
        date: dateText(day),
        amount: decimalText(cents),
        unapplied: decimalText(settled ? extraCents : 0),
        failure,
        applications: settled
          ? shares.map((share) => ({
              billingId: ids.zuora(),
              invoice: share.index,
              amount: decimalText(share.cents),
            }))
          : [],
      },
    });
  };
  const shares = sharesToPay(making, bills);
  const others = [story.failedPayment, story.processingPayment, story.unappliedPayment].filter(
    Boolean,
  ).length;
  const groups = intoPayments(shares, Math.max(story.payments - others, 1));
  groups.forEach((group, index) => {
    const latest = Math.max(...group.map((share) => share.bill.issue));
    const day = Math.min(latest + random.int(1, 28), today);
    if (story.failedPayment && index === 0) {
      add(
        'Error',
        Math.max(day - 1, latest),
        [],
        sum(group.map((share) => share.cents)),
        random.pick(failures),
      );
    }
    add(
      'Processed',
      day,
      group,
      story.overpaid && index === groups.length - 1 ? random.int(1, 400) * 125 : 0,
      null,
    );
  });
  if (story.unappliedPayment)
    add('Processed', today - random.int(1, 20), [], random.int(5, 200) * 1000, null);
  const open = bills.findLast((bill) => bill.invoice.status === 'Posted' && bill.openCents > 0);
  if (story.processingPayment)
    add('Processing', today, [], open?.openCents ?? random.int(5, 200) * 1000, null);
  return receipts;
}
