import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Backstage,
  openBackstage,
  type Priced,
  readSubjects,
  type Subject,
} from './support/amending.ts';
import { eventually, type Landscape, type RunningHub, startLandscape } from './support/hub.ts';

// The whole way: the graph, the engine and the simulators of all four vendors.

const today = new Date().toISOString().slice(0, 10);
let land: Landscape;
let hub: RunningHub;
let stage: Backstage;
let subjects: Subject[];
let catalogue: Priced[];
let taken = 0;

beforeAll(async () => {
  land = await startLandscape({ n: 60, seed: 321 });
  await land.backfill();
  hub = await land.serve({}, { roles: ['api', 'worker'] });
  stage = openBackstage(land);
  ({ subjects, catalogue } = await readSubjects(stage));
}, 240_000);
afterAll(async () => {
  await stage?.close();
  await hub?.close();
  await land?.close();
});

interface Previewed {
  readonly id: string;
  readonly blockers: readonly { readonly code: string }[];
  readonly approvalsNeeded: readonly { readonly id: string }[];
  readonly impact: { readonly mrrDelta: { readonly amount: string } } | null;
}
interface Committed {
  readonly userErrors: readonly { readonly code: string }[];
  readonly run: { readonly id: string } | null;
  readonly amendment: { readonly id: string } | null;
}
interface Run {
  readonly status: string;
  readonly reason: string | null;
  readonly steps: readonly { readonly name: string; readonly status: string }[];
  readonly checkpoints: readonly { readonly name: string }[];
}

const previewQuery = `query ($input: AmendmentInput!) { previewAmendment(input: $input) {
  id blockers { code } approvalsNeeded { id } impact { mrrDelta { amount } } } }`;
const commitMutation = `mutation ($input: CommitAmendmentInput!) { commitAmendment(input: $input) { userErrors { code } run { id } amendment { id } } }`;
const cancelMutation = `mutation ($input: RunActionInput!) { cancelAmendment(input: $input) { userErrors { code message } amendment { id status } } }`;

const runOf = async (id: string): Promise<Run> =>
  (
    await hub.data<{ node: Run }>(
      `query ($id: ID!) { node(id: $id) { ... on WorkflowRun { status reason steps { name status } checkpoints { name } } } }`,
      { id },
    )
  ).node;
const statusOf = async (id: string): Promise<string> =>
  (
    await hub.data<{ node: { status: string } }>(
      `query ($id: ID!) { node(id: $id) { ... on Amendment { status } } }`,
      { id },
    )
  ).node.status;
const untilRun = (id: string, status: string): Promise<Run> =>
  eventually(`the run ${id} to be ${status}`, async () => {
    const run = await runOf(id);
    if (
      run.status !== status &&
      ['COMPLETED', 'COMPENSATED', 'FAILED', 'CANCELLED', 'PAUSED'].includes(run.status)
    )
      throw new Error(`${run.status}: ${run.reason} ${JSON.stringify(run.steps)}`);
    return run.status === status && run;
  });

const two = ({ items }: Subject) => {
  const item = items.find(({ sku }) => !/BASE|ANLY|SUPP|SEC/.test(sku))!;
  return { itemId: item.id, quantity: String(Number(item.quantity) + 2) };
};

/** What every account owes, in all and on its invoices. */
async function owed(): Promise<readonly unknown[]> {
  const answer = await fetch(`${land.simulator('zuora').url}/__sim/state?object=Account&limit=1000`);
  const { rows } = (await answer.json()) as { rows: readonly Readonly<Record<string, unknown>>[] };
  expect(rows.length).toBeGreaterThan(0);
  return rows.map((row) => [row['accountNumber'], row['balance'], row['totalInvoiceBalance']]);
}

interface Offered {
  readonly subject: Subject;
  readonly preview: Previewed;
}

/** A preview of a change of a further subscription, for which nobody need agree; `fits` chooses the subscription. */
async function offer(
  fits: (subject: Subject) => boolean = () => true,
  ask = (subject: Subject): object => ({ type: 'QUANTITY', items: [two(subject)] }),
): Promise<Offered> {
  while (taken < subjects.length) {
    const subject = subjects[taken++]!;
    if (!fits(subject)) continue;
    const { id, version } = subject.subscription;
    const input = { subscriptionId: id, effectiveDate: today, expectedVersion: version, ...ask(subject) };
    const { previewAmendment: preview } = await hub.data<{ previewAmendment: Previewed }>(previewQuery, {
      input,
    });
    if (preview.blockers.length === 0 && preview.approvalsNeeded.length === 0) return { subject, preview };
  }
  throw new Error('the world has no further subscription for this');
}

async function commit({
  preview: { id },
}: Offered): Promise<{ readonly runId: string; readonly amendmentId: string }> {
  const { commitAmendment } = await hub.data<{ commitAmendment: Committed }>(commitMutation, {
    input: { idempotencyKey: id, previewId: id, note: 'as agreed' },
  });
  expect(commitAmendment.userErrors).toEqual([]);
  return { runId: commitAmendment.run!.id, amendmentId: commitAmendment.amendment!.id };
}

describe('an amendment carried out by the engine', () => {
  it('goes through billing, the ledger and support in order, and the hub shows it at once', async () => {
    const offered = await offer();
    const { subject } = offered;
    const { runId, amendmentId } = await commit(offered);
    const run = await untilRun(runId, 'COMPLETED');
    expect(run.steps.map(({ name }) => name)).toEqual([
      'validate',
      'billing-order',
      'billed-as-previewed',
      'ledger-ready',
      'ledger-order',
      'ledger-posting',
      'ledger-credit',
      'recognised-as-previewed',
      'entitlement',
      'contract',
      'applied',
    ]);
    expect(run.checkpoints.map(({ name }) => name).slice(0, 4)).toEqual([
      'validated',
      'billed',
      'ordered',
      'booked',
    ]);
    const { itemId, quantity } = two(subject);
    const seen = await hub.data<{
      subscription: { items: { id: string; quantity: string }[]; amendments: { edges: { node: object }[] } };
    }>(
      `query ($id: ID!) { subscription(id: $id) { items { id quantity } amendments(first: 5) { edges { node {
         id type status effectiveDate reason changes { product { sku } from to } run { id status } subscription { id } impact { chargeNow { amount } postings { account } } } } } } }`,
      { id: subject.subscription.id },
    );
    expect(Number(seen.subscription.items.find(({ id }) => id === itemId)!.quantity)).toBe(Number(quantity));
    expect(seen.subscription.amendments.edges[0]!.node).toMatchObject({
      id: amendmentId,
      type: 'QUANTITY',
      status: 'APPLIED',
      reason: 'as agreed',
      run: { id: runId, status: 'COMPLETED' },
      subscription: { id: subject.subscription.id },
    });
  });

  it('adds a product, whose line in the ledger bears the number that billing gave it', async () => {
    const offered = await offer(
      ({ items }) => items.every(({ sku }) => sku.endsWith('-M') && sku !== 'STOR-TB-M'),
      () => ({
        type: 'ADD_ON',
        items: [{ priceId: catalogue.find(({ sku }) => sku === 'STOR-TB-M')!.priceId, quantity: '3' }],
      }),
    );
    const { subject } = offered;
    const { runId } = await commit(offered);
    await untilRun(runId, 'COMPLETED');
    const number = subject.subscription.number!;
    const now = (await stage.source('zuora').roles!.billing!.subscription(number))!;
    const order = (await stage.source('netsuite').roles!.ledger!.order(number))!;
    const added = now.items.find(({ itemId }) => !subject.items.some(({ id }) => id === itemId))!;
    expect(order.lines.find(({ lineId }) => lineId === `${added.itemId}@${today}`)).toMatchObject({
      quantity: '3',
    });
  });

  it('stops before support when the ledger refuses, and is undone by whoever calls it off', async () => {
    const offered = await offer();
    const { subject } = offered;
    const detail = { detail: 'The posting is refused for this test.', 'o:errorCode': 'USER_ERROR' };
    const body = { type: 'about:blank', title: 'Bad Request', status: 400, 'o:errorDetails': [detail] };
    await land.simulator('netsuite').fault({
      match: { method: 'POST', path: 'journalEntry' },
      act: { act: 'status', status: 400, body },
    });
    const before = await owed();
    const { runId, amendmentId } = await commit(offered);
    const run = await untilRun(runId, 'PAUSED');
    expect(run.steps.filter(({ status }) => status === 'SUCCEEDED').map(({ name }) => name)).toEqual([
      'validate',
      'billing-order',
      'billed-as-previewed',
      'ledger-ready',
      'ledger-order',
    ]);
    expect(await statusOf(amendmentId)).toBe('PAUSED');
    expect(await owed()).not.toEqual(before);
    await land.mend();
    const { cancelAmendment } = await hub.data<{ cancelAmendment: { userErrors: unknown[] } }>(
      cancelMutation,
      {
        input: { idempotencyKey: `off ${runId}`, runId, reason: 'they changed their mind' },
      },
    );
    expect(cancelAmendment.userErrors).toEqual([]);
    await eventually('it to be undone', async () =>
      ['COMPENSATED', 'CANCELLED'].includes((await runOf(runId)).status),
    );
    expect(await statusOf(amendmentId)).toBe('COMPENSATED');
    expect(await owed()).toEqual(before);
    const now = (await stage.source('zuora').roles!.billing!.subscription(subject.subscription.number!))!;
    const { itemId } = two(subject);
    const was = subject.items.find(({ id }) => id === itemId)!;
    expect(Number(now.items.find((each) => each.itemId === itemId)!.quantity)).toBe(Number(was.quantity));
  });

  it.each([
    ['is posted', 'POST', 'journalEntry'],
    ['is ordered', 'PUT', 'salesOrder'],
  ])(
    '%s under another dimension by whoever mends it, when the ledger refuses the usual one',
    async (_is, method, path) => {
      const detail = {
        detail:
          'Error while accessing a resource. You have entered an Invalid Field Value 1 for the following field: class',
        'o:errorCode': 'INVALID_CONTENT',
        'o:errorPath': 'line.items[1].class',
      };
      await land.simulator('netsuite').fault({
        match: { method, path, count: 1 },
        act: {
          act: 'status',
          status: 400,
          body: { type: 'about:blank', title: 'Bad Request', status: 400, 'o:errorDetails': [detail] },
        },
      });
      const { runId } = await commit(await offer());
      await untilRun(runId, 'PAUSED');
      const { node } = await hub.data<{
        node: { exception: { id: string; code: string; editableFields: { path: string }[] } };
      }>(
        `query ($id: ID!) { node(id: $id) { ... on WorkflowRun { exception { id code editableFields { path type current } } } } }`,
        { id: runId },
      );
      expect(node.exception.code).toBe('ACCOUNT_MAPPING_MISSING');
      expect(node.exception.editableFields.map(({ path }) => path)).toEqual([
        'dimensions.department',
        'dimensions.class',
        'dimensions.location',
      ]);
      await land.mend();
      const { fixAndResume } = await hub.data<{ fixAndResume: { results: { ok: boolean }[] } }>(
        `mutation ($input: ExceptionActionInput!) { fixAndResume(input: $input) { userErrors { message } results { ok error { message } } } }`,
        {
          input: {
            idempotencyKey: `mend ${runId}`,
            exceptionIds: [node.exception.id],
            patch: { 'dimensions.class': 'Enterprise' },
          },
        },
      );
      expect(fixAndResume.results).toMatchObject([{ ok: true }]);
      await eventually('it to be done', async () => (await runOf(runId)).status === 'COMPLETED');
    },
  );

  it('is rejected, not undone, when it is called off while nothing was written', async () => {
    const offered = await offer();
    // The run cannot look at everything again before the ledger answers.
    await land.simulator('netsuite').fault({ match: {}, act: { act: 'status', status: 503 } });
    const { runId, amendmentId } = await commit(offered);
    const input = { idempotencyKey: `early ${runId}`, runId, reason: 'they changed their mind' };
    const { cancelAmendment } = await hub.data<{ cancelAmendment: { userErrors: unknown[] } }>(
      cancelMutation,
      { input },
    );
    expect(cancelAmendment.userErrors).toEqual([]);
    await land.mend();
    const run = await untilRun(runId, 'CANCELLED');
    expect(run.steps.map(({ status }) => status)).not.toContain('COMPENSATED');
    expect(await statusOf(amendmentId)).toBe('REJECTED');
  });

  it('is not called off once it is applied, and the answer says what to do instead', async () => {
    const { runId, amendmentId } = await commit(await offer());
    await untilRun(runId, 'COMPLETED');
    const input = { idempotencyKey: `late ${runId}`, runId, reason: 'they changed their mind' };
    const { cancelAmendment } = await hub.data<{
      cancelAmendment: { userErrors: { code: string; message: string }[] };
    }>(cancelMutation, { input });
    expect(cancelAmendment.userErrors).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('preview another one') as string },
    ]);
    expect(await statusOf(amendmentId)).toBe('APPLIED');
  });

  it('ends without a write when billing has moved since it was previewed', async () => {
    const offered = await offer();
    const { subject } = offered;
    // The run cannot look at everything again before the ledger answers.
    await land.simulator('netsuite').fault({ match: {}, act: { act: 'status', status: 503 } });
    const { runId, amendmentId } = await commit(offered);
    const billing = stage.source('zuora').roles!.billing!;
    const { accountNumber } = (await billing.subscription(subject.subscription.number!))!;
    const { itemId, quantity } = two(subject);
    await billing.createOrder.perform(
      {
        orderNumber: `BY-HAND-${runId.slice(-8)}`,
        orderDate: today,
        effectiveDate: today,
        accountNumber,
        subscriptionNumber: subject.subscription.number!,
        actions: [{ type: 'UPDATE_ITEM', itemId, quantity: String(Number(quantity) + 7), unitPrice: null }],
        description: null,
      },
      { key: `by-hand-${runId}` },
    );
    await land.mend();
    const run = await untilRun(runId, 'FAILED');
    expect(run.steps.filter(({ status }) => status === 'SUCCEEDED')).toEqual([]);
    expect(run.reason).toContain('STALE_VERSION');
    expect(await statusOf(amendmentId)).toBe('FAILED');
  });
});
