import { showable } from '../store/shown.ts';
import type { Sight } from '../store/sight.ts';
import type { Streams } from './stream.ts';

/** Streams on which an event outside the scope never was, whether they are followed live or behind a cursor. */
export function streamsWithin(streams: Streams, sight: Sight): Streams {
  return {
    open: (request) =>
      streams.open({
        ...request,
        admit: async (events) => {
          const admitted = await (request.admit?.(events) ?? events);
          return showable(sight, admitted);
        },
      }),
  };
}
