import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type ValidationRule } from 'graphql';
import type { Logger } from 'pino';
import { sourceFailures } from '../resolvers/marks.ts';
import type { Gate } from './authorise.ts';
import { type Bounds, boundsPlugin } from './bounds.ts';
import type { ErrorDesk } from './errors.ts';
import { compiledPlans } from './plans.ts';
import type { RequestContext } from './request.ts';

export interface ApolloParts {
  readonly gate: Gate;
  readonly desk: ErrorDesk;
  readonly logger: Logger;
  readonly maxTokens: number;
  readonly rules: readonly ValidationRule[];
  readonly bounds: Bounds;
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
  const { gate, desk, logger, maxTokens, rules, observers = [] } = parts;
  const plans = parts.plans > 0 ? compiledPlans(gate, desk, parts.plans) : null;
  const server = new ApolloServer<RequestContext>({
    schema: gate.schemas.guarded,
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
      honesty(desk, gate),
      boundsPlugin(parts.bounds),
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
function honesty(desk: ErrorDesk, gate: Gate): ApolloServerPlugin<RequestContext> {
  const listener: GraphQLRequestListener<RequestContext> = {
    async didResolveOperation({ operation, document, contextValue }) {
      const refusal = gate.refusal(document, contextValue.rights);
      if (refusal) throw refusal;
      if (operation?.operation === 'subscription') throw new GraphQLError(elsewhere, refused);
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
