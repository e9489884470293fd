import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { refusal } from './errors.ts';
import { pageLinks, pageOf } from './paging.ts';
import { settlePlans } from './record/revenue.ts';
import { SuiteqlError } from './suiteql/ast.ts';
import { type Compiled, compile } from './suiteql/compile.ts';
import { defaultDate } from './suiteql/dates.ts';
import { parse } from './suiteql/parse.ts';
import { prepareRuntime } from './suiteql/runtime.ts';

export const suiteqlPath = '/services/rest/query/v1/suiteql';
/** Rows that a query gives in all, on an account without SuiteAnalytics Connect. */
const resultMax = 100_000;

function badQuery(message: string): SimResponse {
  return refusal(400, {
    detail: `Invalid search query. Detailed unprocessed description follows. Search error occurred: ${message}`,
    'o:errorQueryParam': 'q',
    'o:errorCode': 'INVALID_PARAMETER',
  });
}

function statementOf(body: Buffer): string | null {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    const q = (parsed as { q?: unknown } | null)?.q;
    return typeof q === 'string' && q.trim() !== '' ? q : null;
  } catch {
    return null;
  }
}

function shown(value: unknown, kind: string): string {
  const text = String(value);
  return kind === 'date' ? defaultDate(text) : text;
}

/** Rows as NetSuite shows them: every value is text, a null column is left out, each row carries `links`. */
function itemsOf(rows: readonly Record<string, unknown>[], columns: Compiled['columns']): unknown[] {
  return rows.map((row) => {
    const item: Record<string, unknown> = { links: [] };
    for (const { name, kind } of columns) if (row[name] !== null) item[name] = shown(row[name], kind);
    return item;
  });
}

/** Answers `POST /services/rest/query/v1/suiteql`. */
export function answerQuery(sim: Sim, request: SimRequest): SimResponse {
  if (request.method !== 'POST')
    return refusal(405, { detail: 'Method not allowed.', 'o:errorCode': 'METHOD_NOT_ALLOWED' });
  if ((request.headers.prefer ?? '').trim().toLowerCase() !== 'transient')
    return refusal(400, {
      detail: "The required request header 'Prefer' is missing or invalid. Use the value 'transient'.",
      'o:errorHeader': 'Prefer',
      'o:errorCode': 'INVALID_HEADER',
    });
  const page = pageOf(request.query);
  if ('status' in page) return page;
  const statement = statementOf(request.body);
  if (statement === null)
    return refusal(400, {
      detail: "Invalid content in the request body. The parameter 'q' is required.",
      'o:errorCode': 'INVALID_CONTENT',
    });
  if (page.offset + page.limit > resultMax)
    return refusal(400, {
      detail: `The query returns at most ${resultMax} results.`,
      'o:errorQueryParam': 'offset',
      'o:errorCode': 'INVALID_PARAMETER',
    });
  prepareRuntime(sim.db);
  settlePlans(sim);
  try {
    const compiled = compile(parse(statement), sim.setting('timeZone', 'America/Los_Angeles'));
    const sql = `${compiled.sql} LIMIT ${page.limit} OFFSET ${page.offset}`;
    const rows = sim.db.prepare(sql).all(...compiled.params);
    // A page that is not full is the last one, so all rows are known without counting them.
    const counts = rows.length === page.limit || (rows.length === 0 && page.offset > 0);
    const counted = counts
      ? Number(sim.db.prepare(compiled.countSql).get(...compiled.countParams)!.n)
      : page.offset + rows.length;
    const total = Math.min(counted, resultMax);
    const items = itemsOf(rows, compiled.columns);
    return {
      status: 200,
      headers: { 'content-type': 'application/vnd.oracle.resource+json; type=collection' },
      body: JSON.stringify({
        links: pageLinks(`${sim.url}${suiteqlPath}`, new URLSearchParams(), page, total),
        count: items.length,
        hasMore: page.offset + items.length < total,
        items,
        offset: page.offset,
        totalResults: total,
      }),
      note: { outcome: 'READ' },
    };
  } catch (error) {
    if (error instanceof SuiteqlError) return badQuery(error.message);
    throw error;
  }
}

/** The record type after the first FROM of a query, for fault rules; null when the body is not a query. */
export function tableOf(request: SimRequest): string | null {
  const statement = statementOf(request.body);
  const name = statement && /\bfrom\s+([a-z_][a-z0-9_]*)/i.exec(statement)?.[1];
  return name ? name.toLowerCase() : null;
}
