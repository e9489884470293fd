import type { Ledger } from '../ledger.ts';
import type { Client } from './client.ts';
import { createDesk, type Desk } from './desk.ts';
import { post, reverse } from './entry-write.ts';
import { closeCustomer, customerOf, upsertCustomer } from './ledger-customer.ts';
import { choicesOf, itemsOf } from './ledger-item.ts';
import { periodOf } from './ledger-period.ts';
import type { Account } from './map.ts';
import { closeOrder, putOrder } from './order-write.ts';
import { orderOf } from './order.ts';
import { revenueOf } from './revenue.ts';

/** The accounts beside revenue, as configured. Throws ACCOUNT_MAPPING_MISSING when the ledger does not have one of them. */
async function accountsOf(
  { names, need, account: { options } }: Desk,
  ...[legalEntity, call]: Parameters<Ledger['accounts']>
): ReturnType<Ledger['accounts']> {
  const accounts = options.accountsOf[legalEntity] ?? {
    receivable: options.receivableAccount,
    taxPayable: options.taxPayableAccount,
  };
  const ids = await names.ids('account', Object.values(accounts), call);
  for (const [path, number] of Object.entries(accounts)) need(ids, number, 'ACCOUNT_MAPPING_MISSING', path);
  return accounts;
}

/** NetSuite as the ledger: customers, sales orders with the revenue that follows from them, journal entries. */
export function createLedger(client: Client, account: Account): Ledger {
  const desk = createDesk(client, account);
  return {
    items: (skus, call) => itemsOf(client, skus, call),
    choices: (call) => choicesOf(client, call),
    accounts: (legalEntity, call) => accountsOf(desk, legalEntity, call),
    period: (date, call) => periodOf(client, date, call),
    customer: (by, call) => customerOf(desk, by, call),
    order: (externalId, call) => orderOf(desk, externalId, call),
    revenue: (orderExternalId, call) => revenueOf(client, orderExternalId, call),
    upsertCustomer: upsertCustomer(desk),
    closeCustomer: closeCustomer(desk),
    putOrder: putOrder(desk),
    closeOrder: closeOrder(desk),
    post: post(desk),
    reverse: reverse(desk),
  };
}
