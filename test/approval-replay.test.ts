import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { convene, type Council, party, type Payload } from './support/parties.ts';

let hub: TestHub;
let council: Council;
beforeAll(async () => {
  const rule = {
    id: 'replay',
    name: 'Replays of three events or more',
    kind: 'REPLAY',
    recordsFrom: 3,
    amountFrom: null,
    legalEntities: null,
    approverRoles: ['INTEGRATION'],
    approvals: 1,
    expiresAfterHours: 24,
  } as const;
  hub = await createTestHub({ rules: [rule] });
  council = await convene(hub);
});
afterAll(async () => {
  await council.close();
  await hub.close();
});

const maker = party('maker@example.com', { roles: ['INTEGRATION', 'ADMIN'] });
const checker = party('checker@example.com', { roles: ['INTEGRATION'] });
const many = { types: ['invoice.*'], mode: 'LIVE' };

const replay = (input: object): Promise<Payload> => council.run(maker, 'replayEvents', input);
const state = async (
  id: string,
): Promise<{ status: string; error: string | null; applied: number; matched: number }> =>
  (
    await council.data<{ node: { status: string; error: string | null; applied: number; matched: number } }>(
      maker,
      `{ node(id: "${id}") { ... on Replay { status error applied matched } } }`,
    )
  ).node;
const ended = (id: string) =>
  eventually('the replay has ended', async () => {
    const now = await state(id);
    return now.status !== 'QUEUED' && now.status !== 'RUNNING' && now;
  });

describe('a replay', () => {
  it('of few events, or one that only counts, begins at once', async () => {
    const invoice = await hub.idOf('zuora', 'Invoice', '1');
    for (const input of [
      { subjectId: invoice, mode: 'LIVE' },
      { ...many, mode: 'DRY_RUN' },
    ]) {
      const started = await replay(input);
      expect(started).toMatchObject({ userErrors: [], approval: null, replay: { status: 'QUEUED' } });
      expect((await ended(started.replay!.id)).status).toBe('COMPLETED');
    }
  });

  it('of many waits until somebody else has approved exactly it, and then runs', async () => {
    const asked = await replay(many);
    expect(asked).toMatchObject({
      userErrors: [],
      replay: { status: 'WAITING_APPROVAL' },
      approval: { status: 'PENDING' },
    });
    const { node } = await council.data<{ node: { shown: object; subject: object } }>(
      checker,
      `{ node(id: "${asked.approval!.id}") { ... on Approval { shown subject { ... on Replay { id status } } } } }`,
    );
    const { id } = asked.replay!;
    expect(node).toEqual({
      shown: {
        replay: id,
        filter: { types: expect.any(Array) as unknown[] },
        mode: 'LIVE',
        ratePerSecond: 50,
        matched: 3,
      },
      subject: { id, status: 'WAITING_APPROVAL' },
    });
    expect(await council.decide(maker, asked.approval!.id)).toMatchObject({
      userErrors: [{ code: 'SOD_VIOLATION' }],
    });
    expect((await state(id)).status).toBe('WAITING_APPROVAL');
    await council.decide(checker, asked.approval!.id);
    expect(await ended(id)).toMatchObject({ status: 'COMPLETED', matched: 3, error: null });
  });

  it('that is rejected, or that nobody decides in time, is cancelled and says why', async () => {
    const [rejected, expired] = [await replay(many), await replay(many)];
    await council.decide(checker, rejected.approval!.id, false);
    expect(await state(rejected.replay!.id)).toMatchObject({
      status: 'CANCELLED',
      error: `The approval ${rejected.approval!.id} was rejected.`,
    });
    await hub.copy.database.query(
      `update approval set expires_at = now() - interval '1 second' where id = $1`,
      [expired.approval!.id],
    );
    const over = await eventually('it is swept', async () => {
      await hub.governance.approvals.sweep();
      const now = await state(expired.replay!.id);
      return now.status !== 'WAITING_APPROVAL' && now;
    });
    expect(over).toMatchObject({ status: 'CANCELLED', error: expect.stringContaining('in time') as string });
  });

  it('asked for fifty times with one key waits once, for one approval', async () => {
    const input = { ...many, idempotencyKey: 'fifty' };
    const answers = await Promise.all(Array.from({ length: 50 }, () => replay(input)));
    expect(new Set(answers.map((each) => JSON.stringify({ ...each, replayed: null }))).size).toBe(1);
    const { rows } = await hub.copy.database.query<{ count: number }>(
      'select count(*)::int as count from approval where subject_id = $1',
      [answers[0]!.replay!.id],
    );
    expect(rows).toEqual([{ count: 1 }]);
    expect(await replay({ ...input, mode: 'DRY_RUN' })).toMatchObject({
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
  });

  it('has a key of the account that asked: nobody is answered with what another one asked for', async () => {
    const input = { ...many, idempotencyKey: 'shared' };
    const other = (wish: object) => council.run(checker, 'replayEvents', wish);
    const [own, others] = [await replay(input), await other(input)];
    expect(others).toMatchObject({ replayed: false, userErrors: [] });
    expect(others.replay!.id).not.toBe(own.replay!.id);
    expect(await other({ ...input, mode: 'DRY_RUN', idempotencyKey: 'shared' })).toMatchObject({
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }],
    });
    expect(await other({ ...many, mode: 'DRY_RUN', idempotencyKey: 'fifty' })).toMatchObject({
      userErrors: [],
    });
  });

  it('and its release are in the audit', async () => {
    const asked = await replay(many);
    await council.decide(checker, asked.approval!.id);
    const { rows } = await hub.copy.database.query<{ action: string; person: string }>(
      'select action, person from audit_entry where subject = $1 order by seq',
      [asked.replay!.id],
    );
    expect(rows).toEqual([
      { action: 'replay.requested', person: maker.person },
      { action: 'replay.released', person: checker.person },
    ]);
  });
});
