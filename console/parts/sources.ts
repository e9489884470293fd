import { useCallback, useState } from 'react';
import { useAsk, useFetch } from '../client/ask.ts';
import { useStream } from '../client/follow.ts';
import type { Trouble } from '../client/trouble.ts';
import {
  SourcesAskedDocument,
  SourcesHealthDocument,
  type SourceNowFragment,
  SourcesKnownDocument,
} from '../generated/graphql.ts';
import { useEvery, useOften } from './often.ts';

/** How often the measured numbers of sources are read: no stream tells them, because they change with every call. */
const everyMs = 10_000;

type Health = SourceNowFragment['health'];

/** Every source as it is now, by kind and name. */
export interface SourcesNow {
  /** Undefined while none is known. */
  readonly sources: readonly SourceNowFragment[] | undefined;
  readonly troubles: readonly Trouble[];
  readonly again: () => void;
}

const isSource = <Node extends { readonly __typename: string }>(
  node: Node | null,
): node is Extract<Node, { readonly __typename: 'SourceSystem' }> => node?.__typename === 'SourceSystem';

/**
 * The sources and how they are: asked once when the screen is opened, by which the hub tries each of them; then their states as the stream
 * tells them, and the numbers every ten seconds as the hub knows them. What comes first is shown first, because a source that hangs
 * holds the first answer up.
 */
export function useSources(): SourcesNow {
  const [sources, setSources] = useState<readonly SourceNowFragment[]>();
  const asked = useAsk(SourcesAskedDocument, {});
  const fetch = useFetch(SourcesKnownDocument);
  const take = useCallback((known: readonly SourceNowFragment[]) => {
    if (known.length === 0) return;
    setSources(
      known.toSorted(
        (one, other) => one.kind.localeCompare(other.kind) || one.name.localeCompare(other.name),
      ),
    );
  }, []);
  const [taken, setTaken] = useState<typeof asked.data>();
  if (asked.data && asked.data !== taken) {
    setTaken(asked.data);
    take(asked.data.sources);
  }

  const read = useCallback(() => {
    const ids = sources?.map(({ id }) => id) ?? [];
    if (ids.length === 0) return;
    void fetch({ ids }).then(({ data }) => take(data?.nodes.filter(isSource) ?? []));
  }, [fetch, sources, take]);
  useEvery(read, everyMs);
  const soon = useOften(read);

  useStream(
    SourcesHealthDocument,
    {},
    {
      snapshot: ({ nodes }) => take(nodes.filter(isSource)),
      changes: (changes) => {
        const told = new Map(
          changes.map(({ event }) => [
            event.subjectId,
            event.data as Pick<Health, 'state' | 'circuit' | 'since'>,
          ]),
        );
        setSources((before) =>
          before?.map((source) => {
            const news = told.get(source.id);
            if (!news) return source;
            const { state, circuit, since } = news;
            return { ...source, health: { ...source.health, state, circuit, since } };
          }),
        );
        soon();
      },
      restarted: asked.again,
    },
  );
  return { sources, troubles: asked.troubles, again: asked.again };
}
