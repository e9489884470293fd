import type { ApolloServer, ContextThunk } from '@apollo/server';
import { execute, type ExecutionArgs, type ExecutionResult, GraphQLError } from 'graphql';
import { Problem } from '../canonical/problem.ts';
import type { Caller } from './access.ts';
import type { ErrorDesk } from './errors.ts';
import type { SensitiveReads } from './reads.ts';
import type { Rendering } from './rendering.ts';
import type { RequestContext } from './request.ts';

/**
 * What the work gives, or a rejection with OPERATION_TIMEOUT when it takes longer. An execution cannot be ended from outside, so it goes on
 * and nobody waits for it; `late` is given what it comes to after all.
 */
export async function withinTime<T>(
  work: T | Promise<T>,
  timeoutMs: number,
  late: (value: T) => void = () => {},
): Promise<T> {
  if (!(work instanceof Promise)) return work;
  const over = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    work.then(late, () => {});
    const message = `The operation took longer than ${timeoutMs} ms and was given up; ask for less at a time.`;
    over.reject(new Problem('OPERATION_TIMEOUT', message));
  }, timeoutMs);
  try {
    return await Promise.race([work, over.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** The same server, whose requests are given up when they take too long. */
export function timedServer(
  server: ApolloServer<RequestContext>,
  timeoutMs: number,
  desk: ErrorDesk,
): ApolloServer<RequestContext> {
  const timed: Pick<ApolloServer<RequestContext>, 'executeHTTPGraphQLRequest'> = {
    async executeHTTPGraphQLRequest({ httpGraphQLRequest, context }) {
      let made: RequestContext | undefined;
      const remembered: ContextThunk<RequestContext> = async () => (made = await context());
      try {
        return await withinTime(
          server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: remembered }),
          timeoutMs,
        );
      } catch (error) {
        if (made && error instanceof Problem) desk.observe([error], made.correlationId());
        throw error;
      }
    },
  };
  return Object.assign(Object.create(server) as ApolloServer<RequestContext>, timed);
}

/** The same renderings, given up when they take too long; `contextOf` makes what tells of it. */
export function timedRendering(
  rendering: Rendering,
  timeoutMs: number,
  contextOf: (caller: Caller) => RequestContext,
): Rendering {
  return {
    ...rendering,
    source: (prepared, context) => withinTime(rendering.source(prepared, context), timeoutMs, abandon),
    async result(prepared, value, caller) {
      try {
        return await withinTime(rendering.result(prepared, value, caller), timeoutMs);
      } catch (error) {
        return rendering.failure(error, contextOf(caller));
      }
    },
  };
}

/**
 * Executes an operation of a socket, and records what is sensitive in its answer; one that takes too long, or cannot be recorded, is answered
 * with the error alone.
 */
export async function timedExecution(
  args: ExecutionArgs,
  timeoutMs: number,
  reads: SensitiveReads,
): Promise<ExecutionResult> {
  const answer = async (): Promise<ExecutionResult> => {
    const result = await execute(args);
    await reads.answered(args, result.data, args.contextValue as RequestContext);
    return result;
  };
  try {
    return await withinTime(answer(), timeoutMs);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { errors: [new GraphQLError(error.message, { originalError: error })] };
  }
}

/** A stream that nobody waits for any more is closed. */
function abandon(source: AsyncIterable<unknown> | string): void {
  if (typeof source === 'string') return;
  if ('close' in source && typeof source.close === 'function') source.close();
  else void source[Symbol.asyncIterator]().return?.();
}
