import type { CallOptions } from '../source.ts';
import type { Http } from '../http/http.ts';
import { isList } from '../http/json.ts';
import type { Call } from '../http/policy.ts';
import type { Row } from '../http/reader.ts';

/** The most rows that one collections call returns. Source: REST API guide, "Get Records Using sObject Collections". */
const mostRows = 2000;
/** Salesforce refuses targets over 16 KB with 414; the rest is left for the path. */
const longestQuery = 15_000;

const json = { 'content-type': 'application/json' };

const nextPage = /^\/services\/data\/v\d+\.\d+\/query(All|Locator)?\/[\w-]+$/i;

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
  /** The same with the rows in the recycle bin, and when Salesforce was asked by its own clock (ISO 8601; null where it does not say). */
  queryAll(
    soql: string,
    options?: CallOptions,
  ): Promise<{ readonly rows: readonly Row[]; readonly askedAt: string | null }>;
  /** The rest of a list of children that a query began: what its `nextRecordsUrl` leads to. */
  rest(next: string, options?: CallOptions): Promise<readonly Row[]>;
  /** Sets fields of a row; gives the HTTP status. What is given is JSON text. */
  update(object: string, id: string, body: string, options?: CallOptions): Promise<number>;
  /**
   * Parts in turn, all of them or none, in one call; gives what each answered. `read` is handed the answer of a part by its reference.
   * Source: REST API guide, "Composite".
   */
  together<T>(
    parts: readonly Part[],
    read: (answerOf: (reference: string) => Row) => T,
    options?: CallOptions,
  ): Promise<T>;
  /** Reads the organisation's limits: cheap, and it proves token, permission and host. */
  limits(options?: CallOptions): Promise<void>;
}

/** One part of a call that does several things. `path` is below the data API; later parts may say `@{reference.field}`. */
export interface Part {
  readonly reference: string;
  readonly method: 'GET' | 'PATCH';
  readonly path: string;
  readonly body?: object;
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
  ): Promise<{ rows: readonly Row[]; next: string | null; date: string | undefined }> {
    return http.request(
      call,
      (answer) => {
        const body = http.row(answer.json(), 'query');
        const rows = body.rows('records');
        const date = answer.header('date');
        if (body.bool('done')) return { rows, next: null, date };
        const next = body.text('nextRecordsUrl');
        // A page of a query, not any address: nothing else is ours to call.
        if (!nextPage.test(next)) throw body.drift('nextRecordsUrl', 'a path of the data API');
        return { rows, next, date };
      },
      options,
    );
  }

  async function following(start: string | null, options?: CallOptions): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let next = start; next !== null;) {
      const more = await page({ method: 'GET', path: next }, options);
      rows.push(...more.rows);
      next = more.next;
    }
    return rows;
  }

  async function pages(
    resource: 'query' | 'queryAll',
    soql: string,
    options?: CallOptions,
  ): Promise<{ readonly rows: readonly Row[]; readonly askedAt: string | null }> {
    const first = await page({ method: 'GET', path: `${root}/${resource}`, query: [['q', soql]] }, options);
    const rows = [...first.rows, ...(await following(first.next, options))];
    const at = new Date(first.date ?? Number.NaN);
    return { rows, askedAt: Number.isNaN(at.getTime()) ? null : at.toISOString() };
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
          headers: json,
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
    query: async (soql, options) => (await pages('query', soql, options)).rows,
    queryAll: (soql, options) => pages('queryAll', soql, options),
    async rest(next, options) {
      if (!nextPage.test(next))
        throw http.problem('SOURCE_DRIFTED', 'the next page is not a path of the data API');
      return following(next, options);
    },
    update: (object, id, body, options) =>
      http.request(
        { method: 'PATCH', path: `${root}/sobjects/${object}/${id}`, headers: json, body },
        (answer) => answer.status,
        options,
      ),
    together: (parts, read, options) => {
      const compositeRequest = parts.map(({ reference, method, path, body }) => ({
        referenceId: reference,
        method,
        url: `${root}/${path}`,
        ...(body && { body }),
      }));
      return http.request(
        {
          method: 'POST',
          path: `${root}/composite`,
          headers: json,
          body: JSON.stringify({ allOrNone: true, compositeRequest }),
        },
        (answer) => {
          const answers = http.row(answer.json(), 'composite').rows('compositeResponse');
          return read((reference) => {
            const found = answers.find((each) => each.text('referenceId') === reference);
            if (!found)
              throw http.problem('SOURCE_DRIFTED', `the part ${reference} was not answered`, {
                path: 'compositeResponse',
              });
            return found;
          });
        },
        options,
      );
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
