import {
  type ApolloServerPlugin,
  type GraphQLRequestContext,
  type GraphQLRequestListener,
  HeaderMap,
} from '@apollo/server';
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type GraphQLType,
  isInputObjectType,
  type NamedTypeNode,
  type OperationDefinitionNode,
  typeFromAST,
  visit,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { mentionsFreshness } from '../resolvers/refresh.ts';
import type { Gate, Verdict } from './authorise.ts';
import type { ErrorDesk } from './errors.ts';
import type { RequestContext } from './request.ts';

type Context = GraphQLRequestContext<RequestContext>;
type Listeners = readonly GraphQLRequestListener<RequestContext>[];
/** What is known of a document: nothing but that it was seen once, its plan, or that it runs without one. */
type Entry = 'seen' | 'none' | CompiledQuery;

const noHeaders = new HeaderMap();
// Words, numbers and enum values were checked when they were taken into the copy; a quarter of the time of a page went into doing it again.
const options = { disableLeafSerialization: true };

/** The plans of a server. */
export interface Plans {
  readonly plugin: ApolloServerPlugin<RequestContext>;
  /** A plugin whose execution and error hooks are called for compiled plans too; field hooks are not. */
  observed(plugin: ApolloServerPlugin<RequestContext>): ApolloServerPlugin<RequestContext>;
  /** How many plans are held. */
  count(): number;
}

/**
 * Runs a query that was seen before by a compiled plan instead of the interpreter; at most `size` plans are held. What a plan cannot
 * word as graphql-js would (refused variables, errors without a cause) is run again by graphql-js, which only reads.
 * Operations with @freshness, variables of types that contain themselves, introspection and everything but queries always run there. Callers for whom nothing of a document is denied
 * share its plan without guards, the others the one with them.
 */
export function compiledPlans(gate: Gate, desk: ErrorDesk, size = 500): Plans {
  const entries = new LRUCache<string, Entry>({ max: size });
  const observers = new WeakMap<RequestContext, GraphQLRequestListener<RequestContext>[]>();

  // Compiling costs memory and time, so a document has to come twice to be worth it.
  function planFor(
    key: string,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    verdict: Verdict,
  ): CompiledQuery | null {
    const entry = entries.get(key);
    if (entry === undefined) entries.set(key, 'seen');
    if (entry === undefined || entry === 'none') return null;
    if (entry !== 'seen') return entry;
    const plan = eligible(document, operation, gate.schemas[verdict])
      ? compileQuery(gate.schemas[verdict], document, operation.name?.value, options)
      : null;
    const usable = plan !== null && isCompiledQuery(plan) ? plan : null;
    entries.set(key, usable ?? 'none');
    return usable;
  }

  async function respond(context: Context): ReturnType<NonNullable<Listeners[0]['responseForOperation']>> {
    const { operation, document, request, contextValue } = context;
    if (operation?.operation !== 'query' || !document) return null;
    const verdict = gate.verdict(document, request.operationName, contextValue.rights);
    const key = `${context.queryHash} ${request.operationName ?? ''} ${verdict}`;
    const plan = planFor(key, document, operation, verdict);
    if (!plan) return null;
    const listeners = observers.get(contextValue) ?? [];
    const ends = await executionStarts(context, listeners);
    const { data, errors } = await plan.query(undefined, contextValue, request.variables);
    const originals = errors?.map(asGraphQLError) ?? [];
    const worded = originals.every(
      ({ originalError }) => originalError && !(originalError instanceof GraphQLError),
    );
    if (data === undefined || !worded) {
      await Promise.all(ends.map((end) => end()));
      return null;
    }
    let formatted: GraphQLFormattedError[] | undefined;
    if (originals.length > 0) {
      desk.observe(originals, contextValue.correlationId());
      await errorsEncountered(context, listeners, originals);
      formatted = originals.map((error) => desk.format(error.toJSON(), error));
    }
    await Promise.all(ends.map((end) => end()));
    return {
      http: { status: undefined, headers: noHeaders },
      body: { kind: 'single', singleResult: { errors: formatted, data } },
    };
  }

  const listener: GraphQLRequestListener<RequestContext> = { responseForOperation: respond };
  return {
    plugin: { requestDidStart: async () => listener },
    observed: (plugin) => ({
      ...plugin,
      async requestDidStart(context) {
        const own = await plugin.requestDidStart?.(context);
        if (own) observers.set(context.contextValue, [...(observers.get(context.contextValue) ?? []), own]);
        return own;
      },
    }),
    count: () => [...entries.values()].filter((entry) => typeof entry === 'object').length,
  };
}

function eligible(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
): boolean {
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const definition of document.definitions)
    if (definition.kind === 'FragmentDefinition') fragments[definition.name.value] = definition;
  const introspects = operation.selectionSet.selections.some(
    (node) => node.kind === 'Field' && node.name.value.startsWith('__') && node.name.value !== '__typename',
  );
  return (
    !introspects &&
    !mentionsFreshness(operation, fragments) &&
    !mistakesConditions(document) &&
    !takesNested(operation, schema)
  );
}

/**
 * Whether a variable is of a type that contains itself. The compiler unrolls such a type level by level, for seconds in which nothing else is
 * answered.
 */
function takesNested({ variableDefinitions = [] }: OperationDefinitionNode, schema: GraphQLSchema): boolean {
  const contains = (type: GraphQLType, above: ReadonlySet<GraphQLType>): boolean => {
    const named = getNamedType(type);
    if (!isInputObjectType(named)) return false;
    if (above.has(named)) return true;
    const within = new Set([...above, named]);
    return Object.values(named.getFields()).some((field) => contains(field.type, within));
  };
  return variableDefinitions.some((definition) => {
    const type = typeFromAST(schema, definition.type as NamedTypeNode);
    return type !== undefined && contains(type, new Set());
  });
}

/** Whether a plan would mistake a condition: it puts what a part of a selection is under on the fragment's own fields, wherever else that stands. */
function mistakesConditions(document: DocumentNode): boolean {
  if (document.definitions.every(({ kind }) => kind !== 'FragmentDefinition')) return false;
  let conditional = false;
  const look = ({ directives = [] }: { readonly directives?: readonly unknown[] }): void => {
    conditional ||= directives.length > 0;
  };
  visit(document, { FragmentSpread: look, InlineFragment: look });
  return conditional;
}

/** A plan's error as graphql-js would have made it. */
function asGraphQLError(error: GraphQLError): GraphQLError {
  const { message, path, originalError } = error;
  const made = new GraphQLError(message, { path, originalError });
  Object.defineProperty(made, 'locations', { value: error.locations, enumerable: true });
  return made;
}

async function executionStarts(context: Context, listeners: Listeners): Promise<(() => Promise<void>)[]> {
  const ends: (() => Promise<void>)[] = [];
  for (const each of listeners) {
    const started = await each.executionDidStart?.(context as never);
    if (started) ends.unshift(async () => started.executionDidEnd?.());
  }
  return ends;
}

async function errorsEncountered(
  context: Context,
  listeners: Listeners,
  errors: readonly GraphQLError[],
): Promise<void> {
  Object.assign(context, { errors });
  for (const each of listeners) await each.didEncounterErrors?.(context as never);
}
