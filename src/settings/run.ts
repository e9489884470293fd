import { z } from 'zod';
import { processKinds } from '../canonical/run.ts';
import { number } from './number.ts';

const hours = number(z.number().positive().max(8760));

/** How long orchestrated writes may take. */
export const runSettings = z.strictObject({
  /** Hours for each process; what is given here replaces its row, null takes it away. */
  slaHours: z
    .partialRecord(z.enum(processKinds), hours.nullable())
    .default({})
    .transform((given) =>
      Object.fromEntries(
        Object.entries({ QUOTE_TO_CASH: 24, AMENDMENT: 4, RENEWAL: 24, CANCELLATION: 4, ...given }).filter(
          (row): row is [string, number] => typeof row[1] === 'number',
        ),
      ),
    ),
});
