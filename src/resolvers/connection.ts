import { Problem } from '../canonical/problem.ts';
import type { IdPage, PageArgs } from '../context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

const defaultSize = 50;
const maximumSize = 200;

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

/** A page of a list. */
export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** How many rows the whole list has. */
  total(): number | Promise<number>;
}

// Getters, because most pages are asked for without their cursors.
class ListEdge<T extends { readonly id: string }> implements Edge<T> {
  readonly node: T;
  private readonly scope: string;
  private readonly position: number;
  constructor(scope: string, position: number, node: T) {
    this.node = node;
    this.scope = scope;
    this.position = position;
  }
  get cursor(): string {
    return encodeCursor(this.scope, this.position, this.node.id);
  }
}

class ListPageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  private readonly edges: readonly Edge<unknown>[];
  constructor(edges: readonly Edge<unknown>[], hasPreviousPage: boolean, hasNextPage: boolean) {
    this.edges = edges;
    this.hasPreviousPage = hasPreviousPage;
    this.hasNextPage = hasNextPage;
  }
  get startCursor(): string | null {
    return this.edges[0]?.cursor ?? null;
  }
  get endCursor(): string | null {
    return this.edges.at(-1)?.cursor ?? null;
  }
}

/** The page arguments with their default; throws INVALID_INPUT when they are out of bounds or point both ways. */
export function pageArgs(args: PageArgs): PageArgs {
  const { first, after, last, before } = args;
  for (const [name, size] of [['first', first] as const, ['last', last] as const])
    if (size != null && (size < 1 || size > maximumSize))
      throw new Problem('INVALID_INPUT', `${name} must be from 1 to ${maximumSize}, not ${size}`, {
        path: name,
      });
  const backward = last != null || before != null;
  if (backward && (first != null || after != null))
    throw new Problem('INVALID_INPUT', 'give first and after, or last and before, not both', {
      path: 'first',
    });
  return backward ? { last: last ?? defaultSize, before } : { first: first ?? defaultSize, after };
}

/**
 * A page of a list that is in hand whole. `scope` names the list, so that a cursor of another list is refused. A cursor holds its
 * place by the row's id, whatever is inserted before it; if the row is gone, by its old position. `keep` leaves rows out.
 */
export function slice<T extends { readonly id: string }>(
  scope: string,
  rows: readonly T[],
  args: PageArgs,
  keep?: (row: T) => boolean,
): Connection<T> {
  const { first, after } = pageArgs(args);
  const start = after == null ? 0 : placeAfter(scope, rows, after);
  const edges: Edge<T>[] = [];
  let position = start;
  for (; position < rows.length && edges.length < first!; position++) {
    const row = rows[position]!;
    if (!keep || keep(row)) edges.push(new ListEdge(scope, position, row));
  }
  const rest = keep ? rows.some((row, index) => index >= position && keep(row)) : position < rows.length;
  return {
    edges,
    pageInfo: new ListPageInfo(edges, start > 0, rest),
    total: () => (keep ? rows.filter(keep).length : rows.length),
  };
}

function placeAfter(scope: string, rows: readonly { readonly id: string }[], after: string): number {
  const { position, id } = decodeCursor(scope, after);
  const found = rows.findIndex((row) => row.id === id);
  return found < 0 ? Math.min(position, rows.length) : found + 1;
}

/** A page of which the store gave ids and cursors, once their records are read; a record that vanished meanwhile is left out. */
export function fromPage<T>(page: IdPage, nodes: readonly (T | null)[]): Connection<T> {
  const edges = nodes.flatMap((node, index) =>
    node === null ? [] : [{ cursor: page.cursors[index]!, node }],
  );
  return {
    edges,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: page.cursors[0] ?? null,
      endCursor: page.cursors.at(-1) ?? null,
    },
    total: () => page.total(),
  };
}

/** Resolvers of every connection type: only the count may be a promise. */
export const connectionResolvers = {
  totalCount: (connection: Connection<unknown>): number | Promise<number> => connection.total(),
};
