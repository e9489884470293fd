import { doneOf, type Done } from '../../parts/act.tsx';
import type { Outcome } from '../../client/ask.ts';
import type { CustomerDoneFragment } from '../../generated/graphql.ts';

/** What came of a merge, an unmerge or a decision; `waits`: what is said where somebody else must approve first. */
export function settled<Data>(
  outcome: Outcome<Data>,
  answerOf: (data: Data) => CustomerDoneFragment,
  waits: string,
): Done {
  const done = doneOf(outcome, answerOf);
  const approval = outcome.data ? answerOf(outcome.data).approval : null;
  return approval?.status === 'PENDING' ? { ...done, said: waits } : done;
}
