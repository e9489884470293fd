import { settle } from '../../src/sync/settle.ts';
import { bury } from '../../src/store/dead-letter.ts';
import { appendAudit } from '../../src/store/audit.ts';
import { givePositions } from '../../src/store/event.ts';
import { rememberPerson } from '../../src/store/person.ts';
import { approvalSettings } from '../../src/settings/approval.ts';
import { record } from './copy.ts';
import type { TestHub } from './graph.ts';
import { Refused } from '../../src/canonical/finding.ts';
import { act } from '../../src/workflows/acting.ts';
import { settleException } from '../../src/workflows/exception-open.ts';
import { requestApproval } from '../../src/workflows/request.ts';
import { party } from './parties.ts';
import { giveRun } from './runs.ts';
import { asEngine, stopRun, unmapped } from './stopped.ts';

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

/** Makes a run of a customer that says all that runs can say, and an approval about it that waits; returns the approval's id. */
export async function letRunsHappen({ copy: { database }, idOf }: TestHub): Promise<string> {
  const customerId = await idOf('salesforce', 'Account', '002');
  const acting = { principal: party('runner@example.com'), correlationId: 'cor_2' };
  const startedBy = await rememberPerson(database, acting.principal);
  const { rows } = await database.query<{ id: string }>(
    `select id from event where type like 'customer.%' and position is not null limit 1`,
  );
  const now = new Date().toISOString();
  await giveRun(database, {
    status: 'COMPLETED',
    subjectId: await idOf('salesforce', 'Opportunity', '006'),
    customerId,
    startedBy,
    finishedAt: now,
  });
  const runId = await giveRun(database, {
    startedBy,
    status: 'PAUSED',
    reason: 'The ledger refused it.',
    wish: 'PAUSE',
    subjectId: customerId,
    customerId,
    triggerEvent: rows[0]!.id,
    moneyAtRisk: '1200.00',
    steps: [
      {
        name: 'order',
        instance: 'zuora',
        status: 'COMPENSATED',
        result: { orderNumber: 'O-1' },
        effect: { input: { lines: 1 } },
        undo: { state: 'DONE', input: { orderNumber: 'O-1' } },
        attempts: [{ outcome: 'APPLIED', httpStatus: 200, call: {} }],
      },
      {
        name: 'post',
        instance: 'netsuite',
        status: 'FAILED',
        nextAt: new Date().toISOString(),
        effect: { state: 'REFUSED' },
        attempts: [
          {
            outcome: 'NOT_APPLIED',
            httpStatus: 400,
            error: { code: 'SOURCE_REJECTED', message: 'No.', retryable: false, system: 'ERP' },
          },
        ],
      },
    ],
    checkpoints: [{ name: 'billed', system: 'BILLING' }],
  });
  const [rule] = approvalSettings.parse({}).rules.filter(({ kind }) => kind === 'REPLAY');
  const asked = await act(database, acting, (db, note) =>
    requestApproval(db, note, acting, {
      rule: rule!,
      subjectId: runId,
      topic: runId,
      concerns: [],
      shown: { run: runId },
      isOutdated: async () => false,
    }),
  );
  return asked.id;
}

/**
 * Stops two runs of a customer: one whose exception is settled, and one whose exception says all that one can say and waits, where a rule
 * asks for it, for an approval.
 */
export async function letRunsStop(hub: TestHub): Promise<void> {
  const acting = {
    principal: party('mender@example.com', { name: 'Mender', roles: ['FINANCE_OPS'] }),
    correlationId: 'cor_3',
  };
  const settled = await stopRun(hub);
  await asEngine(hub, (db, note) => settleException(db, note, settled.runId, 'SUCCEEDED'));
  const error = new Refused([
    unmapped('CARE', {
      records: [await hub.idOf('salesforce', 'Account', '002')],
      editable: [
        { path: 'ledgerItem.CARE', type: 'choice', current: 'IT-0', allowed: ['IT-1'], touchesMoney: true },
      ],
      suggestions: [],
    }),
  ]);
  const moneyAtRisk = { amount: '20000.00', currency: 'USD' };
  const { exceptionId } = await stopRun(hub, { failure: { is: 'refused', error }, moneyAtRisk });
  const assigneeId = await rememberPerson(hub.copy.database, acting.principal);
  const wishes = [
    { do: 'assign', assigneeId },
    { do: 'comment' },
    { do: 'fix', patch: { 'ledgerItem.CARE': 'IT-1' } },
  ] as const;
  for (const wish of wishes) {
    const request = {
      field: wish.do,
      idempotencyKey: `sample-${wish.do}`,
      wish,
      note: 'seen',
      rootCauseKey: null,
    };
    await hub.exceptions.act(acting, { ...request, exceptionIds: [exceptionId] });
  }
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
    ['WorkflowRun', await some('select id from run')],
    ['Exception', await some('select id from exception')],
    ['Amendment', await some('select id from amendment')],
    ['AmendmentPreview', await some('select id from amendment_preview')],
    ['AuditEntry', await some('select id from audit_entry order by seq')],
    ['SourceSystem', hub.sources.map(({ instance }) => `src_${instance}`)],
  ]);
}
