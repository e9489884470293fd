import { Text } from '@mantine/core';
import { useCallback, useSyncExternalStore } from 'react';
import { type Client, useClient } from 'urql';
import { asNode } from '../client/document.ts';
import { type RecordsByIdQuery, RecordsByIdDocument } from '../generated/graphql.ts';
import { words } from '../words/shell.ts';
import { term } from '../words/terms.ts';
import { To } from './link.tsx';
import { pathOf } from './paths.ts';
import { nameOf } from './record.tsx';

type Named = NonNullable<RecordsByIdQuery['nodes'][number]>;

/** How long ids are gathered before they are asked for together, milliseconds; and how many the hub takes at once. */
const gatherMs = 100;
const most = 200;
/** So many are remembered beside those that are shown. */
const mostKept = 5_000;

/** What ids stand for, for one client, which is one person's; null: nothing that has a name. */
class Names {
  private readonly known = new Map<string, Named | null>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private wanted = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }

  get(id: string): Named | null | undefined {
    return this.known.get(id);
  }

  watch(id: string, listener: () => void): () => void {
    const listeners = this.listeners.get(id) ?? new Set();
    this.listeners.set(id, listeners.add(listener));
    if (!this.known.has(id)) this.want(id);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.listeners.delete(id);
    };
  }

  /** The oldest ones go that nobody looks at: a tail of the log shows ever new ids. */
  private forget(): void {
    let over = this.known.size - mostKept;
    if (over <= 0) return;
    for (const id of this.known.keys()) {
      if (this.listeners.has(id)) continue;
      this.known.delete(id);
      if (--over <= 0) return;
    }
  }

  private want(id: string): void {
    this.wanted.add(id);
    this.timer ??= setTimeout(() => void this.ask(), gatherMs);
  }

  private async ask(): Promise<void> {
    // What has been scrolled past meanwhile need not be asked for.
    const ids = [...this.wanted].filter((id) => this.listeners.has(id));
    this.wanted = new Set(ids.slice(most));
    this.timer = this.wanted.size > 0 ? setTimeout(() => void this.ask(), gatherMs) : undefined;
    const asked = ids.slice(0, most);
    if (asked.length === 0) return;
    const { data } = await this.client.query(asNode(RecordsByIdDocument), { ids: asked }).toPromise();
    // What could not be read is shown by its id, and asked for when it is shown again.
    if (!data) return;
    asked.forEach((id, index) => {
      this.known.set(id, data.nodes[index] ?? null);
      for (const listener of this.listeners.get(id) ?? []) listener();
    });
    this.forget();
  }
}

/** An id of the hub: what it is of, and what tells it apart. */
const ownId = /^[a-z]{3}_./;
const namesOf = new WeakMap<Client, Names>();

/** What has an id; undefined while that is asked, null for nothing that the person sees. Ids shown at the same time are asked together. */
export function useNamed(id: string): Named | null | undefined {
  const client = useClient();
  let names = namesOf.get(client);
  if (!names) namesOf.set(client, (names = new Names(client)));
  const own = names;
  const watch = useCallback((listener: () => void) => own.watch(id, listener), [own, id]);
  return useSyncExternalStore(watch, () => own.get(id));
}

/** A record of which only the id is known, by its name, as a link where the console shows it; the id where it has no name. */
export function ById({ id }: { readonly id: string | null | undefined }) {
  if (!id)
    return (
      <Text span size="sm" c="dimmed">
        {words.common.none}
      </Text>
    );
  return ownId.test(id) ? <Known id={id} /> : <>{id}</>;
}

/** What something is called; what has no name by what it is. */
function calledOf(record: Named): string {
  const kind = term(record.__typename);
  switch (record.__typename) {
    case 'WorkflowRun':
      return `${kind}: ${record.summary}`;
    case 'Exception':
      return `${kind}: ${term(record.exceptionCode)}`;
    case 'Approval':
      return `${kind}: ${term(record.approvalKind)}`;
    case 'Event':
      return `${kind}: ${record.eventType}`;
    default:
      return nameOf(record);
  }
}

function Known({ id }: { readonly id: string }) {
  const record = useNamed(id);
  if (!record)
    return (
      <Text span size="sm" c={record === undefined ? 'dimmed' : undefined}>
        {id}
      </Text>
    );
  const path = pathOf(record.__typename, id);
  return path === null ? <>{calledOf(record)}</> : <To to={path}>{calledOf(record)}</To>;
}
