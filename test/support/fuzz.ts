import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Random } from './random.ts';

/** A request that somebody made up. */
export interface FuzzedOperation {
  readonly query: string;
  readonly variables: unknown;
  readonly operationName: unknown;
}

const texts = [
  '',
  'x',
  'cus_x',
  'a\0b',
  '\ud800',
  '🤖',
  "'; drop table entity; --",
  '__proto__',
  '%s%n',
  '../../etc',
  '9'.repeat(400),
];
const numbers = [0, 1, -1, 50, 200, 201, 2 ** 31, -(2 ** 31), 1e308, 0.1];
const names = ['id', 'name', '__typename', 'x', 'constructor', '__proto__', 'toString', 'node', 'edges'];
/** What fits each scalar that is no text. */
const fitting: Readonly<Record<string, readonly string[]>> = {
  Int: ['1', '2', '10'],
  Float: ['0.5'],
  Boolean: ['true', 'false'],
  Date: ['"2026-01-01"'],
  DateTime: ['"2026-01-01T00:00:00Z"'],
  Decimal: ['"1.50"'],
  CurrencyCode: ['"USD"'],
  JSON: ['{ a: [1, "x"] }'],
};
const garbage = ['null', '$v', '$w', '{}', '[]', '1', '"x"', 'ENUM', '-0.0', '[[[]]]'];
const directives = [
  ' @include(if: $b)',
  ' @skip(if: true)',
  ' @freshness(maxAgeMs: 0)',
  ' @nobody',
  ' @skip',
  ' @cost(weight: 0)',
];
const snippets = [
  '',
  '{',
  '}',
  '(',
  '"',
  '"""',
  '...',
  '@',
  '$',
  '\0',
  '\ufeff',
  '#',
  '\u2028',
  '&',
  '!',
  ':',
  '\\u{110000}',
];
const kinds = ['query', 'query', 'query', 'query', 'query', 'query', 'subscription', 'mutation'] as const;

/**
 * Makes documents that fit the schema, with arguments that do not always make sense; wild ones, that fit in part; and spoilt ones. The same
 * for the same numbers.
 */
export function createFuzzer(
  schema: GraphQLSchema,
  ids: readonly string[],
): (random: Random) => FuzzedOperation {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) || isInterfaceType(type),
  );

  /** One document; a wild one says what does not fit now and then. */
  function document(random: Random, wild: boolean): string {
    let aliases = 0;
    const oops = (probability: number): boolean => wild && random.chance(probability);

    function literal(type: GraphQLInputType, depth: number): string {
      if (oops(0.05)) return random.pick(garbage);
      if (isNonNullType(type)) return literal(type.ofType, depth);
      if (isListType(type)) {
        const { ofType } = type as { ofType: GraphQLInputType };
        return `[${random.times(3, () => literal(ofType, depth + 1)).join(', ')}]`;
      }
      if (isEnumType(type)) return random.pick(type.getValues()).name;
      if (isInputObjectType(type)) {
        const fields = Object.values(type.getFields()).filter(
          (field) => isNonNullType(field.type) || (depth < 4 && random.chance(0.2)),
        );
        return `{ ${fields.map((field) => `${field.name}: ${literal(field.type, depth + 1)}`).join(', ')} }`;
      }
      const fits = fitting[getNamedType(type).name];
      if (fits) return oops(0.2) ? String(random.pick(numbers)) : random.pick(fits);
      return JSON.stringify(random.chance(0.6) ? random.pick(ids) : random.pick(texts));
    }

    function field({ name, args, type }: GraphQLField<unknown, unknown>, depth: number): string {
      const alias = oops(0.1) ? 'a0' : `a${aliases++}`;
      const given = args.filter((arg) => isNonNullType(arg.type) || random.chance(0.3));
      const list = given.map((arg) => `${arg.name}: ${literal(arg.type, 0)}`);
      if (oops(0.02)) list.push('nobody: 1');
      const result = getNamedType(type);
      const below = isCompositeType(result) ? selection(result, depth + 1) : '';
      const directive = oops(0.1) ? random.pick(directives) : '';
      return `${alias}: ${name}${list.length > 0 ? `(${list.join(', ')})` : ''}${directive} ${below}`;
    }

    function selection(type: GraphQLNamedType, depth: number): string {
      const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
      if (depth > 4 || fields.length === 0) return '{ __typename }';
      const width = depth === 0 ? 1 : 1 + random.below(3);
      const parts = Array.from({ length: width }, () => field(random.pick(fields), depth));
      if (oops(0.1)) parts.push(`...f${random.below(3)}`);
      if (oops(0.1)) parts.push(`... on ${random.pick(types).name} { ${random.pick(names)} }`);
      if (oops(0.05)) parts.push(random.pick(names));
      return `{ ${parts.join(' ')} }`;
    }

    const kind = random.pick(kinds);
    const roots = {
      query: schema.getQueryType()!,
      mutation: schema.getMutationType()!,
      subscription: schema.getSubscriptionType()!,
    };
    const variables = oops(0.5) ? '($v: ID, $w: [String!], $b: Boolean = true)' : '';
    const fragments = wild
      ? random.times(3, () => {
          const type = random.pick(types);
          return `fragment f${random.below(3)} on ${type.name} ${selection(type, 3)}`;
        })
      : [];
    return `${kind} Q${variables} ${selection(roots[kind], 0)} ${fragments.join(' ')}`;
  }

  /** Cuts, doubles and spoils parts of a text. */
  function spoilt(random: Random, text: string): string {
    let made = text;
    for (let n = 1 + random.below(4); n > 0; n--) {
      const [at, length] = [random.below(made.length + 1), random.below(30)];
      const part = made.slice(at, at + length);
      made = made.slice(0, at) + random.pick([part + part, ...snippets]) + made.slice(at + length);
    }
    return made;
  }

  function value(random: Random, depth = 0): unknown {
    const simple = [null, true, random.pick(numbers), random.pick(texts), random.pick(ids)];
    if (depth > 5 || random.chance(0.6)) return random.pick(simple);
    if (random.chance(0.05)) return Array(random.below(2000)).fill(random.pick(simple));
    if (random.chance(0.5)) return random.times(4, () => value(random, depth + 1));
    const key = (): string => random.pick([...names, 'not', 'or', 'search']);
    return Object.fromEntries(random.times(3, () => [key(), value(random, depth + 1)]));
  }

  return (random) => {
    const made = document(random, random.chance(0.4));
    return {
      query: random.chance(0.2) ? spoilt(random, made) : made,
      variables: random.chance(0.9)
        ? Object.fromEntries(random.times(3, () => [random.pick(['v', 'w', 'b']), value(random)]))
        : value(random),
      operationName: random.chance(0.95) ? undefined : random.pick([null, 'Q', 'R', '', 7, {}]),
    };
  };
}
