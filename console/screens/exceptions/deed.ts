import type { Outcome } from '../../client/ask.ts';
import type { ExceptionActionInput, ExceptionAnswerFragment } from '../../generated/graphql.ts';

/** What people do with exceptions, and the field of the graph that does it. */
export const fields = {
  assign: 'Mutation.assignExceptions',
  comment: 'Mutation.commentException',
  fix: 'Mutation.fixAndResume',
  retry: 'Mutation.retryException',
  skip: 'Mutation.skipException',
} as const;
export type Deed = keyof typeof fields;

/** Does one of these to one or many exceptions. */
export type Send = (deed: Deed, input: ExceptionActionInput) => Promise<Outcome<ExceptionAnswerFragment>>;
