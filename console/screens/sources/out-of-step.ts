import { useCallback, useRef, useState } from 'react';
import { useFetch } from '../../client/ask.ts';
import { useStream } from '../../client/follow.ts';
import { useMe } from '../../client/rights.ts';
import {
  type NamedFragment,
  type OutOfStepFragment,
  SourcesOutOfStepDocument,
  SourcesSyncDocument,
  type SourcesSyncSubscription,
} from '../../generated/graphql.ts';
import { useOften } from '../../parts/often.ts';

type Told = Extract<
  SourcesSyncSubscription['syncStatusChanged'],
  { readonly __typename: 'StreamSnapshot' }
>['nodes'][number];

/** A record and one source with which it is not in step. */
export interface Apart {
  readonly id: string;
  readonly record: NamedFragment;
  readonly state: OutOfStepFragment;
}

/** As many as the hub looks for, and as it gives by their ids at once. */
export const most = 200;

const well: ReadonlySet<OutOfStepFragment['status']> = new Set(['IN_SYNC', 'NOT_APPLICABLE']);

/** The sources with which a record is not in step. */
const apartOf = (record: Told): readonly Apart[] =>
  'syncStatus' in record
    ? record.syncStatus
        .filter(({ status }) => !well.has(status))
        .map((state) => ({ id: `${record.id} ${state.system?.id ?? ''}`, record, state }))
    : [];

/**
 * The records that are not in step with their sources, live: each one of which the stream tells is read again, many at once. `changed` is
 * called for whatever a source has told.
 */
export function useOutOfStep(changed: () => void): {
  /** Undefined while they are not known. */
  readonly apart: readonly Apart[] | undefined;
  /** The hub does not tell them to the role. */
  readonly refused: boolean;
} {
  const { can } = useMe();
  const fetch = useFetch(SourcesOutOfStepDocument);
  const [records, setRecords] = useState<ReadonlyMap<string, Told>>();
  const asked = useRef(new Set<string>());
  const take = useCallback((told: readonly (Told | null)[], ids: readonly string[]) => {
    setRecords((before) => {
      const next = new Map(before);
      for (const id of ids) next.delete(id);
      for (const record of told) if (record && apartOf(record).length > 0) next.set(record.id, record);
      return next;
    });
  }, []);
  const read = useOften(() => {
    const wanted = [...asked.current];
    asked.current.clear();
    for (let at = 0; at < wanted.length; at += most) {
      const ids = wanted.slice(at, at + most);
      void fetch({ ids }).then(({ data }) => data && take(data.nodes, ids));
    }
  });
  const pause = !can('Subscription.syncStatusChanged');
  const { state } = useStream(
    SourcesSyncDocument,
    {},
    {
      snapshot({ nodes }) {
        setRecords(new Map());
        take(nodes, []);
      },
      changes(changes) {
        changed();
        // Most changes are of records that were in step and are: only an event of their sync status says otherwise.
        for (const { node, event } of changes)
          if (node && (event.type === 'sync.status_changed' || records?.has(node.id)))
            asked.current.add(node.id);
        if (asked.current.size > 0) read();
      },
      pause,
    },
  );
  const since = ({ state: { since: at } }: Apart): string => at ?? '';
  return {
    apart:
      records &&
      [...records.values()]
        .flatMap(apartOf)
        .toSorted((one, other) => (since(one) < since(other) ? 1 : since(one) > since(other) ? -1 : 0)),
    refused: pause || state === 'refused',
  };
}
