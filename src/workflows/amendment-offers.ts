import type { Link } from '../canonical/record.ts';
import type { Reader, Reference, Stored } from '../store/read.ts';

/** A price of the catalogue with its product, as the copy has them. */
export interface Offer {
  readonly priceId: string;
  /** Of the price in billing; null: billing does not know it. */
  readonly externalId: string | null;
  readonly price: Stored<'Price'>;
  readonly product: Stored<'Product'> | null;
  /** Where the product lives. */
  readonly places: readonly Reference[];
}

export interface Offers {
  readonly byId: ReadonlyMap<string, Offer>;
  /** By the external id of the price in billing. */
  readonly byExternalId: ReadonlyMap<string, Offer>;
}

/** The offers that ids of prices, or links to them, stand for. What is not a price is left out. */
export async function readOffers(
  reader: Reader,
  instance: string,
  wanted: readonly (string | { readonly kind: string; readonly key: string } | null)[],
): Promise<Offers> {
  const links = wanted.filter((each) => each !== null && typeof each !== 'string') as Link[];
  const resolved = (await reader.resolve(links)).filter((id) => id !== null);
  const ids = [...new Set([...wanted.filter((each) => typeof each === 'string'), ...resolved])];
  const prices = (await reader.records(ids)).filter((each) => each?.kind === 'Price') as Stored<'Price'>[];
  const productLinks = prices.map((price) => price.links.product);
  const productIds = await reader.resolve(productLinks.filter((link) => link !== undefined));
  let next = 0;
  const productIdOf = prices.map((price) => (price.links.product ? productIds[next++]! : null));
  const known = [...new Set(productIdOf.filter((id) => id !== null))];
  const [products, references] = await Promise.all([
    reader.records(known),
    reader.references([...prices.map(({ id }) => id), ...known]),
  ]);
  const productOf = new Map(
    known.map((id, index) => [
      id,
      { product: products[index] as Stored<'Product'>, places: references[prices.length + index]! },
    ]),
  );
  const offers = prices.map((price, index): Offer => {
    const { product = null, places = [] } = productOf.get(productIdOf[index] ?? '') ?? {};
    const own = references[index]!.find((reference) => reference.instance === instance);
    return { priceId: price.id, externalId: own?.externalId ?? null, price, product, places };
  });
  return {
    byId: new Map(offers.map((offer) => [offer.priceId, offer])),
    byExternalId: new Map(
      offers.flatMap((offer) => (offer.externalId === null ? [] : [[offer.externalId, offer] as const])),
    ),
  };
}
