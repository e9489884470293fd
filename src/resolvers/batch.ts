import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import type { Batch } from '../generated/graphql.ts';
import { blocked, viewed } from './marks.ts';
import type { GraphContext } from './request.ts';

type Loaders = Required<Batch.Loaders<GraphContext>>;
type LoadersOf<T extends keyof Loaders> = NonNullable<Loaders[T]>;

/** The answer that is already in memory, or undefined. */
type Peek<L> =
  L extends Batch.Loader<unknown, infer Parent, infer Params, GraphContext>
    ? (parent: Parent, params: Params, context: GraphContext) => unknown
    : never;

/** For fields that have a batch loader: how to answer without a promise when memory allows it. */
export type Peeks = {
  readonly [T in keyof Loaders]?: { readonly [F in keyof LoadersOf<T>]?: Peek<NonNullable<LoadersOf<T>[F]>> };
};

type BatchFunction = (
  queries: readonly { obj: unknown; params: unknown }[],
  context: GraphContext,
) => Promise<unknown[]>;
type PeekFunction = (parent: unknown, params: unknown, context: GraphContext) => unknown;
type Resolve = (parent: unknown, params: unknown, context: GraphContext, info: GraphQLResolveInfo) => unknown;

/**
 * Turns batch loaders into resolvers: within one request the parents of a field with equal arguments are loaded by one call.
 * A loader that answers with another number of results than it was asked for is a bug and fails every one of its parents.
 */
export function batchResolvers(
  loaders: Batch.Loaders<GraphContext>,
  peeks: Peeks = {},
): Record<string, Record<string, Resolve>> {
  const peekTable = peeks as Record<string, Record<string, PeekFunction> | undefined>;
  const resolvers: Record<string, Record<string, Resolve>> = {};
  for (const [type, fields] of Object.entries(loaders)) {
    resolvers[type] = {};
    for (const [field, loader] of Object.entries(fields))
      resolvers[type][field] = fieldResolver(type, field, batchOf(loader), peekTable[type]?.[field]);
  }
  return resolvers;
}

function batchOf(loader: unknown): BatchFunction {
  // Either form that mercurius allows; the context it promises carries a reply, which no loader of ours reads.
  return (typeof loader === 'function' ? loader : (loader as { loader: unknown }).loader) as BatchFunction;
}

function fieldResolver(type: string, field: string, batch: BatchFunction, peek?: PeekFunction): Resolve {
  const name = `${type}.${field}`;
  const answer = (parent: unknown, params: unknown, context: GraphContext, scope: string): unknown => {
    const known = peek?.(parent, params, context);
    return known === undefined ? loaderFor(context, scope, name, params, batch).load(parent) : known;
  };
  return (parent, params, context, info) => {
    if (context.marks.size === 0) return answer(parent, params, context, '');
    const block = blocked(context, info, name, parent);
    if (block !== undefined) return block;
    return viewed(context, info, answer(parent, params, context, rootKey(info)));
  };
}

// Root fields are refreshed one by one, so that what one of them loaded must not serve another.
function rootKey(info: GraphQLResolveInfo): string {
  let path = info.path;
  while (path.prev) path = path.prev;
  return String(path.key);
}

function loaderFor(
  context: GraphContext,
  scope: string,
  name: string,
  params: unknown,
  batch: BatchFunction,
): DataLoader<unknown, unknown> {
  const key = `${scope} ${name} ${JSON.stringify(params)}`;
  let loader = context.loaders.get(key);
  if (!loader) {
    loader = new DataLoader(async (parents) => {
      const results = await batch(
        parents.map((obj) => ({ obj, params })),
        context,
      );
      if (results.length !== parents.length)
        throw new Error(
          `the batch loader of ${name} gave ${results.length} results for ${parents.length} parents`,
        );
      return results;
    });
    context.loaders.set(key, loader);
  }
  return loader;
}
