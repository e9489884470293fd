import { z } from 'zod';
import { instant, text } from './scalars.ts';

export const caseStatuses = ['NEW', 'OPEN', 'PENDING', 'ON_HOLD', 'SOLVED', 'CLOSED'] as const;
export const casePriorities = ['P1', 'P2', 'P3', 'P4'] as const;

/** The statuses in which somebody still owes the customer an answer. */
export const openCaseStatuses: readonly string[] = ['NEW', 'OPEN', 'PENDING', 'ON_HOLD'];

/** A customer's call for help. Links: customer, contact. */
export const supportCase = z.strictObject({
  number: text,
  subject: text,
  status: z.enum(caseStatuses),
  rawStatus: text,
  priority: z.enum(casePriorities),
  escalated: z.boolean(),
  openedAt: instant,
});
