import { afterAll, beforeAll, describe, it } from 'vitest';
import { type ConsolePage, type ConsoleStage, openConsole } from '../support/console.ts';

let stage: ConsoleStage;
let opened: ConsolePage;

beforeAll(async () => {
  const approvers = { approverRoles: ['FINANCE_APPROVER'], expiresAfterHours: 72 };
  const rules = [
    { ...approvers, id: 'any-fix', name: 'Any fix that touches money', kind: 'DATA_FIX', amountFrom: '0' },
    // One of the samples is a change that waits for an approval.
    { ...approvers, id: 'large', name: 'A large change', kind: 'AMENDMENT', amountFrom: '10000' },
  ];
  stage = await openConsole({ customers: 20, samples: true, more: { approvals: { rules } } });
});
afterAll(() => stage?.close());

interface Waiting {
  readonly id: string;
  readonly code: string;
  readonly approval: { readonly id: string; readonly hash: string } | null;
}

async function closedPeriod(): Promise<Waiting> {
  const { exceptions } = await stage.ask<{ exceptions: { edges: readonly { node: Waiting }[] } }>(
    'CONTROLLER',
    '{ exceptions { edges { node { id code approval { id hash } } } } }',
  );
  return exceptions.edges.map(({ node }) => node).find(({ code }) => code === 'PERIOD_CLOSED')!;
}

describe('a fix that decides of money', () => {
  it('waits for somebody else, says for whom, and goes on when they have agreed', async () => {
    const { id } = await closedPeriod();
    opened = await stage.page('FINANCE_OPS', `/exceptions/${id}`);
    const { page, expectClean } = opened;
    await page.getByRole('button', { name: /^Post on/ }).click();
    await page.getByText('This decides of money').first().waitFor();
    await page.getByRole('button', { name: 'Fix and resume' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Fix and resume' }).click();
    await page.getByText('One person must agree: Finance approver. Not finance-ops@example.com').waitFor();
    await page.getByRole('link', { name: 'Open the approval' }).waitFor();
    const { approval } = await closedPeriod();
    await stage.ask(
      'FINANCE_APPROVER',
      'mutation Decide($input: DecideApprovalInput!) { decideApproval(input: $input) { userErrors { message } } }',
      {
        input: {
          idempotencyKey: 'agreed',
          approvalId: approval!.id,
          hash: approval!.hash,
          approve: true,
          reason: 'December is right.',
        },
      },
    );
    await page
      .getByRole('status', { name: 'Severity and state' })
      .getByText('Resolved', { exact: true })
      .waitFor();
    await page.getByRole('table', { name: 'History' }).getByText('Approval decided').waitFor();
    expectClean();
  });
});
