import { useMemo } from 'react';
import { type Outcome, useChange } from '../../client/ask.ts';
import {
  ExceptionAssignDocument,
  ExceptionCommentDocument,
  ExceptionFixDocument,
  ExceptionRetryDocument,
  ExceptionSkipDocument,
  type ExceptionActionInput,
  type ExceptionAnswerFragment,
} from '../../generated/graphql.ts';
import type { Done } from '../../parts/act.tsx';
import type { Deed, Send } from './deed.ts';

const of = <Data>(
  { data, troubles }: Outcome<Data>,
  find: (data: Data) => ExceptionAnswerFragment,
): Outcome<ExceptionAnswerFragment> => ({ data: data && find(data), troubles });

/** Gives what does one of these to one or many exceptions. It never throws. */
export function useDeeds(): Send {
  const assign = useChange(ExceptionAssignDocument);
  const comment = useChange(ExceptionCommentDocument);
  const fix = useChange(ExceptionFixDocument);
  const retry = useChange(ExceptionRetryDocument);
  const skip = useChange(ExceptionSkipDocument);
  return useMemo(() => {
    const deeds: Readonly<Record<Deed, (input: ExceptionActionInput) => ReturnType<Send>>> = {
      assign: async (input) => of(await assign({ input }), (data) => data.assignExceptions),
      comment: async (input) => of(await comment({ input }), (data) => data.commentException),
      fix: async (input) => of(await fix({ input }), (data) => data.fixAndResume),
      retry: async (input) => of(await retry({ input }), (data) => data.retryException),
      skip: async (input) => of(await skip({ input }), (data) => data.skipException),
    };
    return (deed, input) => deeds[deed](input);
  }, [assign, comment, fix, retry, skip]);
}

/** What came of it for one exception, for a person: what holds for the request, and what holds for its row. */
export function doneOne({ data, troubles }: Outcome<ExceptionAnswerFragment>): Done {
  const rows = data?.results.flatMap(({ error }) => (error ? [error.message] : [])) ?? [];
  const request = data?.userErrors.map(({ message }) => message) ?? [];
  return { errors: [...troubles.map(({ message }) => message), ...request, ...rows] };
}
