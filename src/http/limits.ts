import {
  type DocumentNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
  visit,
} from 'graphql';
import type { Limits } from '../canonical/limits.ts';

/** What one document may be, whatever it asks for. */
export type DocumentBounds = Pick<
  Limits,
  'maxDepth' | 'maxFields' | 'maxRootFields' | 'maxAliases' | 'maxDirectives' | 'maxListItems'
>;

/** The deepest that a value may be nested, in the document or in the variables; the deepest input of the graph needs a third of it. */
const maxValueDepth = 64;
/** No directive of the graph is repeatable, so nothing needs more of them in one place. */
const maxDirectivesInPlace = 5;
/** Operations and fragments of a document: some checks look at each pair of fragments. */
const maxDefinitions = 100;
/** How deep selections of any kind may be nested, fragments too. */
const maxNesting = 100;

/**
 * A validation rule: no operation may be larger than the bounds. A document that is goes through no further rule, because some of those
 * take a time that grows with its square.
 */
export function documentLimit(bounds: DocumentBounds): ValidationRule {
  return (context) => ({
    Document(document) {
      const found = faultsOf(document, bounds);
      if (found.length === 0) return undefined;
      for (const error of found) context.reportError(error);
      // What is taken out of the tree is not visited.
      return null;
    },
  });
}

/** What is too large in a document: at most one error an operation, and one for its values. Takes a time that grows with its length alone. */
function faultsOf(document: DocumentNode, bounds: DocumentBounds): readonly GraphQLError[] {
  const measured = measures(document);
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const faults = [
    ...operations.map((operation) => [operation, operationFault(operation, measured, bounds)] as const),
    [operations[0], placeFault(document, bounds)] as const,
  ];
  return faults.flatMap(([nodes, message]) => (message ? [new GraphQLError(message, { nodes })] : []));
}

function operationFault(
  operation: OperationDefinitionNode,
  measured: Measured,
  { maxDepth, maxFields, maxRootFields, maxAliases, maxDirectives }: DocumentBounds,
): string | undefined {
  const of = (measure: Measure): number => measured(measure, operation.selectionSet);
  const own = [operation, ...(operation.variableDefinitions ?? [])].map(
    (node) => node.directives?.length ?? 0,
  );
  if (of(depth) > maxDepth)
    return `the operation is nested ${of(depth)} fields deep; ${maxDepth} is the most`;
  if (of(nesting) > maxNesting) return `the selections are nested too deep; ${maxNesting} is the most`;
  if (of(fieldsAtRoot) > maxRootFields)
    return `the operation asks for too many fields at its root; ${maxRootFields} is the most`;
  if (of(fields) > maxFields) return `the operation asks for too many fields; ${maxFields} is the most`;
  if (of(aliases) > maxAliases) return `the operation has too many aliases; ${maxAliases} is the most`;
  if (own.reduce((sum, each) => sum + each, of(directives)) > maxDirectives)
    return `the operation has too many directives; ${maxDirectives} is the most`;
  return undefined;
}

/** What is wrong at one place of a document, wherever it is. */
function placeFault(document: DocumentNode, { maxListItems }: DocumentBounds): string | undefined {
  const { length } = document.definitions;
  if (length > maxDefinitions)
    return `the document has ${length} operations and fragments; ${maxDefinitions} is the most`;
  let fault: string | undefined;
  let nested = 0;
  visit(document, {
    enter(node) {
      if (fault) return false;
      if ('directives' in node && (node.directives?.length ?? 0) > maxDirectivesInPlace)
        fault = `there are too many directives in one place; ${maxDirectivesInPlace} is the most`;
      if (node.kind === Kind.LIST && node.values.length > maxListItems)
        fault = `a list has ${node.values.length} values; ${maxListItems} is the most`;
      if (node.kind === Kind.LIST || node.kind === Kind.OBJECT) nested += 1;
      if (nested > maxValueDepth) fault = `a value is nested too deep; ${maxValueDepth} is the most`;
      return undefined;
    },
    leave(node) {
      if (node.kind === Kind.LIST || node.kind === Kind.OBJECT) nested -= 1;
    },
  });
  return fault;
}

/** The error for variables that are nested so deep that reading them might exhaust the stack, or hold a list that is too long; or undefined. */
export function variableFault(variables: unknown, maxListItems: number): GraphQLError | undefined {
  let level = [variables];
  for (let deep = 0; level.length > 0; deep++) {
    if (deep > maxValueDepth)
      return refusal('BAD_USER_INPUT', `the variables are nested too deep; ${maxValueDepth} is the most`);
    const next: unknown[] = [];
    for (const each of level) {
      if (typeof each !== 'object' || each === null) continue;
      if (Array.isArray(each) && each.length > maxListItems)
        return refusal(
          'INVALID_INPUT',
          `a list in the variables has ${each.length} values; ${maxListItems} is the most`,
        );
      for (const value of Object.values(each)) next.push(value);
    }
    level = next;
  }
  return undefined;
}

const refusal = (code: string, message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status: 400 } } });

/** Something to measure of selections: what one is with what is below it, and what two are together. */
interface Measure {
  of(node: SelectionNode, below: number): number;
  together(one: number, other: number): number;
}

type Measured = (measure: Measure, selection: SelectionSetNode) => number;

const sum = (one: number, other: number): number => one + other;
const isField = ({ kind }: SelectionNode): number => (kind === Kind.FIELD ? 1 : 0);
const depth: Measure = { of: (node, below) => below + isField(node), together: Math.max };
const nesting: Measure = { of: (_node, below) => below + 1, together: Math.max };
const fields: Measure = { of: (node, below) => below + isField(node), together: sum };
const fieldsAtRoot: Measure = {
  of: (node, below) => (node.kind === Kind.FIELD ? 1 : below),
  together: sum,
};
const aliases: Measure = {
  of: (node, below) => below + (node.kind === Kind.FIELD && node.alias ? 1 : 0),
  together: sum,
};
const directives: Measure = {
  of: (node, below) => below + (node.directives?.length ?? 0),
  together: sum,
};

/**
 * Measures selections of a document. Each fragment is measured once, however often it is spread; one that spreads itself is another
 * rule's to report.
 */
function measures({ definitions }: DocumentNode): Measured {
  const fragments = new Map(
    definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each.selectionSet] as const] : [],
    ),
  );
  const known = new Map<Measure, Map<string, number>>();

  function fragment(measure: Measure, name: string): number {
    const held = known.get(measure) ?? new Map<string, number>();
    known.set(measure, held);
    const found = held.get(name);
    if (found !== undefined) return found;
    held.set(name, 0);
    const selection = fragments.get(name);
    const total = selection ? measured(measure, selection) : 0;
    held.set(name, total);
    return total;
  }

  function below(measure: Measure, node: SelectionNode): number {
    if (node.kind === Kind.FRAGMENT_SPREAD) return fragment(measure, node.name.value);
    return node.selectionSet ? measured(measure, node.selectionSet) : 0;
  }

  const measured: Measured = (measure, { selections }) =>
    selections.reduce((total, node) => measure.together(total, measure.of(node, below(measure, node))), 0);
  return measured;
}
