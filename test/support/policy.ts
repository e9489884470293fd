import {
  getDirectiveValues,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import { type PersonRole, personRoles, type PolicyRow } from '../../src/auth/policy.ts';
import type { Decision } from '../../src/auth/rights.ts';
import { filters } from '../../src/http/filters.ts';
import { objectTypesOf } from '../../src/http/guard.ts';
import { isNode } from './coverage.ts';

type Rows = ReadonlyMap<string, PolicyRow>;

/** A field of an object type, with its coordinate. */
export interface Place {
  readonly coordinate: string;
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}

/** Every field of every object type. */
export function fieldsIn(schema: GraphQLSchema): Place[] {
  return objectTypesOf(schema).flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({
      coordinate: `${type.name}.${field.name}`,
      type,
      field,
    })),
  );
}

/** Everything that the access table must name: fields, and what filters or sorts. */
export function coordinatesIn(schema: GraphQLSchema): string[] {
  const found = new Set<string>(['Query.__schema', 'Query.__type']);
  const input = (type: GraphQLInputType): void => {
    const named = getNamedType(type);
    if (!isInputObjectType(named)) return;
    for (const field of Object.values(named.getFields())) {
      const coordinate = `${named.name}.${field.name}`;
      if (found.has(coordinate)) continue;
      found.add(coordinate);
      const inner = getNamedType(field.type);
      // What to sort by is a value of an enum; the values of others are values of fields.
      if (isEnumType(inner) && field.name === 'by')
        for (const { name } of inner.getValues()) found.add(`${inner.name}.${name}`);
      input(field.type);
    }
  };
  for (const { coordinate, field } of fieldsIn(schema)) {
    found.add(coordinate);
    for (const argument of field.args.filter(filters)) {
      found.add(`${coordinate}(${argument.name}:)`);
      input(argument.type);
    }
  }
  return [...found];
}

const decisionOf = (rows: Rows, coordinate: string, role: PersonRole): Decision =>
  rows.get(coordinate)?.decisions[role] ?? 'deny';

/** Whether a role sees a type: its id, and anything besides. */
export function sees(rows: Rows, type: string, role: PersonRole): boolean {
  const id = rows.get(`${type}.id`);
  return (
    id?.decisions[role] !== 'deny' &&
    [...rows.values()].some(
      ({ coordinate, decisions }) =>
        coordinate.startsWith(`${type}.`) && coordinate !== `${type}.id` && decisions[role] !== 'deny',
    )
  );
}

/** Fields that let a role in and lead to a type that it does not see. */
export function deadEnds(schema: GraphQLSchema, rows: Rows): string[] {
  return fieldsIn(schema).flatMap(({ coordinate, field }) => {
    const leadsTo = getNamedType(field.type);
    return personRoles
      .filter(
        (role) =>
          decisionOf(rows, coordinate, role) !== 'deny' &&
          isObjectType(leadsTo) &&
          !sees(rows, leadsTo.name, role),
      )
      .map((role) => `${role} ${coordinate}`);
  });
}

/** Fields without null that are denied although their type is not: an error there would cost the object around it. */
export function costlyDenials(schema: GraphQLSchema, rows: Rows): string[] {
  return fieldsIn(schema).flatMap(({ coordinate, type, field }) =>
    personRoles
      .filter(
        (role) =>
          isNonNullType(field.type) &&
          !['Query', 'Mutation', 'Subscription'].includes(type.name) &&
          decisionOf(rows, coordinate, role) === 'deny' &&
          sees(rows, type.name, role),
      )
      .map((role) => `${role} ${coordinate}`),
  );
}

/** Masked fields that hold something else than text, of which nothing would be left. */
export function unmaskable(schema: GraphQLSchema, rows: Rows): string[] {
  return fieldsIn(schema)
    .filter(({ coordinate }) => personRoles.some((role) => decisionOf(rows, coordinate, role) === 'mask'))
    .filter(({ field }) => {
      const inner = getNullableType(field.type);
      const named = getNamedType(isListType(inner) ? inner.ofType : inner);
      return !isScalarType(named) || named.name !== 'String';
    })
    .map(({ coordinate }) => coordinate);
}

/** Fields of an interface about which a role is told one thing by one type that it sees and another thing by another. */
export function unevenInterfaces(schema: GraphQLSchema, rows: Rows): string[] {
  const interfaces = Object.values(schema.getTypeMap()).filter(isInterfaceType);
  return interfaces.flatMap((each) =>
    Object.keys(each.getFields()).flatMap((field) =>
      personRoles
        .filter((role) => {
          const types = schema.getPossibleTypes(each).filter(({ name }) => sees(rows, name, role));
          return new Set(types.map(({ name }) => decisionOf(rows, `${name}.${field}`, role))).size > 1;
        })
        .map((role) => `${role} ${each.name}.${field}`),
    ),
  );
}

/** Fields that a role reads although it does not read all parts of their value: whole values stand in events and provenance. */
export function halfValues(schema: GraphQLSchema, rows: Rows, coordinates: readonly string[]): string[] {
  const parts = (type: GraphQLObjectType, seen: ReadonlySet<string> = new Set()): string[] =>
    isNode(type) || seen.has(type.name)
      ? []
      : Object.values(type.getFields()).flatMap((field) => {
          const inner = getNamedType(field.type);
          const below = isObjectType(inner) ? parts(inner, new Set([...seen, type.name])) : [];
          return [`${type.name}.${field.name}`, ...below];
        });
  return fieldsIn(schema)
    .filter(({ coordinate }) => coordinates.includes(coordinate))
    .flatMap(({ coordinate, field }) => {
      const named = getNamedType(field.type);
      const inner = isObjectType(named) ? parts(named) : [];
      return personRoles
        .filter((role) => decisionOf(rows, coordinate, role) === 'allow')
        .filter((role) => inner.some((part) => decisionOf(rows, part, role) !== 'allow'))
        .map((role) => `${role} ${coordinate}`);
    });
}

/** What each change says that it takes of a service account, by coordinate; `nothing said` where it does not. */
export function scopesSaid(schema: GraphQLSchema): Record<string, readonly string[] | string> {
  const directive = schema.getDirective('auth')!;
  return Object.fromEntries(
    fieldsIn(schema)
      .filter(({ type }) => type.name === 'Mutation')
      .map(({ coordinate, field }) => {
        const said = field.astNode && getDirectiveValues(directive, field.astNode);
        return [coordinate, (said?.['scopes'] as readonly string[] | undefined) ?? 'nothing said'];
      }),
  );
}

/** The coordinates of the fields that have a directive. */
export function fieldsWith(schema: GraphQLSchema, directive: string): string[] {
  return fieldsIn(schema)
    .filter(({ field }) => field.astNode?.directives?.some(({ name }) => name.value === directive))
    .map(({ coordinate }) => coordinate);
}
