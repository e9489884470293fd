import { z } from 'zod';
import { httpOptions } from '../http/policy.ts';

const optional = z.string().default('');

/** What the hub logs in with, and what callouts are checked with. */
export const credentials = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** What the callout template signs with; the previous one is taken as well while a new one is brought in. */
  webhookSecret: optional,
  webhookSecretPrevious: optional,
  /** The basic credentials of the notification definitions, for tenants whose callouts are not signed. */
  webhookUser: optional,
  webhookPassword: optional,
  webhookPasswordPrevious: optional,
});

/** What a tenant may have set up differently, with how the hub reads it. */
export const options = httpOptions.extend({
  /** The minor version every call pins; without it Zuora answers as of version 186.0. */
  version: z.string().default('2025-08-12'),
  /** The first currency of the catalogue: the one prices are told in. */
  catalogueCurrency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('USD'),
  /** Where people use Zuora, for example https://www.zuora.com; omitted: no links. */
  uiUrl: z.url().optional(),
  /** How far from now a callout may have been signed. */
  webhookToleranceMs: z.int().min(0).default(300_000),
  /** How far a poll looks back behind what it saw last: Zuora stamps a change before it is committed. */
  overlapMs: z.int().min(0).default(300_000),
  /** Whether to ask for records with all that is below them in one call, before falling back on one call per level. */
  deepExpand: z.boolean().default(true),
});
