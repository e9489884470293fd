import { Problem } from '../canonical/problem.ts';
import type { List, Parameters, SortKey } from './page.ts';
import { parameters } from './page.ts';
import type { CustomerFilter, CustomerOrder, CustomerOrderField } from './read.ts';

/** Deeper combinations than this are a mistake or an attack. */
const maxDepth = 8;
const maxConditions = 100;
/** Longer than any name; also keeps a word below what a text search can hold. */
const maxSearchLength = 200;
/** More days than this lie before the first day PostgreSQL knows. */
const maxDays = 1_000_000;

/**
 * How worrying a customer is, as points on a day: overdue by more than 60 days 2, overdue at all 1, an open P1 case 2, a renewal
 * within 60 days 1. Needs `s` to be customer_summary; `today` is a placeholder of type date.
 */
export const riskPoints = (
  today: string,
): string => `(case when s.oldest_due < ${today} - 60 then 2 when s.oldest_due < ${today} then 1 else 0 end
  + case when s.open_p1 > 0 then 2 else 0 end + case when s.renewal_date between ${today} and ${today} + 60 then 1 else 0 end)`;

const sortKeys: Record<
  CustomerOrderField,
  (today: () => string) => Omit<SortKey, 'descending'> & { readonly reversed?: true }
> = {
  NAME: () => ({ sql: 's.name', type: 'text' }),
  ARR: () => ({ sql: 'coalesce(s.arr_reporting, 0)', type: 'numeric' }),
  OPEN_AR: () => ({ sql: 'coalesce(s.open_ar_reporting, 0)', type: 'numeric' }),
  // The earlier the oldest due date, the more days overdue.
  OVERDUE_DAYS: () => ({ sql: `coalesce(s.oldest_due, date '9999-12-31')`, type: 'date', reversed: true }),
  OPEN_CASES: () => ({ sql: 's.open_cases', type: 'int' }),
  RENEWAL_DATE: () => ({ sql: `coalesce(s.renewal_date, date '9999-12-31')`, type: 'date' }),
  UPDATED_AT: () => ({ sql: 's.updated_at', type: 'timestamptz' }),
  RISK: (today) => ({ sql: riskPoints(today()), type: 'int' }),
};

/** The customers that a filter lets through, in an order, as one statement over the summaries. `today` is YYYY-MM-DD. */
export function customerList(
  filter: CustomerFilter | null,
  order: readonly CustomerOrder[],
  today: string,
): List {
  const params = parameters();
  const where = filter ? condition(filter, params, today, 0) : 'true';
  const fields = order.length > 0 ? order : [{ by: 'NAME', direction: 'ASC' } as const];
  if (fields.length > 3)
    throw new Problem('INVALID_INPUT', 'Order by at most three fields.', { path: 'orderBy' });
  return {
    name: `customers:${fields.map(({ by, direction }) => `${by}.${direction}`).join(',')}`,
    from: 'customer_summary s',
    where,
    id: 's.customer_id',
    order: fields.map(({ by, direction }) => {
      // A sort key is part of the select list too, so the day is written out; it is ours, never the caller's.
      const { reversed, ...key } = sortKeys[by](() => `date '${today}'`);
      return { ...key, descending: (direction === 'DESC') !== (reversed === true) };
    }),
    parameters: params,
  };
}

/** The SQL condition of a filter: its own fields and its combinations, all of which must hold. */
function condition(
  filter: CustomerFilter,
  { add, values }: Parameters,
  today: string,
  depth: number,
  count = { conditions: 0 },
): string {
  if (depth > maxDepth)
    throw new Problem('INVALID_INPUT', `Filters may be nested ${maxDepth} deep.`, { path: 'filter' });
  const nested = (each: CustomerFilter): string => condition(each, { add, values }, today, depth + 1, count);
  const all: string[] = [];
  const given = <T>(value: T | null | undefined, sql: (value: T) => string): void => {
    if (value === null || value === undefined) return;
    if (++count.conditions > maxConditions)
      throw new Problem('INVALID_INPUT', `A filter may have ${maxConditions} conditions.`, {
        path: 'filter',
      });
    all.push(sql(value));
  };
  given(filter.and, (parts) => `(${parts.map(nested).join(' and ') || 'true'})`);
  given(filter.or, (parts) => `(${parts.map(nested).join(' or ') || 'false'})`);
  given(filter.not, (part) => `not coalesce(${nested(part)}, false)`);
  given(filter.search, (text) => search(text, add));
  given(filter.status, (statuses) => `s.status = any(${add(statuses, 'text[]')})`);
  given(filter.legalEntity, (id) => `s.legal_entity_id = ${add(id, 'text')}`);
  given(filter.region, (region) => `s.region = ${add(region, 'text')}`);
  given(filter.overdueDaysGte, (days) =>
    days <= 0
      ? 'true'
      : days > maxDays
        ? 'false'
        : `s.oldest_due <= ${add(today, 'date')} - ${add(days, 'int')}`,
  );
  given(filter.openCasePriority, (priorities) =>
    priorities.length === 0
      ? 'false'
      : `(${priorities.map((each) => `s.open_${each.toLowerCase()} > 0`).join(' or ')})`,
  );
  given(filter.arrGte, (amount) => `s.arr_reporting >= ${add(amount, 'numeric')}`);
  given(filter.subscriptionStatus, (statuses) => `s.subscription_status && ${add(statuses, 'text[]')}`);
  given(filter.renewalBefore, (date) => `s.renewal_date < ${add(date, 'date')}`);
  return all.length > 0 ? `(${all.join(' and ')})` : 'true';
}

/** Every word of the search must begin a word of the customer's names, ids, numbers or domain. */
function search(text: string, add: Parameters['add']): string {
  if (text.length > maxSearchLength)
    throw new Problem('INVALID_INPUT', `A search may have ${maxSearchLength} characters.`, {
      path: 'filter.search',
    });
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0
    ? 'true'
    : `s.words @@ to_tsquery('simple', ${add(words.map((word) => `${word}:*`).join(' & '), 'text')})`;
}
