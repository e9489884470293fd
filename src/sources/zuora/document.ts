import Big from 'big.js';
import type { Day } from '../../canonical/day.ts';
import { money, shortest } from '../../canonical/money.ts';
import type { BilledDocument, BilledLine } from '../billing.ts';
import type { Http } from '../http/http.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions } from '../source.ts';
import type { Catalogue } from './catalogue.ts';
import { completed, inLists, type Client } from './client.ts';
import type { Relation } from './noun.ts';
import { isWholePeriod } from './period.ts';

/** A document with what it takes to post it. */
export interface Document {
  readonly id: string;
  readonly draft: boolean;
  /** What of it is still due, or not applied yet. */
  readonly balance: string;
  readonly billed: BilledDocument;
}

/** Where documents of a kind are, and what their members are called. */
interface Shape {
  readonly kind: BilledDocument['kind'];
  readonly path: string;
  readonly singular: string;
  readonly number: string;
  readonly date: string;
  readonly total: string;
  readonly subtotal: string;
  readonly items: Relation;
  /** What an item comes to without tax. */
  readonly amount: string;
  /** Where it says what has made it; null: nowhere. */
  readonly source: string | null;
}

const item = [
  'id',
  'chargeNumber',
  'chargeName',
  'description',
  'productRatePlanChargeId',
  'quantity',
  'unitPrice',
  'taxAmount',
  'serviceStartDate',
  'serviceEndDate',
];

const invoices: Shape = {
  kind: 'INVOICE',
  path: 'invoices',
  singular: 'invoice',
  number: 'invoiceNumber',
  date: 'invoiceDate',
  total: 'amount',
  subtotal: 'amountWithoutTax',
  amount: 'chargeAmount',
  source: 'source',
  items: {
    expand: 'invoiceitems',
    member: 'invoiceItems',
    fields: [...item, 'invoiceId', 'chargeAmount'],
    alone: { path: 'invoice-items', singular: 'invoiceitem', foreign: 'invoiceId' },
    below: [],
  },
};

const creditMemos: Shape = {
  kind: 'CREDIT_MEMO',
  path: 'credit-memos',
  singular: 'creditmemo',
  number: 'memoNumber',
  date: 'memoDate',
  total: 'totalAmount',
  subtotal: 'totalAmountWithoutTax',
  amount: 'amountWithoutTax',
  source: null,
  items: {
    expand: 'creditmemoitems',
    member: 'creditMemoItems',
    fields: [...item, 'creditMemoId', 'amountWithoutTax'],
    alone: { path: 'credit-memo-items', singular: 'creditmemoitem', foreign: 'creditMemoId' },
    below: [],
  },
};

/** Reads the documents that an order has made. */
export interface Documents {
  /** By their numbers. */
  numbered(
    numbers: { readonly invoices: readonly string[]; readonly creditMemos: readonly string[] },
    call?: CallOptions,
  ): Promise<readonly Document[]>;
  /** Those that an order, and no bill run, has made of these versions of a subscription (ids). */
  ofVersions(versionIds: readonly string[], call?: CallOptions): Promise<readonly Document[]>;
}

/** Months of the billing period of a price; undefined for one that is not known. */
export type PeriodOf = (priceId: string) => number | undefined;

/** The documents of an account. */
export function createDocuments(http: Http, client: Client, catalogue: Catalogue): Documents {
  /** Documents with their items, each read by itself: an expand would be cut at 99 items. */
  const read = async (
    shape: Shape,
    filters: readonly string[],
    call?: CallOptions,
  ): Promise<readonly Row[]> => {
    const query = {
      path: shape.path,
      singular: shape.singular,
      fields: [
        'id',
        'status',
        ...(shape.source === null ? [] : [shape.source]),
        'currency',
        shape.number,
        shape.date,
        shape.total,
        shape.subtotal,
        'taxAmount',
        'balance',
      ],
      relations: [],
    };
    const rows = await Promise.all(
      filters.map((filter) => client.all({ ...query, filters: [filter] }, call)),
    );
    return completed(http, client, rows.flat(), [shape.items], call);
  };
  const told = async (
    found: readonly (readonly [Shape, readonly Row[]])[],
    call?: CallOptions,
  ): Promise<readonly Document[]> => {
    const rows = found.flatMap(([shape, each]) => each.flatMap((row) => row.rows(shape.items.member)));
    const prices = await catalogue.offers(
      rows.map((row) => row.id('productRatePlanChargeId')),
      call,
    );
    const periodOf: PeriodOf = (priceId) => prices.get(priceId)?.months;
    return found.flatMap(([shape, each]) => each.map((row) => documentOf(shape, row, periodOf)));
  };
  return {
    numbered: async (numbers, call) =>
      told(
        await Promise.all([
          read(invoices, inLists('invoiceNumber', numbers.invoices), call).then(
            (rows) => [invoices, rows] as const,
          ),
          read(creditMemos, inLists('memoNumber', numbers.creditMemos), call).then(
            (rows) => [creditMemos, rows] as const,
          ),
        ]),
        call,
      ),
    ofVersions: async (versionIds, call) => {
      const made = async (shape: Shape): Promise<readonly [Shape, readonly Row[]]> => {
        const { path, singular, foreign } = shape.items.alone!;
        const query = { path, singular, fields: ['id', foreign], relations: [] };
        const items = await Promise.all(
          inLists('subscriptionId', versionIds).map((list) =>
            client.all({ ...query, filters: [list] }, call),
          ),
        );
        const ids = items.flat().map((each) => each.id(foreign));
        const rows = await read(shape, inLists('id', ids), call);
        return [
          shape,
          rows.filter((row) => shape.source === null || row.textOrNull(shape.source) !== 'BillRun'),
        ];
      };
      return told([await made(invoices), await made(creditMemos)], call);
    },
  };
}

function documentOf(shape: Shape, row: Row, periodOf: PeriodOf): Document {
  const currency = row.text('currency');
  const exact = (name: string): string => money(row.decimal(name), currency).amount;
  return {
    id: row.id('id'),
    draft: row.text('status') === 'Draft',
    balance: row.decimal('balance'),
    billed: {
      kind: shape.kind,
      number: row.text(shape.number),
      date: row.date(shape.date),
      lines: row
        .rows(shape.items.member)
        .map((each) => lineOf(each, shape.amount, currency, periodOf))
        .toSorted(inOrder),
      subtotal: exact(shape.subtotal),
      tax: exact('taxAmount'),
      total: exact(shape.total),
    },
  };
}

/** An item of a document, or of one that is previewed; `amount` is the member with its amount without tax. */
export function lineOf(row: Row, amount: string, currency: string, periodOf: PeriodOf): BilledLine {
  const priceId = row.id('productRatePlanChargeId');
  const [periodStart, periodEnd] = [row.date('serviceStartDate'), row.date('serviceEndDate')];
  const months = periodOf(priceId);
  return {
    itemId: textIn(row, 'chargeNumber'),
    priceId,
    description: textIn(row, 'description') ?? textIn(row, 'chargeDescription') ?? row.text('chargeName'),
    quantity: shortest(row.sparse().decimalOrNull('quantity') ?? '1'),
    unitPrice: money(row.decimal('unitPrice'), currency).amount,
    amount: money(row.decimal(amount), currency).amount,
    tax: money(row.decimal('taxAmount'), currency).amount,
    periodStart,
    periodEnd,
    proration: months !== undefined && !isWholePeriod(periodStart, periodEnd, months),
  };
}

const textIn = (row: Row, name: string): string | null => row.sparse().textOrNull(name);

/** By charge and days, what goes back before what is charged: the same lines in the same order, however they came. */
export function inOrder(a: BilledLine, b: BilledLine): number {
  const keys = (line: BilledLine): readonly string[] => [
    line.itemId ?? '~',
    line.priceId,
    line.periodStart,
    line.periodEnd,
  ];
  const [mine, theirs] = [keys(a), keys(b)];
  const differs = mine.findIndex((key, index) => key !== theirs[index]);
  if (differs >= 0) return mine[differs]! < theirs[differs]! ? -1 : 1;
  return new Big(a.amount).cmp(b.amount);
}

/** The day until which an order bills: what is due on the day of the order, and what it changes of what was billed. */
export const billsThrough = ({ orderDate }: { readonly orderDate: Day }): Day => orderDate;
