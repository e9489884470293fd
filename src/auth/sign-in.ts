import { isTrustedAddress } from './issuer.ts';

/** What the console must know to have a person sign in at an issuer (OpenID Connect Core, authorization code flow). */
export interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** What the issuer is asked besides. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The parts of a configuration that say how people sign in. */
export interface SignInSettings {
  readonly console?: Omit<SignIn, 'issuer' | 'clientId'> & {
    readonly clientId: string | null;
    readonly issuer: string | null;
    readonly origins: readonly string[];
  };
  readonly access?: { readonly issuers?: readonly { readonly issuer: string }[] };
}

/** How people sign in; null where they cannot. */
export function signInOf({ console, access: { issuers = [] } = {} }: SignInSettings): SignIn | null {
  if (!console || console.clientId === null) return null;
  const { clientId, scopes, parameters } = console;
  const issuer = console.issuer ?? (issuers.length === 1 ? issuers[0]!.issuer : null);
  return issuer === null || !isTrustedAddress(issuer) ? null : { issuer, clientId, scopes, parameters };
}

/** The origins that the console's page asks for tokens. */
export function signInOrigins(given: SignInSettings): readonly string[] {
  const signIn = signInOf(given);
  return signIn === null ? [] : [new URL(signIn.issuer).origin, ...(given.console?.origins ?? [])];
}
