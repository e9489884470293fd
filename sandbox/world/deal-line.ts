import type { Offer } from './catalogue.ts';

/** A line of a deal, in whole cents. */
interface Sold {
  readonly sku: string;
  readonly quantity: number;
  readonly unitCents: number;
}

/**
 * What a deal of this worth is made of: yearly products for one year, none above its list price. Larger deals have analytics, and large
 * ones of enterprises support as well. Nothing is drawn by chance, so that the rest of the world stays as it is.
 */
export function soldAs(
  amountCents: number,
  {
    offers,
    currency,
    segment,
  }: { readonly offers: readonly Offer[]; readonly currency: string; readonly segment: string },
): readonly Sold[] {
  if (amountCents <= 0) return [];
  const list = (sku: string): number => offers.find((offer) => offer.product.sku === sku)!.cents[currency]!;
  const flat = (sku: string): Sold => ({ sku, quantity: 1, unitCents: list(sku) });
  const extras = [
    ...(amountCents > 4 * list('ANLY-PRO-Y') ? [flat('ANLY-PRO-Y')] : []),
    ...(segment === 'Enterprise' && amountCents > 5 * list('SUPP-ENT-Y') ? [flat('SUPP-ENT-Y')] : []),
  ];
  const rest = amountCents - extras.reduce((total, { unitCents }) => total + unitCents, 0);
  // The base takes what a whole number of seats at a whole number of cents leaves.
  const wanted = Math.min(list('PLAT-BASE-Y'), Math.floor(rest / 2));
  const seats = Math.max(1, Math.ceil((rest - wanted) / list('PLAT-SEAT-Y')));
  const seatCents = Math.ceil((rest - wanted) / seats);
  const baseCents = rest - seats * seatCents;
  return [
    { sku: 'PLAT-SEAT-Y', quantity: seats, unitCents: seatCents },
    ...(baseCents > 0 ? [{ sku: 'PLAT-BASE-Y', quantity: 1, unitCents: baseCents }] : []),
    ...extras,
  ];
}
