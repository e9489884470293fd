import { type Client, createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Principal } from '../src/auth/principal.ts';
import type { RowScope } from '../src/canonical/scope.ts';
import { record } from './support/copy.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { convene, type Council, party } from './support/parties.ts';
import { giveRun, type GivenRun, tellRun } from './support/runs.ts';

let hub: TestHub;
let council: Council;
let customer: string;
let other: string;
const clients: Client[] = [];
beforeAll(async () => {
  hub = await createTestHub({ heartbeatMs: 100 });
  council = await convene(hub);
  customer = await hub.idOf('salesforce', 'Account', '002');
  await hub.give('salesforce', 'Customer', [record('Customer', 'salesforce/else', { name: 'Elsewhere' })]);
  other = await hub.idOf('salesforce', 'Account', 'else');
});
afterAll(async () => {
  for (const client of clients) await client.dispose();
  await council.close();
  await hub.close();
});

interface Message {
  readonly __typename: string;
  readonly cursor: string;
  readonly previous?: string;
  readonly nodes?: readonly { readonly id: string }[];
  readonly node?: { readonly id: string; readonly status: string } | null;
  readonly event?: { readonly type: string };
}

interface Listening {
  readonly messages: Message[];
  readonly errors: string[];
  readonly cursor: string | null;
}

/** What a stream of runs has told somebody so far, without heartbeats but with the last cursor. */
function listen(
  args: string,
  after: string | null = null,
  who: Principal = party('watcher@example.com'),
): Listening {
  const client = createClient({
    url: council.served.wsUrl,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${council.token(who)}` },
  });
  clients.push(client);
  const listening = { messages: [] as Message[], errors: [] as string[], cursor: null as string | null };
  client.subscribe<{ workflowRunChanged: Message }>(
    {
      query: `subscription($after: EventCursor) { workflowRunChanged(${args}after: $after) { __typename
        ... on StreamSnapshot { cursor nodes { id } } ... on StreamHeartbeat { cursor }
        ... on StreamChange { cursor previous event { type } node { ... on WorkflowRun { id status } } } } }`,
      variables: { after },
    },
    {
      next({ data, errors }) {
        listening.errors.push(...(errors ?? []).map(({ extensions }) => String(extensions?.['code'])));
        const message = data?.workflowRunChanged;
        listening.cursor = message?.cursor ?? listening.cursor;
        listening.messages.push(
          ...[message ?? []].flat().filter((each) => each.__typename !== 'StreamHeartbeat'),
        );
      },
      error(error) {
        listening.errors.push(JSON.stringify(error));
      },
      complete() {},
    },
  );
  return listening;
}
const begun = (listening: Listening) =>
  eventually('the stream has begun', async () => listening.cursor !== null);
const told = ({ messages }: Listening): string[] =>
  messages.flatMap(({ event, node }) => (event ? [`${event.type} ${node?.id ?? ''}`] : []));
const give = (run: Partial<GivenRun> = {}): Promise<string> =>
  giveRun(hub.copy.database, { subjectId: customer, customerId: customer, ...run });
async function tell(id: string, ...news: Parameters<typeof tellRun>[2]): Promise<void> {
  await tellRun(hub.copy.database, id, news);
  await hub.log.advance();
}

it('begins with the runs that are open, the newest first, and tells of each change with the run as it is', async () => {
  const older = await give({ startedAt: new Date(Date.now() - 1000).toISOString() });
  const over = await give({ status: 'COMPLETED', finishedAt: new Date().toISOString() });
  const id = await give();
  const all = listen('');
  await begun(all);
  expect(all.messages[0]!.nodes).toEqual([{ id }, { id: older }]);
  expect(all.messages[0]!.nodes).not.toContainEqual({ id: over });
  await tell(id, 'step_changed', 'checkpoint');
  await hub.copy.database.query(`update run set status = 'PAUSED' where id = $1`, [id]);
  await tell(id, 'paused');
  await eventually('the pause is told', async () => told(all).length === 3);
  expect(told(all)).toEqual([`run.step_changed ${id}`, `run.checkpoint ${id}`, `run.paused ${id}`]);
  expect(all.messages.at(-1)!.node).toEqual({ id, status: 'PAUSED' });
});

it('tells of one run, or of those of some processes', async () => {
  const [mine, yours] = [await give(), await give({ process: 'QUOTE_TO_CASH' })];
  const one = listen(`runId: "${mine}", `);
  const process = listen('process: [QUOTE_TO_CASH], ');
  await Promise.all([one, process].map(begun));
  expect(one.messages[0]!.nodes).toEqual([{ id: mine }]);
  expect(process.messages[0]!.nodes).toEqual([{ id: yours }]);
  await tell(mine, 'completed');
  await tell(yours, 'completed');
  await eventually('both are told', async () => told(one).length + told(process).length === 2);
  expect([told(one), told(process)]).toEqual([[`run.completed ${mine}`], [`run.completed ${yours}`]]);
  const both = listen(`runId: "${mine}", process: [AMENDMENT], `);
  await eventually('it is refused', async () => both.errors.length > 0);
  expect(both.errors.join()).toContain('INVALID_INPUT');
});

it('goes on behind a cursor without a gap', async () => {
  const id = await give();
  const first = listen(`runId: "${id}", `);
  await begun(first);
  const { cursor } = first;
  await tell(id, 'paused', 'resumed');
  await tell(await give(), 'started');
  await tell(id, 'completed');
  const resumed = listen(`runId: "${id}", `, cursor);
  await eventually('what was missed is told', async () => told(resumed).length === 3);
  expect(told(resumed)).toEqual([`run.paused ${id}`, `run.resumed ${id}`, `run.completed ${id}`]);
  expect(resumed.messages[0]!.previous).toBe(cursor);
});

it('tells a caller with a scope only of runs that concern nothing outside it, as the log does', async () => {
  const scope: RowScope = { legalEntities: new Set(['EU01']), regions: null, unassigned: false };
  const within = hub.within(scope);
  const own = await give();
  const shared = await give({ concerns: [customer, other] });
  const heard: string[] = [];
  const stream = await within.streams.open({
    field: 'workflowRunChanged',
    args: { runId: null, process: null },
    after: null,
    matches: ({ type }) => type.startsWith('run.'),
    snapshot: async () => [],
  });
  const reading = (async () => {
    for await (const message of stream) {
      if ('event' in message) heard.push(message.event.subjectId);
      if (heard.includes(own)) return;
    }
  })();
  await tell(shared, 'completed');
  await tell(own, 'completed');
  await reading;
  expect(heard).toEqual([own]);
  const filter = { types: ['run.completed'], correlationId: null, source: null, from: null, to: null };
  const listed = async (subjectId: string): Promise<number> =>
    (await within.reader.events({ ...filter, subjectId }, {})).ids.length;
  expect([await listed(own), await listed(shared)]).toEqual([1, 0]);
});
