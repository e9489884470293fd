import { type Http, createHttp } from '../http/http.ts';
import type { VendorPolicy } from '../http/policy.ts';
import { toldBy } from '../http/poll.ts';
import type { Row } from '../http/reader.ts';
import type { CallOptions, SourceConfig } from '../source.ts';
import { classify } from './classify.ts';
import { createLogin } from './login.ts';
import { listMax, sqlOf, type Statement } from './statement.ts';

const suiteqlPath = '/services/rest/query/v1/suiteql';

/** SuiteQL over REST, which is how everything is read: one call gives whole records with their joins. */
export interface Client {
  readonly http: Http;
  /**
   * At most 1,000 rows from after `position`, in the order of the key, and whether more follow; the rows of one record may
   * go on in the next page. `told` is the source's clock, ISO 8601. What `read` throws counts against the source.
   */
  page<T>(
    statement: Statement,
    conditions: readonly string[],
    position: readonly string[] | null,
    read: (rows: readonly Row[], more: boolean, told: string | null) => T,
    call?: CallOptions,
  ): Promise<T>;
}

/**
 * A client of one account. Pages are continued by key, not by offset: rows that come and go between two calls can then
 * neither be read twice nor be missed. The limit is the account's, shared with every other integration, so it stays one
 * below that of the smallest service tier. Throws `Problem` as `Source` says.
 */
export function createClient(config: SourceConfig): Client {
  const policy: VendorPolicy = {
    system: 'ERP',
    classify,
    login: createLogin(() => config.credentials, new URL(config.url).origin),
    limits: { concurrency: 4 },
    retry: { attempts: 4, baseMs: 300, capMs: 5_000 },
  };
  const http = createHttp(config, policy);

  return {
    http,
    page: (statement, conditions, position, read, call) =>
      http.request(
        {
          method: 'POST',
          path: suiteqlPath,
          query: [['limit', String(listMax)]],
          headers: { 'content-type': 'application/json', prefer: 'transient' },
          body: JSON.stringify({ q: sqlOf(statement, conditions, position) }),
          safe: true,
        },
        (answer) => {
          const body = http.row(answer.json(), 'result');
          return read(
            body.rows('items').map((row) => row.sparse()),
            body.bool('hasMore'),
            toldBy(answer),
          );
        },
        call,
      ),
  };
}
