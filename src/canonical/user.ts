import { z } from 'zod';
import { text } from './scalars.ts';

/** A person of our own company. */
export const user = z.strictObject({ name: text });
