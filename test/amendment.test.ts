import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AmendmentRequest } from '../src/canonical/amendment.ts';
import { settings } from '../src/settings.ts';
import { openAuditChain } from '../src/store/audit.ts';
import { type Amendments, amendmentSagas, createAmendments } from '../src/workflows/amendment.ts';
import { amendmentEffect } from '../src/workflows/amendment-effect.ts';
import type { AmendmentInput } from '../src/workflows/amendment-check.ts';
import { createBell } from '../src/workflows/bell.ts';
import { createApprovals, type Approvals } from '../src/workflows/approval.ts';
import { createOrders } from '../src/workflows/orders.ts';
import { createRegistry } from '../src/workflows/registry.ts';
import type { Orders } from '../src/workflows/saga.ts';
import {
  type Backstage,
  openBackstage,
  type Priced,
  readSubjects,
  type Subject,
} from './support/amending.ts';
import { type Landscape, startLandscape } from './support/hub.ts';
import { party } from './support/parties.ts';
import { walkSaga } from './support/walk-saga.ts';

const today = new Date().toISOString().slice(0, 10);
const maker = { principal: party('maker@example.com', { roles: ['SALES_OPS'] }), correlationId: 'cor_maker' };
const approver = {
  principal: party('checker@example.com', { roles: ['FINANCE_APPROVER'] }),
  correlationId: 'cor_checker',
};
const saga = amendmentSagas[0]!;

let land: Landscape;
let stage: Backstage;
let orders: Orders;
let amendments: Amendments;
let strict: Amendments;
let approvals: Approvals;
let subjects: Subject[];
let catalogue: Priced[];
let taken = 0;
/** Changes of two subscriptions of one customer get into each other's way, which has a test of its own. */
const customers = new Set<string | null>();

beforeAll(async () => {
  land = await startLandscape({ n: 40, seed: 99 });
  await land.backfill();
  stage = openBackstage(land);
  await openAuditChain(stage.database, 'main');
  orders = createOrders({ bell: createBell(), sagas: createRegistry(amendmentSagas) });
  const defaults = settings.parse({ sources: [] });
  const deps = { ...stage, orders, reportingCurrency: 'USD', settings: defaults.amendments, now: Date.now };
  const always = defaults.approvals.rules
    .filter(({ kind }) => kind === 'AMENDMENT')
    .map((rule) => ({ ...rule, amountFrom: null }));
  amendments = createAmendments({ ...deps, rules: [] });
  strict = createAmendments({ ...deps, rules: always });
  approvals = createApprovals({ database: stage.database }, { AMENDMENT: amendmentEffect(orders) });
  ({ subjects, catalogue } = await readSubjects(stage));
}, 240_000);
afterAll(async () => {
  await approvals?.close();
  await amendments?.close();
  await strict?.close();
  await stage?.close();
  await land?.close();
});

/** Two more of the first item of which there can be more. */
const counted = (items: Subject['items']) => {
  const item = items.find(({ sku }) => !/BASE|ANLY|SUPP|SEC/.test(sku))!;
  return [{ itemId: item.id, priceId: null, quantity: String(Number(item.quantity) + 2) }];
};

const asking = (
  { subscription, items }: Subject,
  more: Partial<AmendmentRequest> = {},
): AmendmentRequest => ({
  subscriptionId: subscription.id,
  type: 'QUANTITY',
  effectiveDate: today,
  expectedVersion: subscription.version,
  items: counted(items),
  coTermWith: null,
  newTermEnd: null,
  autoRenew: null,
  renewalMonths: null,
  reason: 'they asked',
  ...more,
});

/** A further subscription of a customer of whom nobody has changed any, and a preview of a change of it that can be committed. */
async function previewed(of: Amendments = amendments) {
  for (; taken < subjects.length;) {
    const subject = subjects[taken++]!;
    const { customerId } = subject.subscription;
    if (customers.has(customerId)) continue;
    customers.add(customerId);
    const preview = await of.preview(maker, asking(subject));
    if (preview.content.blockers.length === 0) return { subject, preview };
  }
  throw new Error('the world has no further subscription that can be changed');
}
const runOf = async (amendmentId: string) => {
  const { rows } = await stage.database.query<{
    id: string;
    status: string;
    input: AmendmentInput;
    amendment: string;
  }>(
    'select r.id, r.status, r.input, m.status as amendment from amendment m join run r on r.id = m.run_id where m.id = $1',
    [amendmentId],
  );
  return rows[0]!;
};
const eventsOf = async (id: string): Promise<readonly string[]> =>
  (
    await stage.database.query<{ type: string }>(
      'select type from event where subject_id = $1 order by seq',
      [id],
    )
  ).rows.map(({ type }) => type);

describe('a preview', () => {
  it('writes nothing in any system, whether it can be committed or not', async () => {
    const { result, calls } = await land.callsOf(() =>
      Promise.all(
        subjects
          .slice(-40)
          .map((subject) => amendments.preview(maker, asking(subject, { type: 'CANCEL', items: [] }))),
      ),
    );
    const codes = new Set(result.flatMap(({ content }) => content.blockers.map(({ code }) => code)));
    expect(codes.size).toBeGreaterThan(0);
    const written = Object.values(calls)
      .flat()
      .filter(({ outcome }) => outcome === 'APPLIED');
    expect(written.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });

  it('is refused for another version than the one that there is', async () => {
    const subject = subjects[0]!;
    await expect(amendments.preview(maker, asking(subject, { expectedVersion: 77 }))).rejects.toMatchObject({
      code: 'STALE_VERSION',
      message: expect.stringContaining(`version ${subject.subscription.version}`) as unknown,
    });
  });

  it('is refused for what there is not', async () => {
    const subject = { ...subjects[0]!, subscription: { ...subjects[0]!.subscription, id: 'sub_unknown' } };
    await expect(amendments.preview(maker, asking(subject))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('committing a preview', () => {
  it('answers with a run and an amendment, once for one key and once for one preview', async () => {
    const { preview } = await previewed();
    const input = { previewId: preview.id, note: null };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => amendments.commit(maker, 'one key', input)),
    );
    expect(new Set(answers.map(({ amendment }) => amendment.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const { amendment } = answers[0]!;
    expect(amendment).toMatchObject({ status: 'APPLYING', type: 'QUANTITY', reason: 'they asked' });
    expect(await runOf(amendment.id)).toMatchObject({ status: 'QUEUED' });
    await expect(amendments.commit(maker, 'another key', input)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(amendments.commit(maker, 'one key', { ...input, note: 'else' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await eventsOf(amendment.id)).toEqual(['amendment.requested']);
  });

  it('is refused with the first thing that forbids it', async () => {
    const blocked = (
      await Promise.all(
        subjects
          .slice(-40)
          .map((subject) => amendments.preview(maker, asking(subject, { type: 'CANCEL', items: [] }))),
      )
    ).find(({ content }) => content.blockers.length > 0)!;
    await expect(
      amendments.commit(maker, 'blocked', { previewId: blocked.id, note: null }),
    ).rejects.toMatchObject({
      code: blocked.content.blockers[0]!.code,
    });
  });

  it('is refused once the preview has expired, or the subscription has moved', async () => {
    const { preview } = await previewed();
    await stage.database.query(`update amendment_preview set expires_at = now() where id = $1`, [preview.id]);
    await expect(
      amendments.commit(maker, 'late', { previewId: preview.id, note: null }),
    ).rejects.toMatchObject({ code: 'PREVIEW_STALE' });
    const { preview: other, subject } = await previewed();
    await stage.database.query('update entity set version = version + 1 where id = $1', [
      subject.subscription.id,
    ]);
    await expect(
      amendments.commit(maker, 'moved', { previewId: other.id, note: null }),
    ).rejects.toMatchObject({ code: 'PREVIEW_STALE' });
    await expect(
      amendments.commit(maker, 'none', { previewId: 'prv_none', note: null }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is previewed with a warning while another change of the subscription is under way', async () => {
    const { preview, subject } = await previewed();
    const { amendment } = await amendments.commit(maker, 'first', { previewId: preview.id, note: null });
    const { content } = await amendments.preview(maker, asking(subject));
    expect(content.warnings).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining(amendment.id) as string },
    ]);
    await stage.database.transaction((db) => orders.drop(db, () => {}, amendment.runId, 'the next test'));
  });

  it('lets one of two changes of a subscription win, whichever comes first', async () => {
    const { subject } = await previewed();
    let left = await amendments.preview(maker, asking(subject));
    for (let round = 0; round < 100; round++) {
      const both = [left, await amendments.preview(maker, asking(subject))];
      const results = await Promise.allSettled(
        both.map(({ id }, nth) =>
          amendments.commit(maker, `pair ${round} ${nth}`, { previewId: id, note: null }),
        ),
      );
      const won = results.filter((result) => result.status === 'fulfilled');
      const lost = results.filter((result) => result.status === 'rejected');
      expect([won.length, lost.length]).toEqual([1, 1]);
      expect(lost[0]!.reason).toMatchObject({ code: 'STALE_VERSION' });
      const { runId, previewId } = won[0]!.value.amendment;
      // The one that lost is tried again in the next round.
      left = both.find(({ id }) => id !== previewId)!;
      await stage.database.transaction((db) => orders.drop(db, () => {}, runId, 'the next round'));
    }
  }, 120_000);
});

describe('an amendment that others must agree to', () => {
  it('waits for them, and goes on when somebody else has approved it', async () => {
    const { preview } = await previewed(strict);
    expect(preview.approvalsNeeded.map(({ id }) => id)).toEqual(['amendment']);
    const { amendment } = await strict.commit(maker, 'asks', { previewId: preview.id, note: null });
    expect(amendment.status).toBe('PENDING_APPROVAL');
    expect(await runOf(amendment.id)).toMatchObject({ status: 'WAITING_APPROVAL' });
    const [approval] = await approvals.about('AMENDMENT', [amendment.id]);
    expect(approval!.shown).toMatchObject({ impact: { chargeNow: preview.content.impact!.chargeNow } });
    const decision = { approvalId: approval!.id, approve: true, reason: 'good', hash: approval!.hash };
    const self = { ...maker, principal: { ...maker.principal, roles: ['FINANCE_APPROVER' as const] } };
    await expect(approvals.decide(self, 'self', decision)).rejects.toMatchObject({
      code: 'SOD_VIOLATION',
    });
    await approvals.decide(approver, 'other', decision);
    expect(await runOf(amendment.id)).toMatchObject({ status: 'QUEUED', amendment: 'APPLYING' });
    expect(await eventsOf(amendment.id)).toEqual(['amendment.requested', 'amendment.applying']);
  });

  it('is not approved by whoever made the preview up, although a colleague committed it', async () => {
    const { preview } = await previewed(strict);
    const colleague = { principal: party('junior@example.com'), correlationId: 'cor_junior' };
    const { amendment } = await strict.commit(colleague, 'junior', { previewId: preview.id, note: null });
    const [approval] = await approvals.about('AMENDMENT', [amendment.id]);
    const decision = { approvalId: approval!.id, approve: true, reason: 'good', hash: approval!.hash };
    const author = { ...maker, principal: { ...maker.principal, roles: ['FINANCE_APPROVER' as const] } };
    await expect(approvals.decide(author, 'author', decision)).rejects.toMatchObject({
      code: 'SOD_VIOLATION',
    });
    expect(await runOf(amendment.id)).toMatchObject({ status: 'WAITING_APPROVAL' });
  });

  it('ends without a write when they reject it, and the subscription can be changed again', async () => {
    const { preview, subject } = await previewed(strict);
    const { amendment } = await strict.commit(maker, 'rejected', { previewId: preview.id, note: null });
    const [approval] = await approvals.about('AMENDMENT', [amendment.id]);
    await approvals.decide(approver, 'reject', {
      approvalId: approval!.id,
      approve: false,
      reason: 'too dear',
      hash: null,
    });
    expect(await runOf(amendment.id)).toMatchObject({ status: 'CANCELLED', amendment: 'REJECTED' });
    expect((await eventsOf(amendment.id)).at(-1)).toBe('amendment.rejected');
    const again = await amendments.preview(maker, asking(subject));
    expect(
      (await amendments.commit(maker, 'again', { previewId: again.id, note: null })).amendment.status,
    ).toBe('APPLYING');
  });

  it('is not approved once the subscription has changed', async () => {
    const { preview, subject } = await previewed(strict);
    const { amendment } = await strict.commit(maker, 'outdated', { previewId: preview.id, note: null });
    const [approval] = await approvals.about('AMENDMENT', [amendment.id]);
    await stage.database.query('update entity set version = version + 1 where id = $1', [
      subject.subscription.id,
    ]);
    await expect(
      approvals.decide(approver, 'too late', {
        approvalId: approval!.id,
        approve: true,
        reason: 'good',
        hash: null,
      }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await runOf(amendment.id)).toMatchObject({ amendment: 'REJECTED' });
  });

  it('can be called off by whoever asked for it', async () => {
    const { preview } = await previewed(strict);
    const { amendment } = await strict.commit(maker, 'mine', { previewId: preview.id, note: null });
    const { amendment: off } = await strict.cancel(maker, 'off', {
      runId: amendment.runId,
      reason: 'a mistake',
    });
    expect(off.status).toBe('REJECTED');
    const [approval] = await approvals.about('AMENDMENT', [amendment.id]);
    expect(approval!.status).toBe('CANCELLED');
  });
});

describe('the steps of an amendment', () => {
  it('leave everything as it was when they are taken back, and every entry stands', async () => {
    const { preview } = await previewed();
    const { amendment } = await amendments.commit(maker, 'undone', { previewId: preview.id, note: null });
    const { id: runId, input } = await runOf(amendment.id);
    const { order, entitlement } = input.plan;
    const ledger = stage.source('netsuite').roles!.ledger!;
    const billing = stage.source('zuora').roles!.billing!;
    const support = stage.source('zendesk').roles!.support!;
    const look = async () => {
      const { version: _, ...now } = (await billing.subscription(order.subscriptionNumber))!;
      return {
        items: now.items.map(({ quantity, unitPrice, priceId }) => ({
          quantity: Number(quantity),
          unitPrice: Number(unitPrice),
          priceId,
        })),
        termEnd: now.termEnd,
        lines: (await ledger.order(order.subscriptionNumber))!.lines,
        revenue: await ledger.revenue(order.subscriptionNumber),
        entitlement: entitlement && (await support.entitlement(entitlement.customerExternalId)),
      };
    };
    const before = await look();
    const walked = await walkSaga(saga, { ...stage, runId, input });
    expect(walked.names.slice(0, 6)).toEqual([
      'validate',
      'billing-order',
      'billed-as-previewed',
      'ledger-ready',
      'ledger-order',
      'ledger-posting',
    ]);
    expect(await look()).not.toEqual(before);
    await walked.undo();
    expect(await look()).toEqual(before);
    const { id } = walked.results.get('ledger-posting') as { id: string };
    expect(await stage.source('netsuite').fetch('LedgerPosting', [id])).toHaveLength(1);
  });

  it('stop before the first write when billing has moved since', async () => {
    const { preview, subject } = await previewed();
    const { amendment } = await amendments.commit(maker, 'moved in billing', {
      previewId: preview.id,
      note: null,
    });
    const { id: runId, input } = await runOf(amendment.id);
    const billing = stage.source('zuora').roles!.billing!;
    const { orderNumber } = (
      await billing.createOrder.perform(
        { ...input.plan.order, orderNumber: 'ISO-BY-HAND-1' },
        { key: 'by-hand' },
      )
    ).result;
    expect(orderNumber).toBe('ISO-BY-HAND-1');
    const { calls } = await land.callsOf(async () => {
      await expect(walkSaga(saga, { ...stage, runId, input })).rejects.toMatchObject({
        name: 'Refused',
        ends: true,
        findings: [{ code: 'STALE_VERSION' }],
      });
    });
    expect(
      Object.values(calls)
        .flat()
        .filter(({ outcome }) => outcome === 'APPLIED'),
    ).toEqual([]);
    expect(subject.subscription.id).toBe(preview.subscriptionId);
  });

  it('stop before the first write when the month in which revenue was to be caught up is over', async () => {
    const { preview } = await previewed();
    const { amendment } = await amendments.commit(maker, 'a month later', {
      previewId: preview.id,
      note: null,
    });
    const { id: runId, input } = await runOf(amendment.id);
    const at = Date.now() + 32 * 86_400_000;
    const { calls } = await land.callsOf(async () => {
      await expect(walkSaga(saga, { ...stage, runId, input, at })).rejects.toMatchObject({
        ends: true,
        findings: [{ code: 'PREVIEW_STALE', system: 'ERP' }],
      });
    });
    const written = Object.values(calls)
      .flat()
      .filter(({ outcome }) => outcome === 'APPLIED');
    expect(written).toEqual([]);
  });

  it('halt before the entitlement when the ledger refuses, with what a person may choose', async () => {
    const { preview } = await previewed();
    const { amendment } = await amendments.commit(maker, 'closed', { previewId: preview.id, note: null });
    const { id: runId, input } = await runOf(amendment.id);
    const unknown = { ...input.plan.ledger, concerned: [...input.plan.ledger.concerned, 'SEC-AUDIT-M'] };
    const broken = { ...input, plan: { ...input.plan, ledger: unknown } };
    const { calls } = await land.callsOf(async () => {
      await expect(walkSaga(saga, { ...stage, runId, input: broken })).rejects.toMatchObject({
        findings: [
          { code: 'PRODUCT_UNMAPPED', editable: [{ path: 'ledgerItem.SEC-AUDIT-M', type: 'choice' }] },
        ],
      });
    });
    const written = (vendor: keyof typeof calls) =>
      calls[vendor].filter(({ outcome }) => outcome === 'APPLIED').length;
    expect([written('zuora') > 0, written('netsuite'), written('zendesk'), written('salesforce')]).toEqual([
      true,
      0,
      0,
      0,
    ]);
    expect(catalogue.length).toBeGreaterThan(0);
  });
});

describe('a preview of a landscape that is not whole', () => {
  it('names a system that is down, and cannot be committed', async () => {
    const { subject } = await previewed();
    await land.kill('netsuite');
    try {
      const preview = await amendments.preview(maker, asking(subject));
      expect(preview.content.degraded).toEqual(['ERP']);
      expect(preview.content.impact).toBeNull();
      await expect(
        amendments.commit(maker, 'down', { previewId: preview.id, note: null }),
      ).rejects.toMatchObject({ code: 'PREVIEW_STALE' });
    } finally {
      await land.mend();
    }
  });
});
