import { randomUUID } from 'node:crypto';
import { openPrincipal, type Principal } from '../auth/principal.ts';
import { openCopy } from '../copy.ts';
import { openKeyring } from '../secrets/master-key.ts';
import type { Replay } from '../store/replay.ts';
import { createReplays, type ReplayRequest } from '../sync/replay.ts';
import { replayGate } from '../workflows/replay.ts';
import { operator } from './operator.ts';
import type { Screen } from './progress.ts';
import type { TenantPlace } from './tenants.ts';

/**
 * Replays what is asked for, here or on whichever node takes it first, and shows how far it has come, until it ends, must wait for an
 * approval, or the signal aborts; a node goes on with it then. Returns its last state. It is asked for by whoever is signed in to the
 * machine, and by `as` where that is given.
 */
export async function replay(
  { name, config, databaseUrl }: TenantPlace,
  request: ReplayRequest,
  as: string | null,
  screen: Screen,
  signal: AbortSignal,
): Promise<Replay> {
  const copy = await openCopy(config, databaseUrl, await openKeyring(config.secrets, config.dataDir));
  const replays = createReplays(copy);
  signal.addEventListener('abort', () => void replays.close(), { once: true });
  try {
    const { database } = copy;
    const acting = { principal: operatorAt(name, as), correlationId: `cli-${randomUUID()}` };
    const gate = replayGate({ database, rules: config.approvals.rules }, acting);
    const own = { ...request, account: acting.principal.account };
    const { replay: started } = await replays.start(own, gate);
    let last = started;
    for await (const state of replays.watch(started.id)) {
      last = state;
      screen.write(`${lineOf(state)}\n`);
      if (state.status === 'WAITING_APPROVAL') break;
    }
    return last;
  } finally {
    await replays.close();
    await copy.close();
  }
}

/** Whoever works on the command line, without any role; somebody who is named besides asks through that account. */
function operatorAt(tenant: string, as: string | null): Principal {
  const { person, account } = operator();
  return {
    ...openPrincipal(tenant),
    account,
    person: as ?? person,
    name: null,
    actors: as === null ? [] : [person],
    roles: [],
  };
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
