import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { creditMemo, creditMemoItems, invoice, invoiceItems } from './document-rest.ts';
import { readOrder, readOrdersOf } from './order-read.ts';
import { account, accountSummary } from './rest.ts';
import { subscription } from './subscription-rest.ts';

type Read = (sim: Sim, key: string, request: SimRequest) => SimResponse;

/** The reads of the classic API, by what stands around the key. */
const reads: readonly (readonly [RegExp, Read])[] = [
  [/^\/v1\/accounts\/([^/]+)$/, account],
  [/^\/v1\/accounts\/([^/]+)\/summary$/, accountSummary],
  [/^\/v1\/invoices\/([^/]+)$/, invoice],
  [/^\/v1\/invoices\/([^/]+)\/items$/, invoiceItems],
  [/^\/v1\/credit-?memos\/([^/]+)$/, creditMemo],
  [/^\/v1\/credit-?memos\/([^/]+)\/items$/, creditMemoItems],
  [/^\/v1\/subscriptions\/([^/]+)$/, (sim, key, request) => subscription(sim, request, key)],
  [/^\/v1\/orders\/subscription\/([^/]+)$/, (sim, key, request) => readOrdersOf(sim, request, key)],
  [/^\/v1\/orders\/([^/]+)$/, readOrder],
];

/** The answer of a classic read, or undefined when the path is none of them. */
export function classicRead(sim: Sim, request: SimRequest): SimResponse | undefined {
  if (request.method !== 'GET') return undefined;
  for (const [path, read] of reads) {
    const key = path.exec(request.path)?.[1];
    if (key !== undefined) return read(sim, decodeURIComponent(key), request);
  }
  return undefined;
}
