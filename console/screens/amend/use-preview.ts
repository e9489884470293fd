import { useCallback, useRef, useState } from 'react';
import { newKey, useFetch } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import type { Trouble } from '../../client/trouble.ts';
import { AmendPreviewDocument, type AmendPreviewQuery } from '../../generated/graphql.ts';
import { requestOf, type Subscription, type Wish } from './inputs.ts';

/** What a change would come to, with what it was asked of and for. */
export interface Previewed {
  readonly preview: AmendPreviewQuery['previewAmendment'];
  /** The subscription as it was then. */
  readonly base: Subscription;
  /** The inputs, as text to compare. */
  readonly asked: string;
  /** By which it is committed, at every try. */
  readonly key: string;
}

/** What makes two changes the same request. */
export const askedOf = (
  wish: Wish & { readonly type: NonNullable<Wish['type']> },
  of: Subscription,
): string => JSON.stringify({ ...requestOf(wish, of), expectedVersion: 0 });

export interface PreviewState {
  readonly previewed: Previewed | null;
  readonly busy: boolean;
  readonly troubles: readonly Trouble[];
  /** Why the hub would not commit it any more, in its words. */
  readonly refusal: string | null;
}

const none: PreviewState = { previewed: null, busy: false, troubles: [], refusal: null };

/** Has changes previewed, the last one that was asked for counts. */
export function usePreview(): PreviewState & {
  readonly ask: (
    wish: Wish & { readonly type: NonNullable<Wish['type']> },
    of: Subscription,
  ) => Promise<void>;
  /** The hub has refused to commit it, for a reason that previewing it again mends. */
  readonly refuse: (message: string) => void;
  readonly forget: () => void;
} {
  const { can } = useMe();
  const fetch = useFetch(AmendPreviewDocument);
  const [state, setState] = useState(none);
  const turn = useRef(0);
  const postings = can('FinancialImpact.postings');
  const payloads = can('PlannedWrite.payload');
  const ask = useCallback(
    async (wish: Wish & { readonly type: NonNullable<Wish['type']> }, of: Subscription) => {
      const mine = ++turn.current;
      setState((before) => ({ ...before, busy: true, troubles: [] }));
      const { data, troubles } = await fetch({ input: requestOf(wish, of), postings, payloads });
      if (turn.current !== mine) return;
      const previewed = data
        ? { preview: data.previewAmendment, base: of, asked: askedOf(wish, of), key: newKey() }
        : null;
      setState({ previewed, busy: false, troubles, refusal: null });
    },
    [fetch, postings, payloads],
  );
  return {
    ...state,
    ask,
    refuse: useCallback((refusal: string) => setState((before) => ({ ...before, refusal })), []),
    forget: useCallback(() => {
      turn.current += 1;
      setState(none);
    }, []),
  };
}
