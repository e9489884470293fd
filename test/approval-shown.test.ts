import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonRole } from '../src/auth/policy.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { personWith, serviceWith, testAccess } from './support/roles.ts';
import { type Served, serve } from './support/served.ts';

const access = testAccess();
let hub: TestHub;
let served: Served;

const fix = {
  exception: {
    id: 'exc_1',
    runId: 'run_1',
    code: 'PERIOD_CLOSED',
    moneyAtRisk: { amount: '7.00', currency: 'USD' },
  },
  changes: [{ path: 'postingDate', from: '2026-01-31', to: '2026-02-01' }],
};
const change = {
  amendment: {
    id: 'amd_1',
    type: 'QUANTITY',
    subscriptionId: 'sub_1',
    effectiveDate: '2026-02-01',
    changes: [{ from: '1', to: '2' }],
  },
  impact: { chargeNow: { amount: '7.00', currency: 'USD' } },
  previewId: 'prv_1',
};

beforeAll(async () => {
  hub = await createTestHub();
  served = await serve(hub, {}, { access });
  for (const [id, kind, shown] of [
    ['apr_fix', 'DATA_FIX', fix],
    ['apr_change', 'AMENDMENT', change],
  ] as const)
    await hub.copy.database.query(
      `insert into approval (id, kind, status, subject_id, topic, concerns, shown, rule, hash, makers, maker_ids, requested_by,
         correlation_id, expires_at) values ($1, $2, 'PENDING', 'none', $1, '{}', $3, '{}', 'x', '{}', '{}', 'usr_1', 'c', now() + interval '1 day')`,
      [id, kind, JSON.stringify(shown)],
    );
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

/** What somebody is shown of the fix and of the amendment. */
async function shownTo(who: ReturnType<typeof personWith>): Promise<unknown> {
  const { body } = await served.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${access.token(who)}` },
    body: JSON.stringify({
      query: '{ nodes(ids: ["apr_fix", "apr_change"]) { ... on Approval { shown } } }',
    }),
  });
  return (body.data!['nodes'] as { shown: unknown }[]).map(({ shown }) => shown);
}

const { changes: _changes, ...amendment } = change.amendment;
const { moneyAtRisk: _amount, ...exception } = fix.exception;
const blind = [
  { exception, changes: fix.changes },
  { amendment, previewId: 'prv_1' },
];

describe('what others are asked to agree to', () => {
  it.each<PersonRole>(['FINANCE_OPS', 'FINANCE_APPROVER', 'CONTROLLER', 'AUDITOR'])(
    'is shown whole to %s',
    async (role) => {
      expect(await shownTo(personWith(role))).toEqual([fix, change]);
    },
  );

  it.each<PersonRole>(['INTEGRATION', 'STEWARD', 'ADMIN'])(
    'is shown without amounts to %s, who sees none elsewhere',
    async (role) => {
      expect(await shownTo(personWith(role))).toEqual(blind);
    },
  );

  it('is shown to a program with amounts only where it may read what is billed', async () => {
    expect(await shownTo(serviceWith(['approvals:read']))).toEqual(blind);
    expect(await shownTo(serviceWith(['approvals:read', 'billing:read']))).toEqual([fix, change]);
  });
});
