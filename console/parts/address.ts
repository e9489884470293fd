import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** The state of a screen as its address has it, so that a link shows the same: each name with its value; left out where it is empty. */
export function useAddress(): {
  /** The value of a name; empty where there is none. */
  readonly get: (name: string) => string;
  /** The values of a name that takes several. */
  readonly all: (name: string) => readonly string[];
  /** Sets some and leaves the others; null or nothing takes one away. `push`: a step that the back button takes back. */
  readonly set: (values: Readonly<Record<string, string | readonly string[] | null>>, push?: boolean) => void;
} {
  const [params, setParams] = useSearchParams();
  const get = useCallback((name: string) => params.get(name) ?? '', [params]);
  const all = useCallback((name: string) => params.getAll(name), [params]);
  const set = useCallback(
    (values: Readonly<Record<string, string | readonly string[] | null>>, push = false) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(values)) {
            next.delete(name);
            const given = value === null ? [] : typeof value === 'string' ? [value] : value;
            for (const each of given) if (each !== '') next.append(name, each);
          }
          return next;
        },
        // At once: as a transition, what is typed into a field would come back a moment late.
        { replace: !push, flushSync: true },
      ),
    [setParams],
  );
  return { get, all, set };
}
