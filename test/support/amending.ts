import type { AmendmentType } from '../../src/canonical/amendment.ts';
import { addDays, addMonths, monthsBetween } from '../../src/canonical/day.ts';
import { createCopy } from '../../src/copy.ts';
import type { Source } from '../../src/sources/source.ts';
import type { Database } from '../../src/store/database.ts';
import { createMemory } from '../../src/store/memory.ts';
import type { Reader, Stored } from '../../src/store/read.ts';
import { createReader } from '../../src/store/reader.ts';
import type { Landscape } from './hub.ts';
import { testKeyring } from './keyring.ts';

/** The copy of a landscape and its sources, for tests that look behind the graph. */
export interface Backstage {
  readonly database: Database;
  readonly reader: Reader;
  readonly sources: readonly Source[];
  source(instance: string): Source;
  close(): Promise<void>;
}

export function openBackstage(land: Landscape): Backstage {
  const config = land.config();
  const copy = createCopy(config, land.databaseUrl, testKeyring);
  const reader = createReader({
    ...copy,
    memory: createMemory(0),
    staleAfterMs: 86_400_000,
    isDown: () => false,
    urlOf: () => null,
    now: Date.now,
  });
  return {
    database: copy.database,
    reader,
    sources: copy.sources,
    source: (instance) => copy.sources.find((each) => each.instance === instance)!,
    close: () => copy.close(),
  };
}

/** Everything of a subscription by which a change of it can be made up. */
export interface Subject {
  readonly subscription: Stored<'BillingSubscription'>;
  /** Each item with its price; the yearly amount of one. */
  readonly items: readonly {
    readonly id: string;
    readonly quantity: string;
    readonly priceId: string;
    readonly sku: string;
  }[];
}

/** A price of the catalogue. */
export interface Priced {
  readonly priceId: string;
  readonly sku: string;
  readonly interval: string;
  readonly model: string;
}

/** All subscriptions that run, and the catalogue. */
export async function readSubjects({
  database,
  reader,
}: Backstage): Promise<{ subjects: Subject[]; catalogue: Priced[] }> {
  const { rows } = await database.query<{ id: string; kind: string }>(
    `select id, kind from entity where kind in ('BillingSubscription', 'Price') and deleted_at is null and merged_into is null order by id`,
  );
  const prices = (await reader.records(
    rows.filter(({ kind }) => kind === 'Price').map(({ id }) => id),
  )) as Stored<'Price'>[];
  const productIds = await reader.resolve(prices.map((price) => price.links.product!));
  const products = (await reader.records(productIds.map((id) => id!))) as Stored<'Product'>[];
  const catalogue = prices.map((price, index) => ({
    priceId: price.id,
    sku: products[index]!.sku!,
    interval: price.interval!,
    model: price.model!,
  }));
  const bySku = new Map(catalogue.map((each) => [each.priceId, each]));
  const ids = rows.filter(({ kind }) => kind === 'BillingSubscription').map(({ id }) => id);
  const all = (await reader.records(ids)) as Stored<'BillingSubscription'>[];
  const subjects = await Promise.all(
    all
      .filter(({ status }) => status === 'ACTIVE')
      .map(async (subscription) => {
        const items = subscription.items ?? [];
        const priceIds = await reader.resolve(items.map(({ price }) => price as never));
        return {
          subscription,
          items: items.map(({ id, quantity }, index) => ({
            id,
            quantity,
            priceId: priceIds[index]!,
            sku: bySku.get(priceIds[index]!)!.sku,
          })),
        };
      }),
  );
  return { subjects, catalogue };
}

/** A change of a kind, made up for a subscription; null: there is none of this kind for it. `draw` gives numbers from 0 to below 1. */
export function makeUp(
  type: AmendmentType,
  { subscription, items }: Subject,
  catalogue: readonly Priced[],
  today: string,
  draw: () => number,
): Record<string, unknown> | null {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(draw() * from.length)];
  const base = {
    subscriptionId: subscription.id,
    type,
    effectiveDate: today,
    expectedVersion: subscription.version,
  };
  const end = subscription.termEnd!;
  const countable = items.filter(({ sku }) => !/^(PLAT-BASE|ANLY|SUPP|SEC)/.test(sku));
  const alike = (item: { priceId: string } | undefined) =>
    catalogue.find(({ priceId }) => priceId === item?.priceId);
  switch (type) {
    case 'QUANTITY': {
      const item = pick(countable);
      return item
        ? {
            ...base,
            items: [
              {
                itemId: item.id,
                quantity: String(Math.max(1, Number(item.quantity) + 1 + Math.floor(draw() * 9))),
              },
            ],
          }
        : null;
    }
    case 'ADD_ON': {
      const interval = alike(items[0])?.interval;
      const price = pick(
        catalogue.filter(
          (each) =>
            each.interval === interval &&
            each.sku !== 'SEC-AUDIT-M' &&
            !items.some(({ sku }) => sku === each.sku),
        ),
      );
      return price
        ? {
            ...base,
            items: [
              {
                priceId: price.priceId,
                quantity: price.model === 'FLAT' ? null : String(1 + Math.floor(draw() * 5)),
              },
            ],
          }
        : null;
    }
    case 'REMOVE_PRODUCT': {
      const item = pick(items.filter(({ sku }) => sku !== 'SEC-AUDIT-M'));
      return item && items.length > 1 ? { ...base, items: [{ itemId: item.id }] } : null;
    }
    case 'UPGRADE':
    case 'DOWNGRADE': {
      // To the same price at the list, for many more or for fewer: whatever discount there was, the sign is sure.
      const item = pick(countable.filter(({ quantity }) => type === 'UPGRADE' || Number(quantity) >= 3));
      const quantity =
        type === 'UPGRADE' ? Number(item?.quantity) * 2 : Math.floor(Number(item?.quantity) / 3);
      return item
        ? { ...base, items: [{ itemId: item.id, priceId: item.priceId, quantity: String(quantity) }] }
        : null;
    }
    case 'RENEW':
      return { ...base, effectiveDate: end };
    case 'CANCEL':
    case 'PAUSE':
      return base;
    case 'TERMS':
      return { ...base, newTermEnd: addMonths(end, 1 + Math.floor(draw() * 6)) };
    case 'CO_TERM':
      return { ...base, newTermEnd: addDays(end, 10 + Math.floor(draw() * 300)) };
    default:
      return monthsBetween(today, end) < 0 ? null : base;
  }
}
