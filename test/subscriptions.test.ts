import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { CanonicalEvent } from '../src/canonical/event.ts';
import { ulid } from '../src/canonical/id.ts';
import { createStreams } from '../src/events/streams.ts';
import { ingest } from '../src/sync/ingest.ts';
import { anEvent } from './support/events.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { type Served, serve } from './support/served.ts';

const heartbeatMs = 150;
let hub: TestHub;
let served: Served;
let robotics: string;
let group: string;
beforeAll(async () => {
  hub = await createTestHub({ heartbeatMs });
  served = await serve(hub);
  robotics = await hub.idOf('salesforce', 'Account', '002');
  group = await hub.idOf('salesforce', 'Account', '001');
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

interface Message {
  readonly __typename: string;
  readonly cursor: string;
  readonly previous?: string;
  readonly eventId?: string;
  readonly kind?: string;
  readonly code?: string;
  readonly nodes?: readonly Record<string, unknown>[];
  readonly node?: Record<string, unknown> | null;
  readonly event?: { readonly type: string; readonly subjectId: string; readonly sequence: number };
  readonly lagMs?: number;
}
type Result = {
  data?: Record<string, Message>;
  errors?: readonly { extensions?: Record<string, unknown> }[];
};

const document = (field: string, types = '', args = ''): string => `
  subscription Stream($after: EventCursor${types}) {
    ${field}(after: $after${args}) {
      __typename
      ... on StreamSnapshot { cursor at nodes { id ... on Customer { name } ... on SourceSystem { instance: name } } }
      ... on StreamChange {
        cursor previous eventId kind
        node { id ... on Customer { name } ... on Invoice { number } ... on SourceSystem { instance: name } }
        event { id type subjectId sequence state correlationId source { name } }
      }
      ... on StreamHeartbeat { cursor at lagMs }
      ... on StreamReset { code oldestAvailable missedAtLeast }
    }
  }`;
const documents = {
  customerChanged: document('customerChanged', ', $id: ID!', ', id: $id'),
  syncStatusChanged: document(
    'syncStatusChanged',
    ', $customerId: ID, $systems: [SystemKind!]',
    ', customerId: $customerId, systems: $systems',
  ),
  eventAppended: document(
    'eventAppended',
    ', $types: [String!], $subjectId: ID',
    ', types: $types, subjectId: $subjectId',
  ),
  sourceHealthChanged: document('sourceHealthChanged'),
};

/** One subscription over a socket of its own. */
interface Listening {
  readonly messages: Message[];
  readonly results: Result[];
  /** The next message of a type that has not been waited for yet. */
  next(type: string): Promise<Message>;
  stop(): Promise<void>;
}

function listen(
  field: keyof typeof documents,
  variables: Record<string, unknown> = {},
  query = documents[field],
  url = served.wsUrl,
): Listening {
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
  const messages: Message[] = [];
  const results: Result[] = [];
  let waited = 0;
  client.subscribe<Record<string, Message>>(
    { query, variables },
    {
      next(result) {
        results.push(result as Result);
        if (result.data) messages.push(Object.values(result.data)[0]!);
      },
      error: (error) => results.push({ errors: error as Result['errors'] }),
      complete() {},
    },
  );
  return {
    messages,
    results,
    next: (type) =>
      eventually(`a ${type}`, async () => {
        const refused = results.find(({ data }) => !data);
        if (refused) throw new Error(JSON.stringify(refused));
        const at = messages.findIndex((message, index) => index >= waited && message.__typename === type);
        if (at < 0) return undefined;
        waited = at + 1;
        return messages[at];
      }),
    stop: async () => {
      await client.dispose();
    },
  };
}

/** What a subscription that is refused answers. */
async function refusal(field: keyof typeof documents, variables: Record<string, unknown>): Promise<unknown> {
  const listening = listen(field, variables);
  const result = await eventually('an answer', async () => listening.results[0]);
  await listening.stop();
  return result.errors?.[0]?.extensions?.['code'];
}

const health = (instance: string): CanonicalEvent => ({
  ...anEvent(`src_${instance}`),
  type: 'source.health_changed',
  customerId: null,
  entityVersion: null,
  source: null,
});
const about = (subjectId: string, customerId: string | null, source: string): CanonicalEvent => ({
  ...anEvent(subjectId),
  type: 'invoice.updated',
  entityVersion: null,
  customerId,
  source,
});

describe('customerChanged', () => {
  it('shows the customer and then every change of it, as it is after the change', async () => {
    const listening = listen('customerChanged', { id: robotics });
    const snapshot = await listening.next('StreamSnapshot');
    expect(snapshot.nodes).toEqual([{ id: robotics, name: 'Acme Robotics' }]);
    const shelf = hub.shelves.salesforce.records.find(
      (each) => each.kind === 'Customer' && each.externalId === '002',
    )!;
    const renamed = { ...shelf, fields: { ...shelf.fields, name: 'Acme Robots' }, version: 'later' };
    await ingest(
      { ...hub.copy, changed: () => {} },
      { instance: 'salesforce', kind: 'Customer', records: [renamed], askedAt: new Date().toISOString() },
    );
    await hub.log.advance();
    const change = await listening.next('StreamChange');
    expect(change).toMatchObject({
      kind: 'UPDATED',
      node: { id: robotics },
      event: { id: change.eventId, type: 'customer.updated', subjectId: robotics, state: 'APPLIED' },
    });
    await listening.stop();
  });

  it('tells of what belongs to the customer, and of nothing else', async () => {
    const invoice = await hub.idOf('zuora', 'Invoice', '2');
    const listening = listen('customerChanged', { id: robotics });
    const { cursor } = await listening.next('StreamSnapshot');
    await hub.log.append(about(invoice, group, 'zuora'), about(invoice, robotics, 'zuora'));
    const change = await listening.next('StreamChange');
    expect(change).toMatchObject({ previous: expect.any(String), node: { id: invoice, number: 'INV-2' } });
    expect(listening.messages.filter(({ __typename }) => __typename === 'StreamChange')).toHaveLength(1);
    expect(cursor).not.toBe(change.cursor);
    await listening.stop();
  });

  it('follows a customer that is absorbed by another, behind a cursor just as live', async () => {
    const [absorbed, survivor] = [`cus_${ulid()}`, `cus_${ulid()}`];
    const listening = listen('customerChanged', { id: absorbed });
    const { cursor } = await listening.next('StreamSnapshot');
    await hub.log.append(about(`inv_${ulid()}`, survivor, 'zuora'));
    const [merge, later] = [
      {
        ...anEvent(absorbed),
        type: 'customer.merged',
        change: 'DELETED' as const,
        customerId: survivor,
        entityVersion: null,
        data: { record: { id: absorbed, kind: 'Customer' }, survivorId: survivor },
      },
      about(`inv_${ulid()}`, survivor, 'zuora'),
    ];
    await hub.log.append(merge);
    await hub.log.append(later);
    const resumed = listen('customerChanged', { id: absorbed, after: cursor });
    for (const each of [listening, resumed])
      for (const { id } of [merge, later]) expect((await each.next('StreamChange')).eventId).toBe(id);
    await listening.stop();
    await resumed.stop();
  });

  it('shows no node for what is gone', async () => {
    const listening = listen('customerChanged', { id: group });
    await listening.next('StreamSnapshot');
    await hub.log.append({
      ...about(`inv_${ulid()}`, group, 'zuora'),
      type: 'invoice.deleted',
      change: 'DELETED',
    });
    expect(await listening.next('StreamChange')).toMatchObject({ kind: 'DELETED', node: null });
    await listening.stop();
  });
});

describe('syncStatusChanged', () => {
  it('tells what some systems say of a customer, and how they are', async () => {
    const listening = listen('syncStatusChanged', { customerId: robotics, systems: ['BILLING', 'ERP'] });
    expect((await listening.next('StreamSnapshot')).nodes).toMatchObject([{ id: robotics }]);
    const wanted = [about(`inv_${ulid()}`, robotics, 'zuora'), health('netsuite')];
    const status: CanonicalEvent = {
      ...about(robotics, robotics, ''),
      type: 'sync.status_changed',
      source: null,
      data: { instance: 'zuora', status: 'FAILED' },
    };
    await hub.log.append(
      about(`inv_${ulid()}`, robotics, 'salesforce'),
      wanted[0]!,
      about(`inv_${ulid()}`, group, 'zuora'),
      health('zendesk'),
      wanted[1]!,
      status,
    );
    for (const { id } of [...wanted, status]) expect((await listening.next('StreamChange')).eventId).toBe(id);
    expect(listening.messages.at(-1)).toMatchObject({ node: { id: robotics } });
    await listening.stop();
  });

  it('tells of every customer and system when none is named', async () => {
    const listening = listen('syncStatusChanged');
    await listening.next('StreamSnapshot');
    const events = [about(`inv_${ulid()}`, null, 'salesforce'), health('zendesk')];
    await hub.log.append(...events);
    for (const { id } of events) expect((await listening.next('StreamChange')).eventId).toBe(id);
    await listening.stop();
  });
});

describe('eventAppended', () => {
  it('tells of the types and the subject asked for', async () => {
    const [one, other] = [`inv_${ulid()}`, `inv_${ulid()}`];
    const all = listen('eventAppended');
    const some = listen('eventAppended', { types: ['invoice.*', 'source.health_changed'] });
    const single = listen('eventAppended', { subjectId: other });
    for (const each of [all, some, single]) expect((await each.next('StreamSnapshot')).nodes).toEqual([]);
    const events = [anEvent(), about(one, null, 'zuora'), health('zuora'), about(other, null, 'zuora')];
    await hub.log.append(...events);
    const ids = events.map(({ id }) => id);
    for (const id of ids) expect((await all.next('StreamChange')).eventId).toBe(id);
    for (const id of ids.slice(1)) expect((await some.next('StreamChange')).eventId).toBe(id);
    expect((await single.next('StreamChange')).eventId).toBe(ids[3]);
    expect(single.messages.filter(({ __typename }) => __typename === 'StreamChange')).toHaveLength(1);
    for (const each of [all, some, single]) await each.stop();
  });
});

describe('sourceHealthChanged', () => {
  it('shows every source and then each change of one', async () => {
    const listening = listen('sourceHealthChanged');
    expect((await listening.next('StreamSnapshot')).nodes).toHaveLength(4);
    await hub.log.append(anEvent(), health('zendesk'));
    expect(await listening.next('StreamChange')).toMatchObject({
      node: { id: 'src_zendesk', instance: 'zendesk' },
      event: { type: 'source.health_changed' },
    });
    await listening.stop();
  });
});

describe('a subscription', () => {
  it.each([
    ['INVALID_INPUT', 'customerChanged', { id: 'inv_x' }],
    ['INVALID_INPUT', 'customerChanged', { id: 'x'.repeat(10_000) }],
    ['INVALID_INPUT', 'syncStatusChanged', { customerId: '' }],
    ['BAD_USER_INPUT', 'syncStatusChanged', { systems: ['NOTHING'] }],
    ['INVALID_INPUT', 'eventAppended', { types: ['nothing.*'] }],
    ['INVALID_INPUT', 'eventAppended', { types: ['*'] }],
    ['INVALID_INPUT', 'eventAppended', { subjectId: 'nobody' }],
    ['CURSOR_INVALID', 'eventAppended', { after: 'forged' }],
    ['INVALID_INPUT', 'eventAppended', { after: 'x'.repeat(10_000) }],
    ['BAD_USER_INPUT', 'customerChanged', {}],
  ] as const)('is refused with %s for what %s cannot be asked: %j', async (code, field, variables) => {
    expect(await refusal(field, variables)).toBe(code);
    expect(served.streams()).toMatchObject({ clients: 0, groups: 0 });
  });

  it('refuses the cursor of another one', async () => {
    const listening = listen('customerChanged', { id: robotics });
    const { cursor } = await listening.next('StreamSnapshot');
    await listening.stop();
    expect(await refusal('customerChanged', { id: group, after: cursor })).toBe('CURSOR_INVALID');
    expect(await refusal('eventAppended', { after: cursor })).toBe('CURSOR_INVALID');
  });

  it('goes on behind a cursor with all that was missed, then says so, and its chain never breaks', async () => {
    const first = listen('eventAppended');
    const { cursor } = await first.next('StreamSnapshot');
    await first.stop();
    const missed = await hub.log.append(...Array.from({ length: 200 }, () => anEvent()));
    const second = listen('eventAppended', { after: cursor });
    const beat = await second.next('StreamHeartbeat');
    const [live] = await hub.log.append(anEvent());
    await second.next('StreamChange');
    const told = second.messages.slice(0, second.messages.findIndex((each) => each.eventId === live!.id) + 1);
    expect(told.filter(({ eventId }) => eventId).map(({ eventId }) => eventId)).toEqual(
      [...missed, live!].map(({ id }) => id),
    );
    expect(told.indexOf(beat)).toBeGreaterThanOrEqual(missed.length);
    expect(beat.lagMs).toBeGreaterThanOrEqual(0);
    unbroken(cursor, told);
    await second.stop();
  });

  it('is told to start over when what it missed is no longer kept, and ends', async () => {
    const first = listen('eventAppended');
    const { cursor } = await first.next('StreamSnapshot');
    await first.stop();
    const [lost] = await hub.log.append(anEvent(), anEvent());
    await hub.copy.database.query('delete from event where position <= $1', [lost!.position]);
    await hub.copy.database.query('update event_head set oldest = $1', [lost!.position + 1]);
    const client = createClient({ url: served.wsUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
    const results: unknown[] = [];
    for await (const { data } of client.iterate({
      query: documents.eventAppended,
      variables: { after: cursor },
    }))
      results.push(data);
    expect(results).toEqual([
      {
        eventAppended: {
          __typename: 'StreamReset',
          code: 'CURSOR_EXPIRED',
          oldestAvailable: expect.any(String),
          missedAtLeast: expect.any(Number),
        },
      },
    ]);
    await client.dispose();
  });

  it('keeps a chain without a break for every client, whenever it comes and however often it is cut', async () => {
    let writing = true;
    const written: string[] = [];
    const writer = (async () => {
      while (writing) {
        const events = await hub.log.append(
          ...Array.from({ length: 1 + Math.floor(Math.random() * 5) }, () => anEvent()),
        );
        written.push(...events.map(({ id }) => id));
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
      }
    })();
    const heard = await Promise.all(
      Array.from({ length: 8 }, async () => {
        let last: string | null = null;
        const told: string[] = [];
        for (let cut = 0; cut < 12; cut++) {
          const listening = listen('eventAppended', { after: last });
          const enough = 1 + Math.floor(Math.random() * 40);
          await eventually('some messages', async () => listening.messages.length >= enough);
          await listening.stop();
          last = unbroken(last, listening.messages);
          told.push(...listening.messages.flatMap(({ eventId }) => eventId ?? []));
        }
        return told;
      }),
    ).finally(() => (writing = false));
    await writer;
    for (const told of heard) {
      const from = written.indexOf(told[0]!);
      expect(told).toEqual(written.slice(from, from + told.length));
    }
    await eventually('nothing is left', async () => served.streams().clients === 0);
    expect(hub.log.followers()).toBe(0);
  });

  it('goes on at another node', async () => {
    const secret = Buffer.alloc(32, 7);
    const nodes = await Promise.all(
      [1, 2].map(() => serve({ ...hub, streams: createStreams({ log: hub.log, secret, heartbeatMs }) })),
    );
    const here = listen('customerChanged', { id: robotics }, documents.customerChanged, nodes[0]!.wsUrl);
    const { cursor } = await here.next('StreamSnapshot');
    await here.stop();
    const [event] = await hub.log.append(about(`inv_${ulid()}`, robotics, 'zuora'));
    const there = listen(
      'customerChanged',
      { id: robotics, after: cursor },
      documents.customerChanged,
      nodes[1]!.wsUrl,
    );
    expect(await there.next('StreamChange')).toMatchObject({ eventId: event!.id, previous: cursor });
    await there.stop();
    for (const node of nodes) await node.close();
  });

  it('tells the errors of one message and goes on', async () => {
    const troubled = await serve({
      ...hub,
      reader: {
        ...hub.reader,
        records: async (ids) => {
          if (ids.includes('inv_broken')) throw new Error('secret of the database');
          return hub.reader.records(ids);
        },
      },
    });
    const listening = listen('eventAppended', {}, documents.eventAppended, troubled.wsUrl);
    await listening.next('StreamSnapshot');
    await hub.log.append(about('inv_broken', null, 'zuora'));
    const [sound] = await hub.log.append(anEvent());
    await listening.next('StreamChange');
    expect((await listening.next('StreamChange')).eventId).toBe(sound!.id);
    const failed = listening.results.find(({ errors }) => errors)!;
    expect(failed.errors).toMatchObject([
      { message: expect.not.stringContaining('secret'), extensions: { code: 'INTERNAL' } },
    ]);
    expect(failed.data!['eventAppended']).toMatchObject({ node: null, eventId: expect.any(String) });
    await listening.stop();
    await troubled.close();
  });

  it('leaves nothing behind when it is completed, cut, or its server closes', async () => {
    const own = await serve(hub);
    const completed = listen('customerChanged', { id: robotics }, documents.customerChanged, own.wsUrl);
    const cut = new WebSocket(own.wsUrl, 'graphql-transport-ws');
    cut.on('open', () => cut.send('{"type":"connection_init"}'));
    cut.once('message', () =>
      cut.send(
        JSON.stringify({ id: '1', type: 'subscribe', payload: { query: documents.sourceHealthChanged } }),
      ),
    );
    const kept = listen('sourceHealthChanged', {}, documents.sourceHealthChanged, own.wsUrl);
    await completed.next('StreamSnapshot');
    await kept.next('StreamSnapshot');
    await eventually('three clients', async () => own.streams().clients === 3);
    expect(own.streams().groups).toBe(2);
    await completed.stop();
    await eventually('one group less', async () => own.streams().groups === 1);
    cut.terminate();
    await eventually('one client', async () => own.streams().clients === 1);
    expect(hub.log.followers()).toBe(1);
    await own.close();
    await eventually('nobody', async () => own.streams().clients === 0 && own.streams().groups === 0);
    expect(hub.log.followers()).toBe(0);
    await kept.stop();
  });
});

/** Checks that each change follows the message before it; returns the last cursor. */
function unbroken(from: string | null, messages: readonly Message[]): string | null {
  let last = from;
  for (const { __typename, cursor, previous } of messages) {
    if (__typename === 'StreamChange') expect(previous).toBe(last);
    last = cursor;
  }
  return last;
}
