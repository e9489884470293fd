import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { parseArgs } from 'node:util';
import { type Context, makeLoaders, type Upstreams } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { typeDefs } from './schema.ts';

/**
 * The baseline: a plain Apollo Server over four REST upstreams, as its documentation shows it.
 * `node apollo.ts --crm URL --billing URL --support URL --erp URL [--port N]`
 */
const { values } = parseArgs({
  options: {
    crm: { type: 'string' },
    billing: { type: 'string' },
    support: { type: 'string' },
    erp: { type: 'string' },
    port: { type: 'string', default: '0' },
  },
});
const { crm, billing, support, erp } = values;
if (!crm || !billing || !support || !erp) throw new Error('--crm, --billing, --support and --erp are needed');
const upstreams: Upstreams = { crm, billing, support, erp };

const server = new ApolloServer<Context>({ schema: makeExecutableSchema({ typeDefs, resolvers }) });
const { url } = await startStandaloneServer(server, {
  listen: { port: Number(values.port), host: '127.0.0.1' },
  context: async () => ({ loaders: makeLoaders(upstreams) }),
});
process.stdout.write(`${JSON.stringify({ url, pid: process.pid })}\n`);
