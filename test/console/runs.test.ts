import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { duration } from '../../console/parts/format.ts';
import { expectAccessible } from '../support/axe.ts';
import { type ConsolePage, type ConsoleStage, openConsole } from '../support/console.ts';
import { cuttable } from '../support/cut.ts';
import { eventually } from '../support/hub.ts';
import { sellingSettings } from '../support/selling.ts';

let stage: ConsoleStage;
let opened: ConsolePage;
/** A run that NetSuite does not answer at its posting, and one that it refuses there. */
let unanswered: Began;
let refused: Began;

beforeAll(async () => {
  stage = await openConsole({
    customers: 12,
    sources: { netsuite: { options: { breakerOpenMs: 200 } } },
    more: {
      // What a system did not answer waits for hours, so that it is a person who has it tried again.
      workflows: {
        quoteToCash: sellingSettings,
        triesBeforeException: 1,
        retryAfterMs: 3_600_000,
        retryAtMostMs: 3_600_000,
        lookAfterMs: 0,
      },
    },
  });
  unanswered = await begin(await candidates(), { act: 'status', status: 503 });
  refused = await begin(await candidates(), {
    act: 'status',
    status: 400,
    body: {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      'o:errorDetails': [{ detail: 'The posting is refused for this test.', 'o:errorCode': 'USER_ERROR' }],
    },
  });
});
afterEach(() => opened.page.context().close());
afterAll(() => stage.close());

type Role = Parameters<ConsoleStage['page']>[0];
async function come(role: Role, path: string): Promise<ConsolePage['page']> {
  opened = await stage.page(role, path);
  return opened.page;
}

interface Began {
  readonly id: string;
  readonly summary: string;
}
interface Candidate {
  readonly id: string;
  readonly version: number;
  readonly items: readonly {
    readonly id: string;
    readonly quantity: string;
    readonly product: { readonly sku: string };
  }[];
}

const used = new Set<string>();

/** Subscriptions of which nothing was changed yet, those of the smallest customers first, for whom nobody else need agree. */
async function candidates(): Promise<readonly Candidate[]> {
  type Found = {
    customers: { edges: readonly { node: { subscriptions: { edges: readonly { node: Candidate }[] } } }[] };
  };
  const { customers } = await stage.ask<Found>(
    'CONTROLLER',
    `{ customers(first: 12, orderBy: [{ by: ARR, direction: ASC }], filter: { subscriptionStatus: [ACTIVE] }) {
         edges { node { subscriptions(first: 3, status: [ACTIVE]) {
           edges { node { id version items { id quantity product { sku } } } } } } } } }`,
  );
  return customers.edges
    .flatMap(({ node }) => node.subscriptions.edges.map((edge) => edge.node))
    .filter(
      ({ id, items }) => !used.has(id) && items.some(({ product }) => product.sku.startsWith('PLAT-SEAT')),
    );
}

/** Commits one seat more of the first subscription for which nothing stands in the way. */
async function commit([first, ...others]: readonly Candidate[]): Promise<Began> {
  const { id, version, items } = first!;
  used.add(id);
  const item = items.find(({ product }) => product.sku.startsWith('PLAT-SEAT'))!;
  const input = {
    subscriptionId: id,
    expectedVersion: version,
    type: 'QUANTITY',
    effectiveDate: new Date().toISOString().slice(0, 10),
    items: [{ itemId: item.id, quantity: String(Number(item.quantity) + 1) }],
  };
  const { previewAmendment: preview } = await stage.ask<{
    previewAmendment: { id: string; blockers: unknown[]; approvalsNeeded: unknown[] };
  }>(
    'CONTROLLER',
    'query Preview($input: AmendmentInput!) { previewAmendment(input: $input) { id blockers { code } approvalsNeeded { id } } }',
    { input },
  );
  const hindered = preview.blockers.length + preview.approvalsNeeded.length > 0;
  const { commitAmendment } = hindered
    ? { commitAmendment: { run: await commit(others) } }
    : await stage.ask<{ commitAmendment: { run: Began } }>(
        'CONTROLLER',
        'mutation Commit($input: CommitAmendmentInput!) { commitAmendment(input: $input) { run { id summary } } }',
        { input: { idempotencyKey: `runs-${preview.id}`, previewId: preview.id } },
      );
  return commitAmendment.run;
}

const statusOf = async ({ id }: Began): Promise<string> =>
  (
    await stage.ask<{ node: { status: string } }>(
      'CONTROLLER',
      'query ($id: ID!) { node(id: $id) { ... on WorkflowRun { status } } }',
      { id },
    )
  ).node.status;
const untilIs = (run: Began, status: string): Promise<true> =>
  eventually(`${run.summary} to be ${status}`, async () => (await statusOf(run)) === status);

/** Begins a run whose posting meets a fault of the ledger, and waits until it stands still; the fault goes on. */
async function begin(from: readonly Candidate[], act: object): Promise<Began> {
  const netsuite = stage.land.simulator('netsuite');
  await netsuite.calm();
  await netsuite.fault({ match: { method: 'POST', path: 'journalEntry' }, act });
  const run = await commit(from);
  await untilIs(run, 'PAUSED');
  return run;
}

const steps = 'Steps of the run in their order; the arrow keys go from step to step';
const stepOf = (page: ConsolePage['page'], name: RegExp) =>
  page.getByRole('listbox', { name: steps }).getByRole('option', { name });
/** Does what a button of the page says, for a reason; gives what the dialogue said. */
async function doIt(page: ConsolePage['page'], label: string): Promise<string> {
  await page.getByRole('button', { name: label, exact: true }).click();
  const dialogue = page.getByRole('dialog');
  await dialogue.getByRole('textbox', { name: 'Reason' }).fill('The customer called.');
  const said = await dialogue.innerText();
  await dialogue.getByRole('button', { name: label, exact: true }).click();
  await dialogue.waitFor({ state: 'detached' });
  return said;
}

describe('the runs screen', () => {
  it('lists what runs and ran, by filters that a link holds, and leads to each by the keyboard', async () => {
    const page = await come('CONTROLLER', '/runs?status=PAUSED');
    const rows = page.getByRole('grid', { name: 'Runs, newest first' }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(3);
    expect(await rows.nth(1).innerText()).toContain(refused.summary);
    await page.getByRole('combobox', { name: 'Status' }).click({ force: true });
    await page.getByRole('option', { name: 'Completed' }).click();
    await page.waitForURL('**/runs?status=PAUSED&status=COMPLETED');
    await page.keyboard.press('Escape');
    await rows.nth(1).focus();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/runs/${unanswered.id}`);
    await page.getByRole('heading', { level: 1, name: unanswered.summary }).waitFor();
    opened.expectClean();
  });

  it('says what to do where no run fits', async () => {
    const page = await come('FINANCE_OPS', '/runs?status=CANCELLED');
    await page.getByText('No run matches these filters').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('row', { name: refused.summary }).waitFor();
    await expectAccessible(page);
    opened.expectClean();
  });
});

describe('the trace of a run', () => {
  it('shows each step with its tries, calls and keys, and goes from one to the next by the arrow keys', async () => {
    const page = await come('CONTROLLER', `/runs/${refused.id}`);
    await page.getByRole('heading', { level: 2, name: 'Step 6: Post the invoice' }).waitFor();
    const option = stepOf(page, /^Step 6: Post the invoice, NetSuite, Failed, 1 try/);
    expect(await option.innerText()).toContain('Waiting for a person');
    await page.getByRole('button', { name: 'show the call of try 1' }).click();
    await page
      .getByRole('region', { name: 'Body of the answer' })
      .getByText('refused for this test')
      .waitFor();
    await page.getByRole('region', { name: 'What is sent' }).getByText('sourceDocument').waitFor();
    await option.focus();
    await page.keyboard.press('ArrowUp');
    await page.waitForURL('**step=4');
    await page.getByText(`${refused.id}.4.1`).first().waitFor();
    await expectAccessible(page);
    opened.expectClean();
  });

  it('goes on while one watches, when the system answers again and somebody has the step tried again', async () => {
    const page = await come('CONTROLLER', `/runs/${unanswered.id}`);
    await stepOf(page, /^Step 6: Post the invoice, NetSuite, .*1 try/).waitFor();
    await stage.land.simulator('netsuite').calm();
    const said = await doIt(page, 'Retry');
    expect(said).toContain('Steps 1 to 5 are done and are not done again.');
    expect(said).toMatch(/Idempotency key: [0-9a-f]{32}/);
    await stepOf(page, /^Step 6: Post the invoice, NetSuite, Succeeded, [2-9] tries/).waitFor();
    await stepOf(page, /^Step 11: Noted as applied, Succeeded/).waitFor();
    await page.getByRole('list', { name: 'Milestones reached' }).getByText('Booked').waitFor();
    await page.getByRole('link', { name: 'Start like this one' }).waitFor();
    expect(await statusOf(unanswered)).toBe('COMPLETED');
    opened.expectClean();
  });

  it('catches up with what happened while the connection was lost, and says how much', async () => {
    const run = await begin(await candidates(), { act: 'status', status: 503 });
    const page = await come('FINANCE_OPS', `/runs/${run.id}`);
    const line = await cuttable(page);
    await page.locator('[data-live=live]').waitFor();
    await line.cut();
    await page.locator('[data-live=lost]').waitFor();
    await stage.land.simulator('netsuite').calm();
    const { retryFromStep } = await stage.ask<{ retryFromStep: { userErrors: unknown[] } }>(
      'CONTROLLER',
      'mutation ($input: RunActionInput!) { retryFromStep(input: $input) { userErrors { message } } }',
      { input: { idempotencyKey: 'while-away', runId: run.id, reason: 'It answers again.' } },
    );
    expect(retryFromStep.userErrors).toEqual([]);
    await untilIs(run, 'COMPLETED');
    line.mend();
    await page.getByText(/^[1-9]\d* changes? (was|were) caught up\. Nothing was missed\.$/).waitFor();
    await page
      .getByRole('button', { name: 'Pause', exact: true })
      .getByText('The run is over: completed.')
      .waitFor({ state: 'attached' });
    await stepOf(page, /^Step 11: Noted as applied, Succeeded/).waitFor();
  });

  it('shows what is taken back beside what it takes back', async () => {
    const page = await come('FINANCE_OPS', `/runs/${refused.id}`);
    const said = await doIt(page, 'Take back');
    expect(said).toMatch(/Step 5: Order in the books at NetSuite[^]*Step 2: Order at billing at Zuora/);
    await stepOf(page, /^Step 13: Take back: Order at billing, Zuora, Succeeded/).waitFor();
    await untilIs(refused, 'COMPENSATED');
    await stepOf(page, /^Step 12: Take back: Order in the books/).click();
    await page.getByRole('button', { name: 'Step 5: Order in the books' }).click();
    await page.waitForURL('**step=4');
    await page.getByRole('button', { name: 'Step 12: Take back: Order in the books' }).waitFor();
    await page.getByText('Full history').click();
    await page.getByRole('row', { name: /Run ended: Compensated/ }).waitFor();
    await expectAccessible(page);
    opened.expectClean();
  });

  it('is useful to who sees no amounts and no calls, and says what they may not do', async () => {
    const page = await come('SUPPORT', `/runs/${refused.id}?step=0`);
    await page.getByRole('heading', { level: 1, name: / for / }).waitFor();
    // When a step that only looks began and ended is told to every role.
    const looked = stepOf(
      page,
      /^Step 1: Check the request, Zuora, Succeeded, .*Looking and preparing · \d+ m?s/,
    );
    await looked.waitFor();
    const { node } = await stage.ask<{ node: { steps: { startedAt: string; finishedAt: string }[] } }>(
      'SUPPORT',
      'query ($id: ID!) { node(id: $id) { ... on WorkflowRun { steps { startedAt finishedAt } } } }',
      { id: refused.id },
    );
    const took = Date.parse(node.steps[0]!.finishedAt) - Date.parse(node.steps[0]!.startedAt);
    const facts = page.getByRole('region', { name: 'The selected step' });
    expect(await facts.getByText(/^after /).innerText()).toBe(`after ${duration(took)}`);
    await page.getByText('are shown to other roles only').waitFor();
    await expect.poll(() => page.getByText('Money at risk').count()).toBe(0);
    const button = page.getByRole('button', { name: 'Retry', exact: true });
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await button.focus();
    await page.getByRole('tooltip').getByText('Your role may not do this').waitFor();
    opened.expectClean();
  });

  it('leads to its lineage, where one can go from thing to thing, as a graph and as a table', async () => {
    const page = await come('CONTROLLER', `/runs/${refused.id}`);
    await page.getByRole('link', { name: 'Its lineage' }).click();
    await page.waitForURL(`**/lineage?id=${refused.id}`);
    const graph = page.getByRole('region', { name: /^What came of what/ });
    await graph.getByRole('button', { name: /^Start · Run/ }).waitFor();
    const effect = graph.getByRole('button', { name: /^Effect · Zuora/ }).first();
    await effect.click();
    await page.waitForURL('**&node=*');
    await page.getByRole('heading', { level: 3, name: 'What led to it' }).waitFor();
    await expectAccessible(page);
    await page.getByText('Table', { exact: true }).click();
    await page.getByRole('grid', { name: 'What came of what, by time' }).waitFor();
    await page.getByRole('combobox', { name: 'Steps shown' }).click({ force: true });
    await page.getByRole('option', { name: '1 step away' }).click();
    await page.waitForURL('**hops=1**');
    await page.getByRole('button', { name: /^Show \d+ more beside it$/ }).click();
    await page.getByRole('button', { name: 'Hide what was shown beside it' }).waitFor();
    await expectAccessible(page);
    opened.expectClean();
  });

  it('of an id that no run has says so', async () => {
    const page = await come('CONTROLLER', '/runs/run_00000000000000000000000000');
    await page.getByText('There is no such record, or it is not for your role to see.').waitFor();
    await page.getByRole('link', { name: 'All runs' }).click();
    await page.getByRole('row', { name: refused.summary }).waitFor();
    opened.expectClean();
  });
});
