import {
  defaultFieldResolver,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { masked } from '../auth/mask.ts';
import { forbidden } from '../auth/policy.ts';
import type { Decision, Rights } from '../auth/rights.ts';
import type { GraphContext } from '../resolvers/request.ts';

type Resolve = GraphQLFieldResolver<unknown, GraphContext, Record<string, unknown>>;

/** What is decided of a field: what the table says of it, and no more than the caller may of the type it leads to. */
export function decisionOf(rights: Rights, coordinate: string, leadsTo: GraphQLNamedType): Decision {
  const decision = rights.decide(coordinate);
  return decision !== 'deny' && isObjectType(leadsTo) && !rights.sees(leadsTo.name) ? 'deny' : decision;
}

/** The object types of a schema, without GraphQL's own. */
export function objectTypesOf(schema: GraphQLSchema): GraphQLObjectType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
  );
}

/**
 * The schema with every field asking the caller's rights before its resolver runs: what is denied is the Problem FORBIDDEN there, what
 * is masked is masked, and where a field may lead to several types, objects that the caller does not see are not there. Changes the
 * schema that it is given.
 */
export function guarded(schema: GraphQLSchema): GraphQLSchema {
  for (const type of objectTypesOf(schema))
    for (const field of Object.values(type.getFields())) guardField(`${type.name}.${field.name}`, field);
  return schema;
}

function guardField(coordinate: string, field: GraphQLField<unknown, GraphContext>): void {
  const leadsTo = getNamedType(field.type);
  const resolve = (field.resolve ?? defaultFieldResolver) as Resolve;
  const decisions = new WeakMap<Rights, Decision>();
  const decide = ({ rights }: GraphContext): Decision => {
    let decision = decisions.get(rights);
    if (decision === undefined) {
      decision = decisionOf(rights, coordinate, leadsTo);
      decisions.set(rights, decision);
    }
    if (decision === 'deny') throw forbidden(coordinate);
    return decision;
  };
  const seen = isAbstractType(leadsTo) ? seenOnly(field.type) : null;
  field.resolve = (parent, args, context, info) => {
    const decision = decide(context);
    const value: unknown = resolve(parent, args, context, info);
    if (decision === 'mask') return later(value, (each) => hidden(field.name, each));
    return seen ? later(value, (each) => seen(each, context, info)) : value;
  };
  const { subscribe } = field;
  if (subscribe)
    field.subscribe = (parent, args, context, info) => {
      decide(context);
      return subscribe(parent, args, context, info);
    };
}

const later = (value: unknown, work: (value: unknown) => unknown): unknown =>
  value instanceof Promise ? value.then(work) : work(value);

/** What could not be refreshed stays the error or the null that it is. */
const hidden = (field: string, value: unknown): unknown =>
  value === null || value === undefined || value instanceof Error ? value : masked(field, value);

type Seen = (value: unknown, context: GraphContext, info: GraphQLResolveInfo) => unknown;

/** Leaves out of a value of a type objects whose own type the caller does not see: null where that may stand, else out of the list. */
function seenOnly(type: GraphQLOutputType): Seen {
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const item = inner.ofType;
    const one = seenOnly(item);
    return (value, context, info) => {
      if (!Array.isArray(value)) return value;
      const items = value.map((each) => one(each, context, info));
      return isNonNullType(item) ? items.filter((each) => each !== null) : items;
    };
  }
  if (!isAbstractType(inner)) return (value) => value;
  return (value, context, info) => {
    if (value === null || value === undefined || value instanceof Error) return value;
    const name = inner.resolveType?.(value, context, info, inner);
    return typeof name === 'string' && !context.rights.sees(name) ? null : value;
  };
}
