import { GraphQLError, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql';

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
  return operationRule((measured, refuse) => {
    const found = measured(depth);
    if (found > maximum) refuse(`the operation is nested ${found} fields deep; ${maximum} is the most`);
  });
}

/** A validation rule: no operation may ask for more fields than this, nor for more at its root. Fragments count where they are spread. */
export function fieldLimit(maximum: number, maximumAtRoot: number): ValidationRule {
  return operationRule((measured, refuse) => {
    if (measured(fieldsAtRoot) > maximumAtRoot)
      refuse(`the operation asks for too many fields at its root; ${maximumAtRoot} is the most`);
    if (measured(fields) > maximum) refuse(`the operation asks for too many fields; ${maximum} is the most`);
  });
}

/** Something to measure of a selection: what a field is with what is below it, and what two are together. */
interface Measure {
  of(below: number): number;
  together(one: number, other: number): number;
}

const sum = (one: number, other: number): number => one + other;
const depth: Measure = { of: (below) => below + 1, together: Math.max };
const fields: Measure = { of: (below) => below + 1, together: sum };
const fieldsAtRoot: Measure = { of: () => 1, together: sum };

/** A validation rule that measures each operation of a document. */
function operationRule(
  judge: (measured: (measure: Measure) => number, refuse: (message: string) => void) => void,
): ValidationRule {
  return (context) => ({
    Document({ definitions }) {
      const known = new Map<Measure, Map<string, number>>();
      const fragmentsOf = (measure: Measure): Map<string, number> => {
        const held = known.get(measure) ?? new Map<string, number>();
        known.set(measure, held);
        return held;
      };
      for (const nodes of definitions)
        if (nodes.kind === 'OperationDefinition')
          judge(
            (measure) => measureOf(measure, nodes.selectionSet, context, fragmentsOf(measure)),
            (message) => context.reportError(new GraphQLError(message, { nodes })),
          );
    },
  });
}

function measureOf(
  measure: Measure,
  { selections }: SelectionSetNode,
  context: ValidationContext,
  fragments: Map<string, number>,
): number {
  let total = 0;
  for (const node of selections) {
    let own: number;
    if (node.kind === 'FragmentSpread') own = fragmentMeasure(measure, node.name.value, context, fragments);
    else {
      const below = node.selectionSet ? measureOf(measure, node.selectionSet, context, fragments) : 0;
      own = node.kind === 'Field' ? measure.of(below) : below;
    }
    total = measure.together(total, own);
  }
  return total;
}

// Each fragment is measured once, however often it is spread; one that spreads itself is another rule's to report.
function fragmentMeasure(
  measure: Measure,
  name: string,
  context: ValidationContext,
  fragments: Map<string, number>,
): number {
  const known = fragments.get(name);
  if (known !== undefined) return known;
  fragments.set(name, 0);
  const fragment = context.getFragment(name);
  const found = fragment ? measureOf(measure, fragment.selectionSet, context, fragments) : 0;
  fragments.set(name, found);
  return found;
}
