import { useMemo } from 'react';
import { useAsk } from '../../client/ask.ts';
import { useStream } from '../../client/follow.ts';
import { useMe } from '../../client/rights.ts';
import {
  TowerApprovalEventsDocument,
  TowerExceptionEventsDocument,
  TowerExceptionsDocument,
  TowerPastDocument,
  TowerRecordEventsDocument,
  TowerRunEventsDocument,
  TowerRunsDocument,
  TowerWaitingDocument,
} from '../../generated/graphql.ts';
import { useMinute } from '../../parts/now.ts';
import { useEvery, useKept, useOften } from '../../parts/often.ts';
import { useRange } from '../../parts/range.tsx';

const hourMs = 3_600_000;

/** The bounds between the ages of the backlog: an hour, a day and a week before now, to the minute. */
export function useBounds(): { readonly hour: string; readonly day: string; readonly week: string } {
  const minute = useMinute();
  return useMemo(() => {
    const before = (hours: number): string => new Date(minute - hours * hourMs).toISOString();
    return { hour: before(1), day: before(24), week: before(24 * 7) };
  }, [minute]);
}

/** What the tower knows of exceptions, runs and what waits for somebody; read anew, at most once a second, when a stream tells of a change. */
export function useNowOf() {
  const { can, id } = useMe();
  const amounts = can('ExceptionConnection.moneyAtRisk');
  const deadLetters = can('Query.deadLetters');
  const mayApprovals = can('Query.approvals');
  const { range, from } = useRange();
  const exceptions = useAsk(TowerExceptionsDocument, { amounts, ...useBounds() });
  const runs = useAsk(TowerRunsDocument, {});
  const waiting = useAsk(
    TowerWaitingDocument,
    { approvals: mayApprovals, deadLetters },
    !mayApprovals && !deadLetters,
  );
  const past = useAsk(TowerPastDocument, { from });

  const exceptionsMoved = useOften(() => {
    exceptions.again();
    past.again();
  });
  const runsMoved = useOften(() => {
    runs.again();
    past.again();
  });
  const waitingMoved = useOften(waiting.again);
  // A run is late because time goes by, which no stream tells.
  useEvery(runs.again, 60_000);
  // What happened between the first answer and the beginning of a stream is in neither, so that its snapshot is a reason to read too.
  useStream(
    TowerExceptionEventsDocument,
    {},
    {
      snapshot: exceptionsMoved,
      changes: exceptionsMoved,
      restarted: exceptionsMoved,
      pause: !can('Subscription.exceptionChanged'),
    },
  );
  useStream(
    TowerRunEventsDocument,
    {},
    {
      snapshot: runsMoved,
      changes: runsMoved,
      restarted: runsMoved,
      pause: !can('Subscription.workflowRunChanged'),
    },
  );
  useStream(
    TowerApprovalEventsDocument,
    {},
    {
      snapshot: waitingMoved,
      changes: waitingMoved,
      restarted: waitingMoved,
      pause: !can('Subscription.approvalChanged'),
    },
  );
  useStream(
    TowerRecordEventsDocument,
    {},
    {
      snapshot: waitingMoved,
      changes: waitingMoved,
      restarted: waitingMoved,
      pause: !deadLetters || !can('Subscription.eventAppended'),
    },
  );

  const { mine, pending } = waiting.data ?? {};
  // Nobody decides what they asked for, or twice.
  const toDecide = mine?.edges.filter(
    ({ node: { requestedBy, decisions } }) =>
      requestedBy.id !== id && decisions.every(({ by }) => by.id !== id),
  ).length;
  return {
    amounts,
    exceptions: useKept(exceptions.data, 'exceptions'),
    runs: runs.data,
    past: useKept(past.data, range),
    /** Null where the role has nothing to do with approvals. */
    approvals: toDecide === undefined ? null : { toDecide, all: pending?.totalCount ?? null },
    deadLetters: waiting.data?.deadLetters?.totalCount ?? null,
    troubles: [...exceptions.troubles, ...runs.troubles, ...waiting.troubles, ...past.troubles],
    again() {
      for (const each of [exceptions, runs, past]) each.again();
      if (mayApprovals || deadLetters) waiting.again();
    },
  };
}

export type NowOf = ReturnType<typeof useNowOf>;
