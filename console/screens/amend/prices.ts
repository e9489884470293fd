import { useEffect, useMemo, useState } from 'react';
import { useAsk, useFetch } from '../../client/ask.ts';
import { AmendPricesDocument, type AmendPricesQuery } from '../../generated/graphql.ts';
import { money } from '../../parts/format.ts';
import { words } from '../../words/amend.ts';
import { term } from '../../words/terms.ts';
import type { Subscription } from './inputs.ts';

type Product = AmendPricesQuery['products']['edges'][number]['node'];
type Price = NonNullable<Product['prices']>[number];

/** Prices to choose from, in groups. */
type Choices = {
  readonly group: string;
  readonly items: { readonly value: string; readonly label: string }[];
}[];

export interface Catalogue {
  readonly choices: Choices;
  /** Whether a price is the same whatever the quantity. */
  readonly isFlat: (priceId: string) => boolean;
}

/** What stays below this bound is read; nobody chooses among more. */
const mostPages = 20;

/** Every product of the catalogue; read once it is wanted. */
function useProducts(wanted: boolean): readonly Product[] {
  const first = useAsk(AmendPricesDocument, {}, !wanted);
  const fetch = useFetch(AmendPricesDocument);
  const [rest, setRest] = useState<readonly Product[]>([]);
  const page = first.data?.products;
  useEffect(() => {
    if (!page?.pageInfo.hasNextPage) return undefined;
    let stopped = false;
    const read = async (): Promise<void> => {
      const all: Product[] = [];
      let at: string | null = page.pageInfo.endCursor;
      for (let turn = 0; turn < mostPages && at !== null && !stopped; turn++) {
        const { data } = await fetch({ after: at });
        all.push(...(data?.products.edges.map(({ node }) => node) ?? []));
        at = data?.products.pageInfo.hasNextPage ? data.products.pageInfo.endCursor : null;
      }
      if (!stopped) setRest(all);
    };
    void read();
    return () => {
      stopped = true;
    };
  }, [page, fetch]);
  return useMemo(() => [...(page?.edges.map(({ node }) => node) ?? []), ...rest], [page, rest]);
}

const intervalOf = ({ items }: Subscription): string | null =>
  items?.map(({ price }) => price?.interval).find(Boolean) ?? null;

function labelOf({ name, sku, id }: Product, { amount, interval }: Price, currency: string | null): string {
  // The catalogue tells the amount in its first currency alone; billing has the others.
  const list =
    amount && amount.currency === currency ? words.form.list(money(amount)) : words.form.otherCurrency;
  return [`${name ?? sku ?? id} (${sku})`, interval && term(interval), list].filter(Boolean).join(', ');
}

/** The prices that a subscription could take; those billed as it is come first. What is charged once or by use is none of them. */
export function useCatalogue(subscription: Subscription, wanted: boolean): Catalogue {
  const products = useProducts(wanted);
  const currency = subscription.mrr?.currency ?? null;
  const interval = intervalOf(subscription);
  return useMemo(() => {
    const all = products.flatMap((product) =>
      (product.prices ?? [])
        .filter((price) => price.interval !== 'ONCE' && price.interval !== null && price.model !== 'USAGE')
        .map((price) => ({ product, price })),
    );
    const group = (name: string, same: boolean) => ({
      group: name,
      items: all
        .filter(({ price }) => (price.interval === interval) === same)
        .map(({ product, price }) => ({ value: price.id, label: labelOf(product, price, currency) })),
    });
    const flat = new Set(all.flatMap(({ price }) => (price.model === 'FLAT' ? [price.id] : [])));
    return {
      choices: [
        group(words.form.sameInterval(interval === null ? '' : term(interval).toLowerCase()), true),
        group(words.form.otherIntervals, false),
      ].filter(({ items }) => items.length > 0),
      isFlat: (priceId) => flat.has(priceId),
    };
  }, [products, currency, interval]);
}
