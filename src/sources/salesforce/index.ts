import { z } from 'zod';
import type { Kind } from '../../canonical/kind.ts';
import type { SourceRecord } from '../../canonical/record.ts';
import { createHttp } from '../http/http.ts';
import { whatFits } from '../http/fit.ts';
import type { CallOptions, PushOptions, Source, SourceConfig, VendorModule } from '../source.ts';
import { createClient, fitting, isId, quoted } from './client.ts';
import { isDeletable, isKept, mappings, recordOf, recordOrProblem, scanned, selected } from './map.ts';
import type { SalesforceKind } from './map.ts';
import { createCrm } from './crm.ts';
import { options } from './options.ts';
import { policyOf } from './policy.ts';
import { poll, startingAt } from './poll.ts';

const credentials = z.object({
  /** Consumer key of the external client app that runs as the integration user. */
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** `host:port` of the Pub/Sub API (`api.pubsub.salesforce.com:7443`); without it changes are only polled. */
  pubsubUrl: z
    .string()
    .regex(/^[\w.-]+:\d{1,5}$/)
    .optional(),
  /** The authority that signed the Pub/Sub API's certificate where it is not a public one: PEM text, or a path. */
  pubsubCertificate: z.string().min(1).optional(),
});

const kinds = Object.keys(mappings) as SalesforceKind[];
const listable = ['Contact', 'Opportunity', 'Contract'] as const satisfies readonly SalesforceKind[];

/** A Salesforce organisation as a source. Reads by collections where ids are known, by SOQL where the customer is. */
function create(config: SourceConfig): Source {
  const { apiVersion, pageSize, limitPauseMs, overlapMs, pubsubTopic, pubsubSilenceMs, fields } =
    options.parse(config.options);
  const http = createHttp(config, policyOf(config, limitPauseMs));
  const client = createClient(http, apiVersion);
  const { instance } = config;

  function known(kind: Kind): SalesforceKind {
    if (Object.hasOwn(mappings, kind)) return kind as SalesforceKind;
    throw http.problem('SOURCE_REJECTED', `Salesforce has no ${kind}`);
  }

  const select = (kind: SalesforceKind): string =>
    `SELECT ${selected(kind).join(',')} FROM ${mappings[kind].object}`;

  async function list(
    wanted: Kind,
    customerIds: readonly string[],
    callOptions?: CallOptions,
  ): Promise<readonly SourceRecord[]> {
    const kind = known(wanted);
    if (!(listable as readonly Kind[]).includes(kind)) {
      throw http.problem('SOURCE_REJECTED', `${kind} does not belong to a customer`);
    }
    const ids = [...new Set(customerIds.filter(isId))];
    const statements = fitting(
      ids,
      (part) => `${select(kind)} WHERE AccountId IN (${part.map(quoted).join(',')}) ORDER BY Id`,
    );
    const parts = await Promise.all(statements.map((soql) => client.query(soql, callOptions)));
    return parts.flat().map((row) => recordOf(kind, row, instance));
  }

  let follow: ((pushOptions: PushOptions) => Promise<void>) | undefined;
  /** gRPC and Avro are loaded by who follows the stream: one process of all. */
  async function push(pushOptions: PushOptions): Promise<void> {
    const { createPubSub } = await import('./pubsub.ts');
    follow ??= createPubSub(http, {
      get url() {
        return config.credentials.pubsubUrl!;
      },
      get certificate() {
        return config.credentials.pubsubCertificate;
      },
      topic: pubsubTopic,
      silenceMs: pubsubSilenceMs,
    });
    return follow(pushOptions);
  }

  return {
    instance,
    vendor: 'salesforce',
    system: 'CRM',
    region: config.region,
    kinds,
    listable,
    objectOf: (kind) => mappings[known(kind)].object,
    async fetch(wanted, externalIds, callOptions) {
      const kind = known(wanted);
      const rows = await client.retrieve(mappings[kind].object, externalIds, selected(kind), callOptions);
      return rows.filter((row) => isKept(kind, row)).map((row) => recordOf(kind, row, instance));
    },
    list,
    async scan(wanted, cursor, callOptions) {
      const kind = known(wanted);
      if (cursor !== null && !isId(cursor)) {
        throw http.problem('SOURCE_REJECTED', 'the cursor of the scan is not a record id');
      }
      // By id rather than by locator: a locator is lost after two days, and with the session that made it.
      const conditions = [scanned(kind), cursor === null ? undefined : `Id > ${quoted(cursor)}`].filter(
        Boolean,
      );
      const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
      const rows = await client.query(`${select(kind)}${where} ORDER BY Id LIMIT ${pageSize}`, callOptions);
      const found = whatFits(rows.map((row) => recordOrProblem(kind, row, instance)));
      return { ...found, next: rows.length < pageSize ? null : (rows.at(-1)?.id('Id') ?? null) };
    },
    changes: async (kind, cursor, callOptions) =>
      poll({ http, client, instance, pageSize, overlapMs }, known(kind), cursor, callOptions),
    changesFrom: (_, since) => startingAt(http, since),
    findsDeletions: (kind) => isDeletable(known(kind)),
    ...(config.credentials.pubsubUrl !== undefined && { push }),
    probe: (callOptions) => client.limits(callOptions),
    roles: { crm: createCrm(http, client, fields) },
    status: () => http.status(),
    url: (object, externalId) =>
      isId(externalId) ? `${new URL(config.url).origin}/lightning/r/${object}/${externalId}/view` : null,
    close: () => http.close(),
  };
}

/** The Salesforce connector. */
export const salesforceVendor: VendorModule = {
  vendor: 'salesforce',
  system: 'CRM',
  credentials,
  publicCredentials: ['pubsubUrl', 'pubsubCertificate'],
  options,
  create,
};
