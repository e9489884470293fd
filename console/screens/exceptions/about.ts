import type { ExceptionRowFragment, NamedFragment } from '../../generated/graphql.ts';
import { nameOf } from '../../parts/record.tsx';

type Customer = { readonly id: string; readonly name: string | null };

/** The customer that a record is, or belongs to; null for one of none, and where that is not for the person to see. */
export function customerOf(record: NamedFragment | null | undefined): Customer | null {
  switch (record?.__typename) {
    case 'Customer':
      return record;
    case 'Opportunity':
    case 'BillingSubscription':
    case 'Invoice':
    case 'Contract':
      return record.customer;
    case 'Amendment':
      return record.amendedSubscription?.customer ?? null;
    case undefined:
    default:
      return null;
  }
}

/** Whom an exception is about: of the record in which the trouble lies, else of the run. */
export const customerAbout = ({
  record,
  run,
}: Pick<ExceptionRowFragment, 'record' | 'run'>): Customer | null =>
  customerOf(record) ?? customerOf(run?.subject);

/** Where the trouble lies, in words: the customer, and the record of it; empty where there is none. */
export function aboutOf(
  row: Pick<ExceptionRowFragment, 'record' | 'run'>,
): readonly [first: string, second: string] {
  const customer = customerAbout(row)?.name ?? '';
  const named = row.record ? nameOf(row.record) : '';
  const record = customer === '' ? named : named.replace(` · ${customer}`, '');
  return customer === '' || customer === record ? [record, ''] : [customer, record];
}
