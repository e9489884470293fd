import { createSourceEventStream, execute, getOperationAST, GraphQLError, OperationTypeNode } from 'graphql';
import type { Caller } from './access.ts';
import { publicAnswer, publicErrors } from './answer.ts';
import type { Prepared } from './documents.ts';
import type { ErrorDesk } from './errors.ts';
import { spanned } from '../telemetry/trace.ts';
import type { SensitiveReads } from './reads.ts';
import type { RequestContext } from './request.ts';

/** Executes what streams are asked for, and gives results as the JSON text that clients see. */
export interface Rendering {
  /** The source of a subscription's values, or the one text that answers: errors, or the result of another operation. */
  source(prepared: Prepared, context: RequestContext): Promise<AsyncIterable<unknown> | string>;
  /** What a subscription answers to a value of its source, for callers with the rights of this one; never throws. */
  result(prepared: Prepared, value: unknown, caller: Caller): Promise<string>;
  /** The text of an error that ends a subscription. */
  failure(error: unknown, context: RequestContext): string;
  /** The text of errors that were found before execution. */
  errors(errors: readonly GraphQLError[], context: RequestContext): string;
}

/** Each execution has a context of its own, because what loaders have seen holds for one moment only. */
export function createRendering(
  desk: ErrorDesk,
  contextOf: (caller: Caller) => RequestContext,
  reads: SensitiveReads,
): Rendering {
  const errors: Rendering['errors'] = (given, context) =>
    JSON.stringify({ errors: publicErrors(desk, given, context.correlationId()) });
  const failure: Rendering['failure'] = (error, context) =>
    errors([new GraphQLError('the subscription failed', { originalError: error as Error })], context);
  return {
    failure,
    errors,
    async source(prepared, context) {
      const operation = getOperationAST(prepared.document, prepared.operationName)?.operation;
      if (operation !== OperationTypeNode.SUBSCRIPTION) {
        const result = await execute({ ...prepared, contextValue: context });
        await reads.answered(prepared, result.data, context);
        return JSON.stringify(publicAnswer(desk, result, context));
      }
      await reads.opening(prepared, context);
      const opened = await createSourceEventStream({ ...prepared, contextValue: context });
      if (Symbol.asyncIterator in opened) return opened;
      return JSON.stringify(publicAnswer(desk, opened, context));
    },
    async result(prepared, value, caller) {
      const context = contextOf(caller);
      try {
        const result = await spanned('stream message', { causes: causesOf(value) }, async () =>
          execute({ ...prepared, rootValue: value, contextValue: context }),
        );
        return JSON.stringify(publicAnswer(desk, result, context));
      } catch (error) {
        return failure(error, context);
      }
    },
  };
}

/** The correlation id of what a message of a stream tells. */
function causesOf(message: unknown): string[] {
  const { event } = (message ?? {}) as { readonly event?: { readonly correlationId?: string } };
  return event?.correlationId === undefined ? [] : [event.correlationId];
}
