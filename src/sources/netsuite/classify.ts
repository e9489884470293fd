import type { ProblemCode } from '../../canonical/problem.ts';
import { type Answer, type Call, type Outcome, classifyStatus } from '../http/policy.ts';
import { isRecord } from './record.ts';

interface Detail {
  readonly code: string;
  readonly text: string;
  /** The field that it is about. */
  readonly path: string | undefined;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** The causes in an error body; none when it is not NetSuite's. */
function detailsOf(answer: Answer): readonly Detail[] {
  let body: unknown;
  try {
    body = answer.json();
  } catch {
    return [];
  }
  const details = member(body, 'o:errorDetails');
  if (!Array.isArray(details)) return [];
  return details.map((each: unknown) => ({
    code: String(member(each, 'o:errorCode') ?? ''),
    text: String(member(each, 'detail') ?? ''),
    path: pathIn(each),
  }));
}

function pathIn(detail: unknown): string | undefined {
  const path = member(detail, 'o:errorPath');
  return typeof path === 'string' && path !== '' ? path : undefined;
}

/** What a refused field of an order, an entry or a customer is about. */
const refusals: readonly (readonly [RegExp, ProblemCode])[] = [
  [/^item\.items\[\d+\]\.item$/, 'PRODUCT_UNMAPPED'],
  [/\.(account|department|class|location)$/, 'ACCOUNT_MAPPING_MISSING'],
  [/^subsidiary$/, 'LEGAL_ENTITY_MISSING'],
  [/^postingPeriod$/, 'PERIOD_CLOSED'],
];

const limits = new Set([
  'CONCURRENCY_LIMIT_EXCEEDED',
  'SSS_REQUEST_LIMIT_EXCEEDED',
  'REQUEST_LIMIT_EXCEEDED',
]);

/** The words in which SuiteQL says that a record type or column we rely on is no longer there. */
const missing = [
  /Unknown identifier '([^']+)'/,
  /Field '([^']+)' for record '[^']+' was not found/,
  /Record '([^']+)' was not found/,
  /Invalid search type: ([A-Za-z0-9_]+)/,
];

function missingName(text: string): string | undefined {
  for (const pattern of missing) {
    const name = pattern.exec(text)?.[1];
    if (name) return name;
  }
  return undefined;
}

/**
 * What an answer of NetSuite means. The account's concurrency limit comes as 429 under the title "Bad Request", USER_ERROR
 * and no Retry-After, or as 400 from RESTlets: the code in `o:errorDetails` decides. A query that names a column the
 * account does not have (any more) is drift, though it comes as 400. A record that is not there is an answer to who reads it. Of a refused
 * write only the field is told in a way that does not depend on the user's language. Source: Oracle, "REST Web Services Error Handling".
 */
export function classify(answer: Answer, call: Call): Outcome {
  const byStatus = classifyStatus(answer);
  if (byStatus.is === 'ok') return byStatus;
  const details = detailsOf(answer);
  if (byStatus.is === 'throttled' || details.some((each) => limits.has(each.code)))
    return { is: 'throttled', afterMs: 'afterMs' in byStatus ? byStatus.afterMs : undefined };
  if (byStatus.is !== 'rejected') return byStatus;
  const reads = call.method === 'GET' && isRecord(call.path);
  if (reads && answer.status === 404 && details.some((each) => each.code === 'NONEXISTENT_ID'))
    return { is: 'ok' };
  for (const each of details) {
    const path = missingName(each.text);
    if (path) return { is: 'drifted', message: `no ${path} any more`, path };
  }
  const said = details.map((each) => `${each.code} ${each.text}`.trim()).join('; ');
  const path = details.find((each) => each.path !== undefined)?.path;
  const code = refusals.find(([pattern]) => pattern.test(path ?? ''))?.[1];
  return { is: 'rejected', message: said || byStatus.message, ...(code && { code }), ...(path && { path }) };
}
