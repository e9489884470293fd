import { z } from 'zod';
import { date, moneyValue, text } from './scalars.ts';

export const opportunityStages = ['OPEN', 'NEGOTIATION', 'CLOSED_WON', 'CLOSED_LOST'] as const;

/** A deal in the making. Links: customer, contract. */
export const opportunity = z.strictObject({
  name: text,
  stage: z.enum(opportunityStages),
  rawStage: text,
  amount: moneyValue.nullable(),
  closeDate: date,
});
