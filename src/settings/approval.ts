import { z } from 'zod';
import { personRoles } from '../auth/principal.ts';
import { approvalKinds } from '../auth/rule.ts';
import { number } from './number.ts';

/** Who must approve what. Of the rules that fit, the one that asks most decides. */
const rule = z
  .strictObject({
    /** Shown with the approval, and part of what is decided. */
    id: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens'),
    name: z.string().min(1),
    kind: z.enum(approvalKinds),
    /** Only from so many records on: those that belong to the absorbed customer, or the events that a replay matches. */
    recordsFrom: number(z.number().int().min(0)).default(0),
    /** Only from this amount on, in the reporting currency, decimal text: what both customers owe and pay in a year, what the run has at stake, or the largest of what a change charges, credits and adds to the value. */
    amountFrom: z
      .string()
      .regex(/^\d+(\.\d+)?$/, 'must be a decimal number')
      .nullable()
      .default(null),
    /** Only for records of these legal entities (codes); null: all. */
    legalEntities: z.array(z.string()).nullable().default(null),
    approverRoles: z.array(z.enum(personRoles)).min(1),
    /** How many different persons must approve. */
    approvals: number(z.number().int().min(1).max(5)).default(1),
    expiresAfterHours: number(z.number().positive().max(8760)).default(72),
  })
  .refine(({ kind, amountFrom }) => kind !== 'REPLAY' || amountFrom === null, {
    path: ['amountFrom'],
    message: 'a replay has no amount',
  })
  .refine(({ kind, legalEntities }) => kind !== 'REPLAY' || legalEntities === null, {
    path: ['legalEntities'],
    message: 'a replay is of no legal entity',
  });

const always = { recordsFrom: 0, amountFrom: null, legalEntities: null, approvals: 1 };

/** Who must approve what, before it happens. */
export const approvalSettings = z.strictObject({
  rules: z
    .array(rule)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'a rule is there twice')
    .default([
      {
        ...always,
        id: 'merge',
        name: 'Two customers become one',
        kind: 'MERGE',
        approverRoles: ['STEWARD', 'CONTROLLER'],
        expiresAfterHours: 72,
      },
      {
        ...always,
        id: 'unmerge',
        name: 'A merge is undone',
        kind: 'UNMERGE',
        approverRoles: ['STEWARD', 'CONTROLLER'],
        expiresAfterHours: 72,
      },
      {
        ...always,
        id: 'replay',
        name: 'A replay of more than a hundred records',
        kind: 'REPLAY',
        recordsFrom: 101,
        approverRoles: ['INTEGRATION', 'CONTROLLER', 'ADMIN'],
        expiresAfterHours: 24,
      },
      {
        ...always,
        id: 'data-fix',
        name: 'A fix that touches money',
        kind: 'DATA_FIX',
        amountFrom: '10000',
        approverRoles: ['FINANCE_APPROVER', 'CONTROLLER'],
        expiresAfterHours: 72,
      },
      {
        ...always,
        id: 'amendment',
        name: 'A change of a subscription from an amount on',
        kind: 'AMENDMENT',
        amountFrom: '10000',
        approverRoles: ['FINANCE_APPROVER', 'CONTROLLER'],
        expiresAfterHours: 72,
      },
    ]),
});
