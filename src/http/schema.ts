import { join } from 'node:path';
import { loadFilesSync } from '@graphql-tools/load-files';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { resolvers } from '../resolvers/index.ts';
import { subscriptionResolvers } from '../subscriptions/index.ts';
import { guardFilters } from './filters.ts';
import { guarded } from './guard.ts';

const folder = join(import.meta.dirname, '../../schema');

/**
 * The executable graph: every file of schema/ with its resolvers. Its fields do not ask who may see them, but its filters do. Throws when
 * a resolver has no field or a type is wrong.
 */
export function loadSchema(): GraphQLSchema {
  const schema = makeExecutableSchema({
    typeDefs: loadFilesSync(join(folder, '*.graphql')),
    resolvers: [...resolvers, { Subscription: subscriptionResolvers }],
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
  return guardFilters(schema);
}

/** The same graph twice. */
export interface Schemas {
  /** Every field asks whether the caller may see it: what runs unless it is known that none would refuse. */
  readonly guarded: GraphQLSchema;
  /** No field asks. */
  readonly plain: GraphQLSchema;
}

/** Loads the graph, guarded and plain. */
export function loadSchemas(): Schemas {
  return { guarded: guarded(loadSchema()), plain: loadSchema() };
}
