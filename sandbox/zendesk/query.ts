import { invalidSearch } from './search-error.ts';

/** One condition of a search. `op` is `:` for equals, or an order. */
export interface Term {
  readonly key: string;
  readonly op: ':' | '<' | '>' | '<=' | '>=';
  readonly value: string;
  readonly not: boolean;
}

/** A search as its text says it. */
export interface Query {
  readonly terms: readonly Term[];
  /** Words and quoted phrases that must occur in the title. */
  readonly words: readonly string[];
  readonly orderBy: string | null;
  readonly ascending: boolean;
}

const token = /(-)?([a-z_]+)(<=|>=|:|<|>)("(?:[^"]*)"|\S+)|"([^"]*)"|(\S+)/gy;

const keys = new Set([
  'type',
  'organization',
  'requester',
  'assignee',
  'external_id',
  'status',
  'priority',
  'role',
  'email',
  'name',
  'subject',
  'tags',
  'created',
  'updated',
]);

const unquoted = (text: string): string => (text.startsWith('"') ? text.slice(1, -1) : text);

/**
 * Parses a subset of the search language: properties with `:`, `<`, `>`, `<=`, `>=`, a minus sign for "not", phrases and words.
 * A property outside the subset is refused, where Zendesk would search for its text: a silent wrong answer would be kinder than useful.
 */
export function parseQuery(text: string): Query {
  const terms: Term[] = [];
  const words: string[] = [];
  let orderBy: string | null = null;
  let ascending = false;
  const rest = text.trim();
  for (let at = 0; at < rest.length;) {
    if (/\s/.test(rest[at]!)) {
      at += 1;
      continue;
    }
    token.lastIndex = at;
    const match = token.exec(rest);
    if (!match) throw invalidSearch(`cannot read the query at ${at + 1}`);
    at = token.lastIndex;
    const [, minus, key, op, raw, phrase, word] = match;
    if (key === 'order_by') orderBy = unquoted(raw!);
    else if (key === 'sort') ascending = raw === 'asc';
    else if (key !== undefined) {
      if (!keys.has(key)) throw invalidSearch(`unknown property ${key}`);
      terms.push({ key, op: op as Term['op'], value: unquoted(raw!), not: minus === '-' });
    } else words.push(phrase ?? word!);
  }
  return { terms, words, orderBy, ascending };
}
