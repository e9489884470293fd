import type { ReplayRequest } from '../context.ts';
import type { ReplayInput } from '../generated/graphql.ts';

/** What the hub is asked for, without the nulls of GraphQL. */
export function replayRequest(input: ReplayInput): ReplayRequest {
  const { clientMutationId: _, ...rest } = input;
  return Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value != null),
  ) as unknown as ReplayRequest;
}
