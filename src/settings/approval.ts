import { z } from 'zod';
import { roles } from '../auth/principal.ts';
import { number } from './number.ts';

/** What may need an approval. */
export const approvalKinds = ['MERGE', 'REPLAY'] as const;

/** Who must approve what. Of the rules that fit, the one that asks most decides. */
const rule = z.strictObject({
  /** Shown with the approval, and part of what is decided. */
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens'),
  name: z.string().min(1),
  kind: z.enum(approvalKinds),
  /** Only from so many records on. */
  recordsFrom: number(z.number().int().min(0)).default(0),
  /** Only from this amount on, in the reporting currency, decimal text. */
  amountFrom: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'must be a decimal number')
    .nullable()
    .default(null),
  /** Only for records of these legal entities (codes); null: all. */
  legalEntities: z.array(z.string()).nullable().default(null),
  approverRoles: z.array(z.enum(roles)).min(1),
  /** How many different persons must approve. */
  approvals: number(z.number().int().min(1).max(5)).default(1),
  expiresAfterHours: number(z.number().positive().max(8760)).default(72),
});

/** Who must approve what, before it happens. */
export const approvalSettings = z.strictObject({
  rules: z.array(rule).default([
    {
      id: 'merge',
      name: 'Two customers become one',
      kind: 'MERGE',
      recordsFrom: 0,
      amountFrom: null,
      legalEntities: null,
      approverRoles: ['STEWARD', 'CONTROLLER'],
      approvals: 1,
      expiresAfterHours: 72,
    },
    {
      id: 'replay',
      name: 'A replay of more than a hundred records',
      kind: 'REPLAY',
      recordsFrom: 101,
      amountFrom: null,
      legalEntities: null,
      approverRoles: ['INTEGRATION', 'CONTROLLER', 'ADMIN'],
      approvals: 1,
      expiresAfterHours: 24,
    },
  ]),
});
