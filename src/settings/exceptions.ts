import { z } from 'zod';
import { exceptionCategories, severities } from '../canonical/exception.ts';
import { type ProblemCode, problemCodes } from '../canonical/problem.ts';
import { number } from './number.ts';

const systems = ['CRM', 'BILLING', 'PAYMENTS', 'SUPPORT', 'ERP', 'TAX', 'WAREHOUSE', 'HUB'] as const;
const codes = Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]];
const team = z.string().min(1).max(80);
const amount = z.string().regex(/^\d+(\.\d+)?$/, 'must be a decimal number');

/** Whose an exception is: of these rows the first that fits. A row without conditions fits all. */
const owner = z.strictObject({
  team,
  category: z.array(z.enum(exceptionCategories)).optional(),
  code: z.array(z.enum(codes)).optional(),
  /** The system that the trouble is in, or that the step asks. */
  system: z.array(z.enum(systems)).optional(),
});

/** From where on an exception is so severe: by the amount at risk in the reporting currency, or by how many customers wait for the same. */
const bound = z.strictObject({
  severity: z.enum(severities),
  amountFrom: amount,
  customersFrom: number(z.number().int().min(2)),
});

const hours = number(z.number().positive().max(8760));

/** What becomes of runs that stop: whose they are, how much they matter, and by when they are to be dealt with. */
export const exceptionSettings = z.strictObject({
  owners: z
    .array(owner)
    .default([
      { team: 'integration', category: ['TECHNICAL'] },
      {
        team: 'finance',
        code: ['ACCOUNT_MAPPING_MISSING', 'REVENUE_RULE_MISSING', 'PERIOD_CLOSED', 'AMOUNT_MISMATCH'],
      },
      { team: 'sales-operations', code: ['APPROVAL_REQUIRED'], system: ['CRM'] },
      { team: 'controlling', category: ['POLICY'], code: ['APPROVAL_REQUIRED', 'SOD_VIOLATION'] },
      { team: 'finance', system: ['ERP', 'BILLING', 'PAYMENTS', 'TAX'] },
      { team: 'support', system: ['SUPPORT'] },
      { team: 'sales-operations', system: ['CRM'] },
      { team: 'sales-operations', code: ['PRICE_INELIGIBLE', 'TERMS_INVALID', 'HIERARCHY_INVALID'] },
      { team: 'finance' },
    ])
    .refine(
      (rows) => rows.some(({ category, code, system }) => !category && !code && !system),
      "a row without conditions must catch what no other one fits, or it would be nobody's",
    ),
  /** The worst that fits decides; what fits none is LOW. An amount in a currency without a rate is at least HIGH. */
  severity: z.array(bound).default([
    { severity: 'CRITICAL', amountFrom: '250000', customersFrom: 50 },
    { severity: 'HIGH', amountFrom: '50000', customersFrom: 10 },
    { severity: 'MEDIUM', amountFrom: '5000', customersFrom: 3 },
  ]),
  /** Within how many hours each is to be dealt with; what is overdue is escalated and has as long again. */
  dueHours: z
    .strictObject({ CRITICAL: hours, HIGH: hours, MEDIUM: hours, LOW: hours })
    .default({ CRITICAL: 4, HIGH: 8, MEDIUM: 24, LOW: 72 }),
  /** To whom what a team leaves undone goes, one after the other. */
  escalation: z.record(team, z.array(team)).default({
    finance: ['controlling', 'management'],
    'sales-operations': ['controlling', 'management'],
    support: ['sales-operations', 'management'],
    controlling: ['management'],
    integration: ['it-management'],
  }),
  /** How soon a run is tried again by itself that something in data or process stopped; doubled each time, up to the longest. */
  recheckMinutes: number(z.number().positive().max(10_080)).default(15),
  recheckMaxMinutes: number(z.number().positive().max(10_080)).default(1440),
});

export type ExceptionSettings = Readonly<z.infer<typeof exceptionSettings>>;
