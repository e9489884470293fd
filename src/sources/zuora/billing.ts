import type { Day } from '../../canonical/day.ts';
import type { Billing } from '../billing.ts';
import type { Http } from '../http/http.ts';
import type { CallOptions } from '../source.ts';
import { closeAccountOperation, createAccountOperation, vendorAccount } from './account.ts';
import { createCatalogue } from './catalogue.ts';
import type { Client } from './client.ts';
import { createDocuments } from './document.ts';
import { createKeys } from './keys.ts';
import { createResults } from './order-made.ts';
import { createOrdered, createOrderOperation } from './order.ts';
import { createPreview } from './preview.ts';
import { revertOrderOperation } from './revert.ts';
import { subscriptionNow } from './subscription-now.ts';
import { vendorOrder } from './vendor-order.ts';

/** What Zuora can be asked to do. `bounded` holds the calls that one question takes to one deadline. */
export function createBilling(
  http: Http,
  client: Client,
  today: () => Day,
  bounded: (call?: CallOptions) => CallOptions,
): Billing {
  const catalogue = createCatalogue(http, client);
  const keys = createKeys();
  const results = createResults(http, client, createDocuments(http, client, catalogue));
  const subscription: Billing['subscription'] = (number, call) =>
    subscriptionNow(http, client, today(), number, bounded(call));
  const ordered = createOrdered(http, catalogue, subscription);
  const currencyOf = async (accountNumber: string, call?: CallOptions): Promise<string> => {
    const account = await vendorAccount(http, accountNumber, call);
    if (account === null) throw http.problem('NOT_FOUND', `there is no account ${accountNumber}`);
    return account.currency;
  };
  const preview = createPreview(http, catalogue, ordered, currencyOf);
  const desk = { http, keys, results };
  return {
    account: async (key, call) => {
      const account = await vendorAccount(http, key, bounded(call));
      if (account === null) return null;
      const { id, accountNumber, currency: billed, status } = account;
      return { accountNumber, externalId: id, currency: billed, active: status === 'Active' };
    },
    subscription,
    preview: (order, call) => preview(order, bounded(call)),
    createOrder: createOrderOperation(desk, ordered),
    revertOrder: revertOrderOperation(desk),
    orderMade: async (orderNumber, call) => {
      const until = bounded(call);
      const order = await vendorOrder(http, orderNumber, until);
      return order === null ? null : (await results.found(order, until)).order;
    },
    createAccount: createAccountOperation(http, keys),
    closeAccount: closeAccountOperation(http),
  };
}
