import type { CustomerFilter, CustomerOrder, CustomerOrderField } from '../../generated/graphql.ts';
import type { useAddress } from '../../parts/address.ts';
import { words } from '../../words/customers.ts';

type Address = ReturnType<typeof useAddress>;

/** What whoever is signed in may filter and order by. */
export interface Sight {
  readonly amounts: boolean;
  readonly health: boolean;
  readonly cases: boolean;
  readonly billing: boolean;
}

/** What of the list the hub shows to a person. */
export const sightOf = (can: (field: string) => boolean): Sight => ({
  amounts: can('Customer.rollup') && can('Customer.balances'),
  health: can('Customer.health'),
  cases: can('Customer.cases'),
  billing: can('Customer.subscriptions'),
});

/** The names that filters have in the address. */
export const filterNames = [
  'q',
  'status',
  'entity',
  'region',
  'overdue',
  'priority',
  'arr',
  'subscription',
  'renewal',
] as const;

export const wholeNumber = /^\d{1,6}$/;
export const amountText = /^\d{1,15}(\.\d{1,4})?$/;
const day = /^\d{4}-\d{2}-\d{2}$/;

const statuses = ['PROSPECT', 'PENDING_APPROVAL', 'ACTIVE', 'SUSPENDED', 'CHURNED'] as const;
const priorities = ['P1', 'P2', 'P3', 'P4'] as const;
const subscriptionStatuses = [
  'PENDING',
  'TRIALING',
  'ACTIVE',
  'PAST_DUE',
  'PAUSED',
  'SUSPENDED',
  'CANCELLED',
  'EXPIRED',
] as const;
export const choices = { statuses, priorities, subscriptionStatuses };

/** Those of a list that the graph knows; an address that somebody has typed may hold anything. */
const known = <Name extends string>(given: readonly string[], names: readonly Name[]): Name[] =>
  names.filter((name) => given.includes(name));

/** What the address asks for, as far as it is well-formed and for the role to ask. */
export function filterOf({ get, all }: Address, sight: Sight): CustomerFilter {
  const [status, priority, subscription] = [
    known(all('status'), statuses),
    known(all('priority'), priorities),
    known(all('subscription'), subscriptionStatuses),
  ];
  const text = get('q').trim().slice(0, 200);
  return {
    ...(text !== '' && { search: text }),
    ...(status.length > 0 && { status }),
    ...(get('entity') !== '' && { legalEntity: get('entity') }),
    ...(get('region') !== '' && { region: get('region') }),
    ...(sight.health && wholeNumber.test(get('overdue')) && { overdueDaysGte: Number(get('overdue')) }),
    ...(sight.cases && priority.length > 0 && { openCasePriority: priority }),
    ...(sight.amounts && amountText.test(get('arr')) && { arrGte: get('arr') }),
    ...(sight.billing && subscription.length > 0 && { subscriptionStatus: subscription }),
    ...(sight.health && day.test(get('renewal')) && { renewalBefore: get('renewal') }),
  };
}

const upwards: ReadonlySet<CustomerOrderField> = new Set(['NAME', 'RENEWAL_DATE']);

/** By what the role may order. */
export function ordersOf({ amounts, health, cases }: Sight): readonly CustomerOrderField[] {
  return [
    ...(amounts ? (['ARR', 'OPEN_AR'] as const) : []),
    'NAME',
    ...(health ? (['OVERDUE_DAYS', 'RENEWAL_DATE', 'RISK'] as const) : []),
    ...(cases ? (['OPEN_CASES'] as const) : []),
    'UPDATED_AT',
  ];
}

/** The order that the address names; otherwise the most revenue first, or the names. */
export function orderOf({ get }: Address, sight: Sight): CustomerOrder {
  const orders = ordersOf(sight);
  const by = orders.find((name) => name === get('by')) ?? orders[0]!;
  const given = get('dir');
  const usual = upwards.has(by) ? 'ASC' : 'DESC';
  return { by, direction: given === 'ASC' || given === 'DESC' ? given : usual };
}

/** What an order is called. */
export const orderName = (by: CustomerOrderField): string => words.filter.orders[by];
