import type { Config } from '../config.ts';
import { openCopy } from '../copy.ts';
import { openKeyring } from '../secrets/master-key.ts';
import { backfill } from '../sync/backfill.ts';
import { createDisplay, type Screen } from './progress.ts';

export interface ImportOptions {
  /** Only these instances; all when omitted. */
  readonly instances?: readonly string[];
  /** Starts over instead of going on where the last import stopped. */
  readonly anew?: boolean;
  readonly signal?: AbortSignal;
}

/** Reads everything that the sources hold into the copy and shows how far it has come. Returns why records were left out, one message each. */
export async function importAll(
  config: Config,
  databaseUrl: string,
  screen: Screen,
  options: ImportOptions = {},
): Promise<readonly string[]> {
  const copy = await openCopy(config, databaseUrl, await openKeyring(config.secrets, config.dataDir));
  const display = createDisplay(screen);
  const rejected: string[] = [];
  try {
    await backfill(copy, copy.sources, {
      ...options,
      onProgress: (progress) => display.show(progress),
      onRejected: (problem) => rejected.push(problem.message),
    });
  } finally {
    display.finish();
    await copy.close();
  }
  return rejected;
}
