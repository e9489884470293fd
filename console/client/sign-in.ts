import type { AuthorizationServer, Client } from 'oauth4webapi';
import { grantOf, keepGrant, ownGrant, type Grant } from './grant.ts';
import { ownPath } from './url.ts';
import { signInBy, signOut } from './session.ts';
import { hasTexts, readStored, writeStored } from './stored.ts';

// Signs a person in at the company's identity provider: OpenID Connect, authorization code with PKCE (RFC 6749, RFC 7636, RFC 9700). What is
// on its way is kept by the tab alone.

/** At whom, and as which of its clients; what the hub says at /console.json. */
export interface Offer {
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
}

/** Why nobody was signed in: a state that this tab did not send, the provider's refusal, no answer, or one that proves nothing. */
export type SignInTrouble = 'foreign' | 'refused' | 'unreachable' | 'unproved';

interface Flow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where the person was. */
  readonly back: string;
}

const flowKey = 'isthmus.sign-in';
const redirectPath = '/signed-in';
const redirectUri = (): string => `${location.origin}${redirectPath}`;
/** How long the provider may take, milliseconds. */
const patienceMs = 15_000;

const library = () => import('oauth4webapi');
let offered: Promise<Offer | null> | null = null;
let trouble: SignInTrouble | null = null;

/** What went wrong when a person was last to be signed in; null: nothing. */
export const currentTrouble = (): SignInTrouble | null => trouble;

/** How people sign in to this hub; null where they bring a token, or the hub does not answer. */
export function readOffer(): Promise<Offer | null> {
  offered ??= fetch('/console.json')
    .then(async (answer) => ((await answer.json()) as { readonly signIn: Offer | null }).signIn)
    .catch(() => {
      offered = null;
      return null;
    });
  return offered;
}

/** What the provider says of itself, and who we are there. */
async function providerOf({ issuer, clientId }: Offer) {
  const oauth = await library();
  // Only on the same machine may it be asked in clear; the hub offers no other.
  const options = () => ({
    [oauth.allowInsecureRequests]: issuer.startsWith('http:'),
    signal: AbortSignal.timeout(patienceMs),
  });
  const url = new URL(issuer);
  const server: AuthorizationServer = await oauth.processDiscoveryResponse(
    url,
    await oauth.discoveryRequest(url, options()),
  );
  const client: Client = { client_id: clientId };
  return { oauth, server, client, options };
}

/** What the provider refused itself, against what kept it from answering, and against an answer that is not to be trusted. */
async function troubleOf(error: unknown): Promise<SignInTrouble> {
  const { AuthorizationResponseError, ResponseBodyError } = await library();
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) return 'refused';
  const name = error instanceof Error ? error.name : '';
  return error instanceof TypeError || name === 'TimeoutError' ? 'unreachable' : 'unproved';
}

/** Sends the person to the provider, who sends them back to the address at which they are now. Gives what went wrong; null: they are on their way. */
export async function beginSignIn(offer: Offer): Promise<SignInTrouble | null> {
  try {
    const { oauth, server } = await providerOf(offer);
    const flow: Flow = {
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      verifier: oauth.generateRandomCodeVerifier(),
      back: location.href,
    };
    const url = new URL(server.authorization_endpoint!);
    const asked = {
      ...offer.parameters,
      response_type: 'code',
      client_id: offer.clientId,
      redirect_uri: redirectUri(),
      scope: offer.scopes.join(' '),
      state: flow.state,
      nonce: flow.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(flow.verifier),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    writeStored(sessionStorage, flowKey, flow);
    location.assign(url);
    return null;
  } catch (error) {
    return troubleOf(error);
  }
}

/** The flow that this tab began and that the answer belongs to; it counts once. */
function takeFlow(answer: URLSearchParams): Flow | null {
  const flow = readStored(sessionStorage, flowKey);
  if (!hasTexts(flow, 'state', 'nonce', 'verifier', 'back') || answer.get('state') !== flow.state)
    return null;
  writeStored(sessionStorage, flowKey, null);
  return flow;
}

async function exchange(flow: Flow, answer: URLSearchParams): Promise<string | null> {
  const offer = await readOffer();
  if (!offer) {
    trouble = 'unreachable';
    return null;
  }
  try {
    const { oauth, server, client, options } = await providerOf(offer);
    const proved = oauth.validateAuthResponse(server, client, answer, flow.state);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      proved,
      redirectUri(),
      flow.verifier,
      options(),
    );
    const given = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: flow.nonce,
      requireIdToken: true,
    });
    keepGrant(grantOf(given));
    return given.access_token;
  } catch (error) {
    trouble = await troubleOf(error);
    return null;
  }
}

/** Where the provider has sent the person back to, takes up what it answered, and leads to where they were. True: that is so. */
export function takeAnswer(): boolean {
  if (location.pathname !== redirectPath) return false;
  const answer = new URLSearchParams(location.search);
  const flow = takeFlow(answer);
  // Neither the code nor the state stays in the address or in the history.
  history.replaceState(null, '', ownPath(flow?.back, location.origin));
  trouble = flow === null ? 'foreign' : null;
  if (flow !== null) signInBy(exchange(flow, answer), 'never');
  return true;
}

/** A new token for the refresh token of this tab; null where there is none or the provider gives none any more. */
export async function refresh(grant: Grant): Promise<string | null> {
  const offer = await readOffer();
  if (!offer || grant.refreshToken === null) return null;
  const { oauth, server, client, options } = await providerOf(offer);
  const none = oauth.None();
  // Whoever has signed out meanwhile is not signed in again by what was on its way.
  const keepStill = (next: Grant): void => {
    if (ownGrant()?.token === grant.token) keepGrant(next);
  };
  const response = await oauth.refreshTokenGrantRequest(server, client, none, grant.refreshToken, options());
  try {
    const given = await oauth.processRefreshTokenResponse(server, client, response);
    keepStill(grantOf(given, grant));
    return given.access_token;
  } catch (error) {
    if ((await troubleOf(error)) !== 'refused') throw error;
    keepStill({ ...grant, refreshToken: null });
    return null;
  }
}

/** Signs out here and, where the provider knows how, there (OpenID Connect RP-Initiated Logout). */
export async function leave(): Promise<void> {
  const grant = ownGrant();
  keepGrant(null);
  signOut('left');
  const offer = grant && (await readOffer());
  if (!offer) return;
  const provider = await providerOf(offer).catch(() => null);
  const end = provider?.server.end_session_endpoint;
  if (end === undefined) return;
  const url = new URL(end);
  const said = { client_id: offer.clientId, post_logout_redirect_uri: `${location.origin}/` };
  for (const [name, value] of Object.entries({
    ...said,
    ...(grant.idToken && { id_token_hint: grant.idToken }),
  }))
    url.searchParams.set(name, value);
  location.assign(url);
}
