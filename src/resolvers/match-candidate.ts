import type { Batch } from '../generated/graphql.ts';
import type { Peeks } from './batch.ts';
import { recordsOf } from './links.ts';
import type { GraphContext } from './request.ts';

export const matchCandidateLoaders: Required<Batch.Loaders<GraphContext>>['MatchCandidate'] = {
  left: async (queries, { hub }) =>
    recordsOf(
      hub.reader,
      'Customer',
      queries.map(({ obj }) => obj.leftId),
    ),
  right: async (queries, { hub }) =>
    recordsOf(
      hub.reader,
      'Customer',
      queries.map(({ obj }) => obj.rightId),
    ),
};

export const matchCandidatePeeks: NonNullable<Peeks['MatchCandidate']> = {
  left: (candidate, _params, { hub }) => hub.reader.peek(candidate.leftId),
  right: (candidate, _params, { hub }) => hub.reader.peek(candidate.rightId),
};
