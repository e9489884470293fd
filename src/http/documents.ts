import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  parse,
  specifiedRules,
  validate,
  type ValidationRule,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Given } from './trusted.ts';

/** An operation as a client sends it. */
export interface OperationRequest extends Given {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Record<string, unknown> | null;
}

/** What may be executed, as `execute` of graphql takes it. */
export interface Prepared {
  /** The document as it was read, also where the request gave only its id. */
  readonly text: string;
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variableValues?: Record<string, unknown> | null;
}

export interface DocumentLimits {
  readonly maxTokens: number;
  readonly rules: readonly ValidationRule[];
}

/** Text of valid documents that is remembered, in characters. */
const remembered = 1_000_000;

/**
 * Returns a function that gives what is to be executed for a request, or the errors that say why it is not: the same checks, limits and
 * codes as over HTTP. Valid documents are remembered, because clients that lost a node come back with the same ones all at once.
 */
export function documentReader(
  schema: GraphQLSchema,
  { maxTokens, rules }: DocumentLimits,
): (request: OperationRequest) => Prepared | readonly GraphQLError[] {
  const all = [...specifiedRules, ...rules];
  const known = new LRUCache<string, DocumentNode>({
    maxSize: remembered,
    sizeCalculation: (_document, query) => query.length + 1,
  });

  /** What is wrong with a document; whatever the validation throws is wrong with it too. */
  function faultsOf(document: DocumentNode): readonly GraphQLError[] {
    try {
      return validate(schema, document, all);
    } catch (error) {
      return [error instanceof GraphQLError ? error : new GraphQLError('the document cannot be validated')];
    }
  }

  function read(query: string): DocumentNode | readonly GraphQLError[] {
    const document = known.get(query);
    if (document) return document;
    let parsed: DocumentNode;
    try {
      parsed = parse(query, { maxTokens });
    } catch (error) {
      return [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')];
    }
    const invalid = faultsOf(parsed);
    if (invalid.length > 0) return invalid.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
    known.set(query, parsed);
    return parsed;
  }

  return ({ query, operationName, variables }) => {
    const document = read(query);
    if (!('kind' in document)) return document;
    if (!getOperationAST(document, operationName))
      return [coded(new GraphQLError('no such operation in the document'), 'OPERATION_RESOLUTION_FAILURE')];
    return { text: query, schema, document, operationName, variableValues: variables };
  };
}

function coded(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions } = error;
  return new GraphQLError(message, { nodes, source, positions, originalError: error, extensions: { code } });
}
