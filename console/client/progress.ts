import { useContext, useEffect, useRef, useState } from 'react';
import type { TypedDocument } from './document.ts';
import { StreamsContext } from './follow.ts';
import { tellState } from './live.ts';
import type { StreamState } from './stream.ts';

/** What an ordinary subscription has told last. */
export interface Progress<Data> {
  readonly data: Data | null;
  readonly state: StreamState;
}

/**
 * Follows an ordinary subscription, each of whose messages is the whole state of something, for as long as the component is there or
 * until a message is `over`. `pause`: not now.
 */
export function useProgress<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  over: (told: Data[keyof Data]) => boolean,
  pause = false,
): Progress<Data[keyof Data]> {
  const streams = useContext(StreamsContext);
  const [data, setData] = useState<Data[keyof Data] | null>(null);
  const [state, setState] = useState<StreamState>({ state: 'connecting' });
  const isOver = useRef(over);
  useEffect(() => {
    isOver.current = over;
  });
  const key = JSON.stringify(variables);
  useEffect(() => {
    if (!streams || pause) return undefined;
    const stream = Symbol(document.documentId);
    const stop = streams.watch(document, JSON.parse(key) as Variables, {
      message: (message) => setData(message as Data[keyof Data]),
      state(next) {
        tellState(stream, next);
        setState(next);
      },
      over: (message) => isOver.current(message as Data[keyof Data]),
    });
    return () => {
      stop();
      tellState(stream, null);
    };
  }, [streams, document, key, pause]);
  return { data, state };
}
