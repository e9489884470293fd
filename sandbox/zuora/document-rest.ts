import type { Sim, SimResponse } from '../kit/types.ts';
import { success } from './answer.ts';
import { children, rowByKey, type Shown } from './rest.ts';
import { shownRow } from './query.ts';

/** `GET /v1/invoices/{key}` */
export function invoice(sim: Sim, key: string): SimResponse {
  return success(shownRow('Invoice', rowByKey(sim, 'Invoice', key)));
}

/** `GET /v1/invoices/{key}/items`, each with its taxes. */
export function invoiceItems(sim: Sim, key: string): SimResponse {
  const { id } = rowByKey(sim, 'Invoice', key);
  return success({
    invoiceItems: children(sim, 'InvoiceItem', 'invoiceId', id, 'order by rowid').map((item): Shown => ({
      ...item,
      taxationItems: { data: children(sim, 'TaxationItem', 'invoiceItemId', item.id, 'order by rowid') },
    })),
  });
}

/** `GET /v1/credit-memos/{key}`; what object queries call `balance` and `memoNumber` is told in other words, and no balance. */
export function creditMemo(sim: Sim, key: string): SimResponse {
  const { balance, memoNumber, totalAmount, memoDate, ...row } = shownRow(
    'CreditMemo',
    rowByKey(sim, 'CreditMemo', key),
  );
  return success({
    ...row,
    number: memoNumber,
    amount: totalAmount,
    creditMemoDate: memoDate,
    unappliedAmount: balance,
  });
}

/** `GET /v1/credit-memos/{key}/items`, each with its taxes. */
export function creditMemoItems(sim: Sim, key: string): SimResponse {
  const { id } = rowByKey(sim, 'CreditMemo', key);
  return success({
    items: children(sim, 'CreditMemoItem', 'creditMemoId', id, 'order by rowid').map((item): Shown => ({
      ...item,
      sku: item.sKU,
      skuName: item.chargeName,
      taxationItems: {
        data: children(sim, 'CreditTaxationItem', 'creditMemoItemId', item.id, 'order by rowid'),
      },
    })),
  });
}
