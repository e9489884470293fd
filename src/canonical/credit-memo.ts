import { z } from 'zod';
import { date, moneyValue, text } from './scalars.ts';

export const creditMemoStatuses = ['DRAFT', 'PENDING_APPROVAL', 'ISSUED', 'APPLIED', 'VOID'] as const;

/** Money given back against what was invoiced. `balance` is what is not yet applied. Links: customer, invoice. */
export const creditMemo = z.strictObject({
  number: text,
  reason: text,
  status: z.enum(creditMemoStatuses),
  rawStatus: text,
  issueDate: date,
  amount: moneyValue,
  balance: moneyValue,
});
