import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../src/auth/principal.ts';
import { type EditableField, Refused } from '../src/canonical/finding.ts';
import { approvalSettings } from '../src/settings/approval.ts';
import { fixRule } from '../src/workflows/exception-approval.ts';
import { settleException } from '../src/workflows/exception-open.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { convene, type Council, party, type Payload } from './support/parties.ts';
import { asEngine, type Stopped, stopRun, unmapped } from './support/stopped.ts';
import { deal, look, type Shown } from './support/workbench.ts';

let hub: TestHub;
let council: Council;
beforeAll(async () => {
  hub = await createTestHub();
  council = await convene(hub);
});
afterAll(async () => {
  await council.close();
  await hub.close();
});

const finance = party('finance@example.com', { roles: ['FINANCE_OPS', 'FINANCE_APPROVER'] });
const approver = party('approver@example.com', { roles: ['FINANCE_APPROVER'] });
const patch = { note: 'as last year', 'ledgerItem.SEC-AUDIT-M': 'IT-1' };
const large = { moneyAtRisk: { amount: '10000.00', currency: 'USD' } };

const price = (current: string): EditableField => ({
  path: 'unitPrice.CARE',
  type: 'decimal',
  current,
  allowed: null,
  touchesMoney: true,
});

/** A fix of something large that waits for an approval. */
async function proposed(): Promise<Stopped & { readonly approval: NonNullable<Shown['approval']> }> {
  const stopped = await stopRun(hub, large);
  const { results } = await deal(council, finance, 'fixAndResume', {
    exceptionIds: [stopped.exceptionId],
    patch,
  });
  expect(results).toMatchObject([{ ok: true }]);
  const { approval } = await look(council, finance, stopped.exceptionId);
  return { ...stopped, approval: approval! };
}
const decide = (who: Principal, id: string, approve = true): Promise<Payload> =>
  council.decide(who, id, approve);
const runOf = async (id: string) =>
  (
    await hub.copy.database.query<{ status: string; patch: object }>(
      'select status, patch from run where id = $1',
      [id],
    )
  ).rows[0]!;
const codes = ({ userErrors }: Payload): string[] => userErrors.map(({ code }) => code);

describe('a fix that decides of money', () => {
  it('waits until somebody else agrees, who sees exactly what would change', async () => {
    const { runId, exceptionId, approval } = await proposed();
    expect(await look(council, finance, exceptionId)).toMatchObject({
      status: 'WAITING_APPROVAL',
      proposedPatch: patch,
    });
    expect([await runOf(runId), approval.shown]).toMatchObject([
      { status: 'PAUSED', patch: {} },
      {
        exception: {
          id: exceptionId,
          runId,
          code: 'PRODUCT_UNMAPPED',
          moneyAtRisk: { amount: '10000.00', currency: 'USD' },
        },
        changes: [
          { path: 'ledgerItem.SEC-AUDIT-M', from: null, to: 'IT-1' },
          { path: 'note', from: null, to: 'as last year' },
        ],
      },
    ]);
    expect(codes(await decide(finance, approval.id))).toEqual(['SOD_VIOLATION']);
    expect(codes(await decide(party('sales@example.com', { roles: ['SALES_OPS'] }), approval.id))).toEqual([
      'FORBIDDEN',
    ]);
    expect(await runOf(runId)).toMatchObject({ status: 'PAUSED' });

    expect((await decide(approver, approval.id)).approval).toMatchObject({ status: 'APPROVED' });
    expect(await runOf(runId)).toEqual({ status: 'RUNNING', patch });
    await asEngine(hub, (db, note) => settleException(db, note, runId, 'SUCCEEDED'));
    const resolved = await look(council, finance, exceptionId);
    expect([resolved.status, resolved.approval, resolved.proposedPatch]).toEqual(['RESOLVED', null, null]);
    expect(resolved.history.map(({ action }) => action)).toEqual([
      'exception.opened',
      'approval.requested',
      'exception.fix_proposed',
      'approval.refused',
      'approval.refused',
      'approval.decided',
      'exception.fixed',
      'exception.resolved',
    ]);
  });

  it.each<[string, object]>([
    ['that touches none of it', { note: 'only a remark' }],
    ['of which little is at stake', patch],
  ])('needs nobody else %s', async (title, given) => {
    const amount = new Map([['that touches none of it', '1000000.00']]).get(title) ?? '9999.99';
    const { runId, exceptionId } = await stopRun(hub, { moneyAtRisk: { amount, currency: 'USD' } });
    await deal(council, finance, 'fixAndResume', { exceptionIds: [exceptionId], patch: given });
    expect(await runOf(runId)).toEqual({ status: 'RUNNING', patch: given });
  });

  it.each<[string, string | null, EditableField[], object]>([
    ['of a run of which nobody said what is at stake', null, [], {}],
    ['that raises a price', '900.00', [price('1.00')], { 'unitPrice.CARE': '12.00' }],
    ['that sets a price where there is none', '900.00', [price('0')], { 'unitPrice.CARE': '1.00' }],
  ])('waits for somebody else: one %s', async (_title, amount, fields, more) => {
    const error = new Refused([unmapped('CARE', { editable: [...unmapped('CARE').editable, ...fields] })]);
    const moneyAtRisk = amount === null ? null : { amount, currency: 'USD' };
    const { exceptionId } = await stopRun(hub, { failure: { is: 'refused', error }, moneyAtRisk });
    await deal(council, finance, 'fixAndResume', {
      exceptionIds: [exceptionId],
      patch: { 'ledgerItem.CARE': 'IT-1', ...more },
    });
    expect((await look(council, finance, exceptionId)).status).toBe('WAITING_APPROVAL');
  });

  it('is looked at by the rules of the company that it chooses too', async () => {
    const [usual] = approvalSettings.parse({}).rules.filter(({ kind }) => kind === 'DATA_FIX');
    const rules = [{ ...usual!, amountFrom: null, legalEntities: ['US01'] }];
    const field = {
      path: 'legalEntity',
      type: 'choice',
      current: 'EU01',
      allowed: ['EU01', 'US01'],
    } as const;
    const error = new Refused([unmapped('CARE', { editable: [field] })]);
    const { exceptionId } = await stopRun(hub, { failure: { is: 'refused', error } });
    const [exception] = await hub.exceptions.byIds([exceptionId]);
    const ruleOf = (legalEntity: string) => fixRule(hub.copy.database, rules, exception!, { legalEntity });
    expect([await ruleOf('US01'), await ruleOf('EU01')]).toMatchObject([{ id: usual!.id }, null]);
  });

  it('that lowers a price of little needs nobody else', async () => {
    const error = new Refused([unmapped('CARE', { editable: [price('20.00')] })]);
    const { exceptionId } = await stopRun(hub, { failure: { is: 'refused', error } });
    await deal(council, finance, 'fixAndResume', {
      exceptionIds: [exceptionId],
      patch: { 'unitPrice.CARE': '19.00' },
    });
    expect((await look(council, finance, exceptionId)).status).toBe('RETRYING');
  });

  it('that is rejected leaves the exception open, and can be proposed anew', async () => {
    const { runId, exceptionId, approval } = await proposed();
    expect((await decide(approver, approval.id, false)).approval).toMatchObject({ status: 'REJECTED' });
    expect(await look(council, finance, exceptionId)).toMatchObject({ status: 'OPEN', proposedPatch: null });
    expect(await runOf(runId)).toMatchObject({ status: 'PAUSED', patch: {} });
    const { results } = await deal(council, finance, 'fixAndResume', { exceptionIds: [exceptionId], patch });
    expect(results).toMatchObject([{ ok: true }]);
  });

  it('that nobody decides in time leaves the exception open', async () => {
    const { exceptionId, approval } = await proposed();
    await hub.copy.database.query(
      `update approval set expires_at = now() - interval '1 second' where id = $1`,
      [approval.id],
    );
    await hub.governance.approvals.sweep();
    expect((await look(council, finance, exceptionId)).status).toBe('OPEN');
  });

  it('is not proposed twice, and nothing else is done meanwhile', async () => {
    const { exceptionId } = await proposed();
    for (const field of ['fixAndResume', 'retryException', 'skipException'] as const) {
      const given = new Map<string, object>([['fixAndResume', { patch }]]).get(field) ?? {};
      const { results } = await deal(council, finance, field, { exceptionIds: [exceptionId], ...given });
      expect(results[0]!.error?.code).toBe('CONFLICT');
    }
  });

  it('is not decided any more when the run goes on without it, or is stopped by something else', async () => {
    const [gone, changed] = [await proposed(), await proposed()];
    await asEngine(hub, (db, note) => settleException(db, note, gone.runId, 'SUCCEEDED'));
    await changed.again({ stepIndex: 1, stepName: 'post' });
    for (const { approval } of [gone, changed]) {
      expect(codes(await decide(approver, approval.id))).toEqual(['CONFLICT']);
      const { node } = await council.data<{ node: object }>(
        approver,
        `{ node(id: "${approval.id}") { ... on Approval { status subject { id } } } }`,
      );
      expect(node).toMatchObject({ status: 'CANCELLED' });
    }
    expect(await runOf(changed.runId)).toMatchObject({ status: 'PAUSED', patch: {} });
  });

  it('of which the amount cannot be compared waits too', async () => {
    const { exceptionId } = await stopRun(hub, { moneyAtRisk: { amount: '1.00', currency: 'XTS' } });
    const { exceptions } = await deal(council, finance, 'fixAndResume', {
      exceptionIds: [exceptionId],
      patch,
    });
    expect(exceptions).toMatchObject([{ status: 'WAITING_APPROVAL' }]);
  });
});

it('is asked for by default from an amount on', () => {
  const [rule] = approvalSettings.parse({}).rules.filter(({ kind }) => kind === 'DATA_FIX');
  expect(rule).toMatchObject({ amountFrom: '10000', approverRoles: ['FINANCE_APPROVER', 'CONTROLLER'] });
});
