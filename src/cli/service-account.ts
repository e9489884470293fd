import { randomUUID } from 'node:crypto';
import { policyScopes } from '../auth/policy.ts';
import { everything } from '../auth/principal.ts';
import { Problem } from '../canonical/problem.ts';
import { openKeyring } from '../secrets/master-key.ts';
import type { Database } from '../store/database.ts';
import {
  createServiceAccount,
  noteServiceToken,
  type ServiceAccountRow,
  serviceAccounts,
} from '../store/service-account.ts';
import { operator } from './operator.ts';
import type { TenantPlace } from './tenants.ts';
import { type ServiceToken, serviceToken } from './token.ts';

export interface ServiceAccountFlags {
  readonly owner: string;
  readonly scope: readonly string[];
  /** Both must be said: what is left out by mistake must not open every row. */
  readonly legalEntity?: readonly string[];
  readonly region?: readonly string[];
  readonly expires: number;
}

/** An account's name also names it in tokens, logs and commands. */
const nameForm = /^[a-z][a-z0-9-]{0,62}$/;

const act = () => ({ actor: operator(), correlationId: `cli_${randomUUID()}` });
const placesOf = (given: readonly string[]): readonly string[] | null =>
  given.includes(everything) ? null : given;

/** Makes a service account and its first token. INVALID_INPUT for a name or a scope that means nothing, and where its rows are not said. */
export async function makeServiceAccount(
  database: Database,
  place: TenantPlace,
  name: string,
  flags: ServiceAccountFlags,
): Promise<ServiceToken> {
  const { owner, scope: scopes, legalEntity, region, expires } = flags;
  if (!nameForm.test(name))
    throw new Problem('INVALID_INPUT', `${name} is no name: lower-case letters, digits and hyphens.`);
  const known = policyScopes();
  const unknown = scopes.filter((scope) => !known.includes(scope));
  if (unknown.length > 0)
    throw new Problem(
      'INVALID_INPUT',
      `There is no scope ${unknown.join(', ')}; there are ${known.join(', ')}.`,
    );
  if (!legalEntity || !region)
    throw new Problem(
      'INVALID_INPUT',
      "Say which rows it sees: --legal-entity CODE... and --region REGION..., each '*' for all.",
    );
  const made = { name, owner, scopes, legalEntities: placesOf(legalEntity), regions: placesOf(region) };
  await createServiceAccount(database, made, act());
  return issue(database, place, name, scopes, expires);
}

/** Another token of an account, for some of its scopes (none named: all). NOT_FOUND for one that does not exist or is disabled. */
export async function issueServiceToken(
  database: Database,
  place: TenantPlace,
  name: string,
  { scope, expires }: { readonly scope?: readonly string[]; readonly expires: number },
): Promise<ServiceToken> {
  const account = (await serviceAccounts(database)).find((each) => each.name === name);
  if (!account || account.disabledAt !== null)
    throw new Problem('NOT_FOUND', `There is no service account ${name}, or it is disabled.`);
  const beyond = (scope ?? []).filter((each) => !account.scopes.includes(each));
  if (beyond.length > 0) throw new Problem('INVALID_INPUT', `${name} does not have ${beyond.join(', ')}.`);
  return issue(database, place, name, scope ?? account.scopes, expires);
}

async function issue(
  database: Database,
  place: TenantPlace,
  account: string,
  scopes: readonly string[],
  forMs: number,
): Promise<ServiceToken> {
  const keyring = await openKeyring(place.config.secrets, place.config.dataDir);
  const made = await serviceToken(keyring, { tenant: place.name, account, scopes }, forMs);
  const { token: _secret, ...known } = made;
  await noteServiceToken(database, account, known, act());
  return made;
}

/** One account on one line. */
export function lineOfAccount(account: ServiceAccountRow): string {
  const { name, owner, scopes, legalEntities, regions, disabledAt } = account;
  const places = `legal entities ${listed(legalEntities)}; regions ${listed(regions)}`;
  return `${name.padEnd(24)} ${disabledAt === null ? 'in use  ' : 'disabled'} ${owner}  ${scopes.join(' ')}  (${places})`;
}

const listed = (names: readonly string[] | null): string =>
  names === null ? 'all' : names.length === 0 ? 'none' : names.join(', ');
