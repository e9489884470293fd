import type { Company, CreditMemo, Invoice, Payment, Product } from '../world/types.ts';
import { negative, total } from './amount.ts';
import { derivedId, type Put } from './table.ts';

/** Invoices with items and taxes, payments and credit memos with what they were applied to. */
export function seedDocuments(put: Put, company: Company, products: ReadonlyMap<string, Product>): void {
  for (const invoice of company.invoices) seedInvoice(put, company, invoice, products);
  for (const payment of company.payments) seedPayment(put, company, payment);
  for (const method of new Set(company.payments.map((each) => each.method))) {
    const created = { createdDate: company.createdAt, updatedDate: company.createdAt };
    const id = methodId(company, method);
    put('PaymentMethod', {
      id,
      ...created,
      accountId: company.billing!.id,
      type: method,
      name: method,
      active: 1,
    });
  }
  for (const memo of company.creditMemos) seedCreditMemo(put, company, memo);
}

function on(day: string): { createdDate: string; updatedDate: string } {
  return { createdDate: `${day}T09:00:00.000Z`, updatedDate: `${day}T09:00:00.000Z` };
}

function methodId(company: Company, method: string): string {
  return derivedId(company.billing!.id, method);
}

function seedInvoice(
  put: Put,
  company: Company,
  invoice: Invoice,
  products: ReadonlyMap<string, Product>,
): void {
  const accountId = company.billing!.id;
  const subscription = company.subscriptions[invoice.subscription];
  const stamps = on(invoice.issueDate);
  const index = company.invoices.indexOf(invoice);
  const paid = company.payments.flatMap((each) => each.applications).filter((each) => each.invoice === index);
  const applied = total(paid.map((each) => each.amount));
  const posted = invoice.status === 'Posted';
  put('Invoice', {
    id: invoice.billingId,
    ...stamps,
    accountId,
    invoiceNumber: invoice.number,
    status: invoice.status,
    currency: company.currency,
    invoiceDate: invoice.issueDate,
    dueDate: invoice.dueDate,
    targetDate: invoice.issueDate,
    amount: invoice.total,
    amountWithoutTax: invoice.subtotal,
    taxAmount: invoice.tax,
    balance: invoice.balance,
    paymentAmount: applied,
    creditMemoAmount: posted ? total([invoice.total, negative(applied), negative(invoice.balance)]) : '0.00',
    reversed: 0,
    source: 'BillRun',
    sourceType: 'Subscription',
    SubscriptionNumber__c: subscription?.number ?? null,
  });
  for (const line of invoice.lines) {
    const product = products.get(line.sku)!;
    const item = subscription?.items.find((each) => each.chargeNumber === line.chargeNumber);
    put('InvoiceItem', {
      id: line.billingId,
      ...stamps,
      invoiceId: invoice.billingId,
      accountId,
      subscriptionId: subscription?.billingId ?? null,
      subscriptionNumber: subscription?.number ?? null,
      productId: product.billingId,
      productRatePlanChargeId: product.chargeId,
      ratePlanChargeId: item?.chargeId ?? null,
      sKU: line.sku,
      chargeNumber: line.chargeNumber,
      chargeName: product.name,
      description: line.description,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      chargeAmount: line.amount,
      taxAmount: total(line.taxes.map((tax) => tax.amount)),
      serviceStartDate: line.periodStart,
      serviceEndDate: line.periodEnd,
      processingType: 'Charge',
    });
    for (const tax of line.taxes)
      put('TaxationItem', {
        id: tax.billingId,
        ...stamps,
        invoiceItemId: line.billingId,
        name: tax.jurisdiction,
        jurisdiction: tax.jurisdiction,
        locationCode: company.address.country,
        taxRate: tax.rate,
        taxRateType: 'Percentage',
        taxAmount: tax.amount,
        taxableAmount: line.amount,
        taxDate: invoice.issueDate,
        taxMode: 'TaxExclusive',
      });
  }
}

function seedPayment(put: Put, company: Company, payment: Payment): void {
  const accountId = company.billing!.id;
  const stamps = on(payment.date);
  put('Payment', {
    id: payment.billingId,
    ...stamps,
    accountId,
    paymentNumber: payment.number,
    status: payment.status,
    type: payment.method === 'WireTransfer' ? 'External' : 'Electronic',
    currency: company.currency,
    amount: payment.amount,
    appliedAmount: total(payment.applications.map((each) => each.amount)),
    unappliedAmount: payment.unapplied,
    effectiveDate: payment.date,
    paymentMethodId: methodId(company, payment.method),
    gatewayState:
      payment.status === 'Error'
        ? 'FailedToSettle'
        : payment.status === 'Processing'
          ? 'Submitted'
          : 'Settled',
    gatewayResponse: payment.failure?.message ?? null,
    gatewayResponseCode: payment.failure?.code ?? null,
    source: 'API',
  });
  for (const application of payment.applications)
    put('PaymentApplication', {
      id: application.billingId,
      ...stamps,
      paymentId: payment.billingId,
      invoiceId: company.invoices[application.invoice]!.billingId,
      accountId,
      applyAmount: application.amount,
      effectiveDate: payment.date,
      paymentApplicationStatus: 'Processed',
    });
}

function seedCreditMemo(put: Put, company: Company, memo: CreditMemo): void {
  const accountId = company.billing!.id;
  const stamps = on(memo.date);
  const invoice = memo.invoice === null ? undefined : company.invoices[memo.invoice];
  const applied = total([memo.amount, negative(memo.unapplied)]);
  put('CreditMemo', {
    id: memo.billingId,
    ...stamps,
    accountId,
    memoNumber: memo.number,
    status: memo.status,
    currency: company.currency,
    memoDate: memo.date,
    reasonCode: memo.reason,
    totalAmount: memo.amount,
    totalAmountWithoutTax: memo.amount,
    taxAmount: '0.00',
    appliedAmount: applied,
    balance: memo.unapplied,
    refundAmount: '0.00',
    invoiceId: invoice?.billingId ?? null,
    sourceType: invoice ? 'Invoice' : 'Standalone',
  });
  if (invoice && memo.status === 'Posted' && applied !== '0.00')
    put('CreditMemoApplication', {
      id: derivedId(memo.billingId, 'application'),
      ...stamps,
      creditMemoId: memo.billingId,
      invoiceId: invoice.billingId,
      accountId,
      applyAmount: applied,
      effectiveDate: memo.date,
    });
}
