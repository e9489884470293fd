import { queries } from './baseline/queries.ts';
import type { Hub, Landscape } from './landscape.ts';
import { load } from './load.ts';
import { allIds, bodiesFor, measure, type ReadsOptions } from './reads.ts';
import { median, type Report } from './report.ts';

/**
 * What it costs to know who asks: Q1, Q2 and Q3 at a hub that verifies tokens, decides by the table of rights, and counts what each
 * request costs and each account sends, against the same hub without access control. Processor time of the hub, in turn.
 */
export async function measureAccess(
  landscape: Landscape,
  { seconds, rounds }: Omit<ReadsOptions, 'customers'>,
  report: Report,
): Promise<void> {
  const roles = ['api'] as const;
  const guarded = await landscape.serve({ roles });
  const open = await landscape.serve({
    roles,
    settings: { access: { required: false } },
  });
  const hubs: Readonly<Record<'guarded' | 'open', Hub>> = { guarded, open };
  try {
    const ids = await allIds(guarded);
    for (const [name, query] of Object.entries(queries)) {
      const bodies = bodiesFor(query, ids);
      const cpuMs: Record<keyof typeof hubs, number[]> = { guarded: [], open: [] };
      for (const { url, headers } of Object.values(hubs)) {
        await load(url, bodies, 0, headers);
        await load(url, bodies, Math.min(2, seconds), headers);
      }
      for (let round = 0; round < rounds; round++)
        for (const which of ['guarded', 'open'] as const)
          cpuMs[which].push((await measure(hubs[which], bodies, seconds)).cpuMs);
      const [on, off] = [median(cpuMs.guarded), median(cpuMs.open)];
      report(
        `${name} processor time per request with access control and limits, against without (less is better)`,
        on,
        'ms',
        off,
        on / off,
      );
    }
  } finally {
    await Promise.all([guarded.stop(), open.stop()]);
  }
}
