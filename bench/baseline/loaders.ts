import DataLoader from 'dataloader';
import type { System } from './data.ts';

export type Upstreams = Readonly<Record<System, string>>;

export interface CustomerRow {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly segment: string;
  readonly industry: string;
}

export interface AccountRow {
  readonly legalName: string;
  readonly legalEntity: string;
  readonly paymentTerms: string;
  readonly creditLimit: string;
  readonly creditHold: boolean;
  readonly currency: string;
  readonly billingAddress: object;
  readonly open: string;
  readonly overdue: string;
  readonly unapplied: string;
  readonly credit: string;
}

/** A row of a list that belongs to a customer; its amounts are in its currency. */
export interface OwnedRow {
  readonly id: string;
  readonly currency: string;
}

async function get<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`upstream answered ${response.status}`);
  return (await response.json()) as T;
}

/** One set of loaders for each request: every collection is read in one call for all the customers asked for. */
export function makeLoaders(upstreams: Upstreams) {
  const byCustomer = <T>(system: System, collection: string) =>
    new DataLoader<string, T | null>((ids) =>
      get<(T | null)[]>(`${upstreams[system]}/${collection}?ids=${ids.join(',')}`),
    );
  return {
    customers: byCustomer<CustomerRow>('crm', 'customers'),
    accounts: byCustomer<AccountRow>('erp', 'accounts'),
    subscriptions: byCustomer<OwnedRow[]>('billing', 'subscriptions'),
    invoices: byCustomer<OwnedRow[]>('billing', 'invoices'),
    payments: byCustomer<OwnedRow[]>('billing', 'payments'),
    cases: byCustomer<OwnedRow[]>('support', 'cases'),
    /** One customer more than the page, to tell whether there is a next one. */
    page: (first: number, after: string | null) =>
      get<CustomerRow[]>(`${upstreams.crm}/customers?first=${first + 1}${after ? `&after=${after}` : ''}`),
  };
}

export interface Context {
  readonly loaders: ReturnType<typeof makeLoaders>;
}
