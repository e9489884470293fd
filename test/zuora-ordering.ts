import { parseJson, plain } from '../src/sources/http/json.ts';
import type { Tenant } from './zuora-tenant.ts';

export type Plain = Readonly<Record<string, unknown>>;

/** An answer of the orders API; numbers are their text. */
export interface Answer extends Plain {
  readonly success: boolean;
  readonly orderNumber: string;
  readonly status: string;
  readonly subscriptions: readonly { readonly subscriptionNumber: string; readonly status: string }[];
  readonly invoiceNumbers: readonly string[];
  readonly creditMemoNumbers: readonly string[];
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

/** A line of a document or a preview. Amounts are cents with the sign they have for the customer's debt. */
export interface Line {
  readonly charge: string | null;
  readonly quantity: string;
  readonly price: string;
  readonly from: string;
  readonly to: string;
  readonly cents: number;
  readonly tax: number;
}

export interface Action {
  readonly type: string;
  /** When it takes effect. */
  readonly on: string;
  /** The member that goes with the type, by its name. */
  readonly [member: string]: unknown;
}

export interface Order {
  readonly account: string;
  /** Undefined: a new one. */
  readonly subscription?: string;
  readonly actions: readonly Action[];
  /** The day through which it is billed; undefined: it is not. */
  readonly through?: string | undefined;
  readonly number?: string;
  readonly more?: Plain;
}

export interface Item {
  readonly sku: string;
  readonly quantity?: number;
  readonly price?: number;
}

/** Decimal text as whole cents. */
export function cents(text: unknown): number {
  return Math.round(Number(text) * 100);
}

/** The body of an order as it is sent. */
export function bodyOf({ account, subscription, actions, through, number, more }: Order): Plain {
  return {
    ...(number !== undefined && { orderNumber: number }),
    orderDate: '2026-11-21',
    existingAccountNumber: account,
    subscriptions: [
      {
        ...(subscription !== undefined && { subscriptionNumber: subscription }),
        orderActions: actions.map(({ type, on, ...members }) => ({
          type,
          triggerDates: ['ContractEffective', 'ServiceActivation', 'CustomerAcceptance'].map((name) => ({
            name,
            triggerDate: on,
          })),
          ...members,
        })),
      },
    ],
    ...(through !== undefined && {
      processingOptions: {
        runBilling: true,
        billingOptions: { targetDate: through, documentDate: '2026-11-21' },
      },
    }),
    ...more,
  };
}

/** Orders at a tenant, over HTTP. */
export function orderingAt(tenant: () => Tenant) {
  const send = async <T = Answer>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<T> => {
    const response = await tenant().call(method, path, body, headers);
    return plain(parseJson(await response.text())) as T;
  };

  const product = (sku: string) => tenant().world.products.find((each) => each.sku === sku)!;
  const pricingOf = { FLAT: 'recurringFlatFee', PER_UNIT: 'recurringPerUnit', TIERED: 'recurringTiered' };

  /** Price and quantity in the member of the charge's model. */
  const pricing = ({ sku, quantity, price }: Item): Plain => {
    const { model } = product(sku);
    const flat = model === 'FLAT' || quantity === undefined ? {} : { quantity };
    const listed =
      price === undefined ? {} : model === 'TIERED' ? { tiers: [{ tier: 1, price }] } : { listPrice: price };
    return { pricing: { [pricingOf[model]]: { ...flat, ...listed } } };
  };

  const override = (item: Item): Plain => ({
    productRatePlanId: product(item.sku).ratePlanId,
    chargeOverrides: [{ productRatePlanChargeId: product(item.sku).chargeId, ...pricing(item) }],
  });

  const account = async (more: Plain = {}): Promise<string> => {
    const created = await send<{ accountNumber: string }>('POST', '/v1/accounts', {
      name: 'Plain Ltd',
      currency: 'USD',
      paymentTerm: 'Net 30',
      // No tax is levied in Oregon.
      billToContact: { firstName: 'Ann', lastName: 'Lee', country: 'US', state: 'OR', city: 'Portland' },
      ...more,
    });
    return created.accountNumber;
  };

  const order = (asked: Order, headers?: Record<string, string>): Promise<Answer> =>
    send('POST', '/v1/orders', bodyOf(asked), headers);

  /** A new subscription with items, billed through a day. */
  const subscribe = async (
    owner: string,
    term: { start: string; months: number },
    items: readonly Item[],
    through?: string,
  ): Promise<{ number: string; charges: readonly string[]; plans: readonly string[]; answer: Answer }> => {
    const answer = await order({
      account: owner,
      through,
      actions: [
        {
          type: 'CreateSubscription',
          on: term.start,
          createSubscription: {
            terms: {
              initialTerm: {
                period: term.months,
                periodType: 'Month',
                termType: 'TERMED',
                startDate: term.start,
              },
              renewalTerms: [{ period: term.months, periodType: 'Month' }],
              renewalSetting: 'RENEW_WITH_SPECIFIC_TERM',
              autoRenew: true,
            },
            subscribeToRatePlans: items.map(override),
          },
        },
      ],
    });
    const { subscriptionNumber: number } = answer.subscriptions[0]!;
    const found = await subscription(number);
    return {
      number,
      plans: found.ratePlans.map((plan) => plan.subscriptionRatePlanNumber),
      charges: found.ratePlans.flatMap((plan) => plan.ratePlanCharges.map((charge) => charge.number)),
      answer,
    };
  };

  const subscription = (number: string, detail = 'all-segments') =>
    send<Subscription>('GET', `/v1/subscriptions/${number}?charge-detail=${detail}`);

  /** The action that gives a charge another quantity or price. */
  const update = (plan: string, charge: string, item: Item, on: string): Action => ({
    type: 'UpdateProduct',
    on,
    updateProduct: {
      subscriptionRatePlanNumber: plan,
      chargeUpdates: [{ chargeNumber: charge, ...pricing(item) }],
    },
  });

  const preview = async (
    asked: Order,
    through: string,
  ): Promise<{ lines: Line[]; total: number; raw: Plain }> => {
    const previewOptions = {
      previewThruType: 'SpecificDate',
      specificPreviewThruDate: through,
      previewTypes: ['BillingDocs', 'ChargeMetrics', 'OrderDeltaMetrics'],
    };
    const answer = await send<{ previewResult: Plain }>('POST', '/v1/orders/preview', {
      ...bodyOf(asked),
      previewOptions,
    });
    const { invoices, creditMemos } = answer.previewResult as Record<string, Plain[]>;
    return {
      raw: answer as unknown as Plain,
      lines: [
        ...invoices!.flatMap((each) => (each.invoiceItems as Plain[]).map((item) => lineOf(item, 1))),
        ...creditMemos!.flatMap((each) => (each.creditMemoItems as Plain[]).map((item) => lineOf(item, -1))),
      ],
      total:
        invoices!.reduce((sum, each) => sum + cents(each.amount), 0) -
        creditMemos!.reduce((sum, each) => sum + cents(each.amount), 0),
    };
  };

  /** The lines of what an order billed, and its total with tax. */
  const billed = async (answer: Answer): Promise<{ lines: Line[]; total: number }> => {
    const documents = await Promise.all([
      ...answer.invoiceNumbers.map((number) => documentAt(`/v1/invoices/${number}`, 'invoiceItems', 1)),
      ...answer.creditMemoNumbers.map((number) => documentAt(`/v1/credit-memos/${number}`, 'items', -1)),
    ]);
    return {
      lines: documents.flatMap((each) => each.lines),
      total: documents.reduce((sum, each) => sum + each.total, 0),
    };
  };

  const documentAt = async (path: string, member: string, sign: 1 | -1) => {
    const [head, items] = await Promise.all([send<Plain>('GET', path), send<Plain>('GET', `${path}/items`)]);
    const lines = (items[member] as Plain[]).map((item) => lineOf(item, sign));
    return { lines, total: sign * cents(head.amount) };
  };

  return {
    send,
    product,
    pricing,
    override,
    account,
    order,
    subscribe,
    subscription,
    update,
    preview,
    billed,
  };
}

/** A subscription as `GET /v1/subscriptions/{key}` tells it. */
export interface Subscription extends Plain {
  readonly id: string;
  readonly version: string;
  readonly status: string;
  readonly termStartDate: string;
  readonly termEndDate: string;
  readonly cMRR: string;
  readonly ratePlans: readonly {
    readonly id: string;
    readonly subscriptionRatePlanNumber: string;
    readonly lastChangeType: string | null;
    readonly ratePlanCharges: readonly {
      readonly id: string;
      readonly number: string;
      readonly segment: string;
      readonly quantity: string;
      readonly price: string | null;
      readonly effectiveStartDate: string;
      readonly effectiveEndDate: string;
      readonly chargedThroughDate: string | null;
      readonly mrr: string;
    }[];
  }[];
}

function lineOf(item: Plain, sign: 1 | -1): Line {
  return {
    charge: (item.chargeNumber as string | undefined) ?? null,
    quantity: String(Number(item.quantity)),
    price: String(Number(item.unitPrice)),
    from: String(item.serviceStartDate),
    to: String(item.serviceEndDate),
    cents: sign * cents(item.amountWithoutTax ?? item.chargeAmount),
    tax: sign * cents(item.taxAmount),
  };
}

/** The sum of lines without tax, in cents. */
export function net(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.cents, 0);
}
