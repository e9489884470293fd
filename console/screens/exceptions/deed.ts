/** What people do with exceptions, and the field of the graph that does it. */
export const fields = {
  assign: 'Mutation.assignExceptions',
  comment: 'Mutation.commentException',
  fix: 'Mutation.fixAndResume',
  retry: 'Mutation.retryException',
  skip: 'Mutation.skipException',
} as const;
export type Deed = keyof typeof fields;
