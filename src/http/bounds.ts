import { type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Limits } from '../canonical/limits.ts';
import { Problem } from '../canonical/problem.ts';
import type { Caller } from './access.ts';
import { costModel, type Variables } from './cost.ts';
import type { OperationRequest, Prepared } from './documents.ts';
import { variableFault } from './limits.ts';
import type { Rates } from './rates.ts';
import type { RequestContext } from './request.ts';
import { headersOf, statusOf } from './status.ts';
import { ageFault } from './staleness.ts';
import { type Given, textOf } from './trusted.ts';

/** What every operation must pass before it is executed, whichever way it came. */
export interface Bounds {
  readonly limits: Limits;
  readonly rates: Rates;
  /** The text of the document that a request wants executed; null where it names none. Throws what `textOf` does. */
  text(given: Given, context: Pick<RequestContext, 'hub'>): string | null;
  /** What an operation costs with these variables; throws when it is too large, or too costly for the hub or for its caller now. */
  pass(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Variables,
    caller: Caller,
  ): number;
}

/** The bounds of one server. */
export function createBounds(
  schema: GraphQLSchema,
  parts: Pick<Bounds, 'limits' | 'rates'> & { readonly trustedOnly: boolean },
): Bounds {
  const { limits, rates, trustedOnly } = parts;
  const costOf = costModel(schema);
  return {
    limits,
    rates,
    text: (given, { hub }) => textOf(given, hub.operations, trustedOnly),
    pass(document, operation, variables, caller) {
      const fault = variableFault(variables, limits.maxListItems);
      if (fault) throw fault;
      const negative = ageFault(document, operation, variables);
      if (negative) throw negative;
      const cost = costOf(document, operation)(variables);
      if (cost > limits.maxCost) throw tooCostly(cost, limits.maxCost);
      rates.cost(caller, cost);
      return cost;
    },
  };
}

/** What is to be executed for a request, or the errors that say why it is not. */
export type Prepare = (
  request: OperationRequest,
  context: RequestContext,
) => Prepared | readonly GraphQLError[];

/** Puts the bounds before and behind what reads documents. `counted` also counts each operation as a request. */
export function bounded(
  bounds: Bounds,
  read: (request: OperationRequest, context: RequestContext) => Prepared | readonly GraphQLError[],
  counted: boolean,
): Prepare {
  return (request, context) => {
    try {
      if (counted) bounds.rates.request(context.caller);
      const prepared = read({ ...request, query: bounds.text(request, context) ?? '' }, context);
      if (!('schema' in prepared)) return prepared;
      const { document, operationName, variableValues } = prepared;
      bounds.pass(document, getOperationAST(document, operationName)!, variableValues, context.caller);
      return prepared;
    } catch (error) {
      return [asRefusal(error)];
    }
  };
}

/** The header by which a caller asks what its operation costs. */
const costHeader = 'x-isthmus-cost';

/** Puts the bounds before what Apollo executes, and tells whoever asks what it costs, in `extensions.cost`. */
export function boundsPlugin(bounds: Bounds): ApolloServerPlugin<RequestContext> {
  return {
    async requestDidStart() {
      let cost: number | null = null;
      return {
        async didResolveOperation({ document, operation, request, source, contextValue }) {
          if (!operation) return;
          try {
            // What is executed is asked for once more: whoever read the request before may have read it otherwise.
            bounds.text({ query: source }, contextValue);
            cost = bounds.pass(document, operation, request.variables, contextValue.caller);
          } catch (error) {
            throw asRefusal(error);
          }
        },
        async willSendResponse({ request, response }) {
          if (cost === null || response.body.kind !== 'single' || !request.http?.headers.has(costHeader))
            return;
          const { singleResult } = response.body;
          singleResult.extensions = {
            ...singleResult.extensions,
            cost: { cost, maxCost: bounds.limits.maxCost },
          };
        },
      };
    },
  };
}

/** Why an operation is not executed, as GraphQL and HTTP say it; whatever is a bug is thrown on. */
function asRefusal(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  if (!(error instanceof Problem)) throw error;
  const http = { status: statusOf(error), headers: new HeaderMap(Object.entries(headersOf(error, true))) };
  return new GraphQLError(error.message, { originalError: error, extensions: { http } });
}

function tooCostly(cost: number, most: number): GraphQLError {
  return new GraphQLError(
    `the operation costs ${cost}, and ${most} is the most; ask for smaller pages, or for less of each item`,
    { extensions: { code: 'OPERATION_TOO_COSTLY', http: { status: 400 } } },
  );
}
