import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** A part of an operation that leads to sensitive fields, by the key in the answer. */
export interface Sensitive {
  /** Coordinates of this field that are sensitive: one, or several where the type is not known before. */
  readonly coordinates: Set<string>;
  /** Keys under which the object tells its id. */
  readonly ids: Set<string>;
  readonly fields: Map<string, Sensitive>;
}

/** What an operation reads that is sensitive, and the ids that its text names. */
export interface SensitivePlan {
  /** The name of the operation; null where it has none. */
  readonly operation: string | null;
  readonly root: Sensitive;
  readonly named: readonly string[];
}

/** Sensitive besides: what may hold anything, what systems were sent and said, and the audit trail, because who looks at it is in it. */
const further = [
  'AlternativeValue.value',
  'AuditEntry.account',
  'AuditEntry.actor',
  'AuditEntry.after',
  'AuditEntry.before',
  'Event.data',
  'Query.audit',
  'VendorCall.requestBody',
  'VendorCall.responseBody',
];

/** An id of the hub, wherever it stands. */
export const hubId = /^[a-z]{3,4}_[0-9a-z]{26}$/;

/** The coordinates of the fields whose reading is recorded: those with the directive `@pii`, and the audit trail itself. */
export function sensitiveFields(schema: GraphQLSchema): ReadonlySet<string> {
  const found = new Set(further);
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type))
      for (const field of Object.values(type.getFields()))
        if (field.astNode?.directives?.some(({ name }) => name.value === 'pii'))
          found.add(`${type.name}.${field.name}`);
  return found;
}

/**
 * Returns a function that says which sensitive fields an operation selects; null: none. Found out once for each document, so that the
 * usual operation pays a look into a table.
 */
export function sensitivePlans(
  schema: GraphQLSchema,
): (document: DocumentNode, operation: OperationDefinitionNode) => SensitivePlan | null {
  const sensitive = sensitiveFields(schema);
  const known = new WeakMap<OperationDefinitionNode, SensitivePlan | 'none'>();
  return (document, operation) => {
    let plan = known.get(operation);
    if (plan === undefined) {
      plan = planOf(schema, sensitive, document, operation) ?? 'none';
      known.set(operation, plan);
    }
    return plan === 'none' ? null : plan;
  };
}

function planOf(
  schema: GraphQLSchema,
  sensitive: ReadonlySet<string>,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): SensitivePlan | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);

  function select(type: GraphQLNamedType, { selections }: SelectionSetNode, into: Sensitive): void {
    for (const selection of selections)
      if (selection.kind === Kind.FIELD) field(type, selection, into);
      else {
        const part =
          selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        const condition = part?.typeCondition?.name.value;
        if (part)
          select(condition === undefined ? type : schema.getType(condition)!, part.selectionSet, into);
      }
  }

  function field(type: GraphQLNamedType, node: FieldNode, into: Sensitive): void {
    const name = node.name.value;
    const key = node.alias?.value ?? name;
    if (name === 'id') into.ids.add(key);
    const made = into.fields.get(key) ?? { coordinates: new Set(), ids: new Set(), fields: new Map() };
    const objects = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    for (const each of objects)
      if (sensitive.has(`${each.name}.${name}`)) made.coordinates.add(`${each.name}.${name}`);
    const parent = isObjectType(type) || isAbstractType(type) ? type : null;
    const fields = parent && 'getFields' in parent ? parent.getFields() : {};
    const inner = fields[name] && getNamedType(fields[name].type);
    if (node.selectionSet && inner && isCompositeType(inner)) select(inner, node.selectionSet, made);
    if (made.coordinates.size > 0 || made.fields.size > 0) into.fields.set(key, made);
  }

  const root: Sensitive = { coordinates: new Set(), ids: new Set(), fields: new Map() };
  const type = schema.getRootType(operation.operation);
  if (type) select(type, operation.selectionSet, root);
  if (root.fields.size === 0) return null;
  const named = new Set<string>();
  visit(operation, {
    StringValue({ value }) {
      if (hubId.test(value)) named.add(value);
    },
  });
  return { operation: operation.name?.value ?? null, root, named: [...named] };
}
