import type { Config } from '../config.ts';
import { createCopy } from '../copy.ts';
import { openKeyring } from '../secrets/master-key.ts';
import type { Replay } from '../store/replay.ts';
import { createReplays, type ReplayRequest } from '../sync/replay.ts';
import type { Screen } from './progress.ts';

/**
 * Replays what is asked for, here or on whichever node takes it first, and shows how far it has come, until it ends or the signal aborts;
 * a node goes on with it then. Returns its last state.
 */
export async function replay(
  config: Config,
  databaseUrl: string,
  request: ReplayRequest,
  screen: Screen,
  signal: AbortSignal,
): Promise<Replay> {
  const copy = createCopy(config, databaseUrl, await openKeyring(config.secrets, config.dataDir));
  const replays = createReplays(copy);
  signal.addEventListener('abort', () => void replays.close(), { once: true });
  try {
    const { replay: started } = await replays.start(request);
    let last = started;
    for await (const state of replays.watch(started.id)) {
      last = state;
      screen.write(`${lineOf(state)}\n`);
    }
    return last;
  } finally {
    await replays.close();
    await copy.close();
  }
}

function lineOf({
  id,
  status,
  mode,
  matched,
  wouldApply,
  applied,
  skippedAsDuplicate,
  failed,
}: Replay): string {
  const effect = mode === 'LIVE' ? `${applied} changed` : `${wouldApply} would change`;
  return `${id}  ${status.padEnd(9)} ${matched} matched, ${effect}, ${skippedAsDuplicate} known already, ${failed} failed`;
}
