import {
  defaultFieldResolver,
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
} from 'graphql';
import { forbidden, isNamed } from '../auth/policy.ts';
import type { Rights } from '../auth/rights.ts';
import type { GraphContext } from '../resolvers/request.ts';
import { objectTypesOf } from './guard.ts';

/** Arguments that neither filter nor sort: pages, ids, what a mutation is told, and places in a stream. */
const neutral: ReadonlySet<string> = new Set([
  'first',
  'after',
  'last',
  'before',
  'id',
  'ids',
  'input',
  'paths',
]);

/** Whether an argument filters or sorts, so that it must be in the access table. */
export function filters({ name }: GraphQLArgument): boolean {
  return !neutral.has(name);
}

/**
 * Makes every field whose arguments filter or sort refuse those that would tell what the caller may not see, before its resolver runs.
 * It is asked for each value, because which conditions an operation has its variables say. Changes the schema that it is given.
 */
export function guardFilters(schema: GraphQLSchema): GraphQLSchema {
  for (const type of objectTypesOf(schema))
    for (const field of Object.values(type.getFields())) guardField(`${type.name}.${field.name}`, field);
  return schema;
}

function guardField(coordinate: string, field: GraphQLField<unknown, GraphContext>): void {
  const asked = field.args.filter(filters);
  if (asked.length === 0) return;
  const check = (args: Record<string, unknown>, rights: Rights): void => {
    for (const { name, type } of asked) {
      const value = args[name];
      if (value === undefined || value === null) continue;
      may(rights, `${coordinate}(${name}:)`);
      checkValue(rights, type, value);
    }
  };
  const { resolve = defaultFieldResolver, subscribe } = field;
  if (subscribe)
    field.subscribe = (parent, args: Record<string, unknown>, context, info) => {
      check(args, context.rights);
      return subscribe(parent, args, context, info);
    };
  else
    field.resolve = (parent, args: Record<string, unknown>, context, info) => {
      check(args, context.rights);
      return resolve(parent, args, context, info);
    };
}

function may(rights: Rights, coordinate: string): void {
  if (rights.decide(coordinate) !== 'allow') throw forbidden(coordinate);
}

/** Looks through a value for conditions; absent and null ones are none. */
function checkValue(rights: Rights, type: GraphQLInputType, value: unknown): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    for (const each of value) checkValue(rights, type, each);
    return;
  }
  const named = getNamedType(type);
  if (isEnumType(named)) {
    const coordinate = `${named.name}.${String(value)}`;
    if (isNamed(coordinate)) may(rights, coordinate);
  }
  if (!isInputObjectType(named)) return;
  const fields = named.getFields();
  for (const [name, part] of Object.entries(value)) {
    if (part === null || part === undefined) continue;
    may(rights, `${named.name}.${name}`);
    checkValue(rights, fields[name]!.type, part);
  }
}
