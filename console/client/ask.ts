import { useCallback, useMemo, useState } from 'react';
import { type AnyVariables, useClient, useQuery } from 'urql';
import { asNode, type TypedDocument } from './document.ts';
import { type Trouble, troublesOf } from './trouble.ts';

/** What the hub answered, as far as it has. */
export interface Answer<Data> {
  /** The last answer, also while it is asked for again; parts that are missing are null, and `troubles` says why. */
  readonly data: Data | undefined;
  /** Nothing was answered yet. */
  readonly loading: boolean;
  readonly troubles: readonly Trouble[];
  /** Asks again, past what is remembered; what is shown stays until the answer is there. */
  readonly again: () => void;
}

/** Asks the hub for as long as the component is there. `pause`: not yet. */
export function useAsk<Data, Variables extends AnyVariables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  pause = false,
): Answer<Data> {
  const [{ data, error, fetching, operation }, execute] = useQuery<Data, AnyVariables>({
    query: asNode(document),
    variables: variables ?? {},
    pause,
  });
  const key = JSON.stringify(variables ?? {});
  // While the answer to other variables is waited for, the last one is still there; it is never shown for an answer to these.
  const fits = JSON.stringify(operation?.variables ?? {}) === key;
  const [kept, setKept] = useState<{ readonly key: string; readonly data: Data } | null>(null);
  if (fits && data != null && kept?.data !== data) setKept({ key, data });
  const troubles = useMemo(() => (fits ? troublesOf(error) : []), [error, fits]);
  const again = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  // What was answered stays while it is asked for again, and when that fails.
  const shown = (fits ? data : null) ?? (kept?.key === key ? kept.data : undefined);
  return { data: shown, loading: !pause && (fetching || !fits) && shown === undefined, troubles, again };
}

/** What came of something that was done or asked once. */
export interface Outcome<Data> {
  readonly data: Data | undefined;
  readonly troubles: readonly Trouble[];
}

/** Gives what has the hub do something; it never throws. */
export function useChange<Data, Variables extends AnyVariables>(
  document: TypedDocument<Data, Variables>,
): (variables: Variables) => Promise<Outcome<Data>> {
  const client = useClient();
  return useCallback(
    async (variables) => {
      const { data, error } = await client
        .mutation<Data, AnyVariables>(asNode(document), variables ?? {})
        .toPromise();
      return { data: data ?? undefined, troubles: troublesOf(error) };
    },
    [client, document],
  );
}

/** Gives what asks the hub once, for what is not part of a page: a further page of a list, a search, a count. It never throws. */
export function useFetch<Data, Variables extends AnyVariables>(
  document: TypedDocument<Data, Variables>,
): (variables: Variables) => Promise<Outcome<Data>> {
  const client = useClient();
  return useCallback(
    async (variables) => {
      const { data, error } = await client
        .query<Data, AnyVariables>(asNode(document), variables ?? {}, { requestPolicy: 'network-only' })
        .toPromise();
      return { data: data ?? undefined, troubles: troublesOf(error) };
    },
    [client, document],
  );
}

/** An idempotency key: the same key again is the same request. Made when a person begins to decide, sent with each try. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
