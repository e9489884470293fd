import { setTimeout as sleep } from 'node:timers/promises';
import type { Sim, SimObject, SimRequest, SimResponse, Vendor } from '../kit/types.ts';
import { tables } from './catalog.ts';
import { keptSql } from './catalog-revenue.ts';
import { concurrencyExceeded, invalidLogin, refusal } from './errors.ts';
import { isAuthorised, issueToken, makeCredentials, pruneTokens, tokenPath, tokenTable } from './oauth.ts';
import { moved } from './moved.ts';
import { answerQuery, suiteqlPath, tableOf } from './query.ts';
import { answerRecord, recordTarget } from './record/api.ts';
import { instant } from './record/store.ts';
import { tablesSql } from './schema.ts';
import { seedBooks } from './seed.ts';

/** Concurrent requests of the whole account; Oracle's standard tier. Changed by the setting `concurrency`. */
const defaultConcurrency = 5;
/** How long a read keeps its slot. Changed by the setting `serviceMs`. */
const defaultServiceMs = 2;

/** Deletions by whatever way are listed in `deletedrecord`; who deletes stamps the row by the account's clock. */
const tombstones = ['customer', 'transaction', 'item']
  .map(
    (table) => `create trigger if not exists "${table}_deleted" after delete on "${table}" begin
      insert or replace into deletedrecord (recordid, type, deleteddate)
      values (old.id, '${table}', strftime('%Y-%m-%dT%H:%M:%SZ', 'now')); end;`,
  )
  .join('\n');

const objects = Object.fromEntries(
  Object.entries(tables)
    .filter(([, table]) => table.key.length === 1 && !table.view)
    .map(([name, table]): [string, SimObject] => {
      const stamped = Object.hasOwn(table.columns, 'lastmodifieddate');
      const born = ['createddate', 'datecreated'].filter((column) => Object.hasOwn(table.columns, column));
      const stamp: SimObject['stamp'] = (sim, change) => {
        const now = instant(sim);
        const creation = change === 'insert' ? born.map((column) => [column, now]) : [];
        return { ...Object.fromEntries(creation), lastmodifieddate: now };
      };
      return [name, { table: name, key: table.key[0]!, ...(stamped && { stamp }) }];
    }),
);

async function afterService(sim: Sim, answer: () => SimResponse): Promise<SimResponse> {
  await sleep(sim.setting('serviceMs', defaultServiceMs));
  return answer();
}

function handle(sim: Sim, request: SimRequest): SimResponse | Promise<SimResponse> {
  if (request.path === tokenPath) return issueToken(sim, request);
  if (sim.inFlight() > sim.setting('concurrency', defaultConcurrency)) return concurrencyExceeded();
  if (!isAuthorised(sim, request)) return invalidLogin();
  if (request.path === suiteqlPath) return afterService(sim, () => answerQuery(sim, request));
  if (recordTarget(request.path)) {
    if (request.method === 'GET') return afterService(sim, () => answerRecord(sim, request));
    return answerRecord(sim, request);
  }
  return refusal(404, {
    detail: `Error while accessing a resource. The resource ${request.path} does not exist.`,
    'o:errorCode': 'NONEXISTENT_ID',
  });
}

/**
 * NetSuite: OAuth 2.0 with a signed assertion, SuiteQL, the record API for the types in record/types.ts, and the
 * account-wide limit of concurrent requests. Asynchronous jobs and TBA are not spoken.
 */
export const netsuite: Vendor = {
  vendor: 'netsuite',
  schema: `${tokenTable}\n${keptSql}\n${tablesSql()}\n${tombstones}`,
  objects,
  credentials: makeCredentials,
  seed: seedBooks,
  handle,
  objectTypeOf(request) {
    if (request.path === tokenPath) return 'token';
    if (request.path === suiteqlPath) return tableOf(request);
    return recordTarget(request.path)?.typeName || null;
  },
  throttled: () => concurrencyExceeded(),
  onClock: pruneTokens,
  onChange: moved,
};
