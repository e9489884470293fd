import { settle } from '../../src/sync/settle.ts';
import { bury } from '../../src/store/dead-letter.ts';
import { appendAudit } from '../../src/store/audit.ts';
import { givePositions } from '../../src/store/event.ts';
import { approvalSettings } from '../../src/settings/approval.ts';
import { record } from './copy.ts';
import type { TestHub } from './graph.ts';

/** Makes what a copy alone does not have: changes, dead letters, a replay and an entry of the audit trail. */
export async function letThingsHappen({ copy, shelves }: TestHub): Promise<void> {
  const cause = {
    correlationId: 'cor_1',
    causationId: 'msg_1',
    receivedAt: new Date().toISOString(),
    attempts: 1,
  };
  const invoice = shelves.zuora.records.find(
    ({ kind, externalId }) => kind === 'Invoice' && externalId === '2',
  )!;
  const { instance, kind, object } = { instance: 'zuora', ...invoice };
  await copy.give(instance, kind, [{ ...invoice, fields: { ...invoice.fields, rawStatus: 'Open' } }], {
    cause,
  });
  await copy.database.transaction(async (db) => {
    const letter = { instance, system: 'BILLING', kind, object, feed: 'poll:Invoice', attempts: 5 } as const;
    for (const externalId of [invoice.externalId, 'unknown'])
      await bury(db, { ...letter, externalId, code: 'SOURCE_DRIFTED', reason: 'total is no amount', cause });
    await settle(db, instance, object, ['unknown'], cause);
    await db.query(
      `insert into replay (id, request_hash, status, filter, mode, rate_per_second, error, created_at, finished_at)
       values ('rpl_1', 'x', 'FAILED', '{"types": ["invoice.paid"]}', 'LIVE', 50, 'SOURCE_UNAVAILABLE: zuora did not answer', now(), now())`,
    );
    await givePositions(db, 1000);
    await appendAudit(db, [
      {
        actor: { person: 'a@example.com', account: 'test|a@example.com', actors: [] },
        action: 'access.revoked',
        subject: null,
        correlationId: 'cor_1',
        before: null,
        after: { kind: 'PERSON' },
      },
    ]);
  });
}

/** The one rule under which the things below are made: replays wait, merges do not. */
export const sampleRules = approvalSettings
  .parse({})
  .rules.filter(({ kind }) => kind === 'REPLAY')
  .map((rule) => ({ ...rule, recordsFrom: 0 }));

/** Makes what only people make: a merge of two customers, and a replay that waits for an approval. `change` sends a mutation as a role. */
export async function letPeopleAct(
  hub: TestHub,
  change: (role: 'STEWARD' | 'INTEGRATION', mutation: string) => Promise<unknown>,
): Promise<void> {
  const places = ['901', '902'];
  await hub.give(
    'salesforce',
    'Customer',
    places.map((id) =>
      record('Customer', `salesforce/${id}`, { name: `Twin ${id}`, status: 'ACTIVE', rawStatus: 'Customer' }),
    ),
  );
  const [one, two] = await Promise.all(places.map((id) => hub.idOf('salesforce', 'Account', id)));
  await change(
    'STEWARD',
    `mutation { mergeCustomers(input: { idempotencyKey: "walk-1", survivorId: "${one}", absorbedId: "${two}" }) { userErrors { message } } }`,
  );
  await change(
    'INTEGRATION',
    `mutation { replayEvents(input: { idempotencyKey: "walk-2", types: ["customer.*"], mode: LIVE }) { userErrors { message } } }`,
  );
}

/** Ids of some things of each type that has one, by type. */
export async function samplesOf(hub: TestHub): Promise<Map<string, readonly string[]>> {
  const { database } = hub.copy;
  const some = async (sql: string): Promise<string[]> =>
    (await database.query<{ id: string }>(sql)).rows.map(({ id }) => id).slice(0, 3);
  const { rows } = await database.query<{ id: string; kind: string }>(
    'select id, kind from entity where deleted_at is null and merged_into is null order by id',
  );
  const byKind = [...Map.groupBy(rows, ({ kind }) => kind)].map(([kind, each]): [string, string[]] => [
    kind,
    each.map(({ id }) => id).slice(0, 3),
  ]);
  // One customer has all that a customer can have.
  const robotics = await hub.idOf('salesforce', 'Account', '002');
  const customers = [robotics, ...(byKind.find(([kind]) => kind === 'Customer')?.[1] ?? [])];
  return new Map<string, readonly string[]>([
    ...byKind,
    ['Customer', [...new Set(customers)]],
    ['Event', await some("select id from event where type like 'customer.%' and position is not null")],
    ['DeadLetter', await some('select id from dead_letter')],
    ['Replay', ['rpl_1']],
    ['MatchCandidate', (await hub.reader.matchCandidates(null, {})).ids.slice(0, 3)],
    ['Approval', await some('select id from approval')],
    ['MergeRecord', await some('select id from merge_record')],
    ['AuditEntry', await some('select id from audit_entry order by seq')],
    ['SourceSystem', hub.sources.map(({ instance }) => `src_${instance}`)],
  ]);
}
