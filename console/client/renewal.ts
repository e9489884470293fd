import { keepGrant, ownGrant } from './grant.ts';
import { currentSession, renewBy, signIn, signInBy, signOut, watchSession } from './session.ts';
import { refresh, takeAnswer } from './sign-in.ts';

// Keeps whoever signed in at the identity provider signed in for as long as the provider allows: a new token before the old one ends.

/** A token is renewed so long before it ends, or in the last quarter of its life if that is less; milliseconds. */
const leadMs = 60_000;
/** How soon again where the provider does not answer. */
const againMs = 5_000;
/** What a timer can wait at most. */
const longestMs = 2 ** 31 - 1;

let timer: ReturnType<typeof setTimeout> | undefined;
let renewing: Promise<string | null> | null = null;

/** A new token; null where there is none to be had now. Asked again meanwhile, it is the same one. */
function renew(): Promise<string | null> {
  const grant = ownGrant();
  renewing ??= (grant ? refresh(grant) : Promise.resolve(null))
    .catch(() => null)
    .finally(() => (renewing = null));
  return renewing;
}

async function renewInTime(): Promise<void> {
  const before = currentSession().token;
  const token = await renew();
  // Who signed out or in meanwhile has decided otherwise.
  if (currentSession().token !== before) return;
  if (token !== null) signIn(token);
  else schedule(againMs);
}

/** Renews the token in time; where that cannot be, ends the session with it, rather than show what its holder may no longer see. */
function schedule(atLeastMs = 1_000): void {
  clearTimeout(timer);
  const grant = ownGrant();
  if (currentSession().token === '' || !grant || grant.endsAt === null) return;
  const left = grant.endsAt - Date.now();
  const renewable = grant.refreshToken !== null && left > 0;
  const wait = renewable ? Math.max(left - Math.min(leadMs, left / 4), atLeastMs) : left;
  const act = (): void => (renewable ? void renewInTime() : signOut('expired'));
  timer = setTimeout(act, Math.min(Math.max(wait, 0), longestMs));
}

/** Takes up what the provider answered, or the session of before; from then on it is renewed. For the start of the page, before anything is shown. */
export function startSession(): void {
  renewBy(() => (ownGrant()?.refreshToken ? renew() : null));
  watchSession(() => {
    const { token, ended } = currentSession();
    if (token === '' ? ended === 'left' || ended === 'revoked' : ownGrant() === null) keepGrant(null);
    schedule();
  });
  const answered = takeAnswer();
  if (!answered && currentSession().token === '' && ownGrant()?.refreshToken) signInBy(renew(), 'expired');
  schedule();
}
