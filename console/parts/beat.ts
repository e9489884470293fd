import { useEffect, useState } from 'react';
import { useStream } from '../client/follow.ts';
import { useMe } from '../client/rights.ts';
import { CustomerStreamDocument, CustomerSyncStreamDocument } from '../generated/graphql.ts';
import { useOften } from './often.ts';

/** Counts up whenever something of a customer has changed, or how it stands in a system; at most once a second. */
export function useBeat(id: string | null): number {
  const { can } = useMe();
  const [beat, setBeat] = useState(0);
  const soon = useOften(() => setBeat((before) => before + 1));
  const follower = { changes: soon, restarted: soon };
  useStream(CustomerStreamDocument, { id: id ?? '' }, { ...follower, pause: id === null });
  useStream(
    CustomerSyncStreamDocument,
    { customerId: id ?? '' },
    { ...follower, pause: id === null || !can('Subscription.syncStatusChanged') },
  );
  return beat;
}

/** Reads again whenever something has changed. */
export function useReread(beat: number, again: () => void): void {
  useEffect(() => {
    if (beat > 0) again();
  }, [beat, again]);
}
