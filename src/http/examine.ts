import {
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { Limits } from '../canonical/limits.ts';
import type { TrustedOperation } from '../canonical/operation.ts';
import { Problem } from '../canonical/problem.ts';
import { costModel } from './cost.ts';
import { documentLimit } from './limits.ts';
import { unconditionalRoot } from './unconditional.ts';

/**
 * What the costliest operation of a document costs when its variables are left out. Throws INVALID_INPUT for a document that the graph would
 * refuse whoever asked: it does not fit the schema, is too large or too costly.
 */
export function examineOperation(
  schema: GraphQLSchema,
  { name, document }: Pick<TrustedOperation, 'name' | 'document'>,
  limits: Limits,
): number {
  const refuse = (why: string): Problem => new Problem('INVALID_INPUT', `${name}: ${why}`);
  try {
    const parsed = parse(document, { maxTokens: limits.maxTokens });
    const [error] = validate(schema, parsed, [documentLimit(limits), ...specifiedRules, unconditionalRoot]);
    if (error) throw error;
    const costOf = costModel(schema);
    const names = parsed.definitions.flatMap((each) =>
      each.kind === Kind.OPERATION_DEFINITION ? [each.name?.value] : [],
    );
    const cost = Math.max(0, ...names.map((each) => costOf(parsed, getOperationAST(parsed, each)!)({})));
    if (cost > limits.maxCost) throw refuse(`it costs ${cost}; ${limits.maxCost} is the most.`);
    return cost;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw refuse(error.message);
  }
}
