import { z } from 'zod';
import { number } from './number.ts';

/** The proof of what was done. */
export const auditSettings = z.strictObject({
  /** A folder outside the database for signed checkpoints; null: `audit` in the data directory. */
  checkpointDir: z.string().min(1).nullable().default(null),
  /** How often a checkpoint is written while something was added; 0: never by itself. */
  checkpointEveryMs: number(z.number().int().min(0)).default(3_600_000),
});
