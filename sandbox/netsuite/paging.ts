import type { SimResponse } from '../kit/types.ts';
import { refusal } from './errors.ts';

export interface PageRequest {
  readonly limit: number;
  readonly offset: number;
}

const limitMax = 1000;

function invalid(name: string, detail: string): SimResponse {
  return refusal(400, { detail, 'o:errorQueryParam': name, 'o:errorCode': 'INVALID_PARAMETER' });
}

/** The page that a request asks for: at most 1000 rows, from an offset that is a multiple of the limit; or the refusal. */
export function pageOf(query: URLSearchParams): PageRequest | SimResponse {
  const read = (name: string, fallback: number) => {
    const text = query.get(name);
    return text === null ? fallback : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  };
  const limit = read('limit', limitMax);
  const offset = read('offset', 0);
  if (!(limit >= 1 && limit <= limitMax))
    return invalid('limit', `Invalid value for the query parameter 'limit': use 1 to ${limitMax}.`);
  if (Number.isNaN(offset)) return invalid('offset', "Invalid value for the query parameter 'offset'.");
  if (offset % limit !== 0)
    return invalid('offset', `Invalid offset value: the offset must be divisible by the limit ${limit}.`);
  return { limit, offset };
}

/** The links to this and the neighbouring pages of a collection. `kept` are the other query parameters. */
export function pageLinks(
  url: string,
  kept: URLSearchParams,
  page: PageRequest,
  total: number,
): readonly { readonly rel: string; readonly href: string }[] {
  const href = (offset: number) => {
    const query = new URLSearchParams(kept);
    query.set('limit', String(page.limit));
    query.set('offset', String(offset));
    return `${url}?${query}`;
  };
  const links = [];
  const last = Math.max(0, Math.ceil(total / page.limit) - 1) * page.limit;
  if (page.offset > 0) {
    links.push({ rel: 'first', href: href(0) });
    links.push({ rel: 'previous', href: href(page.offset - page.limit) });
  }
  if (page.offset + page.limit < total) {
    links.push({ rel: 'next', href: href(page.offset + page.limit) });
    links.push({ rel: 'last', href: href(last) });
  }
  links.push({ rel: 'self', href: href(page.offset) });
  return links;
}
