import { Problem } from '../canonical/problem.ts';
import type { Acting } from '../context.ts';
import type { SystemKind, UserError } from '../generated/graphql.ts';
import type { GraphContext } from './request.ts';

/** In whose name a mutation acts. */
export const actingOf = (context: GraphContext): Acting => ({
  principal: context.principal,
  correlationId: context.correlationId(),
});

/** Answers of a mutation that are the caller's to mend go into userErrors; everything else stays an error. */
export async function answered<T extends object>(
  context: GraphContext,
  clientMutationId: string | null | undefined,
  empty: T,
  work: () => Promise<T & { readonly replayed?: boolean }>,
): Promise<T & { clientMutationId: string | null; userErrors: UserError[]; replayed: boolean }> {
  try {
    return { replayed: false, ...(await work()), clientMutationId: clientMutationId ?? null, userErrors: [] };
  } catch (error) {
    if (!(error instanceof Problem) || error.retryable || error.code === 'INTERNAL') throw error;
    const { path } = error.detail;
    const told: UserError = {
      code: error.code,
      message: error.message,
      field: path === undefined ? null : path.split('.'),
      retryable: error.retryable,
      system: (error.detail.system as SystemKind | undefined) ?? null,
      correlationId: context.correlationId(),
    };
    return { ...empty, clientMutationId: clientMutationId ?? null, userErrors: [told], replayed: false };
  }
}
