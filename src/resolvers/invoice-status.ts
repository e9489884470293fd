import type { Stored } from '../context.ts';
import type { AgingBucket, InvoiceStatus } from '../generated/graphql.ts';

const payable: readonly string[] = ['ISSUED', 'POSTED', 'PARTIALLY_PAID'];
const dayMs = 86_400_000;

function isOverdue({ status, dueDate, balance }: Stored<'Invoice'>, today: string): boolean {
  return (
    status !== undefined &&
    payable.includes(status) &&
    dueDate !== undefined &&
    dueDate < today &&
    balance !== undefined &&
    !balance.amount.startsWith('-') &&
    /[1-9]/.test(balance.amount)
  );
}

/** The status as of a day (UTC): what is payable, not wholly paid and past its due date is OVERDUE. */
export function invoiceStatus(invoice: Stored<'Invoice'>, today: string): InvoiceStatus | null {
  return isOverdue(invoice, today) ? 'OVERDUE' : (invoice.status ?? null);
}

/** How long an invoice has been overdue on a day (UTC). */
export function agingBucket(invoice: Stored<'Invoice'>, today: string): AgingBucket {
  if (!isOverdue(invoice, today)) return 'CURRENT';
  const days = (Date.parse(today) - Date.parse(invoice.dueDate!)) / dayMs;
  return days <= 30 ? 'D1_30' : days <= 60 ? 'D31_60' : days <= 90 ? 'D61_90' : 'D90_PLUS';
}
