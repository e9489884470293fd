import { z } from 'zod';
import { isTrustedAddress } from '../auth/issuer.ts';
import { personRoles } from '../auth/principal.ts';
import { flag, number } from './number.ts';

/** Signature algorithms with a public key; HMAC and `none` are never taken from an issuer. */
export const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
] as const;

const names = (text: string) => z.string().min(1).default(text);

/** Somebody whose tokens are believed: an OpenID Connect provider. */
const issuer = z
  .strictObject({
    /** Exactly the `iss` of its tokens. */
    issuer: z
      .string()
      .min(1)
      .refine((text) => !text.startsWith('isthmus:'), 'is what the hub calls itself; no other may'),
    /** What `aud` must hold, one of them. */
    audience: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).default('isthmus'),
    /** Where its keys are. Omitted: as its discovery document (issuer + /.well-known/openid-configuration) says. */
    jwksUrl: z
      .string()
      .refine(isTrustedAddress, 'must be an https address: whoever answers there decides who comes in')
      .nullable()
      .default(null),
    algorithms: z.array(z.enum(algorithms)).min(1).default(['RS256', 'PS256', 'ES256', 'EdDSA']),
    /** Every token is of this tenant; null: the claim says of which. */
    tenant: z.string().nullable().default(null),
    /** How its claims are called. A dot leads into an object: `realm_access.roles`. */
    claims: z
      .strictObject({
        tenant: names('tenant'),
        /** The human, the same in every account of theirs; where tokens have none it is `sub`. */
        person: names('person'),
        name: names('name'),
        roles: names('roles'),
        regions: names('regions'),
        legalEntities: names('legal_entities'),
      })
      .prefault({}),
    /** Its words for our roles: `{ "crm-admins": ["SALES_OPS"] }`. Our own names are understood as they are. */
    roles: z.record(z.string(), z.array(z.enum(personRoles))).default({}),
  })
  .refine(({ issuer: name, jwksUrl }) => jwksUrl !== null || isTrustedAddress(name), {
    path: ['issuer'],
    message: 'must be an https address to be asked for its keys; otherwise give jwksUrl',
  });

/** Who may come in. */
export const accessSettings = z.strictObject({
  /** False lets everybody in with every right: for one machine, never in production, never off loopback. */
  required: flag.default(true),
  issuers: z
    .array(issuer)
    .refine((all) => new Set(all.map((each) => each.issuer)).size === all.length, 'an issuer is there twice')
    .default([]),
  clockToleranceSeconds: number(z.number().int().min(0).max(300)).default(30),
  /** How long a WebSocket may take until it has said who it is. */
  initTimeoutMs: number(z.number().int().min(50).max(60_000)).default(3000),
  /** How soon at the latest a node notices that access was revoked. */
  revocationPollMs: number(z.number().int().min(50).max(60_000)).default(1000),
  /** How long break-glass access lasts at most. */
  breakGlassMinutes: number(z.number().int().min(1).max(480)).default(60),
});
