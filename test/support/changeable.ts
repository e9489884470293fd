import type { ConsoleStage } from './console.ts';

/** A running subscription of which the number of seats can be changed. */
export interface Changeable {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly autoRenew: boolean;
  readonly termEnd: string;
  readonly customer: { readonly id: string; readonly name: string };
  readonly mrr: { readonly amount: string; readonly currency: string };
  readonly seats: {
    readonly id: string;
    readonly quantity: string;
    readonly product: { readonly name: string };
  };
}

type Listed = Omit<Changeable, 'seats'> & {
  readonly items: readonly (Changeable['seats'] & { readonly product: { readonly sku: string } })[];
};

const listed = `{ customers(first: 50, filter: { status: [ACTIVE], subscriptionStatus: [ACTIVE] }) { edges { node {
  subscriptions(first: 3, status: [ACTIVE]) { edges { node { id number version autoRenew termEnd customer { id name }
    mrr { amount currency } items { id quantity product { sku name } } } } } } } } }`;

interface Found {
  readonly customers: {
    readonly edges: readonly {
      readonly node: { readonly subscriptions: { readonly edges: readonly { readonly node: Listed }[] } };
    }[];
  };
}

/** A change of the seats of a subscription as the hub takes it. */
const moreSeats = ({ id, version, seats }: Changeable, more: number): object => ({
  subscriptionId: id,
  type: 'QUANTITY',
  effectiveDate: new Date().toISOString().slice(0, 10),
  expectedVersion: version,
  items: [{ itemId: seats.id, quantity: String(Number(seats.quantity) + more) }],
});

/** Subscriptions of different customers for which nothing stands in the way of more seats, one of each customer. */
export async function changeable({ ask }: ConsoleStage, count: number): Promise<readonly Changeable[]> {
  const { customers } = await ask<Found>('SALES_OPS', listed);
  const first = customers.edges.flatMap(({ node }) => node.subscriptions.edges.slice(0, 1));
  const all = first.flatMap(({ node: { items, ...subscription } }): Changeable[] => {
    const seats = items.find(({ product }) => product.sku.startsWith('PLAT-SEAT'));
    return seats ? [{ ...subscription, seats }] : [];
  });
  const found: Changeable[] = [];
  for (const subscription of all) {
    if (found.length === count) return found;
    const { previewAmendment } = await ask<{ previewAmendment: { blockers: readonly unknown[] } }>(
      'SALES_OPS',
      'query ($input: AmendmentInput!) { previewAmendment(input: $input) { blockers { code } } }',
      { input: moreSeats(subscription, 2) },
    );
    if (previewAmendment.blockers.length === 0) found.push(subscription);
  }
  if (found.length === count) return found;
  throw new Error(`only ${found.length} subscriptions can be changed`);
}
