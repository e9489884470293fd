import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrincipal } from '../src/auth/principal.ts';
import { unboundRights } from '../src/auth/rights.ts';
import type { RowScope } from '../src/canonical/scope.ts';
import type { TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { type Served, serve } from './support/served.ts';
import { type StreamMessage, streamQuery, watch, type Watching } from './support/stream-client.ts';
import { createTwoBooks, kept } from './support/two-books.ts';

const europe: RowScope = { legalEntities: new Set(['EU01']), regions: null, unassigned: false };

let hub: TestHub;
let served: Served;
let wholeServed: Served;
let robotics: string;
let globex: string;
const open: Watching[] = [];
beforeAll(async () => {
  hub = await createTwoBooks();
  const caller = {
    principal: openPrincipal('main'),
    rights: { ...unboundRights, key: 'europe', scope: europe },
  };
  served = await serve(hub, {}, { access: { admit: () => caller, watch: () => () => {} } });
  wholeServed = await serve(hub);
  robotics = await hub.idOf('salesforce', 'Account', '002');
  globex = await hub.idOf('salesforce', 'Account', 'g1');
});
afterAll(async () => {
  for (const each of open) each.cut();
  await Promise.all([served.close(), wholeServed.close()]);
  await hub.close();
});

/** Follows a stream from now on, or behind a cursor, until it has told of the last of the events. */
async function told(
  url: string,
  query: string,
  until: string,
  after: string | null,
  meanwhile: () => Promise<unknown> = async () => undefined,
): Promise<readonly StreamMessage[]> {
  const messages: StreamMessage[] = [];
  const watching = watch(url, query, after, (message) => messages.push(message));
  open.push(watching);
  await eventually('the beginning', async () => after !== null || messages.length > 0);
  await meanwhile();
  await eventually('the last event', async () =>
    messages.some((each) => each.event?.type === 'customer.updated' && each.event.subjectId === until),
  );
  watching.cut();
  return messages;
}

let turn = 0;
/** Gives both customers another name, theirs before and behind ours. */
async function rename(): Promise<void> {
  turn += 1;
  const account = (id: string, name: string) => ({
    ...kept('', '', '1'),
    object: 'Account',
    externalId: id,
    keys: [],
    links: {},
    fields: { name: `${name} ${turn}`, status: 'ACTIVE', rawStatus: 'Customer' },
  });
  await hub.give('salesforce', 'Customer', [account('g1', 'Globex')]);
  await hub.give('salesforce', 'Customer', [account('g4', 'Globex Robotics')]);
  await hub.give('salesforce', 'Customer', [account('002', 'Acme Robotics')]);
  await hub.give('salesforce', 'Customer', [account('g1', 'Globex again')]);
  await hub.give('salesforce', 'Customer', [account('g3', 'Acme Nord')]);
}

const chained = (messages: readonly StreamMessage[], from: string | null): boolean => {
  const changes = messages.filter((each) => each.__typename === 'StreamChange');
  const before = [messages[0]!.__typename === 'StreamSnapshot' ? messages[0]!.cursor : from];
  return changes.every(
    (each, index) => each.previous === [...before, ...changes.map(({ cursor }) => cursor)][index],
  );
};
const subjects = (messages: readonly StreamMessage[]): string[] =>
  messages.flatMap((each) => (each.__typename === 'StreamChange' ? each.event.subjectId : []));

describe('a stream within a scope', () => {
  it('tells live only of what lies within, in a chain without gaps', async () => {
    const nord = await hub.idOf('salesforce', 'Account', 'g3');
    const messages = await told(served.wsUrl, streamQuery('eventAppended'), nord, null, rename);
    expect(new Set(subjects(messages))).toEqual(new Set([robotics, nord]));
    expect(chained(messages, null)).toBe(true);
    expect(JSON.stringify(messages)).not.toContain(globex);
  });

  it('tells the same behind a cursor', async () => {
    const nord = await hub.idOf('salesforce', 'Account', 'g3');
    const live = await told(served.wsUrl, streamQuery('eventAppended'), nord, null, rename);
    const cursor = live[0]!.cursor;
    const resumed = await told(served.wsUrl, streamQuery('eventAppended'), nord, cursor);
    const changes = (messages: readonly StreamMessage[]) =>
      messages.filter((each) => each.__typename === 'StreamChange');
    expect(changes(resumed)).toEqual(changes(live));
    expect(chained(resumed, cursor)).toBe(true);
  });

  it('leaves them to whoever may see all', async () => {
    const nord = await hub.idOf('salesforce', 'Account', 'g3');
    const messages = await told(wholeServed.wsUrl, streamQuery('eventAppended'), nord, null, rename);
    expect(subjects(messages)).toContain(globex);
    expect(chained(messages, null)).toBe(true);
  });

  it('of a customer outside is that of an unknown one', async () => {
    const hidden = hub.within(europe);
    const streamOf = async (id: string) => {
      const nothing = await hidden.reader.records([id]);
      const [snapshot] = await served
        .post(`{ node(id: "${id}") { id } customer(id: "${id}") { id } }`)
        .then(({ body }) => [body]);
      return { nothing, snapshot };
    };
    expect(await streamOf(globex)).toEqual(await streamOf('cus_01K9ZZZZZZZZZZZZZZZZZZZZZZ'));
    const messages: StreamMessage[] = [];
    const quiet = watch(served.wsUrl, streamQuery('customerChanged', `id: "${globex}"`), null, (message) =>
      messages.push(message),
    );
    open.push(quiet);
    await eventually('the snapshot', async () => messages.length > 0);
    const nord = await hub.idOf('salesforce', 'Account', 'g3');
    await told(served.wsUrl, streamQuery('eventAppended'), nord, null, rename);
    expect(messages.map((each) => each.__typename)).toEqual(['StreamSnapshot']);
    expect(subjects(messages)).toEqual([]);
  });

  it('of sync statuses shows and tells only of records within', async () => {
    const query = `subscription { syncStatusChanged { ... on StreamSnapshot { cursor nodes { id } } } }`;
    const snapshots: { nodes?: readonly { id: string }[] }[] = [];
    for (const url of [served.wsUrl, wholeServed.wsUrl]) {
      const found: StreamMessage[] = [];
      const watching = watch(url, query, null, (message) => found.push(message));
      open.push(watching);
      await eventually('the snapshot', async () => found.length > 0);
      watching.cut();
      snapshots.push(found[0] as unknown as { nodes: readonly { id: string }[] });
    }
    const theirs = await hub.idOf('zuora', 'Invoice', 'gi');
    const ours = await hub.idOf('zuora', 'Invoice', '2');
    const [scoped, whole] = snapshots.map(({ nodes = [] }) => nodes.map(({ id }) => id));
    expect(scoped).toContain(ours);
    expect(scoped).not.toContain(theirs);
    expect(whole).toContain(theirs);
  });

  it('judges a customer that moved by where it stands now, behind a cursor too', async () => {
    const nord = await hub.idOf('salesforce', 'Account', 'g3');
    const live = await told(served.wsUrl, streamQuery('eventAppended'), nord, null, rename);
    await hub.give('netsuite', 'Customer', [kept('83', 'g3', '1')]);
    await rename();
    const resumed = await told(served.wsUrl, streamQuery('eventAppended'), robotics, live[0]!.cursor);
    expect(new Set(subjects(resumed))).toEqual(new Set([robotics]));
    await hub.give('netsuite', 'Customer', [kept('83', 'g3', '2')]);
  });
});
