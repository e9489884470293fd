import { userInfo } from 'node:os';
import type { AuditActor } from '../canonical/audit.ts';

/** Who works on the command line: whoever the machine says is signed in there. */
export function operator(): AuditActor {
  const person = `cli:${userInfo().username}`;
  return { person, account: person, actors: [] };
}
