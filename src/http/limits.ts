import {
  type FragmentDefinitionNode,
  GraphQLError,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** The deepest that the variables of a request may be nested; the deepest input of the graph needs a third of it. */
const maxVariableDepth = 64;

/** The error for variables nested so deep that reading them might exhaust the stack, or undefined. */
export function tooDeep(variables: unknown): GraphQLError | undefined {
  let level = [variables];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxVariableDepth)
      return new GraphQLError(`the variables are nested too deep; ${maxVariableDepth} is the most`, {
        extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
      });
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return undefined;
}

/** A validation rule: no operation may nest its fields deeper than this. Fragments count where they are spread. */
export function depthLimit(maximum: number): ValidationRule {
  return (context: ValidationContext) => ({
    Document(document) {
      const depths = new Map<string, number>();
      for (const definition of document.definitions) {
        if (definition.kind !== 'OperationDefinition') continue;
        const depth = depthOf(definition.selectionSet, context, depths);
        if (depth > maximum)
          context.reportError(
            new GraphQLError(`the operation is nested ${depth} fields deep; ${maximum} is the most`, {
              nodes: definition,
            }),
          );
      }
    },
  });
}

function depthOf(
  selections: SelectionSetNode,
  context: ValidationContext,
  depths: Map<string, number>,
): number {
  let deepest = 0;
  for (const node of selections.selections) {
    if (node.kind === 'FragmentSpread') {
      const fragment = context.getFragment(node.name.value);
      if (fragment) deepest = Math.max(deepest, fragmentDepth(fragment, context, depths));
    } else {
      const below = node.selectionSet ? depthOf(node.selectionSet, context, depths) : 0;
      deepest = Math.max(deepest, node.kind === 'Field' ? below + 1 : below);
    }
  }
  return deepest;
}

// Each fragment is measured once, however often it is spread; one that spreads itself is another rule's to report.
function fragmentDepth(
  fragment: FragmentDefinitionNode,
  context: ValidationContext,
  depths: Map<string, number>,
): number {
  const name = fragment.name.value;
  const known = depths.get(name);
  if (known !== undefined) return known;
  depths.set(name, 0);
  const depth = depthOf(fragment.selectionSet, context, depths);
  depths.set(name, depth);
  return depth;
}
