import { type DocumentNode, type OperationDefinitionNode, type ValueNode, visit } from 'graphql';
import { Problem } from '../canonical/problem.ts';
import type { Variables } from './cost.ts';

/** What is written as `maxAgeMs`, by the operation; a document is looked through once. */
const written = new WeakMap<OperationDefinitionNode, readonly ValueNode[]>();

/** Why an operation asks for no age that there is, wherever in it that stands; null where it does not. */
export function ageFault(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Problem | null {
  let ages = written.get(operation);
  if (!ages) written.set(operation, (ages = agesIn(document, operation)));
  for (const age of ages) {
    const value = valueOf(age, operation, variables);
    if (value < 0)
      return new Problem('INVALID_INPUT', `maxAgeMs must not be negative, but is ${value}`, {
        path: 'maxAgeMs',
      });
  }
  return null;
}

function agesIn(document: DocumentNode, operation: OperationDefinitionNode): readonly ValueNode[] {
  const found: ValueNode[] = [];
  for (const part of document.definitions)
    if (part === operation || part.kind === 'FragmentDefinition')
      visit(part, {
        Directive({ name, arguments: given = [] }) {
          if (name.value === 'freshness')
            found.push(...given.filter((each) => each.name.value === 'maxAgeMs').map(({ value }) => value));
        },
      });
  return found;
}

/** What a value comes to; NaN for what is no number, which is the executor's to refuse. */
function valueOf(node: ValueNode, operation: OperationDefinitionNode, variables: Variables): number {
  if (node.kind === 'IntValue') return Number(node.value);
  if (node.kind !== 'Variable') return Number.NaN;
  const name = node.name.value;
  const given = variables?.[name];
  if (given !== undefined) return typeof given === 'number' ? given : Number.NaN;
  const defined = operation.variableDefinitions?.find((each) => each.variable.name.value === name);
  return defined?.defaultValue?.kind === 'IntValue' ? Number(defined.defaultValue.value) : Number.NaN;
}
