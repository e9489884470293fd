import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrincipal } from '../src/auth/principal.ts';
import { unboundRights } from '../src/auth/rights.ts';
import type { RowScope } from '../src/canonical/scope.ts';
import { settleException } from '../src/workflows/exception-open.ts';
import type { TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { type Answer, type Served, serve } from './support/served.ts';
import { asEngine, type Stopped, stopRun } from './support/stopped.ts';
import { type StreamMessage, streamQuery, watch, type Watching } from './support/stream-client.ts';
import { createTwoBooks } from './support/two-books.ts';

const europe: RowScope = { legalEntities: new Set(['EU01']), regions: null, unassigned: false };

let hub: TestHub;
let served: Served;
let whole: Served;
let ours: Stopped;
let theirs: Stopped;
let both: Stopped;
let none: Stopped;
const open: Watching[] = [];
beforeAll(async () => {
  hub = await createTwoBooks();
  const caller = {
    principal: openPrincipal('main'),
    rights: { ...unboundRights, key: 'europe', scope: europe },
  };
  served = await serve(hub, {}, { access: { admit: () => caller, watch: () => () => {} } });
  whole = await serve(hub);
  const [robotics, globex] = [
    await hub.idOf('salesforce', 'Account', '002'),
    await hub.idOf('salesforce', 'Account', 'g1'),
  ];
  ours = await stopRun(hub, { customerId: robotics });
  theirs = await stopRun(hub, { customerId: globex });
  both = await stopRun(hub, { customerId: robotics, concerns: [robotics, globex] });
  none = await stopRun(hub, { customerId: null });
  await hub.log.advance();
});
afterAll(async () => {
  for (const each of open) each.cut();
  await Promise.all([served.close(), whole.close()]);
  await hub.close();
});

const idsIn = (data: Record<string, unknown> | null | undefined): readonly string[] =>
  (data as { exceptions: { edges: { node: { id: string } }[] } }).exceptions.edges.map(({ node }) => node.id);
const act = (field: string, input: string): Promise<Answer> =>
  served.post(
    `mutation { ${field}(input: { ${input} }) { userErrors { code } results { id ok error { code message } } } }`,
  );
const bare = (answer: Answer, asked: string): string =>
  answer.text.replaceAll(asked, '<id>').replaceAll(/"correlationId":"[^"]*"/g, '');

describe('a caller with a scope', () => {
  it('sees exceptions that concern only what it sees, in lists, sums, groups and by id', async () => {
    const query = `{ exceptions { totalCount moneyAtRisk { amount } edges { node { id customersAffected } } }
      exceptionGroups { count moneyAtRisk { amount } sample { id } } }`;
    const mine = (await served.post(query)).body.data;
    expect([idsIn(mine), mine]).toMatchObject([
      [ours.exceptionId],
      {
        exceptions: {
          totalCount: 1,
          moneyAtRisk: { amount: '1200.00' },
          edges: [{ node: { customersAffected: 1 } }],
        },
        exceptionGroups: [{ count: 1, moneyAtRisk: { amount: '1200.00' }, sample: { id: ours.exceptionId } }],
      },
    ]);
    const all = (await whole.post(query)).body.data;
    expect(idsIn(all).toSorted()).toEqual(
      [ours, theirs, both, none].map(({ exceptionId }) => exceptionId).toSorted(),
    );
  });

  it('is answered for what it does not see as for what there is not', async () => {
    for (const { exceptionId, runId } of [theirs, both, none]) {
      const unknown = 'exc_01k9zzzzzzzzzzzzzzzzzzzzzz';
      const ask = async (id: string): Promise<string> =>
        bare(await served.post(`{ node(id: "${id}") { id } events(subjectId: "${id}") { totalCount } }`), id);
      expect(await ask(exceptionId)).toBe(await ask(unknown));
      const deal = async (id: string): Promise<string> =>
        bare(await act('retryException', `idempotencyKey: "scope-${id}", exceptionIds: ["${id}"]`), id);
      expect(await deal(exceptionId)).toBe(await deal(unknown));
      const { rows } = await hub.copy.database.query<{ status: string }>(
        'select status from run where id = $1',
        [runId],
      );
      expect(rows).toEqual([{ status: 'PAUSED' }]);
    }
  });

  it('does to a cause what it does only to the exceptions that it sees', async () => {
    const { body } = await act(
      'commentException',
      'idempotencyKey: "scope-cause", rootCauseKey: "PRODUCT_UNMAPPED:netsuite:SEC-AUDIT-M", note: "ours"',
    );
    expect(body.data).toEqual({
      commentException: { userErrors: [], results: [{ id: ours.exceptionId, ok: true, error: null }] },
    });
  });

  it('hears of them alone, and of nothing that it does not see, live and behind a cursor', async () => {
    const query = streamQuery('exceptionChanged', 'filter: { process: [AMENDMENT] }', 'node { id }');
    const follow = async (url: string, after: string | null): Promise<StreamMessage[]> => {
      const messages: StreamMessage[] = [];
      open.push(watch(url, query, after, (message) => messages.push(message)));
      await eventually('the beginning', async () => after !== null || messages.length > 0);
      return messages;
    };
    await hub.log.advance();
    const [mine, all] = [await follow(served.wsUrl, null), await follow(whole.wsUrl, null)];
    const tell = async (id: string, key: string): Promise<void> => {
      await whole.post(
        `mutation { commentException(input: { idempotencyKey: "${key}", exceptionIds: ["${id}"], note: "x" }) { replayed } }`,
      );
    };
    for (const [index, { exceptionId }] of [theirs, both, none, ours].entries())
      await tell(exceptionId, `tell-${index}`);
    await asEngine(hub, (db, note) => settleException(db, note, ours.runId, 'SUCCEEDED'));
    await hub.log.advance();
    const told = (messages: readonly StreamMessage[]): string[] =>
      messages.flatMap(({ event, __typename }) =>
        __typename === 'StreamChange' ? [`${event.type} ${event.subjectId}`] : [],
      );
    const last = `exception.auto_resolved ${ours.exceptionId}`;
    for (const each of [mine, all]) await eventually('the last event', async () => told(each).includes(last));
    const own = [`exception.commented ${ours.exceptionId}`, last];
    expect(told(mine)).toEqual(own);
    expect(told(all)).toEqual([
      ...[theirs, both, none].map(({ exceptionId }) => `exception.commented ${exceptionId}`),
      ...own,
    ]);
    const [begin] = mine;
    const behind = await follow(served.wsUrl, begin!.cursor);
    await eventually('what was missed', async () => told(behind).includes(last));
    expect(told(behind)).toEqual(own);
  });
});

describe('a stream of exceptions', () => {
  const messagesOf = async (filter: string) => {
    const messages: { nodes?: { id: string }[]; event?: { type: string; subjectId: string } }[] = [];
    const query = `subscription($after: EventCursor) { exceptionChanged(filter: ${filter}, after: $after) {
      ... on StreamSnapshot { nodes { id } } ... on StreamChange { event { type subjectId } } } }`;
    open.push(watch(whole.wsUrl, query, null, (message) => messages.push(message)));
    await eventually('the snapshot', async () => messages.length > 0);
    return messages;
  };

  it('begins with those that are open and meet the filter, and tells when one is settled', async () => {
    const [small, large] = [
      await stopRun(hub, { process: 'RENEWAL' }),
      await stopRun(hub, { process: 'RENEWAL', moneyAtRisk: { amount: '300000.00', currency: 'USD' } }),
    ];
    await hub.log.advance();
    const filters = [
      '{ process: [RENEWAL], status: [OPEN] }',
      '{ process: [RENEWAL], moneyAtRiskGte: "1200.01" }',
      '{ process: [RENEWAL], severity: [LOW] }',
      '{ process: [RENEWAL], ownerTeam: "support" }',
    ];
    const streams = await Promise.all(filters.map(messagesOf));
    const ids = streams.map(([first]) => first!.nodes!.map(({ id }) => id));
    expect(ids).toEqual([
      [large.exceptionId, small.exceptionId],
      [large.exceptionId],
      [small.exceptionId],
      [],
    ]);
    for (const { runId } of [small, large])
      await asEngine(hub, (db, note) => settleException(db, note, runId, 'SUCCEEDED'));
    await hub.log.advance();
    await eventually('both are settled', async () => streams[0]!.length === 3);
    await eventually('the large one is settled', async () => streams[1]!.length === 2);
    await eventually('the small one is settled', async () => streams[2]!.length === 2);
    expect(streams.map((each) => each.slice(1).map(({ event }) => event!.subjectId))).toEqual([
      [small.exceptionId, large.exceptionId],
      [large.exceptionId],
      [small.exceptionId],
      [],
    ]);
  });

  it('follows what somebody has, and tells when it is given to somebody else', async () => {
    const [mine, other] = [
      await stopRun(hub, { process: 'CANCELLATION' }),
      await stopRun(hub, { process: 'CANCELLATION' }),
    ];
    const viewer = async (): Promise<string> => {
      const { body } = await whole.post('{ viewer { id } }');
      return (body.data as { viewer: { id: string } }).viewer.id;
    };
    const me = await viewer();
    const give = (id: string, assigneeId: string | null, key: string): Promise<Answer> =>
      whole.post(`mutation { assignExceptions(input: { idempotencyKey: "${key}", exceptionIds: ["${id}"],
        assigneeId: ${JSON.stringify(assigneeId)} }) { results { ok } } }`);
    await give(mine.exceptionId, me, 'give-1');
    await hub.log.advance();
    const seen = await messagesOf(`{ process: [CANCELLATION], assigneeId: "${me}" }`);
    expect(seen[0]!.nodes!.map(({ id }) => id)).toEqual([mine.exceptionId]);
    for (const id of [other.exceptionId, mine.exceptionId])
      await whole.post(
        `mutation { commentException(input: { idempotencyKey: "said-${id}", exceptionIds: ["${id}"], note: "x" }) { replayed } }`,
      );
    await give(mine.exceptionId, null, 'give-2');
    await hub.log.advance();
    await eventually('it is given back', async () => seen.length === 3);
    expect(seen.slice(1).map(({ event }) => event)).toEqual([
      { type: 'exception.commented', subjectId: mine.exceptionId },
      { type: 'exception.assigned', subjectId: mine.exceptionId },
    ]);
  });

  it.each([
    'olderThanMs: 5',
    'openedFrom: "2026-01-01T00:00:00Z"',
    'openedTo: "2026-01-01T00:00:00Z"',
    'retrying: true',
  ])('does not follow what time alone decides: %s', async (condition) => {
    const refused: unknown[] = [];
    const query = `subscription { exceptionChanged(filter: { ${condition} }) { __typename } }`;
    open.push(
      watch(
        whole.wsUrl,
        query,
        null,
        () => {},
        (errors) => refused.push(errors),
      ),
    );
    await eventually('the refusal', async () => refused.length > 0);
    expect(JSON.stringify(refused)).toContain('INVALID_INPUT');
  });
});
