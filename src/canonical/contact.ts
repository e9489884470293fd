import { z } from 'zod';
import { text } from './scalars.ts';

/** A person at a customer. */
export const contact = z.strictObject({ name: text, email: text.nullable(), role: text.nullable() });
