import { type ExecutionResult, execute, parse, validate } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CanonicalEvent } from '../src/canonical/event.ts';
import { appendEvents, givePositions } from '../src/store/event.ts';
import { loadSchema } from '../src/http/schema.ts';
import { graphContext } from '../src/resolvers/request.ts';
import { createTestHub, type TestHub } from './support/graph.ts';

const schema = loadSchema();
let hub: TestHub;
let robotics: string;
beforeAll(async () => {
  hub = await createTestHub();
  robotics = await hub.idOf('salesforce', 'Account', '002');
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.copy.database.query('truncate event; update event_head set position = 0');
  next = 0;
});

async function ask(source: string, variableValues: Record<string, unknown> = {}): Promise<ExecutionResult> {
  const document = parse(source);
  expect(validate(schema, document)).toEqual([]);
  return execute({ schema, document, variableValues, contextValue: graphContext(hub) });
}
const codeOf = ({ errors }: ExecutionResult): unknown =>
  (errors?.[0]?.originalError as { code?: string } | undefined)?.code;

let next = 0;
function event(type: string, more: Partial<CanonicalEvent> = {}): CanonicalEvent {
  const nth = ++next;
  return {
    id: `evt_${String(nth).padStart(26, '0')}`,
    type,
    schemaVersion: '1',
    change: 'UPDATED',
    subjectId: robotics,
    customerId: robotics,
    entityVersion: null,
    source: 'zuora',
    correlationId: 'cor_1',
    causationId: null,
    occurredAt: `2026-11-0${(nth % 9) + 1}T08:00:00.000Z`,
    receivedAt: '2026-11-20T08:00:00.000Z',
    processedAt: '2026-11-20T08:00:01.000Z',
    attempts: 1,
    data: { nth },
    ...more,
  };
}
const append = (...events: CanonicalEvent[]) =>
  hub.copy.database.transaction((db) => appendEvents(db, events));
const positions = () => hub.copy.database.transaction((db) => givePositions(db, 1000));
const log = async (...events: CanonicalEvent[]) => {
  await append(...events);
  await positions();
};

const query = `query ($type: [String!], $subjectId: ID, $correlationId: ID, $source: ID, $from: DateTime, $to: DateTime, $first: Int, $after: Cursor) {
  events(type: $type, subjectId: $subjectId, correlationId: $correlationId, source: $source, from: $from, to: $to, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id type sequence occurredAt } } } }`;
interface Page {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { node: { id: string; type: string; sequence: number; occurredAt: string } }[];
}
async function events(variables: Record<string, unknown> = {}): Promise<Page> {
  const { data, errors } = await ask(query, variables);
  expect(errors).toBeUndefined();
  return (data as unknown as { events: Page }).events;
}
const sequences = ({ edges }: Page): number[] => edges.map(({ node }) => node.sequence);

describe('the log', () => {
  it('is shown newest first, each event with what is known of it', async () => {
    await log(
      event('customer.created'),
      event('invoice.paid', { source: null, causationId: 'msg-7', attempts: 3 }),
    );
    expect(sequences(await events())).toEqual([2, 1]);
    const { data } = await ask(
      `{ events(first: 1) { edges { node { id type schemaVersion subjectId source { name } correlationId causationId occurredAt
         receivedAt processedAt sequence entityVersion change state attempts data } } } }`,
    );
    expect(data).toEqual({
      events: {
        edges: [
          {
            node: {
              id: 'evt_00000000000000000000000002',
              type: 'invoice.paid',
              schemaVersion: '1',
              subjectId: robotics,
              source: null,
              correlationId: 'cor_1',
              causationId: 'msg-7',
              occurredAt: '2026-11-03T08:00:00.000Z',
              receivedAt: '2026-11-20T08:00:00.000Z',
              processedAt: '2026-11-20T08:00:01.000Z',
              sequence: 2,
              entityVersion: null,
              change: 'UPDATED',
              state: 'APPLIED',
              attempts: 3,
              data: { nth: 2 },
            },
          },
        ],
      },
    });
  });

  it('is filtered by type, all of a noun, subject, cause and time, alone and together', async () => {
    const other = await hub.idOf('salesforce', 'Account', '001');
    await log(
      event('invoice.issued', { correlationId: 'a', occurredAt: '2026-11-01T00:00:00.000Z' }),
      event('invoice.paid', { correlationId: 'b', occurredAt: '2026-11-02T00:00:00.000Z' }),
      event('payment.settled', { correlationId: 'b', occurredAt: '2026-11-03T00:00:00.000Z' }),
      event('customer.updated', { subjectId: other, occurredAt: '2026-11-04T00:00:00.000Z' }),
      event('source.health_changed', {
        subjectId: 'src_zuora',
        customerId: null,
        occurredAt: '2026-11-05T00:00:00.000Z',
      }),
    );
    const found = async (variables: Record<string, unknown>): Promise<number[]> => {
      const page = await events(variables);
      expect(page.totalCount).toBe(page.edges.length);
      return sequences(page);
    };
    expect(await found({ type: ['invoice.paid'] })).toEqual([2]);
    expect(await found({ type: ['invoice.*'] })).toEqual([2, 1]);
    expect(await found({ type: ['payment.*', 'invoice.issued', 'invoice.*'] })).toEqual([3, 2, 1]);
    expect(await found({ type: [] })).toEqual([]);
    expect(await found({ subjectId: other })).toEqual([4]);
    expect(await found({ subjectId: 'src_zuora' })).toEqual([5]);
    expect(await found({ correlationId: 'b' })).toEqual([3, 2]);
    expect(await found({ from: '2026-11-02T00:00:00Z', to: '2026-11-04T00:00:00Z' })).toEqual([3, 2]);
    expect(await found({ from: '2026-11-04T00:00:00Z' })).toEqual([5, 4]);
    expect(await found({ to: '2026-11-02T00:00:00Z' })).toEqual([1]);
    expect(await found({ type: ['invoice.*'], correlationId: 'b', subjectId: robotics })).toEqual([2]);
    expect(await found({ correlationId: "b' or true --" })).toEqual([]);
  });

  it('is filtered by who told: a source by its id, or the hub itself', async () => {
    await log(
      event('invoice.issued'),
      event('case.opened', { source: 'zendesk' }),
      event('source.health_changed', { subjectId: 'src_zuora', customerId: null, source: null }),
      event('invoice.paid'),
      event('invoice.updated', { source: 'taken-out' }),
    );
    const told = async (source: string | null, more: object = {}): Promise<number[]> =>
      sequences(await events({ source, ...more }));
    expect(await told('src_zuora')).toEqual([4, 1]);
    expect(await told('src_zendesk')).toEqual([2]);
    expect(await told('src_netsuite')).toEqual([]);
    expect(await told('hub')).toEqual([3]);
    expect(await told(null)).toEqual([5, 4, 3, 2, 1]);
    expect(await told('src_zuora', { type: ['invoice.paid'], subjectId: robotics })).toEqual([4]);
    expect((await events({ source: 'src_zuora', first: 1 })).totalCount).toBe(2);
    for (const source of ['zuora', 'src_nobody', 'src_hub', 'src_taken-out', '', "hub' or true --", '\0']) {
      const { errors } = await ask(query, { source });
      expect([source, errors?.[0]?.message]).toEqual([
        source,
        expect.stringContaining('is not the id of a source; there are src_'),
      ]);
      expect(errors?.[0]?.originalError).toMatchObject({ code: 'INVALID_INPUT', detail: { path: 'source' } });
    }
  });

  it('is walked page after page without a gap or a repetition while it grows', async () => {
    await log(...Array.from({ length: 23 }, () => event('invoice.updated')));
    for (const first of [1, 4, 22, 23, 24]) {
      const walked: number[] = [];
      for (let after: string | null = null; ;) {
        const page: Page = await events({ first, after, to: '2027-01-01T00:00:00Z' });
        walked.push(...sequences(page));
        if (!page.pageInfo.hasNextPage) break;
        after = page.pageInfo.endCursor;
        if (first === 4) await log(event('invoice.updated'));
      }
      const newest = walked[0]!;
      expect(walked).toEqual(Array.from({ length: newest }, (_, i) => newest - i));
    }
  });

  it('does not list an event before it has its position, but finds it by its id', async () => {
    await log(event('customer.created'));
    const waiting = event('customer.updated');
    await append(waiting);
    expect(sequences(await events())).toEqual([1]);
    const node = 'query ($id: ID!) { node(id: $id) { id ... on Event { type sequence state } } }';
    const found = { id: waiting.id, type: 'customer.updated', state: 'APPLIED' };
    expect((await ask(node, { id: waiting.id })).data).toEqual({ node: { ...found, sequence: null } });
    await positions();
    expect(sequences(await events())).toEqual([2, 1]);
    expect((await ask(node, { id: waiting.id })).data).toEqual({ node: { ...found, sequence: 2 } });
    expect((await ask(node, { id: 'evt_none' })).data).toEqual({ node: null });
  });

  it('has its three times in their order for what the hub took in by itself', async () => {
    const [invoice] = hub.shelves.zuora.records.filter(({ kind }) => kind === 'Invoice');
    const changed = {
      ...invoice!,
      sourceTime: '2026-11-01T08:00:00.000Z',
      fields: { ...invoice!.fields, number: 'INV-X' },
    };
    await hub.copy.give('zuora', 'Invoice', [changed]);
    await positions();
    const { data } = await ask(
      '{ events { edges { node { occurredAt receivedAt processedAt correlationId entityVersion } } } }',
    );
    const { edges } = (data as { events: { edges: { node: Record<string, string> }[] } }).events;
    expect(edges).toHaveLength(1);
    const { occurredAt, receivedAt, processedAt, correlationId, entityVersion } = edges[0]!.node;
    expect(occurredAt).toBe('2026-11-01T08:00:00.000Z');
    expect(Date.parse(receivedAt!)).toBeGreaterThanOrEqual(Date.parse(occurredAt!));
    expect(Date.parse(processedAt!)).toBeGreaterThanOrEqual(Date.parse(receivedAt!));
    expect([typeof correlationId, entityVersion]).toEqual(['string', 2]);
  });

  it('refuses what cannot be meant', async () => {
    await log(event('customer.created'), event('customer.updated'));
    const { pageInfo } = await events({ first: 1 });
    const customers = await ask('{ customers(first: 1) { pageInfo { endCursor } } }');
    const foreign = (customers.data as { customers: Page }).customers.pageInfo.endCursor;
    const forged = Buffer.from(JSON.stringify(['events', 'x', 'evt_1'])).toString('base64url');
    for (const type of ['invoice.eaten', 'invoice.', '*', 'toString', 'invoice.*.*'])
      expect(codeOf(await ask(query, { type: [type] })), type).toBe('INVALID_INPUT');
    expect(codeOf(await ask(query, { subjectId: 'nobody' }))).toBe('INVALID_INPUT');
    expect(codeOf(await ask(query, { subjectId: 'src_\0' }))).toBe('INVALID_INPUT');
    expect(codeOf(await ask(query, { correlationId: '\0' }))).toBe('INVALID_INPUT');
    expect(codeOf(await ask(query, { first: 0 }))).toBe('INVALID_INPUT');
    expect(codeOf(await ask(query, { from: '2026-11-02T00:00:00Z', to: '2026-11-02T00:00:00Z' }))).toBe(
      'INVALID_INPUT',
    );
    for (const after of [foreign, forged, 'x', ''])
      expect(codeOf(await ask(query, { after })), String(after)).toBe('CURSOR_INVALID');
    expect(sequences(await events({ after: pageInfo.endCursor }))).toEqual([1]);
  });
});

describe('the timeline of a customer in the graph', () => {
  it('shows logged events with their sequence and older facts without one', async () => {
    await log(event('customer.updated', { occurredAt: new Date().toISOString() }));
    const { data, errors } = await ask(
      'query ($id: ID!) { customer(id: $id) { timeline(first: 2) { totalCount pageInfo { hasNextPage } edges { cursor node { type sequence state source { name } } } } } }',
      { id: robotics },
    );
    expect(errors).toBeUndefined();
    const { timeline } = (data as { customer: { timeline: Page } }).customer;
    expect(timeline.edges.map(({ node }) => node)).toEqual([
      { type: 'customer.updated', sequence: 1, state: 'APPLIED', source: { name: 'zuora' } },
      { type: 'case.opened', sequence: null, state: 'APPLIED', source: { name: 'zendesk' } },
    ]);
    expect(timeline.pageInfo.hasNextPage).toBe(true);
  });
});

describe('dead letters', () => {
  const bury = async (id: string, externalId: string, failedAt: string, resolvedAt: string | null = null) =>
    hub.copy.database.query(
      `insert into dead_letter (id, instance, feed, kind, object, external_id, code, reason, attempts, correlation_id, first_failed_at,
         last_failed_at, resolved_at)
       values ($1, 'zuora', 'webhook', 'Invoice', 'Invoice', $2, 'SOURCE_DRIFTED', 'total is no amount', 5, 'cor_9', '2026-11-01T08:00:00Z', $3, $4)`,
      [id, externalId, failedAt, resolvedAt],
    );
  const letters = `query ($first: Int, $after: Cursor) { deadLetters(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
    edges { node { id code reason attempts firstFailedAt lastFailedAt resolvedAt kind object externalId correlationId source { name }
      event { id type state subjectId sequence change processedAt attempts correlationId source { name } data } } } } }`;

  it('are shown with the change that could not be taken in, the last one that failed first', async () => {
    const invoiceId = await hub.idOf('zuora', 'Invoice', '2');
    await bury('dlt_a', '2', '2026-11-01T09:00:00Z');
    await bury('dlt_b', 'unknown', '2026-11-01T10:00:00Z');
    await bury('dlt_c', '3', '2026-11-01T11:00:00Z', '2026-11-01T12:00:00Z');
    const { data, errors } = await ask(letters, { first: 1 });
    expect(errors).toBeUndefined();
    const first = (
      data as { deadLetters: { totalCount: number; pageInfo: Page['pageInfo']; edges: { node: object }[] } }
    ).deadLetters;
    expect([first.totalCount, first.pageInfo.hasNextPage]).toEqual([2, true]);
    expect(first.edges[0]!.node).toMatchObject({
      id: 'dlt_b',
      externalId: 'unknown',
      event: { id: 'evt_dlt_b', subjectId: 'src_zuora' },
    });
    const rest = await ask(letters, { after: first.pageInfo.endCursor });
    expect((rest.data as { deadLetters: { edges: unknown } }).deadLetters.edges).toEqual([
      {
        node: {
          id: 'dlt_a',
          code: 'SOURCE_DRIFTED',
          reason: 'total is no amount',
          attempts: 5,
          firstFailedAt: '2026-11-01T08:00:00.000Z',
          lastFailedAt: '2026-11-01T09:00:00.000Z',
          resolvedAt: null,
          kind: 'Invoice',
          object: 'Invoice',
          externalId: '2',
          correlationId: 'cor_9',
          source: { name: 'zuora' },
          event: {
            id: 'evt_dlt_a',
            type: 'change.received',
            state: 'DEAD',
            subjectId: invoiceId,
            sequence: null,
            change: null,
            processedAt: null,
            attempts: 5,
            correlationId: 'cor_9',
            source: { name: 'zuora' },
            data: {
              instance: 'zuora',
              kind: 'Invoice',
              object: 'Invoice',
              externalId: '2',
              code: 'SOURCE_DRIFTED',
              reason: 'total is no amount',
            },
          },
        },
      },
    ]);
  });

  it('are found by their id, also when they are resolved, and so is their event', async () => {
    const node = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on DeadLetter { resolvedAt } ... on Event { state } } }`;
    const { data, errors } = await ask(node, { ids: ['dlt_c', 'evt_dlt_c', 'dlt_none', 'evt_dlt_none'] });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      nodes: [
        { __typename: 'DeadLetter', id: 'dlt_c', resolvedAt: '2026-11-01T12:00:00.000Z' },
        { __typename: 'Event', id: 'evt_dlt_c', state: 'DEAD' },
        null,
        null,
      ],
    });
  });
});
