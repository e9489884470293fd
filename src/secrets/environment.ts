import { z } from 'zod';
import type { SecretStoreModule } from './store.ts';

/** Environment variables. They are those of the process: a new value needs a restart. */
export const environmentStore: SecretStoreModule = {
  reference: 'env',
  names: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
  remedy: () => 'set the environment variable',
  open: ({ env }) => ({ read: async (name) => env[name] || null }),
};
