import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { TypedDocument } from '../../console/client/document.ts';
import { createStreams, type StreamMessage, type Streams } from '../../console/client/stream.ts';
import { operationId } from '../../src/canonical/operation.ts';
import { appendEvents } from '../../src/store/event.ts';
import { anEvent } from '../support/events.ts';
import { type Guarded, serveGuarded } from '../support/guarded.ts';
import { eventually } from '../support/hub.ts';
import { nowSeconds } from '../support/issuer.ts';

// The page's own client of streams, against a hub, over a line that breaks and loses things.

const text = `subscription Told($after: EventCursor) { eventAppended(after: $after) { __typename
  ... on StreamSnapshot { cursor } ... on StreamHeartbeat { cursor } ... on StreamReset { code missedAtLeast }
  ... on StreamChange { cursor previous event { id } } } }`;
const told: TypedDocument<unknown, { after: string }> = {
  kind: 'Document',
  definitions: [],
  documentId: operationId(text),
};

/** A line to the hub, which can be cut, and can lose the next change that the hub tells. */
async function openLine(wsUrl: string) {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  const open = new Set<WebSocket>();
  let lose = 0;
  let answers = true;
  sockets.on('connection', (near, request) => {
    if (!answers) return near.terminate();
    const far = new WebSocket(wsUrl, near.protocol, { headers: { origin: request.headers.origin ?? '' } });
    const early: string[] = [];
    open.add(near).add(far);
    near.on('message', (data: Buffer) => {
      if (far.readyState === far.OPEN) far.send(data.toString());
      else early.push(data.toString());
    });
    far.on('open', () => early.forEach((each) => far.send(each)));
    far.on('message', (data: Buffer) => {
      const message = data.toString();
      if (lose > 0 && message.includes('StreamChange')) lose -= 1;
      else near.send(message);
    });
    const end = (code: number, reason: Buffer, other: WebSocket): void => {
      if (code === 1005 || code === 1006) other.terminate();
      else other.close(code, reason.toString());
    };
    near.on('close', (code, reason) => end(code, reason, far));
    far.on('close', (code, reason) => end(code, reason, near));
    for (const socket of [near, far]) socket.on('error', () => undefined);
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    /** Ends every connection; nobody is let in until it is mended. */
    cut(): void {
      answers = false;
      for (const socket of open) socket.terminate();
      open.clear();
    },
    mend(): void {
      answers = true;
    },
    loseNext(): void {
      lose = 1;
    },
    close: () => server.close(),
  };
}

const folder = mkdtempSync(join(tmpdir(), 'isthmus-stream-'));
let hub: Guarded;
let line: Awaited<ReturnType<typeof openLine>>;
const opened: Streams[] = [];

beforeAll(async () => {
  const file = join(folder, 'told.graphql');
  writeFileSync(file, text);
  hub = await serveGuarded(
    {},
    {
      roles: ['api', 'ingest'],
      operations: { files: [file], trustedOnly: true },
      // A heartbeat has no word of what came before it: here none comes between two changes.
      streams: { heartbeatMs: 60_000 },
    },
  );
  line = await openLine(hub.nodes[0]!.wsUrl);
});
afterEach(() => {
  for (const streams of opened.splice(0)) streams.close();
  line.mend();
});
afterAll(async () => {
  line.close();
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

const happens = (count: number): Promise<readonly string[]> =>
  hub.database.transaction(async (db) => {
    const events = Array.from({ length: count }, () => anEvent());
    await appendEvents(db, events);
    return events.map(({ id }) => id);
  });

interface Heard {
  readonly messages: StreamMessage[];
  readonly states: string[];
  readonly resumed: number[];
  readonly ended: string[];
  restarted: number;
  ids(): readonly string[];
}

function follow(token: () => string): Heard {
  const heard: Heard = {
    messages: [],
    states: [],
    resumed: [],
    ended: [],
    restarted: 0,
    ids: () =>
      heard.messages.flatMap((message) =>
        message.__typename === 'StreamChange'
          ? [(message as unknown as { event: { id: string } }).event.id]
          : [],
      ),
  };
  const streams = createStreams({
    url: line.url,
    token,
    ended: (why) => heard.ended.push(why),
    waits: [20],
    webSocket: WebSocket,
  });
  opened.push(streams);
  streams.follow(
    told,
    {},
    {
      message: (message) => heard.messages.push(message),
      state: ({ state }) => heard.states.push(state),
      resumed: (count) => heard.resumed.push(count),
      restarted: () => (heard.restarted += 1),
    },
  );
  return heard;
}

const begun = (heard: Heard) =>
  eventually('it has begun', async () =>
    heard.messages.some(({ __typename }) => __typename === 'StreamSnapshot'),
  );

const controller = (more: object = {}) => hub.issuer.token({ roles: ['CONTROLLER'], ...more });

describe('what a page follows', () => {
  it('begins with a snapshot and tells each change once, asked for by the id of a registered document', async () => {
    const token = await controller();
    const heard = follow(() => token);
    await begun(heard);
    const ids = await happens(5);
    await eventually('all is told', async () => heard.ids().length === 5);
    expect(heard.ids().toSorted()).toEqual(ids.toSorted());
    expect(heard.states[0]).toBe('connecting');
    expect(heard.states.at(-1)).toBe('live');
  });

  it('goes on after a break behind the last change, and says how many it caught up', async () => {
    const token = await controller();
    const heard = follow(() => token);
    await begun(heard);
    const before = await happens(2);
    await eventually('both are told', async () => heard.ids().length === 2);
    line.cut();
    await eventually('it is known to be lost', async () => heard.states.at(-1) === 'lost');
    const meanwhile = await happens(7);
    line.mend();
    await eventually('it has gone on', async () => heard.resumed.length === 1);
    expect(heard.resumed).toEqual([7]);
    expect(heard.ids().toSorted()).toEqual([...before, ...meanwhile].toSorted());
    expect(heard.restarted).toBe(0);
    expect(heard.messages.filter(({ __typename }) => __typename === 'StreamSnapshot')).toHaveLength(1);
  });

  it('begins anew when a change is missing between two, because the chain of cursors tells', async () => {
    const token = await controller();
    const heard = follow(() => token);
    await begun(heard);
    line.loseNext();
    await happens(1);
    await happens(1);
    await eventually('it has begun anew', async () => heard.restarted === 1);
    await eventually(
      'with a snapshot',
      async () => heard.messages.filter(({ __typename }) => __typename === 'StreamSnapshot').length === 2,
    );
    const [id] = await happens(1);
    await eventually('and goes on', async () => heard.ids().includes(id!));
  });

  it('ends with the session, and says so once', async () => {
    const token = await controller({ exp: nowSeconds() + 2 });
    const heard = follow(() => token);
    await begun(heard);
    await eventually('it is over', async () => heard.ended.length > 0);
    expect(heard.ended).toEqual(['expired']);
  });

  it('outlives a token that was renewed in time, without a gap', async () => {
    let token = await controller({ exp: nowSeconds() + 2 });
    const heard = follow(() => token);
    await begun(heard);
    token = await controller();
    await eventually('the first token has ended', async () => heard.states.includes('lost'));
    const ids = await happens(3);
    await eventually('it has gone on', async () => heard.ids().length === 3);
    expect([heard.ids().toSorted(), heard.ended, heard.restarted]).toEqual([ids.toSorted(), [], 0]);
  });

  it('says when it is not for this person, and does not ask again', async () => {
    const token = await hub.issuer.token({ roles: ['SUPPORT'] });
    const heard = follow(() => token);
    await eventually('it is refused', async () => heard.states.at(-1) === 'refused');
    expect(heard.states).toEqual(['connecting', 'refused']);
  });
});
