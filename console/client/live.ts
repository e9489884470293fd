import type { StreamState } from './stream.ts';

// How all streams of the page stand together: what the badge in its header says.

export interface Live {
  /** `none`: nothing is followed; `refused`: none of what is may be told to whoever is signed in. */
  readonly state: 'none' | 'refused' | 'connecting' | 'live' | 'lost';
  /** When a stream was last heard of, milliseconds since 1970; null before. */
  readonly heardAt: number | null;
  /** Since when the connection is lost; null while it is not. */
  readonly since: number | null;
  /** The last time that streams went on after a break: how many changes were caught up; null where they had to begin anew. */
  readonly resumed: { readonly at: number; readonly caughtUp: number | null } | null;
}

const states = new Map<symbol, StreamState>();
let live: Live = { state: 'none', heardAt: null, since: null, resumed: null };
const listeners = new Set<() => void>();

function tell(next: Live): void {
  live = next;
  for (const listener of listeners) listener();
}

function summed(resumed: Live['resumed']): Live {
  // A stream that the hub does not tell to this person says nothing of the connection.
  const all = [...states.values()].filter(({ state }) => state !== 'refused');
  const lost = all.filter((each) => each.state === 'lost');
  const heard = all.flatMap((each) => (each.state === 'live' ? [each.heardAt] : []));
  const heardAt = heard.length > 0 ? Math.max(...heard) : live.heardAt;
  if (lost.length > 0)
    return { state: 'lost', heardAt, since: Math.min(...lost.map(({ since }) => since)), resumed };
  const silent = states.size === 0 ? 'none' : 'refused';
  const state = all.length === 0 ? silent : heard.length > 0 ? 'live' : 'connecting';
  return { state, heardAt, since: null, resumed };
}

/** How the streams of the page stand now; another object whenever that changed. */
export const currentLive = (): Live => live;

/** Calls the listener after each change; gives what ends that. */
export function watchLive(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** That a stream is still heard of is told at most once in this time, milliseconds: a hundred changes a second are nothing new. */
const heardEveryMs = 1_000;

/** Says how a stream stands; null: it is not followed any more. */
export function tellState(stream: symbol, state: StreamState | null): void {
  const before = states.get(stream);
  if (state === null) states.delete(stream);
  else states.set(stream, state);
  const heard = before?.state === 'live' && state?.state === 'live' ? state.heardAt : null;
  if (heard !== null && live.heardAt !== null && heard - live.heardAt < heardEveryMs) return;
  tell(summed(live.resumed));
}

/** Forgets how the streams of somebody stood who has signed out. */
export const forgetLive = (): void => {
  states.clear();
  tell({ state: 'none', heardAt: null, since: null, resumed: null });
};

/** Says that a stream goes on after a break; what all streams of the page caught up within a few seconds is one sum. */
export function tellResumed(caughtUp: number | null): void {
  const before = live.resumed && Date.now() - live.resumed.at < 3_000 ? live.resumed.caughtUp : 0;
  const sum = caughtUp === null || before === null ? null : before + caughtUp;
  tell(summed({ at: Date.now(), caughtUp: sum }));
}
