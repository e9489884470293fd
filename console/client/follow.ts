import { createContext, useContext, useEffect, useRef, useState } from 'react';
import type { TypedDocument } from './document.ts';
import { tellResumed, tellState } from './live.ts';
import type { StreamMessage, Streams, StreamState } from './stream.ts';

export const StreamsContext = createContext<Streams | null>(null);

type Field<Data> = NonNullable<Data[keyof Data]>;
type Of<Data, Name> = Extract<Field<Data>, { readonly __typename: Name }>;

/** What a screen does with what a stream tells. */
export interface Follower<Data> {
  /** How things stand at the beginning; comes again where a stream had to begin anew. Left out: `restarted` is called for it. */
  readonly snapshot?: (snapshot: Of<Data, 'StreamSnapshot'>) => void;
  /** What has changed, in order: all that came within a tenth of a second together, so that a hundred changes a second are ten renderings. */
  readonly changes?: (changes: readonly Of<Data, 'StreamChange'>[]) => void;
  /** What was shown may lack something: read it anew. */
  readonly restarted?: () => void;
  /** Nothing is followed while this holds. */
  readonly pause?: boolean;
}

/** How often what was told is shown, milliseconds. */
const frameMs = 100;

/** Follows a stream for as long as the component is there; the document has the variable `$after`. */
export function useStream<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  follower: Follower<Data>,
): StreamState {
  const streams = useContext(StreamsContext);
  const [state, setState] = useState<StreamState>({ state: 'connecting' });
  const latest = useRef(follower);
  useEffect(() => {
    latest.current = follower;
  });
  const key = JSON.stringify(variables);
  const paused = follower.pause ?? false;
  useEffect(() => {
    if (!streams || paused) return undefined;
    const stream = Symbol(document.documentId);
    let waiting: Of<Data, 'StreamChange'>[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = (): void => {
      timer = undefined;
      const told = waiting;
      waiting = [];
      latest.current.changes?.(told);
    };
    const stop = streams.follow(document, JSON.parse(key) as Omit<Variables, 'after'>, {
      message(message: StreamMessage) {
        if (message.__typename === 'StreamSnapshot') {
          // What happened between the answer that is shown and this is in neither: who does not take the snapshot reads anew.
          const { snapshot, restarted } = latest.current;
          if (snapshot) snapshot(message as unknown as Of<Data, 'StreamSnapshot'>);
          else restarted?.();
        }
        if (message.__typename !== 'StreamChange') return;
        waiting.push(message as unknown as Of<Data, 'StreamChange'>);
        timer ??= setTimeout(flush, frameMs);
      },
      state(next) {
        tellState(stream, next);
        // That it was heard of again is for the badge alone.
        setState((before) => (before.state === next.state && next.state === 'live' ? before : next));
      },
      resumed: tellResumed,
      restarted() {
        tellResumed(null);
        latest.current.restarted?.();
      },
    });
    return () => {
      stop();
      clearTimeout(timer);
      tellState(stream, null);
    };
  }, [streams, document, key, paused]);
  return state;
}
