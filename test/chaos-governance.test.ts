import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../src/audit/checkpoint.ts';
import { readCheckpoints, takeCheckpoint } from '../src/audit/keep.ts';
import { eraseFrom } from '../src/cli/erase.ts';
import { createCopy, type Copy } from '../src/copy.ts';
import { placeOf } from '../src/events/message.ts';
import { revoke } from '../src/store/revocation.ts';
import { takeTurn } from '../src/sync/turn.ts';
import {
  ask,
  type Heard,
  member,
  type Member,
  named,
  send,
  type Sent,
  succeeded,
} from './support/assembly.ts';
import { counts, examine, happened, missing, one as only, unrecorded } from './support/aftermath.ts';
import { namespaceOf } from './support/database.ts';
import { dumpOf, foundIn } from './support/dump.ts';
import { startTestBroker, type TestBroker } from './support/events.ts';
import { brokenRules, halfMerged } from './support/governance.ts';
import { eventually, type Landscape, startLandscape } from './support/hub.ts';
import { testKeyring } from './support/keyring.ts';
import { type HubNode, startNode } from './support/node.ts';
import { createRandom, type Random } from './support/random.ts';
import { follow, streamQuery, watch } from './support/stream-client.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'isthmus-governance-'));
const signing = testKeyring.signing('audit');
const workers = 6;

let land: Landscape;
let copy: Copy;
let broker: TestBroker;
let nodes: readonly [HubNode, HubNode];
let stewards: readonly Member[];
let integrators: readonly Member[];
let customers: readonly string[];

beforeAll(async () => {
  [land, broker] = await Promise.all([startLandscape({ n: 30, seed: 17 }), startTestBroker()]);
  await land.backfill();
  const rule = { approverRoles: ['STEWARD'], approvals: 1 };
  const config = land.config(
    {},
    {
      access: { required: true },
      roles: ['api', 'ingest'],
      nats: { namespace: namespaceOf(land.databaseUrl) },
      feeds: { pollEveryMs: 2000, retryAfterMs: 100 },
      audit: { checkpointEveryMs: 300 },
      limits: { requestsPerSecond: 100_000, burst: 100_000, costPerMinute: 1_000_000_000 },
      approvals: {
        rules: [
          { ...rule, id: 'merge', name: 'Merges', kind: 'MERGE' },
          { ...rule, id: 'unmerge', name: 'Undoing', kind: 'UNMERGE', approvals: 2 },
          { ...rule, id: 'replay', name: 'Replays', kind: 'REPLAY', approverRoles: ['INTEGRATION'] },
        ],
      },
    },
  );
  copy = createCopy(config, land.databaseUrl, testKeyring);
  const people = (role: 'STEWARD' | 'INTEGRATION', count: number): Promise<Member[]> =>
    Promise.all(
      Array.from({ length: count }, (_, i) =>
        member(dataDir, `${role.toLowerCase()}-${i}@hub.example`, role),
      ),
    );
  [stewards, integrators] = await Promise.all([people('STEWARD', 6), people('INTEGRATION', 3)]);
  const start = () => startNode(config, land.databaseUrl, broker.url, { ISTHMUS_DATA_DIR: dataDir });
  nodes = await Promise.all([start(), start()]);
  const { rows } = await copy.database.query<{ id: string }>(
    `select id from entity where kind = 'Customer' and merged_into is null and deleted_at is null order by id`,
  );
  customers = rows.map(({ id }) => id);
});
afterAll(async () => {
  await Promise.all(nodes.map((each) => each.close()));
  await copy.close();
  await broker.remove();
  await land.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const one = <T>(sql: string, values: readonly unknown[] = []): Promise<T> =>
  only<T>(copy.database, sql, values);
const key = (): string => randomUUID();

/** Has somebody revoke a token, or all of a person, as the command line does. */
const revoked = (what: 'TOKEN' | 'PERSON', value: string) =>
  revoke(copy.database, {
    what,
    value,
    reason: null,
    actor: { person: 'root', account: 'cli|root', actors: [] },
    correlationId: randomUUID(),
  });

describe('a decision that is under way when its node is told to end', () => {
  it('is carried out and answered before the node ends, once', async () => {
    const [maker, checker] = stewards as [Member, Member];
    const [survivorId, absorbedId] = customers.slice(-2);
    const asked = await send([nodes[0]], {
      who: maker,
      field: 'mergeCustomers',
      input: { idempotencyKey: key(), survivorId, absorbedId },
    });
    const approvalId = asked.payload!.approval!.id;
    const decision = {
      who: checker,
      field: 'decideApproval',
      input: { idempotencyKey: key(), approvalId, approve: true, reason: '' },
    } as const;
    const waiting = () =>
      one<number>(
        `select count(*)::int from pg_locks l where not granted and locktype = 'advisory'
           and database = (select oid from pg_database where datname = current_database())`,
      );
    const underWay = await copy.database.transaction(async (db) => {
      await takeTurn(copy, db, '', 'Customer');
      const answer = send([nodes[0]], decision);
      await eventually('the decision waits for its turn', async () => (await waiting()) > 0);
      nodes[0].signal('SIGTERM');
      await eventually('the node begins to end', async () => nodes[0].log().includes('draining'));
      return { answer };
    });
    const answer = await underWay.answer;
    expect(answer.payload).toMatchObject({
      userErrors: [],
      approval: { id: approvalId, status: 'APPROVED' },
    });
    expect(await nodes[0].ended()).toBe('exit code 0');
    await nodes[0].restart();
    for (const node of nodes) {
      const again = await send([node], decision);
      expect(again.payload).toMatchObject({
        replayed: true,
        approval: { id: approvalId, status: 'APPROVED' },
      });
    }
    expect(await one(`select count(*)::int from merge_record where approval_id = $1`, [approvalId])).toBe(1);
    expect(await brokenRules(copy.database)).toEqual({});
    expect(await halfMerged(copy)).toEqual([]);
  });
});

/** What the storm came to. */
interface Storm {
  readonly sent: Sent[];
  /** The approvals that somebody asked for. */
  readonly asked: { readonly id: string; readonly maker: Member }[];
  /** Readings of somebody's name that were answered, by their correlation id. */
  readonly reads: string[];
  /** What whoever was revoked was answered after both nodes had refused. */
  readonly late: Heard<unknown>[];
  over: boolean;
}

/** The nodes, one of them first. */
const either = (random: Random): readonly HubNode[] => (random.chance(0.5) ? nodes : nodes.toReversed());

/** Does what people do, one thing after the other, on whichever node is there. */
async function work(storm: Storm, random: Random): Promise<void> {
  const keep = async (mutation: Omit<Sent, 'payload'>): Promise<Sent> => {
    const sent = await send(either(random), mutation);
    storm.sent.push(sent);
    const id = sent.payload?.approval?.id;
    if (id !== undefined && sent.field !== 'decideApproval' && succeeded(sent))
      storm.asked.push({ id, maker: sent.who });
    return sent;
  };
  const request = async (who: Member, field: Sent['field'], input: object): Promise<void> => {
    const mutation = { who, field, input: { idempotencyKey: key(), ...input } };
    // Impatient people send it twice.
    await Promise.all(random.times(1, () => keep(mutation)).concat(keep(mutation)));
  };
  const decide = async (): Promise<void> => {
    const { id, maker } = random.pick(storm.asked);
    const approve = random.chance(0.85);
    const input = { approvalId: id, approve, reason: approve ? '' : 'not now' };
    const peers = integrators.includes(maker) ? integrators : stewards;
    const checkers = [random.chance(0.2) ? maker : random.pick(peers), random.pick(peers)];
    // Two at once, so that they meet.
    await Promise.all(checkers.map((who) => request(who, 'decideApproval', input)));
  };
  const undo = async (): Promise<void> => {
    const mergeId = await one<string | null>(
      `select id from merge_record where undone_at is null order by md5(id || $1) limit 1`,
      [key()],
    );
    if (mergeId !== null) await request(random.pick(stewards), 'unmergeCustomers', { mergeId });
  };
  while (!storm.over) {
    const chance = random.next();
    if (chance < 0.25)
      await request(random.pick(stewards), 'mergeCustomers', {
        survivorId: random.pick(customers),
        absorbedId: random.pick(customers),
      });
    else if (chance < 0.4) await undo();
    else if (chance < 0.5)
      await request(random.pick(integrators), 'replayEvents', {
        subjectId: random.pick(customers),
        mode: 'LIVE',
      });
    else if (storm.asked.length > 0) await decide();
    await sleep(random.below(20));
  }
}

/** Reads the names of people, as long as the storm lasts. */
async function read(storm: Storm, random: Random, contacts: readonly string[]): Promise<void> {
  while (!storm.over) {
    const correlationId = randomUUID();
    const heard = await ask<{ node: { name: string | null } }>(
      either(random),
      random.pick(stewards),
      'query ($id: ID!) { node(id: $id) { ... on Contact { name email } } }',
      { id: random.pick(contacts) },
      correlationId,
    );
    if (heard?.data?.node.name != null) storm.reads.push(correlationId);
    await sleep(random.below(20));
  }
}

/** Asks for merges as somebody who is revoked meanwhile, and notes every answer after both nodes have refused. */
async function persist(storm: Storm, random: Random, who: Member): Promise<void> {
  const refused = new Set<HubNode>();
  while (!storm.over) {
    const node = random.pick(nodes);
    const [survivorId, absorbedId] = [random.pick(customers), random.pick(customers)];
    const input = { input: { idempotencyKey: key(), survivorId, absorbedId } };
    const heard = await ask(
      [node],
      who,
      'mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { userErrors { code } } }',
      input,
    );
    if (refused.size === nodes.length && heard !== null && heard.status !== 401) storm.late.push(heard);
    if (heard?.status === 401) refused.add(node);
    await sleep(20 + random.below(20));
  }
}

/** Sends mutations once more, a few at a time, and gives the answers in their order. */
async function repeatAll(sent: readonly Sent[], random: Random): Promise<readonly Sent[]> {
  const answers: Sent[] = [];
  for (let at = 0; at < sent.length; at += 10)
    answers.push(...(await Promise.all(sent.slice(at, at + 10).map((each) => send(either(random), each)))));
  return answers;
}

/** The same, and what the answers name; each must be known to be a repetition. */
async function repeated(sent: readonly Sent[], random: Random): Promise<readonly object[]> {
  const answers = await repeatAll(sent, random);
  expect(answers.filter(({ payload }) => payload?.replayed !== true)).toEqual([]);
  return answers.map(named);
}

describe('a storm of approvals on two nodes that are killed', () => {
  it('leaves one effect for each decision, one proof for each effect, and nothing half done', async () => {
    const random = createRandom(4711);
    const storm: Storm = { sent: [], asked: [], reads: [], late: [], over: false };
    const [auditor, doomed, streaming, absent] = await Promise.all([
      member(dataDir, 'auditor@hub.example', 'AUDITOR'),
      member(dataDir, 'doomed@hub.example', 'STEWARD'),
      member(dataDir, 'streaming@hub.example', 'AUDITOR'),
      member(dataDir, 'absent@hub.example', 'STEWARD'),
    ]);
    const people = land.world.companies
      .flatMap(({ contacts }) => contacts)
      .filter(({ crmId, supportId }) => crmId !== null && supportId !== null);
    const contactOf = (crmId: string | null) =>
      one<string>(`select entity_id from facet where external_id = $1 and object = 'Contact'`, [crmId]);
    const contacts = await Promise.all(people.slice(0, 8).map(({ crmId }) => contactOf(crmId)));
    const config = land.config();
    const seen = async (node: HubNode, id: string) => {
      const question = 'query ($id: ID!) { node(id: $id) { ... on Contact { name email } } }';
      const heard = await ask<{ node: object }>([node], stewards[0]!, question, { id });
      return heard?.data?.node;
    };
    const unreadable = { name: null, email: null };
    const follower = follow(nodes, streamQuery('eventAppended'), () => Infinity, auditor.token);
    await eventually('the stream has begun', async () => follower.cursor !== null);

    const goesOn = async (count = 20): Promise<void> => {
      const until = storm.sent.length + count;
      await eventually('the storm goes on', async () => storm.sent.length >= until);
      await sleep(random.below(30));
    };
    const crash = async (node: HubNode, meanwhile: () => Promise<unknown> = goesOn): Promise<void> => {
      await node.kill();
      await meanwhile();
      await node.restart();
    };

    const misfortunes = async (): Promise<Checkpoint> => {
      await goesOn(60);
      const early = (await takeCheckpoint(copy.database, signing, null))!;
      const told: Promise<number>[] = nodes.map(({ wsUrl }) => {
        const query = streamQuery('eventAppended');
        return watch(
          wsUrl,
          query,
          null,
          () => {},
          () => {},
          streaming.token,
        ).closed;
      });
      await goesOn();
      await revoked('TOKEN', streaming.tokenId);
      expect(await Promise.all(told)).toEqual([4403, 4403]);
      await revoked('PERSON', doomed.person);
      for (let kill = 0; kill < 2; kill++) {
        await goesOn(random.below(40));
        await crash(random.pick(nodes));
      }
      await eraseFrom(config, land.databaseUrl, contacts[0]!, 'request 1');
      for (const node of nodes)
        await eventually(
          'the erasure',
          async () => JSON.stringify(await seen(node, contacts[0]!)) === JSON.stringify(unreadable),
        );
      await crash(nodes[0], async () => {
        await eraseFrom(config, land.databaseUrl, contacts[1]!, 'request 2');
        await revoked('TOKEN', absent.tokenId);
      });
      expect((await ask([nodes[0]], absent, '{ __typename }'))?.status).toBe(401);
      expect(await seen(nodes[0], contacts[1]!)).toEqual(unreadable);
      await broker.kill();
      await goesOn(60);
      await crash(nodes[1]);
      await goesOn();
      await broker.start();
      await goesOn(random.below(40));
      await crash(random.pick(nodes));
      // Nobody is there for a while; then both come at the same moment.
      await Promise.all(nodes.map((node) => node.kill()));
      await Promise.all(nodes.map((node) => node.restart()));
      await goesOn();
      return early;
    };
    const [early] = await Promise.all([
      misfortunes().finally(() => (storm.over = true)),
      ...Array.from({ length: workers }, (_, i) => work(storm, createRandom(i))),
      read(storm, createRandom(100), contacts),
      persist(storm, createRandom(101), doomed),
    ]);

    const answered = storm.sent.filter(succeeded);
    const unknown = storm.sent.filter(({ payload }) => payload === null);
    expect(await happened(copy.database)).toEqual({
      merges: true,
      undone: true,
      released: true,
      refused: true,
    });
    expect(await missing(copy.database, answered)).toEqual([]);
    expect(await unrecorded(copy.database, storm.reads)).toEqual([]);
    expect(await brokenRules(copy.database)).toEqual({});
    expect(await halfMerged(copy)).toEqual([]);

    // What was answered is answered again, by whichever node, and nothing comes of it; the rest is done now, if it was not.
    const before = await counts(copy.database);
    expect(await repeated(answered, random)).toEqual(answered.map(named));
    expect(await counts(copy.database)).toEqual(before);
    const late = await repeatAll(unknown, random);
    expect(await repeated(late.filter(succeeded), random)).toEqual(late.filter(succeeded).map(named));
    expect(await brokenRules(copy.database)).toEqual({});
    expect(await halfMerged(copy)).toEqual([]);

    expect(storm.late).toEqual([]);
    for (const node of nodes) {
      for (const who of [streaming, doomed, absent])
        expect((await ask([node], who, '{ __typename }'))?.status).toBe(401);
      for (const id of contacts.slice(0, 2)) expect(await seen(node, id)).toEqual(unreadable);
    }
    const erased = people.slice(0, 2).map(({ email }) => email);
    expect(foundIn(await dumpOf(copy.database), erased)).toEqual([]);

    await eventually('the log is sealed', () =>
      one<boolean>(
        `select not exists (select from event where position is null) and a.sealed = e.position from audit_head a, event_head e`,
      ),
    );
    const own = await readCheckpoints(join(dataDir, 'audit', 'main'));
    expect(own.length).toBeGreaterThan(1);
    for (const checkpoints of [[], [early], own])
      expect(await examine(copy.database, checkpoints)).toMatchObject({
        ok: true,
        gaps: 0,
        log: { fault: null },
      });
    expect(await one(`select count(*) = max(seq) and min(seq) = 1 from audit_entry`)).toBe(true);
    const { rows: log } = await copy.database.query<{ id: string; position: number }>(
      'select id, position::int as position from event where position is not null order by position',
    );
    expect(log.map(({ position }) => position)).toEqual(log.map((_, i) => i + 1));
    await eventually(
      'the stream has told all',
      async () => follower.changes.at(-1)?.eventId === log.at(-1)!.id,
    );
    follower.stop();
    const ids = log.map(({ id }) => id);
    expect(follower.troubles).toEqual([]);
    expect(follower.changes.map(({ eventId }) => eventId)).toEqual(
      ids.slice(ids.indexOf(follower.changes[0]!.eventId)),
    );
    const { stream } = placeOf(namespaceOf(land.databaseUrl));
    await eventually(
      'the broker has all',
      async () => (await broker.held(stream)).at(-1)?.position === log.length,
    );
    const held = await broker.held(stream);
    expect(held.map(({ id, position }) => [position, id])).toEqual(
      held.map(({ position }) => [position, ids[position - 1]]),
    );
  });
});
