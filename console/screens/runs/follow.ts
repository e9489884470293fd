import { useState } from 'react';
import { useAsk } from '../../client/ask.ts';
import { useStream } from '../../client/follow.ts';
import { useMe } from '../../client/rights.ts';
import type { Trouble } from '../../client/trouble.ts';
import {
  RunExceptionChangedDocument,
  RunInsideDocument,
  RunLogDocument,
  type RunLogQuery,
  RunTraceChangedDocument,
  RunTraceDocument,
  type RunTracedFragment,
} from '../../generated/graphql.ts';
import { useOften } from '../../parts/often.ts';
import type { Inside } from './step.tsx';

/** A run as it is followed, and what goes with it as far as the role sees it. */
export interface Followed {
  /** Null: there is none, or it is not for the role; undefined: not known yet. */
  readonly run: RunTracedFragment | null | undefined;
  readonly insides: readonly Inside[];
  readonly log: RunLogQuery | undefined;
  readonly troubles: readonly Trouble[];
  readonly again: () => void;
}

type Node = RunTracedFragment | null | undefined;
// The graph may hold anything under an id; of what is no run nothing was asked.
const isRun = (node: Node): node is RunTracedFragment => node != null && 'processVersion' in node;

/** Follows a run: asked for once, and then as the stream tells it. */
export function useRun(id: string): Followed {
  const { can } = useMe();
  const rights = { money: can('WorkflowRun.moneyAtRisk'), approvals: can('WorkflowRun.approvals') };
  const asked = useAsk(RunTraceDocument, { id, ...rights });
  // What was told last of this run, until it is read anew; an answer that was on its way when it was told is older.
  const [told, setTold] = useState<{ readonly run: RunTracedFragment; readonly data: unknown } | null>(null);
  const answered = isRun(asked.data?.node) ? asked.data.node : null;
  const current = told !== null && told.run.id === id && told.data === asked.data ? told.run : answered;

  const inner = can('RunStep.input') && can('StepAttempt.call');
  const inside = useAsk(RunInsideDocument, { id }, !inner);
  const sees = can('Query.events');
  const log = useAsk(
    RunLogDocument,
    { id, correlationId: current?.correlationId ?? '' },
    !sees || current === null,
  );
  const more = useOften(() => {
    if (inner) inside.again();
    if (sees && current !== null) log.again();
  });
  const again = useOften(asked.again);

  const take = (nodes: readonly Node[]): void => {
    const run = nodes.findLast((node) => isRun(node));
    if (!run) return;
    setTold({ run, data: asked.data });
    more();
  };
  useStream(
    RunTraceChangedDocument,
    { runId: id, ...rights },
    {
      changes: (changes) => take(changes.map(({ node }) => node)),
      snapshot: ({ nodes }) => take(nodes),
      restarted() {
        asked.again();
        more();
      },
    },
  );
  const exception = current?.exception ?? null;
  useStream(
    RunExceptionChangedDocument,
    { rootCauseKey: exception?.rootCauseKey ?? '' },
    {
      changes(changes) {
        if (changes.some(({ node }) => node !== null && node.id === exception?.id)) again();
      },
      pause: exception === null || exception.settledAt !== null || !can('Subscription.exceptionChanged'),
    },
  );
  const node = inside.data?.node;
  return {
    run: current ?? (asked.data === undefined ? undefined : null),
    insides: node && 'steps' in node ? node.steps : [],
    log: log.data,
    troubles: [...asked.troubles, ...inside.troubles, ...log.troubles],
    again,
  };
}
