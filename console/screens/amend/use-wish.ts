import { useCallback, useEffect, useState } from 'react';
import { useAddress } from '../../parts/address.ts';
import { addressOf, type Wish, wishOf } from './inputs.ts';

/**
 * The change that is being filled in: its address holds it, and it is at once what was typed, also while the address follows. Another
 * address, as of a link, begins with what that holds.
 */
export function useWish(): readonly [wish: Wish, change: (more: Partial<Wish>) => void] {
  const { get, all, set } = useAddress();
  const held = wishOf({ get, all });
  const key = JSON.stringify(held);
  const [known] = useState(() => new Set([key]));
  const [state, setState] = useState({ wish: held, seen: key, turn: 0 });
  const { wish, turn } = state;
  // What was written here is on its way back, perhaps behind what was typed since, or an address of before is shown for a moment.
  if (state.seen !== key)
    setState((before) => ({ ...before, wish: known.has(key) ? before.wish : held, seen: key }));
  useEffect(() => {
    if (turn === 0) return;
    known.add(JSON.stringify(wish));
    set(addressOf(wish));
    // Once for each change that was made here.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [turn]);
  const change = useCallback(
    (more: Partial<Wish>) =>
      setState((before) => ({ ...before, wish: { ...before.wish, ...more }, turn: before.turn + 1 })),
    [],
  );
  return [wish, change];
}
