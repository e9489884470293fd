import type { Config } from '../config.ts';
import type { Sealed } from '../store/reseal.ts';
import { type Resealed, withSecrets } from './secret.ts';
import type { TenantPlace } from './tenants.ts';

const named: Readonly<Record<keyof Sealed, string>> = {
  vendorSecrets: 'vendor secrets',
  subjectKeys: 'keys of personal data',
  proofs: 'proofs of the key',
};

/** How many of each kind, in words; what there is none of is left out. */
export function countsText(counts: Sealed): string {
  const parts = (Object.keys(named) as (keyof Sealed)[])
    .filter((what) => counts[what] > 0)
    .map((what) => `${counts[what]} ${named[what]}`);
  return parts.join(', ') || 'nothing';
}

/** Seals everything of these tenants anew under the newest master key, and says what came of it. False when something is left. */
export async function resealTenants(
  config: Pick<Config, 'secrets' | 'dataDir'>,
  places: readonly Pick<TenantPlace, 'name' | 'databaseUrl'>[],
  isEverybody: boolean,
  say: (text: string) => void,
): Promise<boolean> {
  const found: Resealed[] = [];
  for (const place of places) {
    const one = await withSecrets(config, place, (own) => own.reseal());
    found.push(one);
    say(`${place.name}: ${countsText(one.sealed)} sealed anew under the key ${one.key}. ${leftText(one)}`);
  }
  const isDone = found.every(({ left }) => left.keys.length === 0);
  if (found[0]!.listed > 1) for (const line of outlook(found, isDone, isEverybody)) say(line);
  return isDone;
}

function leftText({ left }: Resealed): string {
  if (left.keys.length === 0) return 'Nothing is left under another.';
  return (
    `${countsText(left)} are left under ${left.keys.join(', ')}: either that key is not listed, ` +
    'or a node still lists it first; mend that and run this again.'
  );
}

/** What the other master keys that are listed are still good for. */
function outlook(found: readonly Resealed[], isDone: boolean, isEverybody: boolean): readonly string[] {
  if (!isDone) return ['Keep every listed master key.'];
  if (!isEverybody) return ['Do the same for the other tenants before any master key is taken out.'];
  const ends = found.flatMap(({ tokensUntil }) => tokensUntil ?? []).toSorted();
  return [
    'Master keys behind the first may be taken out as soon as every node lists the first one first.',
    ends.length === 0
      ? 'No token of a service account needs them.'
      : `Until then tokens of service accounts that they signed go on; the last ends ${ends.at(-1)}.`,
    'Cursors that they signed end with them. Checkpoints of the audit that they signed are verified by their public keys: isthmus audit key > keys.pem, while they are listed.',
  ];
}
