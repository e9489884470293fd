import { z } from 'zod';

/** A number that may also be written as text, because what comes from the environment is text. */
export const number = (check: z.ZodNumber) =>
  z.preprocess((given) => {
    const value = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
    return Number.isNaN(value) ? given : value;
  }, check);

/** Yes or no, that may also be written as text. */
export const flag = z.preprocess(
  (given) => (given === 'true' ? true : given === 'false' ? false : given),
  z.boolean(),
);
