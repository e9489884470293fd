import { z } from 'zod';
import type { SecretStoreModule } from './store.ts';

/** What a secret of the hub's own store may be called. */
export const ownSecretName = z.string().regex(/^[a-z][a-z0-9._-]{0,99}$/);

/** The hub's own store: sealed in the tenant's database, set on the command line. */
export const ownStore: SecretStoreModule = {
  reference: 'secret',
  names: ownSecretName,
  remedy: (name) => `set it: isthmus secret set ${name}`,
  open: ({ own }) => ({ read: own }),
};
