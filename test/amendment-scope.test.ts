import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AmendmentRequest } from '../src/canonical/amendment.ts';
import { letAmendmentsBe } from './support/amendment-sample.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { party } from './support/parties.ts';
import { letRunsHappen } from './support/samples.ts';

let hub: TestHub;
let previewId: string;
let runId: string;
const amendmentId = 'amd_00000000000000000000000001';
const acting = { principal: party('seller@example.com', { roles: ['SALES_OPS'] }), correlationId: 'cor_1' };

beforeAll(async () => {
  hub = await createTestHub();
  await letRunsHappen(hub);
  const { rows } = await hub.copy.database.query<{ id: string }>('select id from run order by id limit 1');
  runId = rows[0]!.id;
  previewId = await letAmendmentsBe(hub, runId);
});
afterAll(() => hub.close());

/** The hub for whoever sees the customers of one of our companies. */
const seeing = (code: string) =>
  hub.within({ legalEntities: new Set([code]), regions: null, unassigned: false }).amendments;

describe('whoever sees only some customers', () => {
  it('sees the amendments of those, and can have them carried out', async () => {
    const own = seeing('EU01');
    expect((await own.byIds([amendmentId]))[0]).toMatchObject({ id: amendmentId });
    expect((await own.previewsByIds([previewId]))[0]).toMatchObject({ id: previewId });
    const subscriptionId = await hub.idOf('zuora', 'BillingSubscription', 'S-1');
    expect((await own.list([subscriptionId], {})).ids).toEqual([amendmentId]);
    const { amendment } = await own.commit(acting, 'mine', { previewId, note: null });
    expect(amendment).toMatchObject({ status: 'PENDING_APPROVAL', previewId });
  });

  it('is told nothing of the others, as if there were none', async () => {
    const strange = seeing('US01');
    expect(await strange.byIds([amendmentId])).toEqual([null]);
    expect(await strange.previewsByIds([previewId])).toEqual([null]);
    expect(await strange.ofRun(runId)).toBeNull();
    const subscriptionId = await hub.idOf('zuora', 'BillingSubscription', 'S-1');
    expect((await strange.list([subscriptionId], {})).ids).toEqual([]);
    const unknown = { code: 'NOT_FOUND' };
    await expect(strange.commit(acting, 'theirs', { previewId, note: null })).rejects.toMatchObject(unknown);
    await expect(strange.cancel(acting, 'off', { runId, reason: 'no' })).rejects.toMatchObject(unknown);
    const request: AmendmentRequest = {
      subscriptionId,
      type: 'CANCEL',
      effectiveDate: '2026-11-21',
      expectedVersion: 1,
      items: [],
      coTermWith: null,
      newTermEnd: null,
      autoRenew: null,
      renewalMonths: null,
      reason: null,
    };
    await expect(strange.preview(acting, request)).rejects.toMatchObject(unknown);
  });
});
