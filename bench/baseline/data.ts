import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { centsOf, decimalText, sum } from '../../sandbox/world/cents.ts';
import type { Company, Invoice, World } from '../../sandbox/world/types.ts';

/** Which upstream system keeps which collection. */
export const collections = {
  crm: ['customers'],
  billing: ['subscriptions', 'invoices', 'payments'],
  support: ['cases'],
  erp: ['accounts'],
} as const;

export type System = keyof typeof collections;

/** As long as an id of the hub, so that answers are of the same size. */
export function customerId(ordinal: number): string {
  return `cus_01jc${String(ordinal).padStart(22, '0')}`;
}

const statusOf = {
  Active: 'ACTIVE',
  Suspended: 'SUSPENDED',
  Cancelled: 'CANCELLED',
  Expired: 'EXPIRED',
} as const;
const caseStatusOf = {
  new: 'NEW',
  open: 'OPEN',
  pending: 'PENDING',
  hold: 'ON_HOLD',
  solved: 'SOLVED',
  closed: 'CLOSED',
} as const;
const priorityOf = { urgent: 'P1', high: 'P2', normal: 'P3', low: 'P4' } as const;
const paymentStatusOf = { Processed: 'SETTLED', Processing: 'PENDING', Error: 'FAILED' } as const;

function invoiceStatus(invoice: Invoice, today: string): string {
  if (invoice.status === 'Draft') return 'DRAFT';
  if (invoice.status === 'Canceled') return 'VOID';
  if (invoice.balance === '0.00') return 'PAID';
  if (invoice.dueDate < today) return 'OVERDUE';
  return invoice.balance === invoice.total ? 'POSTED' : 'PARTIALLY_PAID';
}

const cents = (amounts: readonly string[]): string => decimalText(sum(amounts.map(centsOf)));
const long = (id: string, prefix: string): string => `${prefix}_01jc${id.slice(0, 22).padStart(22, '0')}`;

function recordsOf(company: Company, today: string): Record<(typeof collections)[System][number], unknown> {
  const { currency, invoices, payments, creditMemos } = company;
  const open = invoices.filter((invoice) => invoice.status === 'Posted' && invoice.balance !== '0.00');
  return {
    customers: {
      id: customerId(company.ordinal),
      name: company.name,
      status: company.status,
      segment: company.segment,
      industry: company.industry,
    },
    subscriptions: company.subscriptions.map((each) => ({
      id: long(each.billingId, 'sub'),
      number: each.number,
      status: statusOf[each.status],
      currency,
      mrr: cents(each.items.map((item) => item.mrr)),
      arr: decimalText(12 * sum(each.items.map((item) => centsOf(item.mrr)))),
      items: each.items.map(({ chargeNumber, quantity, amount }) => ({ id: chargeNumber, quantity, amount })),
    })),
    invoices: invoices.map(
      ({ billingId, number, issueDate, dueDate, subtotal, tax, total, balance, ...rest }) => ({
        id: long(billingId, 'inv'),
        number,
        status: invoiceStatus(
          { ...rest, billingId, number, issueDate, dueDate, subtotal, tax, total, balance },
          today,
        ),
        currency,
        issueDate,
        dueDate,
        subtotal,
        tax,
        total,
        balance,
        lines: rest.lines.map((line) => ({
          id: line.billingId,
          description: line.description,
          quantity: line.quantity,
          amount: line.amount,
          tax: cents(line.taxes.map((each) => each.amount)),
          taxes: line.taxes.map(({ jurisdiction, rate, amount }) => ({ jurisdiction, rate, amount })),
        })),
      }),
    ),
    payments: payments.map((each) => ({
      id: long(each.billingId, 'pay'),
      status: paymentStatusOf[each.status],
      method: each.method,
      currency,
      amount: each.amount,
      unapplied: each.unapplied,
      receivedAt: `${each.date}T00:00:00Z`,
    })),
    cases: company.cases.map((each) => ({
      id: long(each.supportId, 'cas'),
      number: each.supportId,
      subject: each.subject,
      status: caseStatusOf[each.status],
      priority: priorityOf[each.priority],
      escalated: each.escalated,
    })),
    accounts: {
      legalName: company.legalName,
      legalEntity: company.legalEntity,
      paymentTerms: company.paymentTerms,
      creditLimit: company.creditLimit,
      creditHold: company.creditHold,
      currency,
      billingAddress: { ...company.address, line2: null },
      open: cents(open.map((invoice) => invoice.balance)),
      overdue: cents(open.filter((invoice) => invoice.dueDate < today).map((invoice) => invoice.balance)),
      unapplied: cents(payments.map((payment) => payment.unapplied)),
      credit: cents(creditMemos.filter((memo) => memo.status === 'Posted').map((memo) => memo.unapplied)),
    },
  };
}

/** Writes every upstream's collections as lines of `id TAB json`, in the order of the customers' names; resolves to the ids in that order. */
export async function writeData(world: World, dir: string): Promise<readonly string[]> {
  await mkdir(dir, { recursive: true });
  const names = Object.values(collections).flat();
  const files = new Map(names.map((name) => [name, createWriteStream(join(dir, `${name}.tsv`))]));
  const sorted = world.companies.toSorted((a, b) =>
    a.name < b.name ? -1 : a.name > b.name ? 1 : a.ordinal - b.ordinal,
  );
  for (const company of sorted) {
    const records = recordsOf(company, world.today);
    for (const name of names)
      files.get(name)!.write(`${customerId(company.ordinal)}\t${JSON.stringify(records[name])}\n`);
  }
  await Promise.all([...files.values()].map((file) => finished(file.end())));
  return sorted.map((company) => customerId(company.ordinal));
}
