import { useAsk } from '../../client/ask.ts';
import { useStream } from '../../client/follow.ts';
import { useMe } from '../../client/rights.ts';
import type { Trouble } from '../../client/trouble.ts';
import {
  ExceptionDetailDocument,
  type ExceptionDetailQuery,
  ExceptionFollowDocument,
  ExceptionRunFollowDocument,
} from '../../generated/graphql.ts';
import { useOften } from '../../parts/often.ts';

export type Detail = Extract<ExceptionDetailQuery['node'], { readonly __typename: 'Exception' }>;

export interface Opened {
  /** Null: there is none, or it is not for the person to see; undefined while that is not known. */
  readonly detail: Detail | null | undefined;
  readonly troubles: readonly Trouble[];
  readonly again: () => void;
}

/** An exception and its run, live. */
export function useException(id: string): Opened {
  const { can } = useMe();
  const asked = useAsk(ExceptionDetailDocument, {
    id,
    amounts: can('Exception.moneyAtRisk'),
    approvals: can('Exception.approval'),
    calls: can('StepAttempt.call'),
  });
  const { data, again, troubles } = asked;
  const detail = data && (data.node?.__typename === 'Exception' ? data.node : null);
  const soon = useOften(again);
  useStream(
    ExceptionFollowDocument,
    // Its cause may become another one, its process never does.
    { process: detail ? [detail.process] : null },
    {
      pause: !detail,
      snapshot: soon,
      restarted: soon,
      changes: (told) => {
        if (told.some(({ node }) => node?.id === id)) soon();
      },
    },
  );
  useStream(
    ExceptionRunFollowDocument,
    { runId: detail?.run?.id ?? '' },
    {
      pause: !detail?.run || !can('Subscription.workflowRunChanged'),
      snapshot: soon,
      changes: soon,
      restarted: soon,
    },
  );
  return { detail, troubles, again };
}
