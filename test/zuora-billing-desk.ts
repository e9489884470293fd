import Big from 'big.js';
import type { Company, Product, Subscription } from '../sandbox/world/types.ts';
import { addDays } from '../src/canonical/day.ts';
import type { BilledDocument, Billing, BillingOrder, OrderAction } from '../src/sources/billing.ts';
import type { Source } from '../src/sources/source.ts';
import { zuoraVendor } from '../src/sources/zuora/index.ts';
import { openTenant, type Tenant } from './zuora-tenant.ts';

/** A subscription that goes on for a while, with the account that it is billed to. */
export interface Running {
  readonly company: Company;
  readonly accountNumber: string;
  readonly subscription: Subscription;
}

/** A tenant of a test file, what billing there can be asked to do, and subscriptions that no test has touched. */
export interface BillingDesk {
  readonly tenant: Tenant;
  readonly today: string;
  readonly source: Source;
  readonly billing: Billing;
  /** Another connector, as another node or a restarted one has it. */
  another(options?: Readonly<Record<string, unknown>>): Billing;
  /** A running subscription for this test alone, with an item of such a product where one is asked for. */
  take(wanted?: (product: Product) => boolean): Running;
  product(sku: string): Product;
  /** An order of its own number on a subscription, as of a day (today when omitted). */
  order(running: Running, actions: readonly OrderAction[], effectiveDate?: string): BillingOrder;
  /** All that the tenant holds. */
  held(): Promise<object>;
  /** What the vendor's journal says that writes have come to, since `tenant.mark`. */
  writes(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openBillingDesk(n: number): Promise<BillingDesk> {
  const today = new Date().toISOString().slice(0, 10);
  const tenant = await openTenant(n, today);
  const sources: Source[] = [];
  const connect = (options: Readonly<Record<string, unknown>> = {}): Source => {
    const source = zuoraVendor.create({
      instance: 'zuora',
      vendor: 'zuora',
      url: tenant.url,
      region: 'US',
      credentials: tenant.credentials,
      deadlineMs: 20_000,
      limits: {},
      options: zuoraVendor.options.parse(options),
    });
    sources.push(source);
    return source;
  };
  const source = connect();
  const product = (sku: string): Product => tenant.world.products.find((each) => each.sku === sku)!;
  const untouched = tenant.world.companies.flatMap((company) =>
    company.subscriptions
      .filter(({ status, start, end }) => status === 'Active' && start < today && end > addDays(today, 90))
      .map((subscription): Running => ({
        company,
        accountNumber: company.billing?.number ?? '',
        subscription,
      }))
      .filter(({ accountNumber }) => accountNumber !== ''),
  );
  let orders = 0;
  return {
    tenant,
    today,
    source,
    billing: source.roles!.billing!,
    another: (options) => connect(options).roles!.billing!,
    take: (wanted = () => true) => {
      const at = untouched.findIndex(({ subscription }) =>
        subscription.items.some(({ sku }) => wanted(product(sku))),
      );
      return untouched.splice(at, 1)[0]!;
    },
    product,
    order: ({ accountNumber, subscription }, actions, effectiveDate = today) => ({
      orderNumber: `ISO-${process.pid}-${++orders}`,
      orderDate: today,
      effectiveDate,
      accountNumber,
      subscriptionNumber: subscription.number,
      actions,
      description: null,
    }),
    held: async () => ({ ...(await tenant.control<object>('GET', 'state')), now: null }),
    writes: async () =>
      (await tenant.journal())
        .filter(({ method, path }) => method !== 'GET' && !path.endsWith('/preview'))
        .map(({ method, path, outcome }) => `${method} ${path.replace(/ISO-[\w-]+/, 'N')} ${outcome}`),
    close: async () => {
      for (const each of sources) await each.close();
      await tenant.close();
    },
  };
}

/** What documents say of money, without what only a stored one has: its number, its day, and the numbers of charges that are new. */
export function money(documents: readonly BilledDocument[], known: ReadonlySet<string>): readonly object[] {
  return documents.map(({ kind, subtotal, tax, total, lines }) => ({
    kind,
    subtotal,
    tax,
    total,
    lines: lines
      .map(({ itemId, ...line }) => ({ ...line, itemId: known.has(itemId ?? '') ? itemId : null }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  }));
}

/** What the documents come to in all: what is charged less what is given back. */
export function net(documents: readonly BilledDocument[]): string {
  return documents
    .reduce((sum, { kind, total }) => (kind === 'INVOICE' ? sum.plus(total) : sum.minus(total)), new Big(0))
    .toFixed(2);
}
