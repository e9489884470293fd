import { userInfo } from 'node:os';
import type { AuditActor } from '../canonical/audit.ts';

/** Who works on the command line, the same for every command: whoever the machine says is signed in there. */
export function operator(): AuditActor {
  const { username } = userInfo();
  return { person: `cli:${username}`, account: `cli|${username}`, actors: [] };
}
