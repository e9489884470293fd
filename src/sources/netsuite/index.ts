import type { Kind } from '../../canonical/kind.ts';
import { createPoll } from '../http/poll.ts';
import type { Source, SourceConfig, VendorModule } from '../source.ts';
import { place, sweep } from './changes.ts';
import { createClient } from './client.ts';
import { customers } from './customer.ts';
import { legalEntities, periods } from './entity.ts';
import { products } from './item.ts';
import { credentials } from './login.ts';
import type { Account, Mapping } from './map.ts';
import { options } from './options.ts';
import { postings } from './posting.ts';
import { readByIds, scanPage } from './read.ts';
import { createLedger } from './role.ts';
import { isInternalId, type Statement } from './statement.ts';

/** Pages of the user interface, by record. */
const pages: Readonly<Record<string, string>> = {
  customer: '/app/common/entity/custjob.nl',
  journalentry: '/app/accounting/transactions/journal.nl',
  salesorder: '/app/accounting/transactions/salesord.nl',
  item: '/app/common/item/item.nl',
  subsidiary: '/app/common/otherlists/subsidiarytype.nl',
};

const probe: Statement = {
  select: ['c.id'],
  from: 'currency c',
  where: ['c.id = 1'],
  key: [{ sql: 'c.id', name: 'id' }],
};

function create(config: SourceConfig): Source {
  const client = createClient(config);
  const account: Account = { instance: config.instance, options: options.parse(config.options) };
  const poll = createPoll({
    instance: config.instance,
    problem: client.http.problem,
    overlapMs: account.options.overlapMs,
    place,
  });
  const mappings = [legalEntities(account), periods(), products(), customers(account), postings(account)];
  const mappingOf = (kind: Kind): Mapping => {
    const mapping = mappings.find((each) => each.kind === kind);
    if (!mapping) throw client.http.problem('SOURCE_REJECTED', `NetSuite supplies no ${kind}`);
    return mapping;
  };
  const page = (path: string): string =>
    `https://${config.credentials.accountId!.toLowerCase().replaceAll('_', '-')}.app.netsuite.com${path}`;

  return {
    instance: config.instance,
    vendor: 'netsuite',
    system: 'ERP',
    region: config.region,
    kinds: mappings.map((mapping) => mapping.kind),
    listable: mappings.filter((mapping) => mapping.customerColumn).map((mapping) => mapping.kind),
    objectOf: (kind) => mappingOf(kind).object,
    fetch: async (kind, externalIds, call) => {
      const mapping = mappingOf(kind);
      return readByIds(client, mapping, mapping.statement.key[0]!.sql, externalIds, call);
    },
    list: async (kind, customerIds, call) => {
      const mapping = mappingOf(kind);
      if (!mapping.customerColumn)
        throw client.http.problem('SOURCE_REJECTED', `${kind} does not belong to a customer`);
      return readByIds(client, mapping, mapping.customerColumn, customerIds, call);
    },
    scan: async (kind, cursor, call) => {
      if (cursor !== null && !isInternalId(cursor))
        throw client.http.problem('SOURCE_REJECTED', 'the cursor was not made by this source');
      return scanPage(client, mappingOf(kind), cursor, call);
    },
    changes: (kind, cursor, call) => {
      const mapping = mappingOf(kind);
      const bulk = { lane: 'bulk', ...call } as const;
      return poll.changes(kind, cursor, (standing) => sweep(client, mapping, standing, bulk));
    },
    changesFrom: (kind, since) => poll.from(mappingOf(kind).kind, since),
    findsDeletions: (kind) => mappingOf(kind).deletedAs.length > 0,
    probe: async (call) => {
      await client.page(probe, [], null, (rows) => rows.length, call);
    },
    roles: { ledger: createLedger(client, account) },
    status: () => client.http.status(),
    url: (object, externalId) =>
      pages[object] && isInternalId(externalId) ? page(`${pages[object]}?id=${externalId}`) : null,
    close: () => client.http.close(),
  };
}

/** NetSuite as the ERP: legal entities, accounting periods, products, customers with their balance, journal entries; and as the ledger. */
export const netsuiteVendor: VendorModule = {
  vendor: 'netsuite',
  system: 'ERP',
  credentials,
  publicCredentials: ['accountId', 'certificateId'],
  options,
  create,
};
