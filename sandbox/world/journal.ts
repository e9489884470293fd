import { decimalText, sum } from './cents.ts';
import { dateText, type Day } from './days.ts';
import type { Credit } from './credit-memo.ts';
import type { Bill } from './invoice.ts';
import type { Making } from './making.ts';
import type { Receipt } from './payment.ts';
import type { Plan } from './subscription.ts';
import type { Journal, Period } from './types.ts';
import { centsOf } from './cents.ts';

/** The accounts of the books that documents post to; products name their own revenue accounts. */
export const accounts = {
  bank: '1010',
  receivable: '1100',
  taxPayable: '2200',
  deposits: '2300',
  allowances: '4900',
} as const;

type Side = {
  readonly account: string;
  readonly debit?: number;
  readonly credit?: number;
  readonly department?: string;
};
type Draft = { day: Day; kind: Journal['kind']; document: number; memo: string; sides: readonly Side[] };

function ofBill(bill: Bill, document: number, plans: readonly Plan[]): Draft {
  const revenue = new Map<string, number>();
  for (const line of bill.invoice.lines) {
    const item = plans[bill.invoice.subscription]!.items.find(
      (each) => each.chargeNumber === line.chargeNumber,
    )!;
    const { glAccount } = item.offer.product;
    revenue.set(glAccount, (revenue.get(glAccount) ?? 0) + centsOf(line.amount));
  }
  return {
    day: bill.issue,
    kind: 'INVOICE',
    document,
    memo: `Invoice ${bill.invoice.number}`,
    sides: [
      { account: accounts.receivable, debit: bill.totalCents },
      ...[...revenue].map(([account, credit]) => ({ account, credit, department: 'Sales' })),
      { account: accounts.taxPayable, credit: centsOf(bill.invoice.tax) },
    ],
  };
}

function ofReceipt(receipt: Receipt, document: number): Draft {
  return {
    day: receipt.day,
    kind: 'PAYMENT',
    document,
    memo: `Payment ${receipt.payment.number}`,
    sides: [
      { account: accounts.bank, debit: receipt.cents, department: 'Treasury' },
      { account: accounts.receivable, credit: receipt.cents - receipt.unappliedCents },
      { account: accounts.deposits, credit: receipt.unappliedCents },
    ],
  };
}

function ofCredit(credit: Credit, document: number): Draft {
  return {
    day: credit.day,
    kind: 'CREDIT_MEMO',
    document,
    memo: `Credit memo ${credit.memo.number}`,
    sides: [
      { account: accounts.allowances, debit: credit.cents, department: 'Sales' },
      { account: accounts.receivable, credit: credit.cents - credit.unappliedCents },
      { account: accounts.deposits, credit: credit.unappliedCents },
    ],
  };
}

const text = (cents: number | undefined): string | null => (cents ? decimalText(cents) : null);

/**
 * One entry for every posted invoice, settled payment and applied credit memo, in order of date.
 * Receivables in them sum to what the posted invoices leave open.
 */
export function makeJournals(
  { ids, story }: Making,
  periods: readonly Period[],
  plans: readonly Plan[],
  bills: readonly Bill[],
  receipts: readonly Receipt[],
  credits: readonly Credit[],
): readonly Journal[] {
  if (!story.systems.erp) return [];
  const drafts = [
    ...bills.flatMap((bill, i) => (bill.invoice.status === 'Posted' ? [ofBill(bill, i, plans)] : [])),
    ...receipts.flatMap((receipt, i) =>
      receipt.payment.status === 'Processed' ? [ofReceipt(receipt, i)] : [],
    ),
    ...credits.flatMap((credit, i) => (credit.memo.invoice === null ? [] : [ofCredit(credit, i)])),
  ].toSorted((a, b) => a.day - b.day);
  return drafts.map((draft) => {
    const date = dateText(draft.day);
    const period = periods.find((each) => each.start <= date && date <= each.end);
    if (!period) throw new Error(`no accounting period for ${date}`);
    const sides = draft.sides.filter((side) => (side.debit ?? side.credit) !== 0);
    if (sum(sides.map((side) => (side.debit ?? 0) - (side.credit ?? 0))) !== 0)
      throw new Error(`${draft.memo} does not balance`);
    return {
      erpId: ids.netsuite('transaction'),
      number: ids.number('JE', 7),
      date,
      periodErpId: period.erpId,
      memo: draft.memo,
      kind: draft.kind,
      document: draft.document,
      lines: sides.map((side) => ({
        account: side.account,
        debit: text(side.debit),
        credit: text(side.credit),
        department: side.department ?? null,
        class: side.account.startsWith('4') ? story.segment : null,
        memo: draft.memo,
      })),
    };
  });
}
