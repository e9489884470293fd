import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnyVariables } from 'urql';
import { useAsk, useFetch } from '../client/ask.ts';
import type { TypedDocument } from '../client/document.ts';
import type { Trouble } from '../client/trouble.ts';

interface Page<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
  readonly totalCount?: number | null;
}

export interface Pages<Node> {
  readonly rows: readonly Node[];
  readonly total: number | null;
  readonly loading: boolean;
  readonly troubles: readonly Trouble[];
  /** Reads the next page; null where there is none. */
  readonly more: (() => void) | null;
  /** Reads the first page anew; rows of it that were there before are replaced, further ones stay as they are. */
  readonly again: () => void;
  /** Changes rows that are shown, by what a stream told. */
  readonly patch: (change: (rows: readonly Node[]) => readonly Node[]) => void;
}

/**
 * A list that is read page by page as it is scrolled. The document takes `$after`; `pageOf` finds the connection in its answer. Other
 * variables begin a new list.
 */
export function usePages<Data, Variables extends AnyVariables, Node extends { readonly id: string }>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  pageOf: (data: Data) => Page<Node> | null | undefined,
): Pages<Node> {
  const first = useAsk(document, variables);
  const fetch = useFetch(document);
  const key = JSON.stringify(variables);
  const [list, setList] = useState<{
    readonly key: string;
    readonly rows: readonly Node[];
    readonly end: string | null;
    readonly total: number | null;
  }>({ key: '', rows: [], end: null, total: null });
  const find = useRef(pageOf);
  const reading = useRef(false);
  const [troubles, setTroubles] = useState<readonly Trouble[]>([]);

  useEffect(() => {
    const page = first.data && find.current(first.data);
    if (!page) return;
    const fresh = page.edges.map(({ node }) => node);
    setList((before) => {
      const ids = new Set(fresh.map(({ id }) => id));
      // The rows behind the first page stay where somebody has scrolled to them; those that have left it went further down or away. Where
      // the first page is all there is, whatever else was there is gone.
      const wasThere = page.pageInfo.hasNextPage && before.key === key && before.rows.length > fresh.length;
      const rest = wasThere ? before.rows.slice(fresh.length).filter(({ id }) => !ids.has(id)) : [];
      const end = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
      return {
        key,
        rows: [...fresh, ...rest],
        end: wasThere ? before.end : end,
        total: page.totalCount ?? null,
      };
    });
  }, [first.data, key]);

  const { end } = list;
  const more = useCallback(() => {
    if (reading.current || end === null) return;
    reading.current = true;
    void fetch({ ...(JSON.parse(key) as object), after: end } as unknown as Variables).then((outcome) => {
      reading.current = false;
      setTroubles(outcome.troubles);
      const page = outcome.data && find.current(outcome.data);
      if (!page) return;
      setList((before) => {
        if (before.key !== key) return before;
        const ids = new Set(before.rows.map(({ id }) => id));
        const added = page.edges.map(({ node }) => node).filter(({ id }) => !ids.has(id));
        const next = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
        return { ...before, rows: [...before.rows, ...added], end: next };
      });
    });
  }, [end, fetch, key]);

  const patch = useCallback(
    (change: (rows: readonly Node[]) => readonly Node[]) =>
      setList((before) => ({ ...before, rows: change(before.rows) })),
    [],
  );
  const shown = list.key === key;
  return {
    rows: shown ? list.rows : [],
    total: shown ? list.total : null,
    loading: !shown && first.loading,
    troubles: [...first.troubles, ...troubles],
    more: shown && end !== null ? more : null,
    again: first.again,
    patch,
  };
}
