import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema, type ValidationRule } from 'graphql';
import type { Logger } from 'pino';
import { sourceFailures } from '../resolvers/marks.ts';
import type { ErrorDesk } from './errors.ts';
import { compiledPlans } from './plans.ts';
import type { RequestContext } from './request.ts';
import { tooDeep } from './limits.ts';

export interface ApolloParts {
  readonly schema: GraphQLSchema;
  readonly desk: ErrorDesk;
  readonly logger: Logger;
  readonly maxTokens: number;
  readonly rules: readonly ValidationRule[];
  /** How many compiled plans are held; 0 runs everything on graphql-js. */
  readonly plans: number;
  /** Further plugins; their hooks also see what compiled plans run. */
  readonly observers?: readonly ApolloServerPlugin<RequestContext>[];
}

export interface Apollo {
  readonly server: ApolloServer<RequestContext>;
  /** How many compiled plans are held now. */
  plans(): number;
}

/** A started Apollo Server over the graph, which calls no outside service and masks what is not the caller's business. */
export async function startApollo(parts: ApolloParts): Promise<Apollo> {
  const { schema, desk, logger, maxTokens, rules, observers = [] } = parts;
  const plans = parts.plans > 0 ? compiledPlans(schema, desk, parts.plans) : null;
  const server = new ApolloServer<RequestContext>({
    schema,
    logger,
    introspection: true,
    csrfPrevention: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens },
    validationRules: [...rules],
    formatError: desk.format,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      honesty(desk),
      ...observers.map((each) => plans?.observed(each) ?? each),
      ...(plans ? [plans.plugin] : []),
    ],
  });
  await server.start();
  return { server, plans: () => plans?.count() ?? 0 };
}

const elsewhere =
  'a subscription is not answered here; open a WebSocket (graphql-transport-ws) at this address, or send it to /graphql/stream';
const refused = { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } };

/** Tells the desk whose errors it formats, and the client which sources could not give what it asked for. */
function honesty(desk: ErrorDesk): ApolloServerPlugin<RequestContext> {
  const listener: GraphQLRequestListener<RequestContext> = {
    async didResolveOperation({ request, operation }) {
      if (operation?.operation === 'subscription') throw new GraphQLError(elsewhere, refused);
      const error = tooDeep(request.variables);
      if (error) throw error;
    },
    async didEncounterErrors({ errors, contextValue }) {
      desk.observe(errors, contextValue.correlationId());
    },
    async willSendResponse({ contextValue, response }) {
      if (contextValue.marks.size === 0 || response.body.kind !== 'single') return;
      const sources = sourceFailures(contextValue);
      if (sources.length > 0) response.body.singleResult.extensions = { sources };
    },
  };
  return { requestDidStart: async () => listener };
}
