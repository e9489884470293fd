import { Problem } from '../canonical/problem.ts';
import type { ReplayRequest } from '../context.ts';
import type { ReplayInput } from '../generated/graphql.ts';

/** An index holds no longer ones. */
const longestKey = 200;

/** What the hub is asked for, without the nulls of GraphQL. INVALID_INPUT for a key that is too long. */
export function replayRequest(input: ReplayInput): ReplayRequest {
  const { clientMutationId: _, ...rest } = input;
  if ((input.idempotencyKey?.length ?? 0) > longestKey)
    throw new Problem('INVALID_INPUT', `An idempotency key has at most ${longestKey} characters.`, {
      path: 'idempotencyKey',
    });
  return Object.fromEntries(
    Object.entries(rest).filter(([, value]) => value != null),
  ) as unknown as ReplayRequest;
}
