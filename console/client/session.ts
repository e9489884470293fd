import { ownPath } from './url.ts';

// Who is signed in, in this tab: the token is kept by the tab alone and gone with it.

const key = 'isthmus.token';

/** Why nobody is signed in any more; `coming`: a token is on its way. */
export type SignedOut = 'never' | 'expired' | 'revoked' | 'left' | 'coming';

export interface Session {
  /** Empty while nobody is signed in. */
  readonly token: string;
  readonly ended: SignedOut;
}

let session: Session = { token: sessionStorage.getItem(key) ?? '', ended: 'never' };
const listeners = new Set<() => void>();
let holder = 0;

function set(next: Session): void {
  session = next;
  // Whoever comes after nobody may be somebody else.
  if (next.token === '') holder += 1;
  if (next.token === '') sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, next.token);
  for (const listener of listeners) listener();
}

/** The session as it is now; another object whenever it changed. */
export const currentSession = (): Session => session;

/** Another number for each person who is signed in: a renewed token is the same one's, and whoever comes after a sign-out another one. */
export const currentHolder = (): number => holder;

/** Calls the listener after each change; gives what ends that. */
export function watchSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Signs in with a token. */
export const signIn = (token: string): void => set({ token: token.trim(), ended: 'never' });

let renewal: (() => Promise<string | null> | null) | null = null;

/** Says how a session that has expired goes on without the person; it gives null where it cannot. */
export function renewBy(way: typeof renewal): void {
  renewal = way;
}

/** Signs in with a token that is on its way; where none comes, nobody is signed in, for the reason given. */
export function signInBy(coming: Promise<string | null>, otherwise: SignedOut): void {
  set({ token: '', ended: 'coming' });
  void coming.then((token) => (token === null ? set({ token: '', ended: otherwise }) : signIn(token)));
}

/** Ends the session; the address stays, so that whoever signs in again goes on where they were. */
export function signOut(why: SignedOut): void {
  if (session.token === '') return;
  const coming = why === 'expired' ? renewal?.() : null;
  if (coming) signInBy(coming, why);
  else set({ token: '', ended: why });
}

/** The header that says who asks; none while nobody is signed in. */
export function authorization(): Record<string, string> {
  return session.token === '' ? {} : { authorization: `Bearer ${session.token}` };
}

/** When the token ends, milliseconds since 1970; null for one that does not say. Only the hub can tell whether it counts. */
export function expiryOf(token: string): number | null {
  try {
    const [, body = ''] = token.split('.');
    const claims = JSON.parse(atob(body.replaceAll('-', '+').replaceAll('_', '/'))) as { exp?: unknown };
    return typeof claims.exp === 'number' ? claims.exp * 1000 : null;
  } catch {
    return null;
  }
}

/** Signs in with a token that an address was given as `#token=`, where it must not stay; gives what is shown in its place, null for none. */
export function takeTokenFrom(address: string): string | null {
  const url = new URL(address);
  const token = new URLSearchParams(url.hash.slice(1)).get('token');
  if (token === null) return null;
  signIn(token);
  url.hash = '';
  return ownPath(url.href, url.origin);
}
