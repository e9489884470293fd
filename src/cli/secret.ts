import { randomUUID } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { Config } from '../config.ts';
import { ProvisionError } from '../provision/error.ts';
import type { Keyring } from '../secrets/keyring.ts';
import { openKeyring } from '../secrets/master-key.ts';
import { ownSecretName } from '../secrets/own.ts';
import { openAuditChain } from '../store/audit.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { provesMasterKey } from '../store/master-key-proof.ts';
import { countFormer, type Former, reseal, type Sealed } from '../store/reseal.ts';
import { lastTokenBesides } from '../store/service-account.ts';
import {
  listVendorSecrets,
  removeVendorSecret,
  type SecretChange,
  setVendorSecret,
  type VendorSecret,
} from '../store/vendor-secret.ts';
import { operator } from './operator.ts';
import type { TenantPlace } from './tenants.ts';

/** The hub's own store of one tenant, changed in the name of whoever runs the command. */
export interface OwnSecrets {
  /** Returns the version, counted from 1. Throws ProvisionError for a name or a value that cannot be one. */
  set(name: string, value: string): Promise<number>;
  list(): Promise<readonly VendorSecret[]>;
  /** False when there was none of this name. */
  remove(name: string): Promise<boolean>;
  /** Seals everything anew that the tenant's database holds under another key than the newest. */
  reseal(): Promise<Resealed>;
}

/** What came of sealing everything anew. */
export interface Resealed {
  /** The newest key, as sealed texts call it. */
  readonly key: string;
  /** How many master keys are listed. */
  readonly listed: number;
  readonly sealed: Sealed;
  /** What is still sealed under another key: no listed key opens it, or a node that lists another key first has written it meanwhile. */
  readonly left: Former;
  /** When the last service account's token ends that a former key signed, ISO 8601; null where none is left. */
  readonly tokensUntil: string | null;
}

/** Opens the store of a tenant for some work. Throws ProvisionError when the master key is not the one that its database was sealed with. */
export async function withSecrets<T>(
  { secrets, dataDir }: Pick<Config, 'secrets' | 'dataDir'>,
  { name: tenant, databaseUrl }: Pick<TenantPlace, 'name' | 'databaseUrl'>,
  work: (own: OwnSecrets) => Promise<T>,
): Promise<T> {
  const keyring = await openKeyring(secrets, dataDir);
  const database = openDatabase(databaseUrl, 1);
  try {
    if (!(await provesMasterKey(database, keyring)))
      throw new ProvisionError(
        'This is not the master key with which the database was sealed.',
        'Set ISTHMUS_MASTER_KEY or ISTHMUS_MASTER_KEY_FILE as the hub has it.',
      );
    await openAuditChain(database, tenant);
    return await work(ownSecrets(database, keyring, tenant));
  } finally {
    await database.close();
  }
}

function ownSecrets(database: Database, keyring: Keyring, tenant: string): OwnSecrets {
  const change: SecretChange = { actor: operator(), correlationId: randomUUID() };
  return {
    async set(name, value) {
      if (!ownSecretName.safeParse(name).success)
        throw new ProvisionError(
          `${JSON.stringify(name)} cannot be the name of a secret.`,
          'Use lower-case letters, digits, dots, hyphens and underlines, a letter first.',
        );
      if (value === '')
        throw new ProvisionError(
          'There was nothing to read.',
          `Send the secret to standard input: isthmus secret set ${name} < file`,
        );
      return setVendorSecret(database, keyring, tenant, { ...change, name, value });
    },
    list: () => listVendorSecrets(database),
    remove: (name) => removeVendorSecret(database, { ...change, name }),
    async reseal() {
      const { sealIds } = keyring;
      const sealed = await reseal(database, keyring, tenant, change);
      const left = await countFormer(database, keyring, tenant);
      const tokensUntil =
        sealIds.length > 1 ? await lastTokenBesides(database, keyring.signing('service-account').id) : null;
      return { key: sealIds[0], listed: sealIds.length, sealed, left, tokensUntil };
    },
  };
}

/** What standard input holds, without its last line break. Never an argument: other users of the machine see those. */
export async function secretFrom(input: NodeJS.ReadableStream): Promise<string> {
  return (await text(input)).replace(/\r?\n$/, '');
}
