import { type GraphQLResolveInfo, isNonNullType } from 'graphql';
import { type Kind, idPrefix } from '../canonical/kind.ts';
import type { Marks, SourceInfo, Stored } from '../context.ts';
import type { Connection } from './connection.ts';
import { readOf } from './reads.ts';
import type { GraphContext } from './request.ts';

function marksOf(context: GraphContext, info: GraphQLResolveInfo): Marks | undefined {
  let path = info.path;
  while (path.prev) path = path.prev;
  return context.marks.get(String(path.key));
}

/** The error or null that must stand at a field because what it reads could not be refreshed, or undefined. */
export function blocked(
  context: GraphContext,
  info: GraphQLResolveInfo,
  name: string,
  parent: unknown,
): Error | null | undefined {
  const marks = marksOf(context, info);
  // The hub's own fields, which are never null, stand whatever a source does.
  if (!marks || isNonNullType(info.returnType) || typeof parent !== 'object' || parent === null)
    return undefined;
  const read = readOf(name);
  // Whose record it is the hub knows by itself; how fresh that customer is, its own fields say.
  if (read?.hop === 'customer') return undefined;
  const held = Object.hasOwn(parent, info.fieldName)
    ? (parent as Record<string, unknown>)[info.fieldName]
    : undefined;
  if (held instanceof Error || held === null) return held;
  const failed = failureIn(parent, read?.own ?? []);
  if (failed) return failed;
  const customerId = customerOf(parent);
  if (customerId === null) return undefined;
  for (const kind of read?.lists ?? []) {
    const stand = marks.list(kind, customerId);
    if (stand !== undefined) return stand;
  }
  return undefined;
}

/** The first of a record's fields that holds an error instead of a value, for fields that are derived from it. */
export function failureIn(record: object, fields: readonly string[]): Error | undefined {
  for (const field of fields) {
    const value = (record as Record<string, unknown>)[field];
    if (value instanceof Error) return value;
  }
  return undefined;
}

function customerOf(parent: object): string | null {
  if (isRecord(parent)) return parent.kind === 'Customer' ? parent.id : parent.customerId;
  const payment = (parent as { payment?: unknown }).payment;
  return isRecord(payment) ? payment.customerId : null;
}

function isRecord(value: unknown): value is Stored {
  return (
    typeof value === 'object' && value !== null && 'links' in value && (value as Stored).kind in idPrefix
  );
}

/** An answer in which every record shows its marks: records, lists and pages of records, now or promised. */
export function viewed(context: GraphContext, info: GraphQLResolveInfo, answer: unknown): unknown {
  const marks = marksOf(context, info);
  if (!marks) return answer;
  return answer instanceof Promise ? answer.then((value) => view(marks, value)) : view(marks, answer);
}

function view(marks: Marks, value: unknown): unknown {
  if (isRecord(value)) return marks.view(value);
  if (Array.isArray(value)) return value.map((each) => view(marks, each));
  if (isConnection(value)) return viewPage(marks, value);
  return value;
}

/** A page of records in which every record shows its marks. */
export function viewPage<T>(marks: Marks, page: Connection<T>): Connection<T> {
  const edges = page.edges.map((edge) => ({ cursor: edge.cursor, node: view(marks, edge.node) as T }));
  return { ...page, edges };
}

function isConnection(value: unknown): value is Connection<unknown> {
  return typeof value === 'object' && value !== null && 'edges' in value && 'pageInfo' in value;
}

/** What a client is told of a source that could not give a fresh value. */
export interface SourceFailure {
  readonly source: string;
  readonly system: string | null;
  readonly kind: Kind;
  readonly code: string;
  readonly status: 'STALE' | 'MISSING';
  readonly asOf: string | null;
  readonly retryable: boolean;
}

/** Every failure to refresh of one request, once for each source and kind; empty when all is as fresh as asked. */
export function sourceFailures(context: GraphContext): readonly SourceFailure[] {
  const failures = new Map<string, SourceFailure>();
  for (const marks of context.marks.values())
    for (const { instance, kind, problem, asOf } of marks.failures)
      failures.set(`${instance} ${kind}`, {
        source: instance,
        system: systemOf(context.hub.sources, instance),
        kind,
        code: problem.code,
        status: asOf === null ? 'MISSING' : 'STALE',
        asOf,
        retryable: problem.retryable,
      });
  return [...failures.values()];
}

function systemOf(sources: readonly SourceInfo[], instance: string): string | null {
  return sources.find((source) => source.instance === instance)?.system ?? null;
}
