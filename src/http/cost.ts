import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionNode,
  type SelectionSetNode,
  TypeMetaFieldDef,
  valueFromASTUntyped,
} from 'graphql';

/** The variables of a request as it sent them. */
export type Variables = Readonly<Record<string, unknown>> | null | undefined;

/** What an operation costs with these variables. */
export type CostOf = (variables: Variables) => number;

/** Items that a list counts as: a connection that names no size has as many, and no page has more; and a list that is not paged. */
const [usualPage, largestPage, unpaged] = [50, 200, 5];
/** A @freshness directive may send the hub to every source. */
const freshness = 200;

/**
 * What operations of a schema cost, from `@cost` and the sizes of their pages; docs/limits.md says how. Made once a document: what
 * does not depend on variables is a number, and the rest is summed for each request.
 */
export function costModel(
  schema: GraphQLSchema,
): (document: DocumentNode, operation: OperationDefinitionNode) => CostOf {
  const known = new WeakMap<OperationDefinitionNode, CostOf>();
  return (document, operation) => {
    let cost = known.get(operation);
    if (!cost) {
      const found = costOf(schema, document, operation);
      cost = typeof found === 'number' ? () => found : found;
      known.set(operation, cost);
    }
    return cost;
  };
}

/** A cost that is known, or that depends on the variables. */
type Cost = number | CostOf;

/** What a selection costs by itself, and what each edge costs where it is the selection of a connection. */
interface Total {
  readonly own: Cost;
  readonly edge: Cost;
}

const nothing: Total = { own: 0, edge: 0 };

const valueOf = (cost: Cost, variables: Variables): number =>
  typeof cost === 'number' ? cost : cost(variables);

function plus(one: Cost, other: Cost): Cost {
  if (typeof one === 'number' && typeof other === 'number') return one + other;
  if (one === 0) return other;
  if (other === 0) return one;
  return (variables) => valueOf(one, variables) + valueOf(other, variables);
}

function times(one: Cost, other: Cost): Cost {
  if (typeof one === 'number' && typeof other === 'number') return one * other;
  if (one === 0 || other === 0) return 0;
  return (variables) => valueOf(one, variables) * valueOf(other, variables);
}

function costOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Cost {
  const definitions = new Map<string, FragmentDefinitionNode>(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const defaults = new Map(
    operation.variableDefinitions?.map(({ variable, defaultValue }) => [
      variable.name.value,
      defaultValue && valueFromASTUntyped(defaultValue),
    ]),
  );
  const fragments = new Map<string, Total>();

  function fragment(name: string): Total {
    const found = fragments.get(name);
    if (found) return found;
    // One that spreads itself is refused elsewhere; here it must only end.
    fragments.set(name, nothing);
    const node = definitions.get(name);
    const type = node && schema.getType(node.typeCondition.name.value);
    const total = type ? selection(type, node.selectionSet) : nothing;
    fragments.set(name, total);
    return total;
  }

  function selection(type: GraphQLNamedType, { selections }: SelectionSetNode): Total {
    let { own, edge } = nothing;
    for (const node of selections) {
      const total = part(type, node);
      own = plus(own, total.own);
      edge = plus(edge, total.edge);
    }
    return { own, edge };
  }

  function part(type: GraphQLNamedType, node: SelectionNode): Total {
    if (node.kind === Kind.FRAGMENT_SPREAD) return fragment(node.name.value);
    if (node.kind === Kind.FIELD) return field(type, node);
    const condition = node.typeCondition && schema.getType(node.typeCondition.name.value);
    return selection(condition ?? type, node.selectionSet);
  }

  function field(type: GraphQLNamedType, node: FieldNode): Total {
    const definition = fieldOf(schema, type, node.name.value);
    if (!definition) return nothing;
    const result = getNamedType(definition.type);
    const below = node.selectionSet ? selection(result, node.selectionSet) : nothing;
    const { weight, perItem } = weightOf(definition, type, result);
    const asked = node.directives?.some(({ name }) => name.value === 'freshness') ? freshness : 0;
    const own = weight + asked;
    if (isConnection(type) && node.name.value === 'edges') return { own, edge: below.own };
    if (isConnection(result)) {
      const items = times(pageSize(node), plus(perItem, below.edge));
      return { own: plus(own, plus(below.own, items)), edge: 0 };
    }
    const each = isListType(getNullableType(definition.type))
      ? times(listSize(node), plus(perItem, below.own))
      : below.own;
    return { own: plus(own, each), edge: 0 };
  }

  /** What an argument says of a size, by the variables of a request; null where the field does not have it. */
  function given(node: FieldNode, name: string, read: (value: unknown) => number | null): Size | null {
    const value = node.arguments?.find((each) => each.name.value === name)?.value;
    if (!value) return null;
    if (value.kind === Kind.VARIABLE) {
      const variable = value.name.value;
      return (variables) => {
        const sent = variables?.[variable];
        return read(sent === undefined ? defaults.get(variable) : sent);
      };
    }
    const size = read(valueFromASTUntyped(value));
    return () => size;
  }

  function pageSize(node: FieldNode): Cost {
    const first = given(node, 'first', numberOf);
    const last = given(node, 'last', numberOf);
    if (!first && !last) return usualPage;
    const size: CostOf = (variables) => first?.(variables) ?? last?.(variables) ?? usualPage;
    return isConstant(node) ? size(null) : size;
  }

  function listSize(node: FieldNode): Cost {
    const ids = given(node, 'ids', lengthOf);
    if (!ids) return unpaged;
    const size: CostOf = (variables) => ids(variables) ?? 1;
    return isConstant(node) ? size(null) : size;
  }

  const root = schema.getRootType(operation.operation);
  const total = root ? selection(root, operation.selectionSet).own : 0;
  return operation.directives?.some(({ name }) => name.value === 'freshness')
    ? plus(total, freshness)
    : total;
}

/** A number of items, null where it is left open. */
type Size = (variables: Variables) => number | null;

const numberOf = (value: unknown): number | null =>
  typeof value === 'number' || typeof value === 'string'
    ? Math.min(Math.max(Number(value) || 0, 0), largestPage)
    : null;
const lengthOf = (value: unknown): number | null => (Array.isArray(value) ? value.length : null);

/** Whether no size of a field depends on a variable. */
const isConstant = ({ arguments: given = [] }: FieldNode): boolean =>
  given.every(
    ({ name, value }) => !['first', 'last', 'ids'].includes(name.value) || value.kind !== Kind.VARIABLE,
  );

const isConnection = (type: GraphQLNamedType): boolean => isObjectType(type) && 'edges' in type.getFields();

/** The parts of a page that are no work of their own. */
const isFrame = (type: GraphQLNamedType): boolean => isConnection(type) || type.name.endsWith('Edge');

function fieldOf(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name && type === schema.getQueryType()) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name && type === schema.getQueryType()) return TypeMetaFieldDef;
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

interface Weight {
  readonly weight: number;
  readonly perItem: number;
}

/** What introspection costs: it walks the whole schema. */
const introspection: Readonly<Record<string, number>> = { __schema: 1000, __type: 50 };

/** The weight of a field: of its own `@cost`, else of its type's; otherwise 1 for an object and nothing for a value. */
function weightOf(
  definition: GraphQLField<unknown, unknown>,
  parent: GraphQLNamedType,
  result: GraphQLNamedType,
): Weight {
  const own = declared(definition.astNode);
  const usual = isCompositeType(result) ? (declared(result.astNode).weight ?? 1) : 0;
  const weight = own.weight ?? introspection[definition.name] ?? (isFrame(parent) ? 0 : usual);
  return { weight, perItem: own.perItem ?? usual };
}

/** What `@cost` says of a field or a type. */
function declared(
  node: { readonly directives?: readonly ConstDirectiveNode[] } | null | undefined,
): Partial<Weight> {
  const found = node?.directives?.find(({ name }) => name.value === 'cost');
  return Object.fromEntries(
    (found?.arguments ?? []).map(({ name, value }) => [name.value, Number(valueFromASTUntyped(value))]),
  );
}
