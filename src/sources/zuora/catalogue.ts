import type { Http } from '../http/http.ts';
import type { CallOptions } from '../source.ts';
import { inLists, isPlain, type Client } from './client.ts';
import { monthsOf } from './period.ts';

/** The member of `pricing` that goes with a charge model. Source: Orders API, "Create an order", chargeOverrides and chargeUpdates. */
const pricingMembers: Readonly<Record<string, Pricing>> = {
  'Flat Fee Pricing': 'recurringFlatFee',
  'Per Unit Pricing': 'recurringPerUnit',
  'Tiered Pricing': 'recurringTiered',
  'Volume Pricing': 'recurringVolume',
};

export type Pricing = 'recurringFlatFee' | 'recurringPerUnit' | 'recurringTiered' | 'recurringVolume';

/** A charge of the catalogue, which is what we call a price. */
export interface Offer {
  readonly priceId: string;
  readonly ratePlanId: string;
  readonly pricing: Pricing | null;
  readonly months: number;
}

/** A charge of a subscription, by what stays the same in all its versions. */
export interface Charge {
  readonly itemId: string;
  /** The number of the plan that holds it. */
  readonly ratePlanNumber: string;
  readonly pricing: Pricing | null;
  /** Whether the plan holds other charges. */
  readonly shared: boolean;
}

/** Looks up what an order names, by ids and numbers that no order changes: asked again they are told the same. */
export interface Catalogue {
  /** Prices by their external ids; one that does not exist is absent. */
  offers(priceIds: readonly string[], call?: CallOptions): Promise<ReadonlyMap<string, Offer>>;
  /** Charges by their numbers; one that does not exist is absent. */
  charges(itemIds: readonly string[], call?: CallOptions): Promise<ReadonlyMap<string, Charge>>;
}

/** The catalogue of an account and the charges of its subscriptions. */
export function createCatalogue(http: Http, client: Client): Catalogue {
  const pricingOf = (model: string): Pricing | null => pricingMembers[model] ?? null;
  const charge = async (
    itemId: string,
    call?: CallOptions,
  ): Promise<readonly (readonly [string, Charge])[]> => {
    const query = {
      path: 'rate-plan-charges',
      singular: 'rateplancharge',
      fields: ['id', 'chargeNumber', 'chargeModel', 'ratePlanId'],
    };
    const plan = {
      expand: 'rateplan',
      member: 'ratePlan',
      fields: ['id', 'subscriptionRatePlanNumber'],
      alone: null,
      below: [],
    };
    const some = await client.page(
      { ...query, filters: [`chargeNumber.EQ:${itemId}`], relations: [plan], size: 1 },
      (row) => row,
      call,
    );
    if ('refused' in some) throw http.problem('SOURCE_REJECTED', some.refused);
    const [row] = some.rows;
    if (row === undefined) return [];
    const beside = await client.all(
      { ...query, filters: [`ratePlanId.EQ:${row.id('ratePlanId')}`], relations: [] },
      call,
    );
    const found: Charge = {
      itemId,
      ratePlanNumber: row.row('ratePlan').text('subscriptionRatePlanNumber'),
      pricing: pricingOf(row.text('chargeModel')),
      shared: beside.some((each) => each.text('chargeNumber') !== itemId),
    };
    return [[itemId, found]];
  };
  return {
    offers: async (priceIds, call) => {
      const query = {
        path: 'product-rate-plan-charges',
        singular: 'productrateplancharge',
        fields: ['id', 'productRatePlanId', 'chargeModel', 'billingPeriod'],
        relations: [],
      };
      const lists = inLists('id', priceIds);
      const rows = await Promise.all(lists.map((list) => client.all({ ...query, filters: [list] }, call)));
      return new Map(
        rows.flat().map((row) => [
          row.id('id'),
          {
            priceId: row.id('id'),
            ratePlanId: row.id('productRatePlanId'),
            pricing: pricingOf(row.text('chargeModel')),
            months: monthsOf(row.textOrNull('billingPeriod')),
          },
        ]),
      );
    },
    charges: async (itemIds, call) => {
      const plain = [...new Set(itemIds)].filter(isPlain);
      return new Map((await Promise.all(plain.map((itemId) => charge(itemId, call)))).flat());
    },
  };
}
