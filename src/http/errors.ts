import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { Problem, problemCodes } from '../canonical/problem.ts';
import { isOutage } from '../canonical/outage.ts';

/** The codes that a caller can meet besides those of `canonical/problem.ts`: a request that never reached a resolver. */
export const requestCodes = {
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL, or has more tokens than the hub reads.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema, or is larger than docs/limits.md allows.',
  BAD_USER_INPUT: 'A variable or argument does not have the type that the operation declares.',
  OPERATION_RESOLUTION_FAILURE: 'The document has no operation of the name given, or several and none named.',
  BAD_REQUEST: 'The HTTP request is not one that GraphQL over HTTP allows; the message says why.',
  OPERATION_TOO_COSTLY:
    'The operation costs more than one may; ask for smaller pages or for less (docs/limits.md).',
  OPERATION_NOT_TRUSTED: 'Only registered operations are executed here, and this one is not registered.',
  PERSISTED_DOCUMENT_NOT_FOUND: 'No operation is registered under the id that the request names.',
} as const;

const callerCodes = new Set<unknown>([...Object.keys(requestCodes), 'INVALID_INPUT']);

/** Turns errors into what callers may see, once for every way a request can come in. */
export interface ErrorDesk {
  /** Notes errors before they are formatted: their request's correlation id, and the stack of each bug in the log. An outage of the database is one line a second. */
  observe(errors: readonly Error[], correlationId: string): void;
  /** The published form of an error; whatever is neither a Problem nor the caller's fault is masked. */
  format(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError;
}

/** A database that is out fails everything at once; it is told of no more often. */
const outageEveryMs = 1000;

/** A desk that logs bugs to `logger`. */
export function errorDesk(logger: Logger): ErrorDesk {
  const correlations = new WeakMap<Error, string>();
  let outageToldAt = Number.NEGATIVE_INFINITY;
  const noteOutage = (error: Error, correlationId: string): void => {
    if (performance.now() - outageToldAt < outageEveryMs) return;
    outageToldAt = performance.now();
    logger.warn({ correlationId, reason: causeOf(error).message }, 'the database does not answer');
  };
  const note = (error: Error, correlationId: string): void => {
    correlations.set(error, correlationId);
    const code = publicCode(error);
    if (code === 'HUB_UNAVAILABLE') noteOutage(error, correlationId);
    if (code === undefined)
      logger.error({ correlationId, err: causeOf(error), path: pathOf(error) }, 'a request met a bug');
  };
  return {
    observe(errors, correlationId) {
      for (const error of errors) note(error, correlationId);
    },
    format(formatted, error) {
      const known = error instanceof Error ? correlations.get(error) : undefined;
      const correlationId = known ?? randomUUID();
      if (known === undefined && error instanceof Error) note(error, correlationId);
      return publish(formatted, error, correlationId);
    },
  };
}

function publish(
  formatted: GraphQLFormattedError,
  error: unknown,
  correlationId: string,
): GraphQLFormattedError {
  const { locations, path } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  const problem = problemOf(error);
  if (problem && problem.code !== 'INTERNAL') {
    const { source, system, asOf, retryAfterMs, path: field } = problem.detail;
    const detail = { source, system, asOf, retryAfterMs, field };
    const given = Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined));
    const extensions = { code: problem.code, retryable: problem.retryable, ...given, correlationId };
    return { message: problem.message, ...place, extensions };
  }
  const code = publicCode(error);
  if (code === undefined)
    return {
      message: 'internal error; the correlation id finds it in the log of the hub',
      ...place,
      extensions: { code: 'INTERNAL', retryable: false, correlationId },
    };
  const message = plainly(formatted.message);
  return { message, ...place, extensions: { code, retryable: false, correlationId } };
}

/** A complaint of graphql-js without what it suggests: who may not ask for the schema must not be told it name by name. */
const plainly = (message: string): string => message.replace(/ ?\bDid you mean [^]*$/, '');

/** The code that a caller may see; undefined for a bug. */
function publicCode(error: unknown): string | undefined {
  const problem = problemOf(error);
  if (problem) return problem.code === 'INTERNAL' ? undefined : problem.code;
  if (!(error instanceof GraphQLError)) return undefined;
  const inner = error.originalError instanceof GraphQLError ? error.originalError : undefined;
  // A scalar's own verdict outranks the code of the stage that met it.
  if (inner?.extensions.code === 'INVALID_INPUT') return 'INVALID_INPUT';
  if (callerCodes.has(error.extensions.code)) return String(error.extensions.code);
  // The executor's complaints about arguments come as bare GraphQL errors.
  return [error, inner].some((each) => each && /^(Argument|Variable) "/.test(each.message)) &&
    (inner ?? error).originalError === undefined
    ? 'BAD_USER_INPUT'
    : undefined;
}

function problemOf(error: unknown): Problem | undefined {
  let each = error;
  while (each instanceof GraphQLError && each.originalError) each = each.originalError;
  if (each instanceof Problem) return each;
  return isOutage(each)
    ? new Problem('HUB_UNAVAILABLE', problemCodes.HUB_UNAVAILABLE.meaning, { cause: each })
    : undefined;
}

function causeOf(error: Error): Error {
  return error instanceof GraphQLError && error.originalError ? causeOf(error.originalError) : error;
}

function pathOf(error: Error): string | undefined {
  return error instanceof GraphQLError ? error.path?.join('.') : undefined;
}
