import type { Kind } from '../../canonical/kind.ts';
import type { Problem } from '../../canonical/problem.ts';
import type { SourceRecord } from '../../canonical/record.ts';
import { recordOr, whatFits } from '../http/fit.ts';
import { createPoll } from '../http/poll.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions, Gone, Page, Source, SourceConfig, VendorModule } from '../source.ts';
import { createClient, place, settleSeconds, type ObjectName } from './client.ts';
import { toCase, toContact, toCustomer, toEntitlement, type Mapping } from './map.ts';
import { credentials, options } from './policy.ts';
import { createSupport } from './support.ts';
import { readWebhook, type Receiving } from './webhook.ts';

interface Speaks {
  /** The name in external references. */
  readonly object: string;
  /** The vendor's records that are read for it. */
  readonly from: ObjectName;
  readonly map: Mapping;
}

const spoken = {
  Customer: { object: 'organization', from: 'organization', map: toCustomer },
  Contact: { object: 'user', from: 'user', map: toContact },
  SupportCase: { object: 'ticket', from: 'ticket', map: toCase },
  Entitlement: { object: 'organization_entitlement', from: 'organization', map: toEntitlement },
} as const satisfies Partial<Record<Kind, Speaks>>;

const kinds = Object.keys(spoken) as (keyof typeof spoken)[];
const listable: readonly Kind[] = ['Contact', 'SupportCase', 'Entitlement'];
/** Organizations named in one search; keeps the address of the call under 4,000 characters. */
const searched = 100;

const unique = (ids: readonly string[]): string[] => [...new Set(ids)].filter((id) => /^\d{1,19}$/.test(id));

function create(config: SourceConfig): Source {
  const settings = options.parse(config.options);
  const client = createClient(config, settings);
  const origin = new URL(config.url).origin;

  const speaks = (kind: Kind): Speaks => {
    const found = (spoken as Partial<Record<Kind, Speaks>>)[kind];
    if (!found) throw client.problem('SOURCE_REJECTED', `Zendesk has no ${kind}`);
    return found;
  };
  const context = { instance: config.instance, options: settings };
  /** Rows as records; of two states of one record, the later one in the answer counts. */
  const mapped = (rows: readonly Row[], { map }: Speaks): SourceRecord[] => {
    const records = new Map<string, SourceRecord>();
    for (const row of rows) {
      const record = map(row, context);
      if (record) records.set(record.externalId, record);
    }
    return [...records.values()];
  };

  /** The same where one that does not fit must not stop the others; null is what says nothing of the kind. */
  const read = (rows: readonly Row[], { object, map }: Speaks): Map<string, SourceRecord | Problem | null> =>
    new Map(
      rows.map((row) => {
        const externalId = row.id('id');
        const record = recordOr(
          () => map(row, context),
          () => ({ object, externalId }),
        );
        return [externalId, record];
      }),
    );

  const fetch = async (kind: Kind, externalIds: readonly string[], call?: CallOptions) => {
    const ids = unique(externalIds);
    const what = speaks(kind);
    return ids.length === 0 ? [] : mapped(await client.many(what.from, ids, call), what);
  };

  const list = async (kind: Kind, customerIds: readonly string[], call?: CallOptions) => {
    const what = speaks(kind);
    const ids = unique(customerIds);
    if (!listable.includes(kind))
      throw client.problem('SOURCE_REJECTED', `Zendesk cannot list ${kind} by customer`);
    if (ids.length === 0) return [];
    const { from } = what;
    if (from === 'organization') return mapped(await client.many(from, ids, call), what);
    if (ids.length === 1) return mapped(await client.ofOrganization(from, ids[0]!, call), what);
    const groups = Array.from({ length: Math.ceil(ids.length / searched) }, (_, i) =>
      ids.slice(i * searched, (i + 1) * searched),
    );
    const answers = await Promise.all(
      groups.map((group) => {
        // Terms of one property are alternatives. Agents can belong to an organization too, and are no contacts.
        const owners = group.map((id) => `organization:${id}`).join(' ');
        return client.found(from, from === 'user' ? `role:end-user ${owners}` : owners, call);
      }),
    );
    return mapped(answers.flat(), what);
  };

  const scan = async (kind: Kind, cursor: string | null, call?: CallOptions): Promise<Page> => {
    const what = speaks(kind);
    const bulk: CallOptions = { lane: 'bulk', ...call };
    const { rows, next } =
      what.from === 'organization'
        ? await client.organizations(cursor, 100, bulk)
        : await client.exported(what.from, cursor, bulk);
    return { ...whatFits([...read(rows, what).values()].filter((each) => each !== null)), next };
  };

  const receiving: Receiving = {
    get secrets() {
      const { webhookSecret = '', webhookSecretPrevious = '' } = config.credentials;
      return `${webhookSecret} ${webhookSecretPrevious}`.split(/\s+/).filter((secret) => secret !== '');
    },
    toleranceMs: settings.webhookToleranceMs,
    kindsOf: (record) =>
      kinds
        .filter((kind) => spoken[kind].from === record)
        .map((kind) => ({ kind, object: spoken[kind].object })),
    problem: client.problem,
  };
  const poll = createPoll({
    instance: config.instance,
    problem: client.problem,
    overlapMs: settings.overlapMs,
    settleMs: settleSeconds * 1000,
    place,
  });
  const changes: Source['changes'] = (kind, cursor, call) => {
    const what = speaks(kind);
    return poll.changes(kind, cursor, async ({ since, at }) => {
      // A start within the last minute is refused, by the vendor's clock.
      const start = Math.min(Date.parse(since) / 1000, Date.now() / 1000 - 2 * settleSeconds);
      const from = at ?? { start: Math.max(0, Math.floor(start)) };
      const { rows, next, done, told } = await client.changed(what.from, from, { lane: 'bulk', ...call });
      const records: (SourceRecord | Problem)[] = [];
      const gone: Gone[] = [];
      for (const [externalId, record] of read(rows, what)) {
        // What is of another kind by now (a person who became an agent, a customer without a tier) is gone as what it was.
        if (record === null) gone.push({ object: what.object, externalId });
        else records.push(record);
      }
      // Only a vendor's cursor serves the next sweep as well; by time it begins at the mark again.
      return { records, gone, next: done && 'start' in next ? null : next, done, told };
    });
  };

  return {
    instance: config.instance,
    vendor: 'zendesk',
    system: 'SUPPORT',
    region: config.region,
    kinds,
    listable,
    objectOf: (kind) => speaks(kind).object,
    fetch,
    list,
    // The search index lags behind the database; entitlements and single organisations are read from the latter.
    isComplete: (kind, customers) => kind === 'Entitlement' || customers === 1,
    scan,
    changes,
    changesFrom: (kind, since) => {
      speaks(kind);
      return poll.from(kind, since);
    },
    // The export of organizations does not tell which were deleted.
    findsDeletions: (kind) => speaks(kind).from !== 'organization',
    webhook: (delivery) => readWebhook(delivery, receiving),
    probe: async (call) => {
      await client.organizations(null, 1, call);
    },
    roles: { support: createSupport(client, settings) },
    status: () => client.status(),
    url: (object, externalId) => {
      const what = Object.values(spoken).find((each) => each.object === object);
      return what ? `${origin}/agent/${what.from}s/${encodeURIComponent(externalId)}` : null;
    },
    close: () => client.close(),
  };
}

/**
 * Zendesk Support. Customers and entitlements are organizations, contacts are end users, cases are tickets.
 * `list` for several customers goes through the search export, one call a kind, and is as old as the vendor's search index (seconds to
 * minutes); for one customer it reads the database. `scan` of tickets and users is the incremental export: its cursor never expires, the
 * changes of the last minute are not in it, and a record that changes meanwhile comes again.
 */
export const zendeskVendor: VendorModule = {
  vendor: 'zendesk',
  system: 'SUPPORT',
  credentials,
  publicCredentials: ['email'],
  options,
  create,
};
