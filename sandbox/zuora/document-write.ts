import { changed } from '../kit/change.ts';
import type { Sim } from '../kit/types.ts';
import { dateText, type Day } from '../world/days.ts';
import { centsOf, fixed } from './decimal.ts';
import { type DocumentDraft, type DocumentLine, lastDay, lineTax, netOf, taxOf } from './document.ts';
import { freeNumber } from './number.ts';
import { skuOf } from './offer.ts';
import type { Row } from './render.ts';
import { newId, type Version, revenueOf } from './subscription-write.ts';
import { inserter } from './table.ts';
import { rateText } from './tax.ts';

/** How a document is written. */
export interface DocumentOptions {
  readonly date: Day;
  readonly draft: boolean;
  readonly reasonCode: string | null;
}

/** A document that was written. */
export interface WrittenDocument {
  readonly kind: DocumentDraft['kind'];
  readonly id: string;
  readonly number: string;
}

/** Days that an account has to pay. */
function termDays(paymentTerm: unknown): number {
  return Number(/^Net (\d+)$/.exec(String(paymentTerm))?.[1] ?? 0);
}

/** Writes a document with its lines and their taxes, posted unless it is to stay a draft. */
export function writeDocument(
  sim: Sim,
  account: Row,
  draft: DocumentDraft,
  versions: ReadonlyMap<string, Version>,
  options: DocumentOptions,
): WrittenDocument {
  return draft.kind === 'INVOICE'
    ? writeInvoice(sim, account, draft, versions, options)
    : writeCreditMemo(sim, account, draft, versions, options);
}

function stampsOf(sim: Sim) {
  const now = new Date(sim.now()).toISOString();
  return { createdDate: now, updatedDate: now };
}

/** The columns that lines of invoices and of credit memos share. */
function itemOf(sim: Sim, line: DocumentLine, versions: ReadonlyMap<string, Version>) {
  const version = versions.get(line.subscription);
  return {
    subscriptionId: version?.id ?? null,
    subscriptionNumber: line.subscription,
    productRatePlanChargeId: line.productRatePlanChargeId,
    ratePlanChargeId: version?.chargeIds.get(line.chargeNumber) ?? null,
    sKU: skuOf(sim.db, line.productRatePlanChargeId).sku,
    chargeNumber: line.chargeNumber,
    chargeName: line.chargeName,
    description: line.chargeName,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    taxAmount: fixed(lineTax(line), 2),
    serviceStartDate: dateText(line.from),
    serviceEndDate: lastDay(line),
    processingType: 'Charge',
  };
}

function taxItems(sim: Sim, account: Row, line: DocumentLine, date: string) {
  const contact = sim.db.prepare('select country from contact where id = ?').get(String(account.soldToId));
  return line.taxes.map((tax) => ({
    id: newId(),
    name: tax.jurisdiction,
    jurisdiction: tax.jurisdiction,
    locationCode: contact?.country ?? null,
    taxRate: rateText(tax.rate),
    taxRateType: 'Percentage',
    taxAmount: fixed(tax.cents, 2),
    taxableAmount: fixed(line.cents, 2),
    taxDate: date,
    taxMode: 'TaxExclusive',
  }));
}

function onlySubscription({ lines }: DocumentDraft): string | null {
  const [first, ...more] = new Set(lines.map((line) => line.subscription));
  return first !== undefined && more.length === 0 ? first : null;
}

function writeInvoice(
  sim: Sim,
  account: Row,
  draft: DocumentDraft,
  versions: ReadonlyMap<string, Version>,
  options: DocumentOptions,
): WrittenDocument {
  const stamps = stampsOf(sim);
  const id = newId();
  const number = freeNumber(sim, 'INV');
  const total = fixed(netOf(draft) + taxOf(draft), 2);
  const date = dateText(options.date);
  inserter(
    sim.db,
    'Invoice',
  )({
    id,
    ...stamps,
    accountId: String(account.id),
    invoiceNumber: number,
    status: options.draft ? 'Draft' : 'Posted',
    currency: String(account.currency),
    invoiceDate: date,
    dueDate: dateText(options.date + termDays(account.paymentTerm)),
    targetDate: dateText(draft.targetDate),
    amount: total,
    amountWithoutTax: fixed(netOf(draft), 2),
    taxAmount: fixed(taxOf(draft), 2),
    balance: total,
    paymentAmount: '0.00',
    creditMemoAmount: '0.00',
    reversed: 0,
    source: 'API',
    sourceType: 'Subscription',
    SubscriptionNumber__c: onlySubscription(draft),
  });
  for (const line of draft.lines) {
    const itemId = newId();
    inserter(
      sim.db,
      'InvoiceItem',
    )({
      id: itemId,
      ...stamps,
      invoiceId: id,
      accountId: String(account.id),
      productId: skuOf(sim.db, line.productRatePlanChargeId).productId,
      ...itemOf(sim, line, versions),
      chargeAmount: fixed(line.cents, 2),
    });
    for (const tax of taxItems(sim, account, line, date))
      inserter(sim.db, 'TaxationItem')({ ...stamps, ...tax, invoiceItemId: itemId });
  }
  changed(sim, { object: 'Invoice', id, change: 'insert', before: null });
  return { kind: 'INVOICE', id, number };
}

function writeCreditMemo(
  sim: Sim,
  account: Row,
  draft: DocumentDraft,
  versions: ReadonlyMap<string, Version>,
  options: DocumentOptions,
): WrittenDocument {
  const stamps = stampsOf(sim);
  const id = newId();
  const number = freeNumber(sim, 'CM');
  const total = fixed(netOf(draft) + taxOf(draft), 2);
  const date = dateText(options.date);
  inserter(
    sim.db,
    'CreditMemo',
  )({
    id,
    ...stamps,
    accountId: String(account.id),
    memoNumber: number,
    status: options.draft ? 'Draft' : 'Posted',
    currency: String(account.currency),
    memoDate: date,
    reasonCode: options.reasonCode ?? 'Standard Adjustment',
    totalAmount: total,
    totalAmountWithoutTax: fixed(netOf(draft), 2),
    taxAmount: fixed(taxOf(draft), 2),
    appliedAmount: '0.00',
    balance: total,
    refundAmount: '0.00',
    sourceType: 'Subscription',
  });
  for (const line of draft.lines) {
    const itemId = newId();
    inserter(
      sim.db,
      'CreditMemoItem',
    )({
      id: itemId,
      ...stamps,
      creditMemoId: id,
      ...itemOf(sim, line, versions),
      amount: fixed(line.cents, 2),
      amountWithoutTax: fixed(line.cents, 2),
      appliedAmount: '0.00',
      sourceItemType: 'SubscriptionComponent',
    });
    for (const tax of taxItems(sim, account, line, date))
      inserter(sim.db, 'CreditTaxationItem')({ ...stamps, ...tax, creditMemoItemId: itemId });
  }
  changed(sim, { object: 'CreditMemo', id, change: 'insert', before: null });
  return { kind: 'CREDIT_MEMO', id, number };
}

/** The account after its subscriptions and documents have changed; a document that is posted moves its balance. */
export function writeAccount(
  sim: Sim,
  account: Row,
  draft: DocumentDraft | null,
  options: DocumentOptions | null,
): void {
  const posted = draft && options && !options.draft ? draft : null;
  const total = posted ? netOf(posted) + taxOf(posted) : 0n;
  const invoiced = posted?.kind === 'INVOICE' ? total : 0n;
  const balance = centsOf(String(account.balance)) + (posted?.kind === 'CREDIT_MEMO' ? -total : total);
  const date = posted?.kind === 'INVOICE' ? dateText(options!.date) : account.lastInvoiceDate;
  const id = String(account.id);
  sim.db
    .prepare(
      `update account set balance = ?, "totalInvoiceBalance" = ?, mrr = ?, "lastInvoiceDate" = ?, "updatedDate" = ? where id = ?`,
    )
    .run(
      fixed(balance, 2),
      fixed(centsOf(String(account.totalInvoiceBalance)) + invoiced, 2),
      revenueOf(sim, id),
      date ?? null,
      new Date(sim.now()).toISOString(),
      id,
    );
  changed(sim, { object: 'Account', id, change: 'update', before: account });
}
