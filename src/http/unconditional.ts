import type { DirectiveNode, SelectionSetNode, ValidationContext, ValidationRule } from 'graphql';
import { GraphQLError } from 'graphql';

/**
 * A validation rule: the root of a subscription is not conditional, as the September 2025 specification has it (5.2.4.1). graphql-js
 * looks at its conditions without the variables and throws. Must come behind graphql-js' own rules: it ends the validation, before they meet the field.
 */
export const unconditionalRoot: ValidationRule = (context) => ({
  Document({ definitions }) {
    const nodes = definitions.flatMap((each) =>
      each.kind === 'OperationDefinition' && each.operation === 'subscription'
        ? conditionsOf(each.selectionSet, context, new Set())
        : [],
    );
    if (nodes.length === 0) return undefined;
    const message = 'the field of a subscription must not be under @skip or @include';
    context.reportError(new GraphQLError(message, { nodes }));
    // What is taken out of the tree is not visited.
    return null;
  },
});

/** The conditions of the fields that stand at the root, also through fragments. */
function conditionsOf(
  { selections }: SelectionSetNode,
  context: ValidationContext,
  seen: Set<string>,
): readonly DirectiveNode[] {
  return selections.flatMap((node) => {
    const own = (node.directives ?? []).filter(({ name }) => ['skip', 'include'].includes(name.value));
    if (node.kind === 'Field') return own;
    if (node.kind === 'InlineFragment') return [...own, ...conditionsOf(node.selectionSet, context, seen)];
    const fragment = seen.has(node.name.value) ? undefined : context.getFragment(node.name.value);
    seen.add(node.name.value);
    return fragment ? [...own, ...conditionsOf(fragment.selectionSet, context, seen)] : own;
  });
}
