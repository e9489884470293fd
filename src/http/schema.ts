import { join } from 'node:path';
import { loadFilesSync } from '@graphql-tools/load-files';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { GraphQLSchema } from 'graphql';
import { resolvers } from '../resolvers/index.ts';
import { subscriptionResolvers } from '../subscriptions/index.ts';

const folder = join(import.meta.dirname, '../../schema');

/** The executable graph: every file of schema/ with its resolvers. Throws when a resolver has no field or a type is wrong. */
export function loadSchema(): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: loadFilesSync(join(folder, '*.graphql')),
    resolvers: [...resolvers, { Subscription: subscriptionResolvers }],
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  });
}
