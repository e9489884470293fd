import { type Answer, type Outcome, classifyStatus } from '../http/policy.ts';

interface Detail {
  readonly code: string;
  readonly text: string;
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
  }));
}

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
 * account does not have (any more) is drift, though it comes as 400. Source: Oracle, "REST Web Services Error Handling".
 */
export function classify(answer: Answer): Outcome {
  const byStatus = classifyStatus(answer);
  if (byStatus.is === 'ok') return byStatus;
  const details = detailsOf(answer);
  if (byStatus.is === 'throttled' || details.some((each) => limits.has(each.code)))
    return { is: 'throttled', afterMs: 'afterMs' in byStatus ? byStatus.afterMs : undefined };
  if (byStatus.is !== 'rejected') return byStatus;
  for (const each of details) {
    const path = missingName(each.text);
    if (path) return { is: 'drifted', message: `no ${path} any more`, path };
  }
  const said = details.map((each) => `${each.code} ${each.text}`.trim()).join('; ');
  return { is: 'rejected', message: said || byStatus.message };
}
