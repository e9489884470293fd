import Big from 'big.js';
import type { Day } from '../../canonical/day.ts';
import type { Http } from '../http/http.ts';
import { exactNumber } from '../http/json.ts';
import type { CallOptions } from '../source.ts';
import type { Document } from './document.ts';

/** One credit memo and what of it pays which invoices; amounts are exact decimal text. */
interface Application {
  readonly memoId: string;
  readonly invoices: readonly { readonly invoiceId: string; readonly amount: string }[];
}

/** What open credit memos pay of open invoices, in the order in which they are given, until one side is used up. */
function applicationsOf(documents: readonly Document[]): readonly Application[] {
  const open = documents.filter(({ draft, balance }) => !draft && new Big(balance).gt(0));
  const due = new Map(
    open
      .filter(({ billed }) => billed.kind === 'INVOICE')
      .map(({ id, balance }) => [id, new Big(balance)] as const),
  );
  return open
    .filter(({ billed }) => billed.kind === 'CREDIT_MEMO')
    .flatMap(({ id: memoId, balance }) => {
      let left = new Big(balance);
      const invoices: { invoiceId: string; amount: string }[] = [];
      for (const [invoiceId, owed] of due) {
        const amount = owed.lt(left) ? owed : left;
        if (!amount.gt(0)) continue;
        invoices.push({ invoiceId, amount: amount.toFixed() });
        due.set(invoiceId, owed.minus(amount));
        left = left.minus(amount);
      }
      return invoices.length === 0 ? [] : [{ memoId, invoices }];
    });
}

/**
 * Applies the credit memos among documents to the invoices among them, so that an order and its reversal leave nothing due. Zuora takes no
 * idempotency key with a PUT: the documents have to be read right before, and what is settled already has no balance to be applied again;
 * more than a balance is refused. Source: "Apply a credit memo", PUT /v1/creditmemos/{creditMemoKey}/apply.
 */
export async function settle(
  http: Http,
  documents: readonly Document[],
  effectiveDate: Day,
  call: CallOptions,
): Promise<void> {
  for (const { memoId, invoices } of applicationsOf(documents))
    await http.request(
      {
        method: 'PUT',
        path: `/v1/creditmemos/${memoId}/apply`,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          effectiveDate,
          invoices: invoices.map(({ invoiceId, amount }) => ({ invoiceId, amount: exactNumber(amount) })),
        }),
      },
      () => undefined,
      call,
    );
}
