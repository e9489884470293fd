import { z } from 'zod';
import { type Credential, isCredential } from '../secrets/credential.ts';
import { number } from './number.ts';

/** Keys that are never in the database. */
export const secretSettings = z.strictObject({
  /** 16 bytes or more of text; several separated by commas, the newest first. Prefer the environment or a file. */
  masterKey: z.string().min(16, 'must be at least 16 characters').nullable().default(null),
  masterKeyFile: z.string().min(1).nullable().default(null),
  /** How often credentials that come from files or from the hub's own store are looked at again. */
  reloadEveryMs: number(z.number().int().min(100)).default(5000),
});

/** What a source is logged in to with. A rotation needs a reference: text is read once. */
export const credentialSettings = z
  .record(
    z.string(),
    z.custom<Credential>(isCredential, {
      error:
        'must be text; put it in quotes, or say where it is: { env: NAME }, { file: /path } or { secret: name }',
    }),
  )
  .default({});
