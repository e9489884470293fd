import { dutyKey } from '../auth/duties.ts';
import { mayBreakGlass } from '../auth/emergency.ts';
import { ulid } from '../canonical/id.ts';
import { Problem } from '../canonical/problem.ts';
import type { Database } from '../store/database.ts';
import { addGrant, type Grant, grantsById, latestGrants } from '../store/grant.ts';
import { rememberPerson } from '../store/person.ts';
import { type Acting, tell } from './acting.ts';
import { once } from './once.ts';

/** Rights that administrators take in an emergency: for a while, loudly, and never over the separation of duties. */
export interface Grants {
  /**
   * Gives the caller every right but those that duties keep apart, for so many minutes. FORBIDDEN but for an administrator under the own
   * account; INVALID_INPUT without a reason, or for longer than the settings allow.
   */
  breakGlass(
    acting: Acting,
    idempotencyKey: string,
    wish: { readonly reason: string; readonly minutes: number },
  ): Promise<{ readonly grant: Grant; readonly replayed: boolean }>;
  /** The last grants, the newest first. */
  latest(): Promise<readonly Grant[]>;
}

export interface GrantDeps {
  readonly database: Database;
  readonly breakGlassMinutes: number;
  /** Resolves when this process lets somebody act by what has just been granted; never rejects. */
  readonly onGranted: () => Promise<void>;
  /** Tells the log of the process, loudly. */
  readonly onLoud: (message: string, detail: object) => void;
}

const [shortestReason, longestReason] = [10, 1000];
const mostShown = 100;

/** Grants over a database. Who has one now is for whoever lets callers in to follow (`currentGrants`). */
export function createGrants({ database, breakGlassMinutes, onGranted, onLoud }: GrantDeps): Grants {
  return {
    async breakGlass(acting, idempotencyKey, { reason, minutes }) {
      const { principal, correlationId } = acting;
      if (!mayBreakGlass(principal))
        throw new Problem(
          'FORBIDDEN',
          'Only an administrator breaks the glass, under the own account and nobody else acting through it.',
        );
      checkReason(reason);
      if (!Number.isInteger(minutes) || minutes < 1 || minutes > breakGlassMinutes)
        throw new Problem('INVALID_INPUT', `minutes must be 1 to ${breakGlassMinutes}.`, { path: 'minutes' });
      const request = { field: 'breakGlass', idempotencyKey, input: { reason, minutes } };
      const { answer, replayed } = await once(database, acting, request, async (db, note) => {
        const personId = await rememberPerson(db, principal);
        const { account } = principal;
        const id = `grt_${ulid()}`;
        const grant = await addGrant(db, {
          id,
          person: dutyKey(principal.person),
          personId,
          account,
          reason,
          minutes,
        });
        const { until } = grant;
        await tell(db, {
          type: 'access.break_glass',
          change: 'CREATED',
          subjectId: id,
          customerId: null,
          correlationId,
          data: { grant: { id, personId, until, reason } },
        });
        note({ action: 'access.granted', subject: id, after: { reason, minutes, until } });
        return { answer: { grantId: id } };
      });
      // What was answered holds for the next request already, not only once this process has heard of its own commit.
      await onGranted();
      const [grant] = await grantsById(database, [answer['grantId']!]);
      if (!replayed) {
        const { id, personId, until } = grant!;
        onLoud('somebody broke the glass', { grant: id, person: personId, until, correlationId });
      }
      return { grant: grant!, replayed };
    },
    latest: () => latestGrants(database, mostShown),
  };
}

function checkReason(reason: string): void {
  const { length } = reason.trim();
  if (length < shortestReason || reason.length > longestReason)
    throw new Problem(
      'INVALID_INPUT',
      `Give a reason of ${shortestReason} to ${longestReason} characters; it is kept and shown.`,
      { path: 'reason' },
    );
  if (reason.includes('\0') || !reason.isWellFormed())
    throw new Problem('INVALID_INPUT', 'A reason must not hold U+0000 or half a character.', {
      path: 'reason',
    });
}
