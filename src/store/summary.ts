import type { Queryable } from './database.ts';

/** Units of the reporting currency per unit of each currency, as decimal text. */
export type Rates = Readonly<Record<string, string>>;

/**
 * Rates into the reporting currency, from the books of the legal entities: the newest rate of the entity that keeps its books in
 * that currency. The reporting currency itself is 1; a currency nobody quotes is absent.
 */
export async function reportingRates(db: Queryable, reportingCurrency: string): Promise<Rates> {
  const { rows } = await db.query<{ currency: string; rate: string }>({
    name: 'summary-rates',
    text: `select distinct on (r.currency) r.currency, r.rate from entity e,
             jsonb_to_recordset(e.body->'rates') as r (currency text, rate text, date text)
           where e.kind = 'LegalEntity' and e.deleted_at is null and e.merged_into is null and e.body->>'functionalCurrency' = $1
           order by r.currency, r.date desc, e.id`,
    values: [reportingCurrency],
  });
  return { ...Object.fromEntries(rows.map((row) => [row.currency, row.rate])), [reportingCurrency]: '1' };
}

// Punctuation parts words, so that "acme-robotics.example" is found by "acme" and by "robotics".
const wordsOf = (text: string): string =>
  `to_tsvector('simple', regexp_replace(${text}, '[^[:alnum:]]+', ' ', 'g'))`;

// A key is found by what it says, not by the words it is made of: else "account" and "billing" would find everyone. Tax ids are not
// found: a search by beginnings would tell them, digit by digit, to whoever may not read them.
const keyWords = `select string_agg(regexp_replace(key, '^(ref:[^:]*:[^:]*|number:[^:]*|[^:]*):', ''), ' ') from unnest(f.keys) as key where key not like 'tax:%'`;

const payable = `o.kind = 'Invoice' and o.status in ('ISSUED', 'POSTED', 'PARTIALLY_PAID')`;
const open = `${payable} and o.body#>>'{balance,currency}' = m.currency`;
const running = `o.kind = 'BillingSubscription' and o.status in ('ACTIVE', 'PAST_DUE')`;
const unsolved = `o.kind = 'SupportCase' and o.status in ('NEW', 'OPEN', 'PENDING', 'ON_HOLD')`;
const sum = (path: string, of: string): string =>
  `coalesce(sum((o.body#>>'{${path},amount}')::numeric) filter (where ${of} and o.body#>>'{${path},currency}' = m.currency), 0)`;
const unsolvedOf = (priority: string): string =>
  `count(*) filter (where ${unsolved} and o.body->>'priority' = '${priority}')::int`;

// Each customer's records are found through their index by a lateral join: whatever the planner knows of the tables, it cannot go wrong.
const recompute = `
insert into customer_summary as s (customer_id, name, words, status, legal_entity_id, region, currency, arr, mrr, open_ar, unapplied, credit,
  arr_reporting, open_ar_reporting, dues, oldest_due, open_cases, open_p1, open_p2, open_p3, open_p4, subscription_status, renewal_date, updated_at)
select c.id, left(coalesce(c.body->>'name', c.body->>'legalName', c.id), 300), ${wordsOf(`coalesce(t.text, '')`)}, coalesce(c.status, 'PROSPECT'),
  p.id, p.body->>'region', m.currency, g.arr, g.mrr, g.open_ar, g.unapplied, g.credit,
  round(g.arr * ($2::jsonb->>m.currency)::numeric, 2), round(g.open_ar * ($2::jsonb->>m.currency)::numeric, 2),
  g.dues, g.oldest_due, g.open_cases, g.open_p1, g.open_p2, g.open_p3, g.open_p4, g.subscription_status, g.renewal_date, c.updated_at
from entity c
cross join lateral (
  select coalesce(c.body->>'currency', min(o.body#>>'{arr,currency}'), min(o.body#>>'{total,currency}'), $3) as currency from entity o
  where o.customer_id = c.id and o.kind in ('BillingSubscription', 'Invoice') and o.deleted_at is null and o.merged_into is null
) m
cross join lateral (
  select ${sum('arr', running)} as arr, ${sum('mrr', running)} as mrr, ${sum('balance', open)} as open_ar,
    ${sum('unapplied', `o.kind = 'Payment' and o.status in ('SETTLED', 'PARTIALLY_REFUNDED')`)} as unapplied,
    ${sum('balance', `o.kind = 'CreditMemo' and o.status in ('ISSUED', 'APPLIED')`)} as credit,
    coalesce(jsonb_agg(jsonb_build_array(o.body->>'dueDate', o.body#>>'{balance,amount}') order by o.body->>'dueDate', o.id)
      filter (where ${open} and (o.body#>>'{balance,amount}')::numeric > 0), '[]') as dues,
    min(o.body->>'dueDate') filter (where ${payable} and (o.body#>>'{balance,amount}')::numeric > 0)::date as oldest_due,
    count(*) filter (where ${unsolved})::int as open_cases,
    ${unsolvedOf('P1')} as open_p1, ${unsolvedOf('P2')} as open_p2, ${unsolvedOf('P3')} as open_p3, ${unsolvedOf('P4')} as open_p4,
    coalesce(array_agg(distinct o.status) filter (where o.kind = 'BillingSubscription'), '{}') as subscription_status,
    min(o.body->>'termEnd') filter (where ${running})::date as renewal_date
  from entity o
  where o.customer_id = c.id and o.kind in ('Invoice', 'Payment', 'CreditMemo', 'BillingSubscription', 'SupportCase')
    and o.deleted_at is null and o.merged_into is null
) g
cross join lateral (
  select string_agg(concat_ws(' ', f.external_id, f.fields->>'name', f.fields->>'legalName', f.fields->>'domain', (${keyWords})), ' ') as text
  from facet f where f.entity_id = c.id and f.deleted_at is null
) t
left join lateral (
  select l.id, l.body from facet f join entity l on l.id = f.entity_id
  where f.instance = split_part(c.links#>>'{legalEntity,key}', ':', 2) and f.object = split_part(c.links#>>'{legalEntity,key}', ':', 3)
    and f.external_id = split_part(c.links#>>'{legalEntity,key}', ':', 4)
) p on true
where c.id = any($1) and c.kind = 'Customer' and c.deleted_at is null and c.merged_into is null
order by c.id
on conflict (customer_id) do update set name = excluded.name, words = excluded.words, status = excluded.status,
  legal_entity_id = excluded.legal_entity_id, region = excluded.region, currency = excluded.currency, arr = excluded.arr, mrr = excluded.mrr,
  open_ar = excluded.open_ar, unapplied = excluded.unapplied, credit = excluded.credit, arr_reporting = excluded.arr_reporting,
  open_ar_reporting = excluded.open_ar_reporting, dues = excluded.dues, oldest_due = excluded.oldest_due, open_cases = excluded.open_cases,
  open_p1 = excluded.open_p1, open_p2 = excluded.open_p2, open_p3 = excluded.open_p3, open_p4 = excluded.open_p4,
  subscription_status = excluded.subscription_status, renewal_date = excluded.renewal_date, updated_at = excluded.updated_at`;

/**
 * Computes the summaries of these customers anew from their records, in one statement; a customer that is gone loses its summary. Must
 * run in a transaction. Amounts are summed in the customer's billing currency; the reporting columns are null where no rate is known.
 */
export async function summarise(
  db: Queryable,
  customerIds: readonly string[],
  rates: Rates,
  reportingCurrency: string,
): Promise<void> {
  if (customerIds.length === 0) return;
  // Whoever changed other records of the same customer at the same time must be done before this one counts, and a statement sees
  // only what was committed before it began. All writers lock in the order of ids, so none waits for another in a circle.
  await db.query({
    name: 'summary-lock',
    text: 'select from customer_summary where customer_id = any($1) order by customer_id for update',
    values: [customerIds],
  });
  await db.query({
    name: 'summary-recompute',
    text: recompute,
    values: [customerIds, JSON.stringify(rates), reportingCurrency],
  });
  await db.query({
    name: 'summary-remove',
    text: `delete from customer_summary s using entity e
           where s.customer_id = any($1) and e.id = s.customer_id and (e.deleted_at is not null or e.merged_into is not null)`,
    values: [customerIds],
  });
}

/** Notes in the summaries there are in whose books each of these customers is now. */
export async function moveSummaries(db: Queryable, customerIds: readonly string[]): Promise<void> {
  await db.query({
    name: 'summary-move',
    text: `update customer_summary s set legal_entity_id = p.id, region = p.region
           from (select c.id as customer_id, l.id, l.body->>'region' as region from entity c
             left join facet f on f.instance = split_part(c.links#>>'{legalEntity,key}', ':', 2)
               and f.object = split_part(c.links#>>'{legalEntity,key}', ':', 3)
               and f.external_id = split_part(c.links#>>'{legalEntity,key}', ':', 4)
             left join entity l on l.id = f.entity_id where c.id = any($1) and c.kind = 'Customer') p
           where s.customer_id = p.customer_id and (s.legal_entity_id, s.region) is distinct from (p.id, p.region)`,
    values: [customerIds],
  });
}

/** Removes the summaries of customers that are gone. */
export async function removeOrphanedSummaries(db: Queryable): Promise<void> {
  await db.query({
    name: 'summary-remove-all',
    text: `delete from customer_summary s using entity e
           where e.id = s.customer_id and (e.deleted_at is not null or e.merged_into is not null)`,
  });
}

/** The ids of all living customers after `after`, in order: for recomputing every summary in chunks. */
export async function customerIdsAfter(db: Queryable, after: string, count: number): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'summary-ids',
    text: `select id from entity where kind = 'Customer' and id > $1 and deleted_at is null and merged_into is null order by id limit $2`,
    values: [after, count],
  });
  return rows.map((row) => row.id);
}
