import Big from 'big.js';
import type { Day } from '../../canonical/day.ts';
import { decimalsOf, money } from '../../canonical/money.ts';
import type { BilledDocument, BillingOrder, OrderPreview } from '../billing.ts';
import type { Http } from '../http/http.ts';
import type { Json } from '../http/json.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions } from '../source.ts';
import type { Catalogue } from './catalogue.ts';
import { billsThrough, inOrder, lineOf, type PeriodOf } from './document.ts';
import type { Ordered } from './order.ts';

type Preview = (order: BillingOrder, call?: CallOptions) => Promise<OrderPreview>;

/**
 * POST /v1/orders/preview with the order as it would be sent, through the day until which it would bill. It only reads, so it is repeated as
 * reads are. Source: Orders API, "Preview an order".
 */
export function createPreview(
  http: Http,
  catalogue: Catalogue,
  ordered: Ordered,
  currencyOf: (accountNumber: string, call?: CallOptions) => Promise<string>,
): Preview {
  return async (order, call) => {
    const [{ orderNumber: _, ...asked }, currency] = await Promise.all([
      ordered(order, call),
      currencyOf(order.accountNumber, call),
    ]);
    const result = await http.request(
      {
        method: 'POST',
        path: '/v1/orders/preview',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...asked,
          previewOptions: {
            previewThruType: 'SpecificDate',
            specificPreviewThruDate: billsThrough(order),
            previewTypes: ['BillingDocs', 'OrderDeltaMetrics'],
          },
        }),
        safe: true,
      },
      (answer) => http.row(answer.json(), 'answer').row('previewResult'),
      call,
    );
    const told = kinds.flatMap(({ kind, list, items }) =>
      rowsIn(result, list).map((row) => ({ kind, row, items: row.rows(items) })),
    );
    const prices = await catalogue.offers(
      told.flatMap(({ items }) => items.map((item) => item.id('productRatePlanChargeId'))),
      call,
    );
    const periodOf: PeriodOf = (priceId) => prices.get(priceId)?.months;
    const metrics = result.row('orderDeltaMetrics');
    return {
      currency,
      documents: told.map(({ kind, row, items }) => documentOf(kind, row, items, currency, periodOf)),
      mrrDelta: rounded(
        rowsIn(metrics, 'orderDeltaMrr').filter((each) => holds(each, order.effectiveDate)),
        currency,
      ),
      tcvDelta: rounded(rowsIn(metrics, 'orderDeltaTcv'), currency),
    };
  };
}

const kinds = [
  { kind: 'INVOICE', list: 'invoices', items: 'invoiceItems' },
  { kind: 'CREDIT_MEMO', list: 'creditMemos', items: 'creditMemoItems' },
] as const;

/** The rows of a list that is left out, or null, where it is empty. */
function rowsIn(row: Row, name: string): readonly Row[] {
  const list: Json | undefined = row.raw[name];
  return list === undefined || list === null ? [] : row.rows(name);
}

function documentOf(
  kind: BilledDocument['kind'],
  row: Row,
  items: readonly Row[],
  currency: string,
  periodOf: PeriodOf,
): BilledDocument {
  return {
    kind,
    number: null,
    date: row.date('targetDate'),
    lines: items.map((item) => lineOf(item, 'amountWithoutTax', currency, periodOf)).toSorted(inOrder),
    subtotal: money(row.decimal('amountWithoutTax'), currency).amount,
    tax: money(row.decimal('taxAmount'), currency).amount,
    total: money(row.decimal('amount'), currency).amount,
  };
}

/** Whether a change of revenue is in force on a day; one without an end goes on. */
function holds(metric: Row, day: Day): boolean {
  const ends = metric.sparse().dateOrNull('endDate');
  return metric.date('startDate') <= day && (ends === null || day < ends);
}

/** The sum of what metrics come to after discounts, in the currency's decimals. */
function rounded(metrics: readonly Row[], currency: string): string {
  const total = metrics.reduce((sum, metric) => sum.plus(metric.decimal('netAmount')), new Big(0));
  return total.round(decimalsOf(currency), Big.roundHalfUp).toFixed(decimalsOf(currency));
}
