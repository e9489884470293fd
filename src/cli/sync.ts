import type { Config } from '../config.ts';
import { openCopy } from '../copy.ts';
import { openKeyring } from '../secrets/master-key.ts';
import { instantOf, type SinceProgress, syncSince } from '../sync/since.ts';
import { createDisplay, type Screen } from './progress.ts';

/** Takes in what changed at one source since then and shows how far it has come. Returns the sums over all kinds. */
export async function syncOne(
  config: Config,
  databaseUrl: string,
  instance: string,
  since: string,
  screen: Screen,
  signal: AbortSignal,
): Promise<{ readonly records: number; readonly changed: number; readonly rejected: number }> {
  const from = instantOf(since, Date.now());
  const copy = await openCopy(config, databaseUrl, await openKeyring(config.secrets, config.dataDir));
  const display = createDisplay(screen);
  const latest = new Map<string, SinceProgress>();
  try {
    await syncSince(
      copy,
      copy.sources.find((source) => source.instance === instance)!,
      from,
      {
        signal,
        onProgress(progress) {
          latest.set(progress.kind, progress);
          display.show(progress);
        },
      },
    );
  } finally {
    display.finish();
    await copy.close();
  }
  const sum = (what: 'records' | 'changed' | 'rejected'): number =>
    [...latest.values()].reduce((total, each) => total + each[what], 0);
  return { records: sum('records'), changed: sum('changed'), rejected: sum('rejected') };
}
