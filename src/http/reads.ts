import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { type DocumentNode, getOperationAST, GraphQLError, type GraphQLSchema } from 'graphql';
import { Problem } from '../canonical/problem.ts';
import type { AuditInput } from '../context.ts';
import type { ErrorDesk } from './errors.ts';
import type { RequestContext } from './request.ts';
import { hubId, type Sensitive, type SensitivePlan, sensitivePlans } from './sensitive.ts';

/** Records in the audit trail who read what is sensitive, before the answer leaves. */
export interface SensitiveReads {
  /** For answers over HTTP; one that cannot be recorded is not given. */
  readonly plugin: ApolloServerPlugin<RequestContext>;
  /** For answers over a socket or an event stream. Throws HUB_UNAVAILABLE when the reading cannot be recorded. */
  answered(operation: Executed, data: unknown, context: RequestContext): Promise<void>;
  /** Before a subscription opens: one entry for all that it will tell. Throws HUB_UNAVAILABLE too. */
  opening(operation: Executed, context: RequestContext): Promise<void>;
}

/** What was executed. */
export interface Executed {
  readonly document: DocumentNode;
  readonly operationName?: string | null;
  readonly variableValues?: Readonly<Record<string, unknown>> | null;
}

/** Ids that one entry names at most. */
const mostIds = 100;

/** Records readings of the sensitive fields of a graph. */
export function sensitiveReads(schema: GraphQLSchema, desk: ErrorDesk): SensitiveReads {
  const planOf = sensitivePlans(schema);
  const planned = ({ document, operationName }: Executed): SensitivePlan | null => {
    const operation = getOperationAST(document, operationName);
    return operation ? planOf(document, operation) : null;
  };

  async function answered(executed: Executed, data: unknown, context: RequestContext): Promise<void> {
    const plan = data === null || data === undefined ? null : planned(executed);
    if (!plan) return;
    const found: Found = { coordinates: new Set(), ids: new Set(), count: 0 };
    walk(plan.root, data, null, found, context);
    if (found.count > 0) await record(found, plan, executed, context, {});
  }

  const listener: GraphQLRequestListener<RequestContext> = {
    async willSendResponse({ document, request, response, contextValue: context }) {
      if (!document || response.body.kind !== 'single') return;
      const { operationName, variables: variableValues } = request;
      const { singleResult } = response.body;
      try {
        await answered({ document, operationName, variableValues }, singleResult.data, context);
      } catch (error) {
        const told = new GraphQLError('not recorded', { originalError: error as Error });
        desk.observe([told], context.correlationId());
        response.body.singleResult = { data: null, errors: [desk.format(told.toJSON(), told)] };
      }
    },
  };
  return {
    plugin: { requestDidStart: async () => listener },
    answered,
    async opening(executed, context) {
      const plan = planned(executed);
      if (!plan) return;
      const found: Found = { coordinates: new Set(), ids: new Set(), count: 0 };
      collect(plan.root, found, context);
      if (found.coordinates.size > 0) await record(found, plan, executed, context, { stream: true });
    },
  };
}

/** What of an answer is sensitive: the fields, whose they are, and how many objects have one. */
interface Found {
  readonly coordinates: Set<string>;
  readonly ids: Set<string>;
  count: number;
}

const allowed = (part: Sensitive, { rights }: RequestContext): string[] =>
  [...part.coordinates].filter((coordinate) => rights.decide(coordinate) === 'allow');

/** Finds the values that were given; `owner` is the nearest id above. What was masked or denied was not read. */
function walk(
  part: Sensitive,
  value: unknown,
  owner: string | null,
  found: Found,
  context: RequestContext,
): void {
  if (Array.isArray(value)) return value.forEach((each) => walk(part, each, owner, found, context));
  if (typeof value !== 'object' || value === null) return;
  const object = value as Readonly<Record<string, unknown>>;
  const own = [...part.ids].map((key) => object[key]).find((id) => typeof id === 'string') ?? owner;
  let touched = false;
  for (const [key, field] of part.fields) {
    const inner = object[key];
    if (inner === null || inner === undefined) continue;
    for (const coordinate of allowed(field, context)) {
      touched = true;
      found.coordinates.add(coordinate);
    }
    walk(field, inner, own, found, context);
  }
  if (!touched) return;
  found.count += 1;
  if (own !== null) found.ids.add(own);
}

/** All that a stream may tell. */
function collect(part: Sensitive, found: Found, context: RequestContext): void {
  for (const coordinate of allowed(part, context)) found.coordinates.add(coordinate);
  for (const field of part.fields.values()) collect(field, found, context);
}

/** Ids of the hub among what was given with an operation. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return hubId.test(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
}

async function record(
  { coordinates, ids, count }: Found,
  plan: SensitivePlan,
  { variableValues }: Executed,
  context: RequestContext,
  more: object,
): Promise<void> {
  const { principal } = context;
  const about = ids.size > 0 ? [...ids] : [...new Set([...plan.named, ...idsIn(variableValues)])];
  const entry: AuditInput = {
    actor: principal,
    action: 'record.read',
    subject: about.length === 1 ? about[0]! : null,
    correlationId: context.correlationId(),
    after: {
      roles: principal.roles,
      operation: plan.operation,
      coordinates: [...coordinates].toSorted(),
      ids: about.slice(0, mostIds),
      count,
      ...more,
    },
  };
  try {
    await context.hub.audit.record([entry]);
  } catch (cause) {
    throw new Problem(
      'HUB_UNAVAILABLE',
      'What was asked for is sensitive, and that it was read could not be recorded; try again.',
      { cause },
    );
  }
}
