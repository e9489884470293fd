import { randomUUID } from 'node:crypto';
import { dutyKey } from '../auth/duties.ts';
import type { AuditActor } from '../canonical/audit.ts';
import { Problem } from '../canonical/problem.ts';
import { addAlias, type Link, removeAlias } from '../store/alias.ts';
import { appendAudit } from '../store/audit.ts';
import type { Database } from '../store/database.ts';

const longest = 256;

function linkOf(names: readonly [string, string]): Link {
  const [one, other] = names.map(dutyKey);
  for (const name of [one!, other!])
    if (name === '' || name.length > longest || /\p{Cc}/u.test(name) || !name.isWellFormed())
      throw new Problem('INVALID_INPUT', `A name has 1 to ${longest} characters, none of them a control.`);
  if (one === other)
    throw new Problem('INVALID_INPUT', 'The two are compared as one name already; there is nothing to link.');
  return [one!, other!];
}

/**
 * Says that two names of persons or accounts are one person's, from now on: also for what was asked for before. Whether it was news.
 * Names are compared without regard to case.
 */
export async function linkNames(
  database: Database,
  actor: AuditActor,
  names: readonly [string, string],
): Promise<boolean> {
  return change(database, actor, linkOf(names), 'person.linked', addAlias);
}

/** Takes back that two names are one person's; whether somebody had said so. */
export async function unlinkNames(
  database: Database,
  actor: AuditActor,
  names: readonly [string, string],
): Promise<boolean> {
  return change(database, actor, linkOf(names), 'person.unlinked', removeAlias);
}

async function change(
  database: Database,
  actor: AuditActor,
  link: Link,
  action: string,
  work: typeof addAlias,
): Promise<boolean> {
  return database.transaction(async (db) => {
    if (!(await work(db, link))) return false;
    const correlationId = `cli-${randomUUID()}`;
    await appendAudit(db, [{ actor, action, subject: null, correlationId, after: { names: link } }]);
    return true;
  });
}
