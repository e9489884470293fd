import { useCallback, useEffect, useRef, useState } from 'react';

/** Does something at most once in a while: at once after a quiet time, otherwise when the time is over, and never twice for nothing. */
export function useOften(act: () => void, everyMs = 1_000): () => void {
  const latest = useRef(act);
  const last = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    if (timer.current !== undefined) return;
    timer.current = setTimeout(
      () => {
        timer.current = undefined;
        last.current = Date.now();
        latest.current();
      },
      Math.max(0, last.current + everyMs - Date.now()),
    );
  }, [everyMs]);
}

/** Does something again and again for as long as somebody looks at the page: for what no stream tells. */
export function useEvery(act: () => void, everyMs: number): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') latest.current();
    }, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}

/** What was shown last under the same name, while what takes its place is being read. */
export function useKept<Data>(data: Data | undefined, name: string): Data | undefined {
  const [kept, setKept] = useState<{ readonly name: string; readonly data: Data } | null>(null);
  if (data !== undefined && (kept?.data !== data || kept.name !== name)) setKept({ name, data });
  return data ?? (kept?.name === name ? kept.data : undefined);
}
