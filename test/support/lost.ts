import { setTimeout as sleep } from 'node:timers/promises';

/** What can become of a write without its sender being told: the fault, and whether the vendor has done it. */
export const lost: readonly (readonly [name: string, act: object, applied: boolean])[] = [
  ['is reset before it is applied', { act: 'reset-before-apply' }, false],
  ['is reset after it was applied', { act: 'reset-after-apply' }, true],
  ['is never answered', { act: 'hang-after-apply' }, true],
  [
    'fails with 500 after it was applied',
    { act: 'status', status: 500, body: { error: 'InternalError' }, when: 'after' },
    true,
  ],
  ['is answered with half an answer', { act: 'truncate', cut: true }, true],
];

/**
 * Does work of which one call meets the only fault of a simulator, and gives it up once that call was applied, so that nobody waits for an
 * answer that does not come. Gives what the work came to.
 */
export async function givenUp<T>(url: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ask = async <R>(path: string): Promise<R> =>
    (await (await fetch(`${url}/__sim/${path}`)).json()) as R;
  const gives = new AbortController();
  let over = false;
  const watch = async (): Promise<void> => {
    while (!over) {
      const { rules } = await ask<{ rules: readonly { fired: number }[] }>('faults');
      const last = (await ask<readonly { outcome: string | null }[]>('journal')).at(-1);
      if (rules.some(({ fired }) => fired > 0) && last?.outcome === 'APPLIED') gives.abort();
      await sleep(10);
    }
  };
  const watching = watch();
  try {
    return await work(gives.signal);
  } finally {
    over = true;
    await watching;
  }
}
