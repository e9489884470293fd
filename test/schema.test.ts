import { readdirSync, readFileSync } from 'node:fs';
import {
  execute,
  type ExecutionResult,
  getNamedType,
  getOperationAST,
  type GraphQLObjectType,
  isEnumType,
  isNonNullType,
  parse,
  subscribe,
  validate,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hubActor } from '../src/canonical/audit.ts';
import { fieldsOf } from '../src/canonical/fields.ts';
import { systemOfRecord, systemsFor } from '../src/canonical/authority.ts';
import { idPrefix, type Kind } from '../src/canonical/kind.ts';
import { appendAudit } from '../src/store/audit.ts';
import { bury } from '../src/store/dead-letter.ts';
import { givePositions } from '../src/store/event.ts';
import { settle } from '../src/sync/settle.ts';
import { approvalSettings } from '../src/settings/approval.ts';
import { loadSchema } from '../src/http/schema.ts';
import { graphContext } from '../src/resolvers/request.ts';
import { letAmendmentsBe } from './support/amendment-sample.ts';
import { everything, isNode, objectTypes, watchFields } from './support/coverage.ts';
import { record } from './support/copy.ts';
import { anEvent } from './support/events.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { party } from './support/parties.ts';
import { letRunsHappen, letRunsStop } from './support/samples.ts';

const schema = loadSchema();
const answered = watchFields(schema);
const types = objectTypes(schema);
let hub: TestHub;
/** An approval that somebody else has asked for. */
let waiting: string;
/** One about a run. */
let about: string;
/** A preview of an amendment. */
let planned: string;
// Every replay waits for an approval.
const rules = approvalSettings.parse({}).rules.map((rule) => ({ ...rule, recordsFrom: 0 }));
beforeAll(async () => {
  hub = await createTestHub({ heartbeatMs: 20, rules });
  waiting = await letPeopleDecide(hub);
  await letThingsHappen(hub);
  about = await letRunsHappen(hub);
  await letRunsStop(hub);
  const { rows } = await hub.copy.database.query<{ id: string }>(
    `select subject_id as id from approval where subject_id like 'run_%'`,
  );
  planned = await letAmendmentsBe(hub, rows[0]!.id);
});
afterAll(() => hub.close());

async function ask(source: string, variableValues: Record<string, unknown> = {}): Promise<ExecutionResult> {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  return execute({ schema, document, variableValues, contextValue: graphContext(hub) });
}

/** What the log and the sync status can tell of: a change that a message led to, and records that could not be taken in. */
async function letThingsHappen({ copy, shelves }: TestHub): Promise<void> {
  const cause = {
    correlationId: 'cor_1',
    causationId: 'msg_1',
    receivedAt: new Date().toISOString(),
    attempts: 1,
  };
  const invoice = shelves.zuora.records.find(
    ({ kind, externalId }) => kind === 'Invoice' && externalId === '2',
  )!;
  const { instance, kind, object, externalId } = { instance: 'zuora', ...invoice };
  await copy.give(instance, kind, [{ ...invoice, fields: { ...invoice.fields, rawStatus: 'Open' } }], {
    cause,
  });
  await copy.database.transaction(async (db) => {
    const letter = {
      instance,
      system: 'BILLING',
      kind,
      object,
      feed: 'poll:Invoice',
      code: 'SOURCE_DRIFTED',
      cause,
    } as const;
    for (const [id, reason] of [
      [externalId, 'total is no amount'],
      ['unknown', 'it has no number'],
    ] as const)
      await bury(db, { ...letter, externalId: id, reason, attempts: 5 });
    await settle(db, instance, object, ['unknown'], cause);
    await db.query(
      `insert into feed (instance, name, mode, kind, state, position_at, cursor, last_change_at, failures, error)
       values ('zuora', 'poll:Invoice', 'POLL', 'Invoice', 'LIVE', now(), 'there', now(), 1, 'zuora did not answer')`,
    );
    await db.query(
      `insert into replay (id, request_hash, status, filter, mode, rate_per_second, error, created_at, finished_at)
       values ('rpl_1', 'x', 'FAILED', '{"types": ["invoice.paid"]}', 'LIVE', 50, 'SOURCE_UNAVAILABLE: zuora did not answer', now(), now())`,
    );
    await givePositions(db, 1000);
    const actor = { ...hubActor, actors: ['a delegate'] };
    const done = { actor, action: 'record.read', subject: 'cus_1', correlationId: 'cor_1' };
    await appendAudit(db, [{ ...done, before: { count: 0 }, after: { count: 1 } }]);
  });
}

/** A merge that somebody else approved, and then that it is undone; and one that waits for its approval. Returns the last approval. */
async function letPeopleDecide({ copy, governance, idOf, log }: TestHub): Promise<string> {
  const { approvals, merges } = governance;
  const sides = ['m1', 'm2'];
  await copy.give(
    'salesforce',
    'Customer',
    sides.map((id) => record('Customer', `salesforce/${id}`, { name: id })),
  );
  const ids = await Promise.all(sides.map((id) => idOf('salesforce', 'Account', id)));
  const pair = { survivorId: ids[0]!, absorbedId: ids[1]!, fieldChoices: null };
  const acting = (person: string) => ({ principal: party(person), correlationId: 'cor_1' });
  const approve = (approvalId: string | null) =>
    approvals.decide(acting('checker'), `decide ${approvalId}`, {
      approvalId: approvalId!,
      approve: true,
      reason: 'one house',
      hash: null,
    });
  await approve((await merges.merge(acting('maker'), '1', pair)).approvalId);
  const [merge] = (await merges.into([pair.survivorId])).flat();
  await approve((await merges.unmerge(acting('maker'), '2', merge!.id)).approvalId);
  const waiting = await merges.merge(acting('maker'), '3', pair);
  await log.advance();
  return waiting.approvalId!;
}

/** The messages of a subscription up to the first that is `last`. */
async function messages(source: string, last: (message: Record<string, unknown>) => boolean) {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  const stream = await subscribe({ schema, document, contextValue: graphContext(hub) });
  if (!(Symbol.asyncIterator in stream)) throw new Error(JSON.stringify(stream.errors));
  const seen: Record<string, unknown>[] = [];
  for await (const { data, errors } of stream) {
    expect(errors).toBeUndefined();
    seen.push(Object.values(data!)[0] as Record<string, unknown>);
    if (last(seen.at(-1)!)) break;
  }
  return seen;
}

/** Ids of everything in the copy, by the type they belong to. */
async function idsByType(): Promise<Map<string, string[]>> {
  const { rows } = await hub.copy.database.query<{ id: string; kind: string }>(
    'select id, kind from entity where deleted_at is null and merged_into is null',
  );
  const ids = new Map(
    [...Map.groupBy(rows, (row) => row.kind)].map(([kind, each]) => [kind, each.map((row) => row.id)]),
  );
  const robotics = await hub.idOf('salesforce', 'Account', '002');
  ids.set('Event', [...(await hub.reader.timelines([robotics], {}))[0]!.page.ids]);
  const letters = await hub.copy.database.query<{ id: string }>('select id from dead_letter');
  ids.set(
    'DeadLetter',
    letters.rows.map(({ id }) => id),
  );
  const audited = await hub.copy.database.query<{ id: string }>('select id from audit_entry');
  ids.set(
    'AuditEntry',
    audited.rows.map(({ id }) => id),
  );
  ids.set('Replay', ['rpl_1']);
  const decided = await hub.copy.database.query<{ id: string; merge: string }>(
    'select a.id, m.id as merge from approval a join merge_record m on m.approval_id = a.id',
  );
  ids.set(
    'Approval',
    decided.rows.map(({ id }) => id),
  );
  ids.set(
    'MergeRecord',
    decided.rows.map(({ merge }) => merge),
  );
  const runs = await hub.copy.database.query<{ id: string }>(
    'select id from run where finished_at is null union all select id from run where finished_at is not null',
  );
  ids.set(
    'WorkflowRun',
    runs.rows.map(({ id }) => id),
  );
  const stopped = await hub.copy.database.query<{ id: string }>('select id from exception');
  ids.set(
    'Exception',
    stopped.rows.map(({ id }) => id),
  );
  ids.set('Amendment', ['amd_00000000000000000000000001']);
  ids.set('AmendmentPreview', [planned, planned.replace(/1$/, '2')]);
  ids.set('MatchCandidate', [...(await hub.reader.matchCandidates(null, {})).ids]);
  ids.set(
    'SourceSystem',
    hub.sources.map(({ instance }) => `src_${instance}`),
  );
  return ids;
}

describe('the schema', () => {
  it('finds everything that has an id by that id, and says all there is to say of it', async () => {
    const ids = await idsByType();
    for (const type of types.filter(isNode)) {
      const asked = ids.get(type.name) ?? [];
      expect(asked, type.name).not.toEqual([]);
      const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on ${type.name} { ${everything(type)} } } }`;
      const { data, errors } = await ask(query, { ids: asked });
      expect(errors, type.name).toBeUndefined();
      expect(data!.nodes).toMatchObject(asked.map((id) => ({ __typename: type.name, id })));
    }
  });

  it('answers each of its queries', async () => {
    const of = (instance: string, object: string, id: string) => hub.idOf(instance, object, id);
    const query = `query ($customer: ID!, $opportunity: ID!, $contract: ID!, $subscription: ID!, $invoice: ID!, $payment: ID!, $case: ID!, $legalEntity: ID, $run: ID!, $version: Int!) {
      node(id: $invoice) { id } nodes(ids: [$invoice]) { id }
      customer(id: $customer) { name children { edges { node { id } } } rollup { customers arr { amount currency } } }
      customers(filter: { search: "acme" }, orderBy: [{ by: NAME, direction: ASC }]) { totalCount edges { cursor node { id } } pageInfo { endCursor } }
      opportunity(id: $opportunity) { name } contract(id: $contract) { number } subscription(id: $subscription) { number }
      invoice(id: $invoice) { number } payment(id: $payment) { method } supportCase(id: $case) { number }
      invoices(status: [OVERDUE], legalEntity: $legalEntity) { totalCount pageInfo { endCursor } edges { cursor node { number } } }
      products { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { sku } } }
      matchCandidates(status: [PENDING]) { totalCount pageInfo { startCursor } edges { cursor node { score } } }
      sources { name }
      viewer { name roles }
      permissions
      users { totalCount pageInfo { endCursor } edges { cursor node { name } } }
      events(type: ["invoice.*"]) { totalCount edges { cursor node { type causationId } } }
      replayPreview(input: { types: ["invoice.*"], mode: DRY_RUN }) { matched filter finishedAt }
      audit { totalCount chainVerified pageInfo { endCursor } edges { cursor node { action } } }
      approvals { totalCount pageInfo { endCursor } edges { cursor node { status } } }
      lineage(id: $run) { ${everything(schema.getType('Lineage') as GraphQLObjectType)} }
      workflowRuns { totalCount pageInfo { endCursor } edges { cursor node { status } } }
      exceptions { totalCount moneyAtRisk { amount } pageInfo { endCursor } edges { cursor node { status } } }
      previewAmendment(input: { subscriptionId: $subscription, type: CANCEL, effectiveDate: "2026-11-21", expectedVersion: $version }) { impact { tax { amount } } blockers { code } }
      exceptionGroups { ${everything(schema.getType('ExceptionGroup') as GraphQLObjectType)} }
      deadLetters { totalCount pageInfo { endCursor } edges { cursor node { externalId } } }
    }`;
    const { data, errors } = await ask(query, {
      customer: await of('salesforce', 'Account', '001'),
      opportunity: await of('salesforce', 'Opportunity', '006'),
      contract: await of('salesforce', 'Contract', '800'),
      subscription: await of('zuora', 'BillingSubscription', 'S-1'),
      invoice: await of('zuora', 'Invoice', '2'),
      payment: await of('zuora', 'Payment', 'pay1'),
      case: await of('zendesk', 'SupportCase', '9001'),
      legalEntity: await of('netsuite', 'LegalEntity', '2'),
      run: (await idsByType()).get('WorkflowRun')![0],
      version: (await hub.reader.records([await of('zuora', 'BillingSubscription', 'S-1')]))[0]!.version,
    });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      customer: { name: 'Acme Group', rollup: { customers: 2 } },
      invoices: { totalCount: 1, edges: [{ node: { number: 'INV-2' } }] },
      products: { totalCount: 2, edges: [{ node: { sku: 'CARE' } }, { node: { sku: 'PARTS' } }] },
      matchCandidates: { totalCount: 1 },
      audit: { totalCount: 16, chainVerified: true },
      approvals: { totalCount: 5, edges: [{ node: { status: 'PENDING' } }, {}, {}, {}, {}] },
      workflowRuns: { totalCount: 4 },
      lineage: { root: { id: expect.stringMatching(/^evt_/) }, complete: true },
      exceptions: {
        totalCount: 1,
        moneyAtRisk: { amount: '20000.00' },
        edges: [{ node: { status: 'WAITING_APPROVAL' } }],
      },
      exceptionGroups: [{ count: 1 }],
      previewAmendment: {
        impact: null,
        blockers: expect.arrayContaining([{ code: 'TERMS_INVALID' }]) as unknown,
      },
      deadLetters: { totalCount: 1, edges: [{ node: { externalId: '2' } }] },
    });
  });

  it.each(readdirSync('examples'))('runs the example %s without an error', async (name) => {
    const source = readFileSync(`examples/${name}`, 'utf8');
    if (getOperationAST(parse(source))?.operation === 'subscription')
      expect(await messages(source, () => true)).toMatchObject([{ __typename: 'StreamSnapshot' }]);
    else expect((await ask(source)).errors).toBeUndefined();
  });

  /** What people may order of a run. */
  const orders = ['pauseRun', 'resumeRun', 'retryFromStep', 'cancelRun', 'compensateRun'];
  /** Every mutation names the run that it started or is about; these never have one. */
  const startNoRun = ['BreakGlassPayload.run', 'CustomerPayload.run', 'ReplayPayload.run'];

  it('answers each of its mutations, with what the caller can mend told as such', async () => {
    const payload = (name: string): string => everything(schema.getType(name) as GraphQLObjectType);
    const query = `mutation($survivor: ID!, $absorbed: ID!, $waiting: ID!, $about: ID!, $run: ID!, $stopped: ID!) {
      done: replayEvents(input: { types: ["invoice.paid"], mode: LIVE, clientMutationId: "mine" }) { ${payload('ReplayPayload')} }
      refused: replayEvents(input: { mode: LIVE }) { ${payload('ReplayPayload')} }
      mergeCustomers(input: { idempotencyKey: "1", clientMutationId: "mine", survivorId: $survivor, absorbedId: $absorbed }) { ${payload('CustomerPayload')} }
      unmergeCustomers(input: { idempotencyKey: "2", mergeId: "mrg_nobody" }) { ${payload('CustomerPayload')} }
      decideMatch(input: { idempotencyKey: "3", candidateId: "mat_nobody", accept: true }) { ${payload('CustomerPayload')} }
      decideApproval(input: { idempotencyKey: "4", clientMutationId: "mine", approvalId: $waiting, approve: true, reason: "" }) { ${payload('ApprovalPayload')} }
      unknown: decideApproval(input: { idempotencyKey: "6", approvalId: "apr_nobody", approve: true, reason: "" }) { ${payload('ApprovalPayload')} }
      about: decideApproval(input: { idempotencyKey: "8", approvalId: $about, approve: false, reason: "no" }) { ${payload('ApprovalPayload')} }
      ${orders.map((order, nth) => `${order}(input: { idempotencyKey: "9${nth}", clientMutationId: "mine", runId: $run, reason: "why" }) { ${payload('RunPayload')} }`).join(' ')}
      commitAmendment(input: { idempotencyKey: "16", clientMutationId: "mine", previewId: "${planned}" }) { ${payload('AmendmentPayload')} }
      cancelAmendment(input: { idempotencyKey: "17", runId: "run_nobody", reason: "why" }) { ${payload('AmendmentPayload')} }
      startQuoteToCash(input: { idempotencyKey: "18", clientMutationId: "mine", opportunityId: "opp_nobody" }) { ${payload('RunPayload')} }
      commentException(input: { idempotencyKey: "11", clientMutationId: "mine", exceptionIds: [$stopped], note: "seen" }) { ${payload('ExceptionPayload')} }
      retryException(input: { idempotencyKey: "12", exceptionIds: ["exc_nobody"] }) { ${payload('ExceptionPayload')} }
      empty: assignExceptions(input: { idempotencyKey: "13" }) { ${payload('ExceptionPayload')} }
      fixAndResume(input: { idempotencyKey: "14", exceptionIds: [$stopped], patch: { no: 1 } }) { ${payload('ExceptionPayload')} }
      skipException(input: { idempotencyKey: "15", exceptionIds: [$stopped] }) { ${payload('ExceptionPayload')} }
      short: breakGlass(input: { idempotencyKey: "7", reason: "", minutes: 1 }) { ${payload('BreakGlassPayload')} }
      breakGlass(input: { idempotencyKey: "5", clientMutationId: "mine", reason: "the books burn", minutes: 1 }) { ${payload('BreakGlassPayload')} }
    }`;
    const [survivor, absorbed] = await Promise.all(
      ['001', '003'].map((id) => hub.idOf('salesforce', 'Account', id)),
    );
    const [run] = (await idsByType()).get('WorkflowRun')!;
    const [stopped] = (await idsByType()).get('Exception')!;
    const { data, errors } = await ask(query, { survivor, absorbed, waiting, about, run, stopped });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      done: { clientMutationId: 'mine', userErrors: [], replay: { id: expect.stringMatching(/^rpl_/) } },
      refused: { replay: null, userErrors: [{ code: 'INVALID_INPUT', field: ['input'] }] },
      mergeCustomers: {
        userErrors: [],
        customer: { id: survivor },
        approval: { id: expect.stringMatching(/^apr_/) },
      },
      unmergeCustomers: { userErrors: [{ code: 'NOT_FOUND' }] },
      decideMatch: { userErrors: [{ code: 'NOT_FOUND' }] },
      decideApproval: { userErrors: [], approval: { id: waiting } },
      unknown: { userErrors: [{ code: 'NOT_FOUND' }] },
      about: { userErrors: [], run: { id: run } },
      pauseRun: { userErrors: [{ code: 'CONFLICT' }] },
      resumeRun: { userErrors: [], run: { id: run } },
      commitAmendment: {
        userErrors: [],
        amendment: { id: expect.stringMatching(/^amd_/) as unknown },
        approval: { id: expect.stringMatching(/^apr_/) as unknown },
      },
      cancelAmendment: { userErrors: [{ code: 'NOT_FOUND' }] },
      startQuoteToCash: { clientMutationId: 'mine', userErrors: [{ code: 'NOT_FOUND' }], run: null },
      commentException: { clientMutationId: 'mine', userErrors: [], results: [{ id: stopped, ok: true }] },
      retryException: { results: [{ ok: false, error: { code: 'NOT_FOUND' } }] },
      empty: { userErrors: [{ code: 'INVALID_INPUT' }] },
      short: { userErrors: [{ code: 'INVALID_INPUT' }] },
      breakGlass: { userErrors: [], grant: { reason: 'the books burn' } },
    });
    await hub.log.advance();
    const { data: shown } = await ask('{ breakGlassGrants { id by { name } reason at until } }');
    expect(shown).toMatchObject({ breakGlassGrants: [{ by: { name: 'Open access' } }] });
  });

  it('says on each of its streams all that streams can say', async () => {
    const customer = await hub.idOf('salesforce', 'Account', '001');
    const streams = [
      `customerChanged(id: "${customer}"`,
      'syncStatusChanged(systems: [BILLING]',
      'eventAppended(types: ["customer.*"]',
      'sourceHealthChanged(',
      'approvalChanged(mine: true',
      'workflowRunChanged(process: [AMENDMENT]',
      'exceptionChanged(filter: { process: [AMENDMENT] }',
    ];
    const parts = ['StreamSnapshot', 'StreamChange', 'StreamHeartbeat', 'StreamReset'].map(
      (name) => `... on ${name} { ${everything(schema.getType(name) as GraphQLObjectType)} }`,
    );
    const shown = `{ __typename ${parts.join(' ')} }`;
    for (const stream of streams) {
      const [snapshot] = await messages(
        `subscription { ${stream}${stream.endsWith('(') ? '' : ', '}after: null) ${shown} }`,
        () => true,
      );
      expect(snapshot).toMatchObject({ __typename: 'StreamSnapshot' });
    }
    const field = streams[2]!;
    const [first] = await messages(`subscription { ${field}) ${shown} }`, () => true);
    await hub.log.append(anEvent(customer, 1000));
    const after = (cursor: unknown): string =>
      `subscription { ${field}, after: "${String(cursor)}") ${shown} }`;
    const seen = await messages(
      after(first!['cursor']),
      ({ __typename }) => __typename === 'StreamHeartbeat',
    );
    expect(seen.map(({ __typename }) => __typename)).toEqual(['StreamChange', 'StreamHeartbeat']);
    expect(seen[0]).toMatchObject({ previous: first!['cursor'], node: { __typename: 'Customer' } });
    await hub.copy.database.query('update event_head set oldest = position + 1');
    await hub.copy.database.query('delete from event');
    const reset = await messages(after(first!['cursor']), () => true);
    expect(reset).toMatchObject([{ __typename: 'StreamReset', code: 'CURSOR_EXPIRED' }]);
    expect(reset[0]!['missedAtLeast']).toBeGreaterThan(0);
    const [progress] = await messages(
      'subscription { replayProgress(id: "rpl_1") { id status } }',
      () => true,
    );
    expect(progress).toEqual({ id: 'rpl_1', status: 'FAILED' });
  });

  it('has no field that the operations above leave unanswered', () => {
    const all = types.flatMap((type) =>
      Object.keys(type.getFields()).map((field) => `${type.name}.${field}`),
    );
    expect(all.filter((field) => !answered.has(field) && !startNoRun.includes(field))).toEqual([]);
  });

  it('names for each field the systems that the system-of-record table names', () => {
    const claims = types.flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) => sorOf(type, field.name)),
    );
    expect(claims.length).toBeGreaterThan(50);
    for (const { kind, field, systems } of claims)
      expect(systems, `${kind}.${field}`).toEqual(systemsFor(systemOfRecord, kind, aliases[field] ?? field));
  });

  it('has every word of the canonical shapes among its enum values, because compiled plans do not check again', () => {
    const pairs = types.flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) => {
        const named = getNamedType(field.type);
        const shape = type.name in idPrefix ? fieldsOf[type.name as Kind].shape : {};
        const words = (shape as Record<string, { options?: readonly string[] }>)[field.name]?.options;
        return isEnumType(named) && words ? [{ name: `${type.name}.${field.name}`, words, named }] : [];
      }),
    );
    expect(pairs.length).toBeGreaterThan(12);
    for (const { name, words, named } of pairs)
      expect(
        named.getValues().map((value) => value.name),
        name,
      ).toEqual(expect.arrayContaining([...words]));
  });

  it('lets a source take away no more than its own fields: what a source owns is nullable', () => {
    for (const type of types)
      for (const field of Object.values(type.getFields()))
        if (sorOf(type, field.name).length > 0)
          expect(isNonNullType(field.type), `${type.name}.${field.name}`).toBe(false);
  });
});

/** Fields that are shown under another name than the table has. */
const aliases: Readonly<Record<string, string>> = { taxProfile: 'taxIds' };

function sorOf(
  type: GraphQLObjectType,
  name: string,
): { kind: Kind; field: string; systems: readonly string[] }[] {
  const directive = type.getFields()[name]!.astNode?.directives?.find((each) => each.name.value === 'sor');
  if (!directive || !(type.name in idPrefix)) return [];
  const systems = (directive.arguments ?? []).flatMap(({ value }) =>
    value.kind === 'EnumValue'
      ? [value.value]
      : value.kind === 'ListValue'
        ? value.values.map((each) => ('value' in each ? String(each.value) : ''))
        : [],
  );
  return [{ kind: type.name as Kind, field: name, systems }];
}
