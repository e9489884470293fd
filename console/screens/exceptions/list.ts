import { useEffect, useMemo, useState } from 'react';
import { useAsk } from '../../client/ask.ts';
import { useStream } from '../../client/follow.ts';
import {
  ExceptionListDocument,
  ExceptionsFollowDocument,
  ExceptionTotalsDocument,
  type ExceptionFilter,
  type ExceptionRowFragment,
} from '../../generated/graphql.ts';
import { useOften } from '../../parts/often.ts';
import { type Pages, usePages } from '../../parts/pages.ts';
import { belongs, followedOf, isNews, type Tab } from './filter.ts';

export interface ExceptionList extends Pages<ExceptionRowFragment> {
  /** Of everything that the filter lets in, also while it changes. */
  readonly money: { readonly amount: string; readonly currency: string } | null;
  /** How many came that are not shown yet, and how many of those shown have left the list. */
  readonly came: number;
  readonly left: number;
  /** Shows what came and takes away what left. */
  readonly renew: () => void;
  /** Reads the numbers of the whole list anew, soon. */
  readonly count: () => void;
}

const none: ReadonlySet<string> = new Set();

/**
 * The exceptions of a filter, live: rows that are shown change where they stand, and nothing moves under the eyes of whoever reads; what is
 * new is counted until it is asked for.
 */
export function useExceptions(filter: ExceptionFilter, tab: Tab, amounts: boolean): ExceptionList {
  const pages = usePages(ExceptionListDocument, { filter, amounts }, ({ exceptions }) => exceptions);
  const totals = useAsk(ExceptionTotalsDocument, { filter, amounts });
  const count = useOften(totals.again);
  const key = JSON.stringify([filter, tab]);
  const [news, setNews] = useState<{ readonly key: string; readonly ids: ReadonlySet<string> }>({
    key,
    ids: none,
  });
  const came = news.key === key ? news.ids : none;
  const { patch, again } = pages;

  const renew = (): void => {
    setNews({ key, ids: none });
    patch((rows) => rows.filter((row) => belongs(tab, row)));
    again();
    totals.again();
  };
  useStream(
    ExceptionsFollowDocument,
    { filter: followedOf(filter), amounts },
    {
      // What changed between the first answer and this is in neither.
      snapshot: () => {
        again();
        totals.again();
      },
      restarted: renew,
      changes: (told) => {
        const rows = new Map<string, ExceptionRowFragment>();
        const fresh = new Set<string>();
        for (const { node, event } of told) {
          if (node?.__typename !== 'Exception') continue;
          rows.set(node.id, node);
          if (isNews(tab, event.type, filter)) fresh.add(node.id);
        }
        patch((shown) => shown.map((row) => rows.get(row.id) ?? row));
        for (const { id } of pages.rows) fresh.delete(id);
        if (fresh.size > 0) setNews({ key, ids: new Set([...came, ...fresh]) });
        count();
      },
    },
  );

  const data = totals.data?.exceptions;
  const { rows } = pages;
  const left = useMemo(() => rows.filter((row) => !belongs(tab, row)).length, [rows, tab]);
  const waiting = useMemo(() => {
    const shown = new Set(came.size > 0 ? rows.map(({ id }) => id) : []);
    return [...came].filter((id) => !shown.has(id)).length;
  }, [came, rows]);
  // What comes to an empty list has nothing to move.
  const empty = rows.length === 0 && waiting > 0 && !pages.loading;
  useEffect(() => {
    if (empty) again();
  }, [empty, again]);
  return {
    ...pages,
    total: data?.totalCount ?? null,
    money: data?.moneyAtRisk ?? null,
    came: empty ? 0 : waiting,
    left,
    renew,
    count,
  };
}
