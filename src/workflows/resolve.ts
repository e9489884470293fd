import { Problem } from '../canonical/problem.ts';
import { call, type Came, type Calling, look } from './call.ts';

/** Keys are taken for forgotten a little before they are. */
const keptFor = (lifetimeMs: number): number => lifetimeMs - Math.max(60_000, lifetimeMs / 20);

/** A vendor that answers a key so often by a failure may have stored the failure. */
const blindTries = 3;

const nobody = ({ operation }: Calling): Problem =>
  new Problem(
    'OUTCOME_UNKNOWN',
    `The system was asked for ${operation.name}, and nobody can tell whether it was done.`,
  );

/**
 * Finds out what became of an effect that may be in force, by the class of its operation. `repeat` false: it must not come into force by
 * that, because it is to be undone or somebody has mended what is sent. `tries` are those that have told nothing.
 */
export async function resolve(calling: Calling, repeat: boolean, tries: number): Promise<Came> {
  const { operation, effect, now } = calling;
  const { class: kind, keyLifetimeMs } = operation;
  const calledAt = effect.calledAt === null ? now() : Date.parse(effect.calledAt);
  const fresh = kind === 'A' && (keyLifetimeMs === null || now() - calledAt < keptFor(keyLifetimeMs));
  if (kind === 'D') return { is: 'lost', problem: nobody(calling) };
  const blindly = repeat && (kind === 'B' || (fresh && (tries < blindTries || !operation.look)));
  if (blindly) return repeated(calling);
  if (!operation.look) {
    // What was sent before somebody mended it may still arrive, and would be set over what is sent now.
    const arriving = kind === 'B' && !repeat ? early(calling) : undefined;
    return arriving ?? { is: 'lost', problem: nobody(calling) };
  }
  const seen = await look(calling);
  if (seen.is !== 'absent') return seen;
  const tooEarly = early(calling);
  if (tooEarly) return tooEarly;
  if (!repeat) return { is: 'not', problem: nobody(calling), certain: true, again: true, newKey: true };
  await calling.calledAgain(kind === 'A' && !fresh);
  const came = await call(calling);
  // It is not there, the vendor has come to an end with the key, and says no more: it has stored a failure under it.
  const stored = fresh && came.is === 'unknown' && came.ended;
  return stored ? { is: 'not', problem: came.problem, certain: true, again: true, newKey: true } : came;
}

/** Whoever heard nothing of its call does not know that the vendor has ended it: what is not there may still come. */
export function early({
  effect,
  now,
  lookAfterMs,
}: Pick<Calling, 'effect' | 'now' | 'lookAfterMs'>): Extract<Came, { is: 'unknown' }> | undefined {
  const quietMs = now() - Date.parse(effect.triedAt ?? effect.calledAt ?? new Date(now()).toISOString());
  if (effect.settledAt !== null || quietMs >= lookAfterMs) return undefined;
  const problem = new Problem('OUTCOME_UNKNOWN', 'It is not there yet; the system may still be at it.', {
    retryAfterMs: lookAfterMs - quietMs,
    retryable: true,
  });
  return { is: 'unknown', problem, ended: false };
}

/** The same once more, without having looked: a refusal now says nothing of the call before. */
async function repeated(calling: Calling): Promise<Came> {
  await calling.calledAgain(false);
  const came = await call(calling);
  if (came.is !== 'not') return came;
  const { problem, again } = came;
  if (again) return { is: 'unknown', problem, ended: calling.effect.settledAt !== null };
  if (!calling.operation.look) return { ...came, certain: false };
  const seen = await look(calling);
  return seen.is === 'absent' ? (early(calling) ?? came) : seen;
}
