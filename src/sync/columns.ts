import type { Kind } from '../canonical/kind.ts';

/** Which field of a kind says in what state it is. */
const statusField: Partial<Record<Kind, string>> = { Opportunity: 'stage' };

/** Which field of a kind orders it among its like and dates it in a timeline. */
const sortField: Partial<Record<Kind, string>> = {
  Opportunity: 'closeDate',
  Contract: 'termStart',
  BillingSubscription: 'termStart',
  Invoice: 'issueDate',
  CreditMemo: 'issueDate',
  Payment: 'receivedAt',
  SupportCase: 'openedAt',
  Entitlement: 'validFrom',
  LedgerPosting: 'date',
  AccountingPeriod: 'start',
};

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The value of a record's status column. */
export function statusOf(kind: Kind, fields: Readonly<Record<string, unknown>>): string | null {
  return textOf(fields[statusField[kind] ?? 'status']);
}

/** The value of a record's sort column: the day or instant of the business fact; empty for kinds without one. */
export function sortAtOf(kind: Kind, fields: Readonly<Record<string, unknown>>): string {
  return textOf(fields[sortField[kind] ?? '']) ?? '';
}
