import { Cron } from 'croner';
import { z } from 'zod';
import type { Authority } from './canonical/authority.ts';
import { kinds, type Kind, type SystemKind } from './canonical/kind.ts';
import { currency } from './canonical/scalars.ts';
import type { Credential } from './secrets/credential.ts';
import { accessSettings } from './settings/access.ts';
import { amendmentSettings } from './settings/amendments.ts';
import { approvalSettings } from './settings/approval.ts';
import { auditSettings } from './settings/audit.ts';
import { consoleSettings } from './settings/console.ts';
import { exceptionSettings } from './settings/exceptions.ts';
import { limitSettings, operationSettings } from './settings/limits.ts';
import { flag, number } from './settings/number.ts';
import { residencySettings } from './settings/residency.ts';
import { runSettings } from './settings/run.ts';
import { credentialSettings, secretSettings } from './settings/secrets.ts';
import { telemetrySettings } from './settings/telemetry.ts';
import { corsOrigins, tlsSettings } from './settings/transport.ts';
import { workflowSettings } from './settings/workflows.ts';
import type { SourceConfig } from './sources/source.ts';

/** Environment variables that set one thing each, and what they set; they win over the file. */
export const environmentSettings = {
  ISTHMUS_HTTP_HOST: ['http', 'host'],
  ISTHMUS_HTTP_PORT: ['http', 'port'],
  ISTHMUS_DATA_DIR: ['dataDir'],
  DATABASE_URL: ['database', 'url'],
  NATS_URL: ['nats', 'url'],
  ISTHMUS_NATS_NAMESPACE: ['nats', 'namespace'],
  ISTHMUS_ROLES: ['roles'],
  ISTHMUS_REPORTING_CURRENCY: ['reportingCurrency'],
  ISTHMUS_LOG_LEVEL: ['logLevel'],
  ISTHMUS_STALE_AFTER_MS: ['freshness', 'staleAfterMs'],
  ISTHMUS_HOT_CACHE_MEGABYTES: ['hotCache', 'maxMegabytes'],
  ISTHMUS_POLL_EVERY_MS: ['feeds', 'pollEveryMs'],
  ISTHMUS_HEARTBEAT_MS: ['streams', 'heartbeatMs'],
  ISTHMUS_PRODUCTION: ['production'],
  ISTHMUS_REGION: ['region'],
  ISTHMUS_ACCESS_REQUIRED: ['access', 'required'],
  ISTHMUS_MASTER_KEY: ['secrets', 'masterKey'],
  ISTHMUS_MASTER_KEY_FILE: ['secrets', 'masterKeyFile'],
  ISTHMUS_OTLP_URL: ['telemetry', 'otlpUrl'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const systems = [
  'CRM',
  'BILLING',
  'PAYMENTS',
  'SUPPORT',
  'ERP',
  'TAX',
  'WAREHOUSE',
  'HUB',
] as const satisfies readonly SystemKind[];

const isUrl = (text: string, protocols: readonly string[]): boolean =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol);
/** An address that only programs on the same machine reach. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/.test(host);

const databaseUrl = z
  .string()
  .refine(
    (text) => isUrl(text, ['postgres:', 'postgresql:']),
    'not a URL of the form postgres://user:password@host:port/database',
  );
const natsUrl = z
  .string()
  .refine(
    (text) => text.split(',').every((part) => isUrl(part.trim(), ['nats:', 'tls:'])),
    'not a URL of the form nats://user:password@host:port',
  );
const sourceUrl = z
  .string()
  .refine((text) => isUrl(text, ['http:', 'https:']), 'not a URL of the form https://host')
  .refine(
    (text) => !isUrl(text, ['http:']) || isLoopback(new URL(text).hostname),
    'must be https: credentials would cross the network in clear',
  );

const comesRound = (expression: string): boolean => {
  try {
    return new Cron(expression, { paused: true }).nextRun() !== null;
  } catch {
    return false;
  }
};
const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
};
const schedule = z
  .string()
  .refine(
    comesRound,
    'not a cron expression that ever comes round, for example 0 3 * * * (every day at three)',
  );

const sourceSchema = z.strictObject({
  instance: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens'),
  vendor: z.string().min(1),
  url: sourceUrl,
  region: z.string().min(1).default('default'),
  /** Whose records it holds; null: the first tenant's. */
  tenant: z.string().nullable().default(null),
  credentials: credentialSettings,
  deadlineMs: number(z.number().int().min(50).max(120_000)).default(2000),
  limits: z
    .strictObject({
      concurrency: number(z.number().int().min(1)).optional(),
      perSecond: number(z.number().positive()).optional(),
      perDay: number(z.number().int().min(1)).optional(),
    })
    .default({}),
  options: z.record(z.string(), z.unknown()).default({}),
});

/** Every setting of the hub, as `isthmus.yaml` writes it. */
export const settings = z.strictObject({
  /** What is unsafe is refused: development tokens, open access, durability that loses data, unregistered operations. */
  production: flag.default(false),
  /** Where this hub with its database and its broker is; what residency is judged by. */
  region: z.string().min(1).default('default'),
  /** Companies, or parts of one, whose data never meet: each has a database and a stream of its own. */
  tenants: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, 'must be lower-case letters, digits and underlines'),
        /** Null: the first one has the hub's database, each other one the database of that name with `_<tenant>` appended. */
        database: databaseUrl.nullable().default(null),
      }),
    )
    .min(1)
    .default([{ name: 'main', database: null }]),
  residency: residencySettings,
  access: accessSettings.prefault({}),
  approvals: approvalSettings.prefault({}),
  amendments: amendmentSettings.prefault({}),
  audit: auditSettings.prefault({}),
  console: consoleSettings.prefault({}),
  exceptions: exceptionSettings.prefault({}),
  runs: runSettings.prefault({}),
  workflows: workflowSettings.prefault({}),
  secrets: secretSettings.prefault({}),
  limits: limitSettings.prefault({}),
  operations: operationSettings.prefault({}),
  telemetry: telemetrySettings.prefault({}),
  http: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      port: number(z.number().int().min(0).max(65_535)).default(4000),
      tls: tlsSettings,
      /** Whether TLS ends before the hub, at a proxy that is the only way to it; off loopback one of the two is needed. */
      behindTls: flag.default(false),
      corsOrigins,
    })
    .prefault({}),
  dataDir: z.string().min(1).default('.isthmus'),
  database: z.strictObject({ url: databaseUrl.nullable().default(null) }).prefault({}),
  nats: z
    .strictObject({
      url: natsUrl.nullable().default(null),
      /** What the stream and the subjects of events begin with; hubs with different databases on one broker need different ones. */
      namespace: z
        .string()
        .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and underlines')
        .default('isthmus'),
    })
    .prefault({}),
  /** What this node is for: `api` serves the graph and its streams, which every node does; `ingest` also takes changes in and relays events; `worker` moves orchestrated writes on. */
  roles: z
    .preprocess(
      (given) => (typeof given === 'string' ? given.split(',').map((role) => role.trim()) : given),
      z.array(z.enum(['api', 'ingest', 'worker'])).min(1),
    )
    .default(['api', 'ingest', 'worker']),
  reportingCurrency: currency.default('USD'),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  freshness: z
    .strictObject({ staleAfterMs: number(z.number().int().min(1)).default(86_400_000) })
    .prefault({}),
  webhooks: z
    .strictObject({ maxBodyBytes: number(z.number().int().min(1024).max(16_777_216)).default(1_048_576) })
    .prefault({}),
  feeds: z
    .strictObject({
      /** How often each kind is polled beside the webhooks and streams. */
      pollEveryMs: number(z.number().int().min(100)).default(30_000),
      /** When data that seldom changes (catalogue, books, people) is read anew as a whole: a cron expression, and its time zone. */
      batchSchedule: schedule.default('0 3 * * *'),
      /** When what is polled is read anew as a whole, seldom: some vendors never tell what they deleted. */
      wholeSchedule: schedule.default('0 4 * * 0'),
      timeZone: z
        .string()
        .refine(isTimeZone, 'not a time zone of the IANA database, for example Europe/Zurich')
        .default('UTC'),
      /** How often a record is tried before it becomes a dead letter. */
      maxAttempts: number(z.number().int().min(1).max(100)).default(5),
      /** The wait after the first failure; doubled after each further one, at most 64 times as long. */
      retryAfterMs: number(z.number().int().min(1)).default(1000),
    })
    .prefault({}),
  events: z
    .strictObject({
      /** How long the log is kept; 0: for ever. What tells of money is always kept. */
      retentionDays: number(z.number().int().min(0)).default(400),
      /** How many of the latest events the broker holds. */
      brokerMessages: number(z.number().int().min(1)).default(100_000),
    })
    .prefault({}),
  streams: z
    .strictObject({
      heartbeatMs: number(z.number().int().min(50)).default(10_000),
      /** Messages, and bytes, that may wait for one client before it is closed with 1013. */
      maxQueued: number(z.number().int().min(1)).default(1000),
      maxQueuedBytes: number(z.number().int().min(1024)).default(4_194_304),
    })
    .prefault({}),
  hotCache: z.strictObject({ maxMegabytes: number(z.number().min(0)).default(120) }).prefault({}),
  systemOfRecord: z
    .partialRecord(z.enum(kinds), z.record(z.string(), z.array(z.enum(systems)).min(1)))
    .default({}),
  sources: z.array(sourceSchema),
});

type Settings = z.infer<typeof settings>;

/** What the hub runs on: checked, with defaults, and with each source's options as its vendor's schema gives them. */
export type Config = Readonly<Omit<Settings, 'systemOfRecord' | 'sources'>> & {
  /** Rows that replace those of the system-of-record table. */
  readonly systemOfRecord: Readonly<Partial<Record<Kind, Authority>>>;
  readonly sources: readonly TenantSource[];
};

/** A source, and the tenant whose records it holds. Its credentials are text, or say where the text is. */
export type TenantSource = Omit<SourceConfig, 'credentials' | 'credentialsRefused'> & {
  readonly tenant: string;
  readonly credentials: Readonly<Record<string, Credential>>;
};
