import type { CallOptions } from '../source.ts';
import type { Http } from '../http/http.ts';
import { isList } from '../http/json.ts';
import type { Call } from '../http/policy.ts';
import type { Row } from '../http/reader.ts';

/** The most rows that one collections call returns. Source: REST API guide, "Get Records Using sObject Collections". */
const mostRows = 2000;
/** Salesforce refuses targets over 16 KB with 414; the rest is left for the path. */
const longestQuery = 15_000;

/** The calls of the REST API that the connector makes. */
export interface SalesforceClient {
  /** Rows by id, at most 2,000 in a call; what does not exist, is deleted or hidden is left out. */
  retrieve(
    object: string,
    ids: readonly string[],
    fields: readonly string[],
    options?: CallOptions,
  ): Promise<readonly Row[]>;
  /** All rows of a query, over as many pages as Salesforce makes of it. */
  query(soql: string, options?: CallOptions): Promise<readonly Row[]>;
  /** Reads the organisation's limits: cheap, and it proves token, permission and host. */
  limits(options?: CallOptions): Promise<void>;
}

/** A text as a SOQL literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** True for what can be a record id. An id of another shape would fail the whole call for all the others. */
export function isId(text: string): boolean {
  return /^[0-9A-Za-z]{15}([A-Z0-5]{3})?$/i.test(text);
}

/** Ids in lists so short that the statement made from each still fits into a URL. */
export function fitting(ids: readonly string[], statement: (ids: readonly string[]) => string): string[] {
  const fixed = new URLSearchParams({ q: statement([]) }).toString().length;
  const each = new URLSearchParams({ q: `${quoted('x'.repeat(18))},` }).toString().length - 2;
  const size = Math.max(1, Math.floor((longestQuery - fixed) / each));
  const statements: string[] = [];
  for (let start = 0; start < ids.length; start += size)
    statements.push(statement(ids.slice(start, start + size)));
  return statements;
}

/** The REST API of one version, over the instance's HTTP layer. */
export function createClient(http: Http, version: string): SalesforceClient {
  const root = `/services/data/v${version}`;

  async function page(
    call: Call,
    options?: CallOptions,
  ): Promise<{ rows: readonly Row[]; next: string | null }> {
    return http.request(
      call,
      (answer) => {
        const body = http.row(answer.json(), 'query');
        const rows = body.rows('records');
        if (body.bool('done')) return { rows, next: null };
        const next = body.text('nextRecordsUrl');
        // A path, not an address: anything else is not ours to call.
        if (!next.startsWith('/services/data/')) throw body.drift('nextRecordsUrl', 'a path of the data API');
        return { rows, next };
      },
      options,
    );
  }

  return {
    async retrieve(object, ids, fields, options) {
      const wanted = [...new Set(ids.filter(isId))];
      const rows: Row[] = [];
      for (let start = 0; start < wanted.length; start += mostRows) {
        const batch = wanted.slice(start, start + mostRows);
        const call: Call = {
          method: 'POST',
          path: `${root}/composite/sobjects/${object}`,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ids: batch, fields }),
          safe: true,
        };
        const found = await http.request(
          call,
          (answer) => {
            const body = answer.json();
            if (!isList(body) || body.length !== batch.length) {
              throw http.problem('SOURCE_DRIFTED', `${object} was not answered with one entry for each id`, {
                path: object,
              });
            }
            return body.flatMap((entry, index) =>
              entry === null ? [] : [http.row(entry, `${object}[${index}]`)],
            );
          },
          options,
        );
        rows.push(...found);
      }
      return rows;
    },
    async query(soql, options) {
      const rows: Row[] = [];
      let call: Call = { method: 'GET', path: `${root}/query`, query: [['q', soql]] };
      for (;;) {
        const { rows: found, next } = await page(call, options);
        rows.push(...found);
        if (next === null) return rows;
        call = { method: 'GET', path: next };
      }
    },
    async limits(options) {
      await http.request(
        { method: 'GET', path: `${root}/limits` },
        (answer) => http.row(answer.json(), 'limits').row('DailyApiRequests').integer('Max'),
        options,
      );
    },
  };
}
