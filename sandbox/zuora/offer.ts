import type { DatabaseSync } from 'node:sqlite';
import { plain } from './decimal.ts';

/** A charge of the product catalogue. */
export interface OfferedCharge {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly billingPeriod: string;
  /** The list price, without needless zeros, in the currency asked for; null: it is not sold in it. */
  readonly price: string | null;
}

/** A rate plan of the product catalogue. */
export interface Offer {
  readonly productRatePlanId: string;
  readonly productId: string;
  readonly name: string;
  readonly effectiveEndDate: string | null;
  readonly charges: readonly OfferedCharge[];
}

/** The rate plan that is on sale under an id, with prices in a currency; null when there is none. */
export function offerOf(db: DatabaseSync, productRatePlanId: string, currency: string): Offer | null {
  const plan = db.prepare('select * from product_rate_plan where id = ?').get(productRatePlanId);
  if (!plan) return null;
  const charges = db
    .prepare(
      `select c.*, t.price from product_rate_plan_charge c
         left join product_rate_plan_charge_tier t on t."productRatePlanChargeId" = c.id and t.currency = ?
       where c."productRatePlanId" = ? order by c.id`,
    )
    .all(currency, productRatePlanId);
  return {
    productRatePlanId,
    productId: String(plan.productId),
    name: String(plan.name),
    effectiveEndDate: plan.effectiveEndDate === null ? null : String(plan.effectiveEndDate),
    charges: charges.map((charge) => ({
      id: String(charge.id),
      name: String(charge.name),
      model: String(charge.chargeModel),
      billingPeriod: String(charge.billingPeriod),
      price: charge.price === null ? null : plain(String(charge.price)),
    })),
  };
}

/** The stock-keeping unit of the product a catalogue charge belongs to. */
export function skuOf(
  db: DatabaseSync,
  productRatePlanChargeId: string,
): { sku: string; productId: string; product: string } {
  const row = db
    .prepare(
      `select p."sKU" as sku, p.id, p.name from product_rate_plan_charge c
         join product_rate_plan r on r.id = c."productRatePlanId" join product p on p.id = r."productId" where c.id = ?`,
    )
    .get(productRatePlanChargeId);
  return { sku: String(row?.sku ?? ''), productId: String(row?.id ?? ''), product: String(row?.name ?? '') };
}

/** Months in a billing period, by the vendor's words. */
export function monthsOf(billingPeriod: string): number {
  const months: Readonly<Record<string, number>> = { Month: 1, Quarter: 3, 'Semi-Annual': 6, Annual: 12 };
  return months[billingPeriod] ?? 1;
}
