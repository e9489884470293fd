import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
  isObjectType,
} from 'graphql';

/** The object types of a schema, without GraphQL's own. */
export function objectTypes(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
  );
}

/** Writes down every `Type.field` that answered with something: no null, no error, no empty list, no page without rows. */
export function watchFields(schema: GraphQLSchema): Set<string> {
  const answered = new Set<string>();
  for (const type of objectTypes(schema))
    for (const field of Object.values(type.getFields())) {
      const resolve = field.resolve ?? defaultFieldResolver;
      const note = (value: unknown): void => {
        if (says(value)) answered.add(`${type.name}.${field.name}`);
      };
      field.resolve = (...args) => {
        const value: unknown = resolve(...args);
        if (value instanceof Promise) value.then(note, () => undefined);
        else note(value);
        return value;
      };
    }
  return answered;
}

function says(value: unknown): boolean {
  if (value === null || value === undefined || value instanceof Error) return false;
  if (Array.isArray(value)) return value.some(says);
  const { edges } = value as { edges?: unknown };
  return edges === undefined || (Array.isArray(edges) && edges.length > 0);
}

/** A selection of everything that a type can say: all its fields, down to leaves and to the ids of other nodes. */
export function everything(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).map((field) => {
    const named = getNamedType(field.type);
    if (isLeafType(named)) return field.name;
    if (!isObjectType(named)) return `${field.name} { __typename }`;
    return `${field.name} { ${isNode(named) ? 'id' : everything(named)} }`;
  });
  return fields.join(' ');
}

/** True for a type that `node` can find. */
export function isNode(type: GraphQLObjectType): boolean {
  return type.getInterfaces().some(({ name }) => name === 'Node');
}
