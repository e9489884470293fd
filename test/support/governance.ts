import { customerKeys } from '../../src/identity/resolve.ts';
import type { Database, Queryable } from '../../src/store/database.ts';
import { entitiesByKeys } from '../../src/store/key.ts';
import { facetKeys } from '../../src/store/unmerge.ts';
import { reassemble } from '../../src/sync/golden.ts';
import type { IngestDeps } from '../../src/sync/ingest.ts';
import { refreshSummaries } from '../../src/sync/summary.ts';
import { takeTurn } from '../../src/sync/turn.ts';

const entries = (action: string): string =>
  `(select id, subject, correlation_id, before::jsonb as before, after::jsonb as after from audit_entry where action = '${action}')`;
const told = (type: string): string =>
  `(select id, subject_id, customer_id, correlation_id, data from event where type = '${type}' and source is null)`;

/** How often something happened must be how often it is noted: rows of `left` and of `right` by the same `key`, one for one. */
const oneToOne = (left: string, right: string): string =>
  `select key, l.count as there, r.count as noted from (select key, count(*) from (${left}) as l (key) group by key) l
   full join (select key, count(*) from (${right}) as r (key) group by key) r using (key) where l.count is distinct from r.count`;

const approved = (kind: string): string =>
  `(select * from approval where kind = '${kind}' and status = 'APPROVED')`;
const became = (status: string, event: string): string =>
  oneToOne(
    `select id from approval where status in (${status})`,
    `select subject_id from ${told(`approval.${event}`)} e`,
  );
const living = `(select * from entity where kind = 'Customer' and merged_into is null and deleted_at is null)`;
const root = (id: string): string =>
  `(select coalesce(r.merged_into, r.id) from entity r where r.id = ${id})`;

/** What must hold of approvals, merges and customers whatever happened, each with what finds the rows that break it. */
const rules: Readonly<Record<string, string>> = {
  'a merge is made for each approval, once': oneToOne(
    `select id from ${approved('MERGE')} a`,
    `select approval_id from merge_record`,
  ),
  'a merge is the one that was approved': `select m.id from merge_record m where not exists (select from ${approved('MERGE')} a
     where a.id = m.approval_id and a.shown #>> '{survivor,id}' = m.survivor_id and a.shown #>> '{absorbed,id}' = m.absorbed_id)`,
  'a merge is undone for each approval, once': oneToOne(
    `select subject_id from ${approved('UNMERGE')} a`,
    `select id from merge_record where undone_at is not null`,
  ),
  'whoever decides had no part in asking, has the role and saw what is decided': `select a.id from approval a join approval_decision d on d.approval_id = a.id
     where d.persons && a.makers or d.hash <> a.hash
       or not d.roles && array(select jsonb_array_elements_text(a.rule->'approverRoles'))`,
  'nobody approves twice': `select a.approval_id from approval_decision a join approval_decision b using (approval_id)
     where a.nth < b.nth and a.persons && b.persons`,
  'an approval is what its decisions make of it': `select a.id, a.status from approval a cross join lateral (
       select count(*) filter (where approve) as yes, count(*) filter (where not approve) as no from approval_decision d where d.approval_id = a.id) d
     where a.status <> case when d.no > 0 then 'REJECTED' when d.yes >= (a.rule->>'approvals')::int then 'APPROVED'
       when a.status in ('EXPIRED', 'CANCELLED') then a.status else 'PENDING' end
       or d.no > 1 or d.yes > (a.rule->>'approvals')::int or (a.decided_at is null) <> (a.status = 'PENDING')`,
  'an approved replay is released, and no other': `select r.id, r.status, a.status as approval from replay r left join approval a on a.kind = 'REPLAY' and a.subject_id = r.id
     where case a.status when 'PENDING' then r.status <> 'WAITING_APPROVAL' when 'APPROVED' then r.status not in ('QUEUED', 'RUNNING', 'COMPLETED')
       else a.status is null or r.status <> 'CANCELLED' end`,
  'audit: approvals asked for': oneToOne(
    `select id from approval`,
    `select subject from ${entries('approval.requested')} e`,
  ),
  'audit: decisions': oneToOne(
    `select approval_id from approval_decision`,
    `select subject from ${entries('approval.decided')} e`,
  ),
  'audit: approvals that are moot': oneToOne(
    `select id from approval where status = 'CANCELLED'`,
    `select subject from ${entries('approval.cancelled')} e`,
  ),
  'audit: merges': oneToOne(
    `select concat_ws(' ', id, survivor_id, absorbed_id, approval_id) from merge_record`,
    `select concat_ws(' ', after->>'mergeId', subject, after->>'absorbedId', after->>'approvalId') from ${entries('customer.merged')} e`,
  ),
  'audit: merges undone': oneToOne(
    `select concat_ws(' ', m.id, survivor_id, absorbed_id, a.id) from merge_record m left join ${approved('UNMERGE')} a on a.subject_id = m.id where undone_at is not null`,
    `select concat_ws(' ', before->>'mergeId', subject, after->>'absorbedId', after->>'approvalId') from ${entries('customer.unmerged')} e`,
  ),
  'audit: replays asked for': oneToOne(
    `select id from replay`,
    `select subject from ${entries('replay.requested')} e`,
  ),
  'audit: replays released': oneToOne(
    `select concat_ws(' ', subject_id, id) from ${approved('REPLAY')} a`,
    `select concat_ws(' ', subject, after->>'approvalId') from ${entries('replay.released')} e`,
  ),
  'events: approvals asked for': oneToOne(
    `select id from approval`,
    `select subject_id from ${told('approval.requested')} e`,
  ),
  'events: approved': became(`'APPROVED'`, 'approved'),
  'events: rejected': became(`'REJECTED'`, 'rejected'),
  'events: cancelled': became(`'CANCELLED'`, 'cancelled'),
  'events: signed': oneToOne(
    `select d.approval_id from approval_decision d join approval a on a.id = d.approval_id where d.approve and d.nth < (a.rule->>'approvals')::int`,
    `select subject_id from ${told('approval.signed')} e`,
  ),
  // The audit entry of a merge tells in which request it was made.
  'events: merges': oneToOne(
    `select concat_ws(' ', m.survivor_id, m.absorbed_id, a.correlation_id) from merge_record m join ${entries('customer.merged')} a on a.after->>'mergeId' = m.id`,
    `select concat_ws(' ', data->>'survivorId', subject_id, correlation_id) from ${told('customer.merged')} e`,
  ),
  'events: merges undone': oneToOne(
    `select concat_ws(' ', m.survivor_id, m.absorbed_id, a.correlation_id) from merge_record m join ${entries('customer.unmerged')} a on a.before->>'mergeId' = m.id`,
    `select concat_ws(' ', data->>'survivorId', subject_id, correlation_id) from ${told('customer.unmerged')} e`,
  ),
  'every key that was taken has its answer': `select account, key from request_key where answer = '{}'`,
  'what was answered to a key is there': `select key from request_key where answer ? 'approvalId' and answer->>'approvalId' is not null
     and not exists (select from approval a where a.id = answer->>'approvalId')`,
  'an absorbed customer has nothing of its own': `select c.id from entity c where c.kind = 'Customer' and c.merged_into is not null and (
       exists (select from facet f where f.entity_id = c.id) or exists (select from identity_key k where k.entity_id = c.id)
       or exists (select from customer_summary s where s.customer_id = c.id) or exists (select from entity e where e.customer_id = c.id)
       or exists (select from list_sync l where l.customer_id = c.id))`,
  'an absorbed customer leads to one that stands for itself': `select c.id from entity c left join entity r on r.id = c.merged_into
     where c.kind = 'Customer' and c.merged_into is not null and (r.id is null or r.merged_into is not null or r.kind <> 'Customer')`,
  'who was absorbed by a standing merge is part of its survivor': `select m.id from merge_record m where m.undone_at is null and ${root('m.absorbed_id')} <> ${root('m.survivor_id')}`,
  'who stands for itself was absorbed by no standing merge': `select c.id from ${living} c join merge_record m on m.absorbed_id = c.id where m.undone_at is null`,
  'a customer has a summary exactly while it stands': `select coalesce(c.id, s.customer_id) from ${living} c full join customer_summary s on s.customer_id = c.id where c.id is null or s.customer_id is null`,
  'a customer that stands is held by a source': `select c.id from ${living} c where not exists (select from facet f where f.entity_id = c.id and f.deleted_at is null)`,
  'a pair of an absorbed customer is one of its survivor too': `select m.id from match_candidate m
     where m.kind = 'Customer' and m.status = 'PENDING' and (${root('m.left_id')}, ${root('m.right_id')}) <> (m.left_id, m.right_id)
       and ${root('m.left_id')} <> ${root('m.right_id')} and not exists (select from match_candidate d where d.id <> m.id
         and ${root('d.left_id')} in (${root('m.left_id')}, ${root('m.right_id')}) and ${root('d.right_id')} in (${root('m.left_id')}, ${root('m.right_id')}))`,
  'each version of a record is told once': `select subject_id from event where entity_version is not null group by subject_id, entity_version having count(*) > 1`,
};

/** What does not hold of approvals, merges and customers, at one moment: the rows that break each rule, by the rule. */
export function brokenRules(database: Database): Promise<Record<string, unknown[]>> {
  return database.transaction(async (db) => {
    await db.query('set transaction isolation level repeatable read, read only');
    const broken: Record<string, unknown[]> = {};
    for (const [rule, sql] of Object.entries(rules)) {
      const { rows } = await db.query<Record<string, unknown>>(sql);
      if (rows.length > 0) broken[rule] = rows;
    }
    return broken;
  });
}

class Undone extends Error {}

/**
 * Customers whose record, keys, records or summary are not what their facets give when all is put together anew, with what differs; nothing
 * is changed.
 */
export async function halfMerged(deps: IngestDeps): Promise<readonly string[]> {
  const found: string[] = [];
  const look = async (db: Queryable): Promise<void> => {
    await takeTurn(deps, db, '', 'Customer');
    const { rows } = await db.query<{ id: string }>(`select id from ${living} c order by id`);
    const ids = rows.map(({ id }) => id);
    const summaries = async (): Promise<Map<string, string>> => {
      const read = await db.query<{ id: string; text: string }>(
        `select customer_id as id, (to_jsonb(s) - 'updated_at')::text as text from customer_summary s`,
      );
      return new Map(read.rows.map(({ id, text }) => [id, text]));
    };
    for (const { entityId, ...said } of await facetKeys(db, ids)) {
      const keys = customerKeys(said);
      const known = await entitiesByKeys(db, deps.instances, 'Customer', keys);
      for (const key of keys)
        if (!(known.get(key) ?? []).includes(entityId)) found.push(`${entityId} is not known by ${key}`);
    }
    const { rows: owned } = await db.query<{ id: string; owner: string; key: string }>(
      `select id, customer_id as owner, customer_key as key from entity
       where customer_key is not null and kind <> 'Customer' and deleted_at is null and merged_into is null`,
    );
    const owners = await entitiesByKeys(db, deps.instances, 'Customer', [
      ...new Set(owned.map(({ key }) => key)),
    ]);
    for (const { id, owner, key } of owned)
      if (!(owners.get(key) ?? [owner]).includes(owner)) found.push(`${id} belongs to ${owner}`);
    const before = await summaries();
    const written = await reassemble(deps, db, 'Customer', ids, new Date().toISOString(), null);
    found.push(...written.map(({ id }) => `${id} is not what its facets give`));
    await refreshSummaries(deps, db, 'Customer', ids);
    for (const [id, text] of await summaries())
      if (before.get(id) !== text) found.push(`the summary of ${id} is not that of its records`);
    throw new Undone();
  };
  await deps.database.transaction(look).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  return found;
}
