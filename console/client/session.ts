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

function set(next: Session): void {
  session = next;
  if (next.token === '') sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, next.token);
  for (const listener of listeners) listener();
}

/** The session as it is now; another object whenever it changed. */
export const currentSession = (): Session => session;

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

/** Takes a token that the address was given as `#token=`, where it must not stay. */
export function takeTokenFromAddress(): void {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given === null) return;
  history.replaceState(null, '', location.pathname + location.search);
  signIn(given);
}
