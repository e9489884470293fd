import { useCallback, useState } from 'react';
import { useAsk, useFetch } from '../../client/ask.ts';
import type { Trouble } from '../../client/trouble.ts';
import { Customer360Document, type Customer360Query } from '../../generated/graphql.ts';

export type Customer = NonNullable<Customer360Query['customer']>;

/** What of a customer whoever is signed in may see. */
export interface CustomerRights {
  readonly amounts: boolean;
  readonly health: boolean;
  readonly address: boolean;
  readonly terms: boolean;
  readonly hold: boolean;
  readonly limit: boolean;
  readonly tax: boolean;
  readonly billing: boolean;
  readonly payments: boolean;
  readonly support: boolean;
}

/** What of a customer the hub shows to a person. */
export const customerRights = (can: (field: string) => boolean): CustomerRights => ({
  amounts: can('Customer.balances') && can('Customer.rollup'),
  health: can('Customer.health'),
  address: can('Customer.billingAddress'),
  terms: can('Customer.paymentTerms'),
  hold: can('Customer.creditHold'),
  limit: can('Customer.creditLimit'),
  tax: can('Customer.taxProfile'),
  billing: can('Customer.subscriptions') && can('Customer.invoices'),
  payments: can('Customer.payments'),
  support: can('Customer.cases') && can('Customer.entitlements'),
});

/** What a part of the page is given; `beat` counts up when something has changed. */
export interface Part {
  readonly id: string;
  readonly beat: number;
}

export interface About {
  readonly customer: Customer | null | undefined;
  readonly loading: boolean;
  readonly troubles: readonly Trouble[];
  readonly again: () => void;
  /** Reads the customer from the systems themselves; null while that is under way. */
  readonly ask: (() => void) | null;
  /** When the systems were last asked for it here, milliseconds since 1970. */
  readonly askedAt: number | null;
}

/** A customer as the hub has it; on request as the systems have it now, where they answer. */
export function useCustomer(id: string, rights: CustomerRights): About {
  const kept = useAsk(Customer360Document, { id, ...rights });
  const fetch = useFetch(Customer360Document);
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState<{
    readonly id: string;
    readonly at: number;
    readonly over: Customer360Query | undefined;
    readonly data: Customer360Query | undefined;
    readonly troubles: readonly Trouble[];
  } | null>(null);
  const ask = useCallback(() => {
    setAsking(true);
    void fetch({ id, ...rights, maxAgeMs: 0 }).then(({ data, troubles }) => {
      setAsked({ id, at: Date.now(), over: kept.data, data, troubles });
      setAsking(false);
    });
  }, [fetch, id, rights, kept.data]);
  const own = asked?.id === id ? asked : null;
  // What the systems were asked for counts until the hub tells of something newer.
  const fresh = own?.data && own.over === kept.data ? own : null;
  return {
    customer: (fresh?.data ?? kept.data)?.customer,
    loading: kept.loading,
    troubles: fresh?.troubles ?? kept.troubles,
    again: kept.again,
    ask: asking ? null : ask,
    askedAt: own?.at ?? null,
  };
}
