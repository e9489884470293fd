import { type Client, createClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Principal } from '../src/auth/principal.ts';
import { hubActor } from '../src/canonical/audit.ts';
import { record } from './support/copy.ts';
import { linkNames } from '../src/workflows/alias.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { convene, type Council, party } from './support/parties.ts';

let hub: TestHub;
let council: Council;
const clients: Client[] = [];
beforeAll(async () => {
  hub = await createTestHub({ heartbeatMs: 100 });
  council = await convene(hub);
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
  readonly node?: { readonly id: string; readonly status: string };
  readonly event?: { readonly type: string };
}

/** What a stream of approvals has told somebody so far, without heartbeats but with the last cursor. */
interface Listening {
  readonly messages: Message[];
  readonly cursor: string | null;
}

function listen(who: Principal, mine: boolean, after: string | null = null): Listening {
  const client = createClient({
    url: council.served.wsUrl,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${council.token(who)}` },
  });
  clients.push(client);
  const listening = { messages: [] as Message[], cursor: null as string | null };
  client.subscribe<{ approvalChanged: Message }>(
    {
      query: `subscription($mine: Boolean, $after: EventCursor) { approvalChanged(mine: $mine, after: $after) { __typename
        ... on StreamSnapshot { cursor nodes { id } } ... on StreamHeartbeat { cursor }
        ... on StreamChange { cursor previous event { type } node { ... on Approval { id status } } } } }`,
      variables: { mine, after },
    },
    {
      next({ data }) {
        const message = data!.approvalChanged;
        listening.cursor = message.cursor;
        if (message.__typename !== 'StreamHeartbeat') listening.messages.push(message);
      },
      error() {},
      complete() {},
    },
  );
  return listening;
}
const begun = (listening: Listening) =>
  eventually('the stream has begun', async () => listening.cursor !== null);

let made = 0;
async function ask(who: Principal): Promise<string> {
  made += 1;
  for (const side of ['L', 'R'])
    await hub.give('salesforce', 'Customer', [
      record('Customer', `salesforce/${side}${made}`, { name: side }),
    ]);
  const [survivorId, absorbedId] = await Promise.all(
    ['L', 'R'].map((side) => hub.idOf('salesforce', 'Account', `${side}${made}`)),
  );
  const { approval } = await council.run(who, 'mergeCustomers', { survivorId, absorbedId });
  await hub.log.advance();
  return approval!.id;
}
const told = ({ messages }: Listening): string[] =>
  messages.flatMap(({ event, node }) => (event ? [`${event.type} ${node?.id ?? ''}`] : []));

it("tells each what concerns it: what it asked for under any name, and what it may decide; nobody hears what is another one's", async () => {
  const supports = ['one', 'two'].map((name) => party(`${name}@example.com`, { roles: ['SUPPORT'] }));
  const [one, two] = supports as [Principal, Principal];
  await linkNames(hub.copy.database, hubActor, ['one@example.com', 'uno@example.com']);
  const waiting = await ask(party('uno@example.com'));
  const [mine, yours, deciders, all] = [
    listen(one, true),
    listen(two, true),
    listen(party('steward@example.com'), true),
    listen(two, false),
  ];
  await Promise.all([mine, yours, deciders, all].map(begun));
  expect(mine.messages[0]!.nodes).toEqual([{ id: waiting }]);
  expect(yours.messages[0]!.nodes).toEqual([]);
  expect(deciders.messages[0]!.nodes).toEqual([{ id: waiting }]);

  const [byOne, byTwo] = [await ask(one), await ask(two)];
  await council.decide(party('steward@example.com'), byOne);
  await hub.log.advance();
  const last = `approval.approved ${byOne}`;
  for (const each of [mine, deciders, all])
    await eventually('the decision is told', async () => told(each).includes(last));
  await eventually('the request is told', async () => told(yours).length > 0);
  expect(told(mine)).toEqual([`approval.requested ${byOne}`, last]);
  expect(told(yours)).toEqual([`approval.requested ${byTwo}`]);
  expect(told(deciders)).toEqual([`approval.requested ${byOne}`, `approval.requested ${byTwo}`, last]);
  expect(told(all)).toEqual(told(deciders));
  // The state is that of now: it was decided before the message was made.
  expect(all.messages.at(-1)!.node).toEqual({ id: byOne, status: 'APPROVED' });
});

it('is not shared by those who act through one account', async () => {
  const account = 'https://idp.example|shared';
  const holder = party('holder@example.com', { roles: ['SUPPORT'], account });
  const delegate = { ...holder, actors: ['delegate@example.com'] };
  const [acting, alone] = [listen(delegate, true), listen(holder, true)];
  await Promise.all([acting, alone].map(begun));
  const asked = await ask(party('delegate@example.com'));
  await eventually('the delegate is told', async () => told(acting).length > 0);
  const own = await ask(holder);
  await eventually('the holder is told', async () => told(alone).length > 0);
  expect(told(acting)[0]).toBe(`approval.requested ${asked}`);
  expect(told(alone)).toEqual([`approval.requested ${own}`]);
});

it("goes on behind a cursor without a gap, and takes no cursor of somebody else's view", async () => {
  const who = party('resume@example.com', { roles: ['SUPPORT'] });
  const first = listen(who, true);
  await begun(first);
  const cursor = first.cursor!;
  const missed = [await ask(who), await ask(party('other@example.com')), await ask(who)];
  const resumed = listen(who, true, cursor);
  await eventually('what was missed is told', async () => told(resumed).length === 2);
  expect(told(resumed)).toEqual([`approval.requested ${missed[0]}`, `approval.requested ${missed[2]}`]);
  expect(resumed.messages[0]!.previous).toBe(cursor);
  const stranger = party('stranger@example.com', { roles: ['SUPPORT'] });
  const refused = await hub.streams
    .open({
      field: 'approvalChanged',
      args: { mine: stranger.account },
      after: cursor,
      matches: () => true,
      snapshot: async () => [],
    })
    .catch((error: { code: string }) => error.code);
  expect(refused).toBe('CURSOR_INVALID');
});
