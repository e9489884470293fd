import type { ExecutionResult, GraphQLError, GraphQLFormattedError } from 'graphql';
import { sourceFailures } from '../resolvers/marks.ts';
import type { ErrorDesk } from './errors.ts';
import type { RequestContext } from './request.ts';

/** A result as a client may see it. */
export interface Answer {
  readonly data?: ExecutionResult['data'];
  readonly errors?: readonly GraphQLFormattedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Errors as a client may see them. */
export function publicErrors(
  desk: ErrorDesk,
  errors: readonly GraphQLError[],
  correlationId: string,
): GraphQLFormattedError[] {
  desk.observe(errors, correlationId);
  return errors.map((error) => desk.format(error.toJSON(), error));
}

/** A result as a client may see it, with the sources that could not give what it asked for. */
export function publicAnswer(desk: ErrorDesk, result: ExecutionResult, context: RequestContext): Answer {
  const sources = context.marks.size > 0 ? sourceFailures(context) : [];
  return {
    ...(result.errors && { errors: publicErrors(desk, result.errors, context.correlationId()) }),
    ...(result.data !== undefined && { data: result.data }),
    ...(sources.length > 0 && { extensions: { sources } }),
  };
}
