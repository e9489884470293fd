import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrincipal } from '../src/auth/principal.ts';
import { unboundRights } from '../src/auth/rights.ts';
import type { RowScope } from '../src/canonical/scope.ts';
import type { ReplayGate } from '../src/sync/replay.ts';
import type { TestHub } from './support/graph.ts';
import { type Answer, type Served, serve } from './support/served.ts';
import { createTwoBooks } from './support/two-books.ts';

const europe: RowScope = { legalEntities: new Set(['EU01']), regions: new Set(['EU']), unassigned: false };

let hub: TestHub;
let served: Served;
let whole: Served;
let id: Record<'robotics' | 'globex' | 'invoice' | 'letter' | 'event' | 'posting', string>;
beforeAll(async () => {
  hub = await createTwoBooks();
  const caller = {
    principal: openPrincipal('main'),
    rights: { ...unboundRights, key: 'europe', scope: europe },
  };
  served = await serve(hub, {}, { access: { admit: () => caller, watch: () => () => {} } });
  whole = await serve(hub);
  const invoice = await hub.idOf('zuora', 'Invoice', 'gi');
  const first = async (sql: string): Promise<string> =>
    (await hub.copy.database.query<{ id: string }>(sql, [invoice])).rows[0]!.id;
  id = {
    invoice,
    robotics: await hub.idOf('salesforce', 'Account', '002'),
    globex: await hub.idOf('salesforce', 'Account', 'g1'),
    posting: await hub.idOf('netsuite', 'LedgerPosting', 'rp'),
    letter: await first(
      `select d.id from dead_letter d join facet f using (instance, object, external_id) where f.entity_id = $1`,
    ),
    event: await first(`select id from event where subject_id = $1 order by position limit 1`),
  };
});
afterAll(async () => {
  await Promise.all([served.close(), whole.close()]);
  await hub.close();
});

/** What is not the same from one request to the next, and the id that was asked for. */
const bare = (answer: Answer, asked: string): string =>
  answer.text.replaceAll(asked, '<id>').replaceAll(/"correlationId":"[^"]*"/g, '"correlationId":""');

/** The same question about something outside and about something that nothing ever had. */
async function alike(
  ask: (id: string) => Promise<Answer>,
  hidden: string,
): Promise<{ readonly hidden: string; readonly unknown: string }> {
  const unknown = `${hidden.slice(0, 4)}01K9ZZZZZZZZZZZZZZZZZZZZZZ`;
  return { hidden: bare(await ask(hidden), hidden), unknown: bare(await ask(unknown), unknown) };
}

describe('the graph for a caller with a scope', () => {
  it.each(['globex', 'invoice', 'letter', 'event', 'posting'] as const)(
    'answers for an id outside as for one that there is not: %s',
    async (name) => {
      const query = `query ($id: ID!) { node(id: $id) { id __typename } nodes(ids: [$id]) { id } }`;
      const found = await alike((asked) => served.post(query, { id: asked }), id[name]);
      expect(found.hidden).toBe(found.unknown);
      const { body } = await whole.post(query, { id: id[name] });
      expect(body.data).toMatchObject({ node: { id: id[name] } });
    },
  );

  it('answers for a derived fact outside as for one that there is not', async () => {
    const query = `query ($id: ID!) { node(id: $id) { id } }`;
    const { body } = await served.post(query, { id: `evt_${id.invoice}` });
    expect(body).toEqual({ data: { node: null } });
    expect((await whole.post(query, { id: `evt_${id.invoice}` })).body.data).not.toEqual({ node: null });
  });

  it('answers alike by reference, by filter, by a freshness bound and by what cannot be done', async () => {
    const questions: Readonly<Record<string, (asked: string) => Promise<Answer>>> = {
      reference: (asked) =>
        served.post(
          `query ($e: String!) { customer(externalRef: { system: "CRM", object: "Account", externalId: $e }) { id } }`,
          {
            e: asked === id.globex ? 'g1' : 'nobody',
          },
        ),
      fresh: (asked) =>
        served.post(
          `query ($id: ID!) { customer(id: $id) @freshness(maxAgeMs: 0, onError: FAIL) { id name invoices { totalCount } } }`,
          {
            id: asked,
          },
        ),
      events: (asked) =>
        served.post(`query ($id: ID) { events(subjectId: $id) { totalCount edges { node { id } } } }`, {
          id: asked,
        }),
      preview: (asked) =>
        served.post(
          `query ($id: ID) { replayPreview(input: { mode: DRY_RUN, subjectId: $id }) { matched } }`,
          { id: asked },
        ),
      replay: (asked) =>
        served.post(
          `mutation ($id: ID) { replayEvents(input: { mode: DRY_RUN, subjectId: $id }) { replay { id } userErrors { code message } } }`,
          { id: asked },
        ),
      letters: (asked) =>
        served.post(
          `query ($id: ID!) { replayPreview(input: { mode: DRY_RUN, deadLetterIds: [$id] }) { matched } }`,
          { id: asked },
        ),
    };
    for (const [name, ask] of Object.entries(questions)) {
      const { hidden, unknown } = await alike(ask, id.globex);
      expect([name, hidden]).toEqual([name, unknown]);
    }
  });

  it('leads from what is within to nothing outside', async () => {
    const query = `query ($id: ID!) {
      customer(id: $id) {
        parent { id } ultimateParent { id } children { totalCount edges { node { id } } } rollup { customers }
        timeline(first: 200) { totalCount edges { node { subjectId } } }
        legalEntity { code }
        invoices { edges { node { postings { number legalEntity { code } } } } }
      }
      customers { totalCount edges { node { id } } }
      invoices { totalCount }
      matchCandidates { totalCount edges { node { id } } }
      deadLetters { totalCount }
      sources { legalEntities { code } }
    }`;
    const { body } = await served.post(query, { id: id.robotics });
    expect(body.errors).toBeUndefined();
    expect(body.data).toMatchObject({
      customer: {
        parent: null,
        ultimateParent: null,
        children: { totalCount: 0 },
        rollup: { customers: 1 },
        legalEntity: { code: 'EU01' },
      },
      customers: { totalCount: 2 },
      invoices: { totalCount: 3 },
      matchCandidates: { totalCount: 0 },
      deadLetters: { totalCount: 1 },
    });
    const text = JSON.stringify(body);
    for (const hidden of [id.globex, id.posting, id.invoice, 'US01']) expect(text).not.toContain(hidden);
    const all = JSON.stringify((await whole.post(query, { id: id.robotics })).body);
    expect(all).toContain('US01');
    expect(all).toContain(id.globex);
    expect(all).toContain(id.posting);
  });

  it('replays only what the caller can name and see, and shows no replay of others', async () => {
    const wide = await served.post(
      `{ replayPreview(input: { mode: DRY_RUN, types: ["invoice.*"] }) { matched } }`,
    );
    expect(wide.body.errors![0]!.extensions['code']).toBe('FORBIDDEN');
    const gate: ReplayGate = (work) => hub.copy.database.transaction((db) => work(db, async () => true));
    const { replay } = await hub.replays.start({ mode: 'DRY_RUN', subjectId: id.globex }, gate);
    const own = await hub.replays.start({ mode: 'DRY_RUN', subjectId: id.robotics }, gate);
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`;
    const { body } = await served.post(query, { ids: [replay.id, own.replay.id] });
    expect(body.data).toEqual({ nodes: [null, { id: own.replay.id }] });
    const watched = hub.within(europe).replays.watch(replay.id)[Symbol.asyncIterator]();
    await expect(watched.next()).rejects.toThrow(`There is no replay ${replay.id}.`);
    const ours = hub.within(europe).replays.watch(own.replay.id)[Symbol.asyncIterator]();
    expect((await ours.next()).value).toMatchObject({ id: own.replay.id });
    await ours.return?.();
  });

  it('shows of the audit trail what is about records within', async () => {
    const actor = { person: 'ada', account: 'a', actors: [] };
    const entry = (subject: string | null) => ({
      actor,
      action: 'record.read',
      subject,
      correlationId: 'scope-test',
    });
    await hub.audit.record([entry(id.robotics), entry(id.globex), entry(null)]);
    const filter = { subject: null, actor: null, actions: ['record.read'], from: null, to: null };
    const { audit } = hub.within(europe);
    const found = await audit.list(filter, { first: 10 });
    expect(await found.total()).toBe(1);
    expect((await audit.byIds(found.ids)).map((row) => row?.subject)).toEqual([id.robotics]);
    const everything = await hub.audit.list(filter, { first: 10 });
    expect((await audit.byIds(everything.ids)).map((row) => row?.subject ?? null)).toEqual([
      null,
      null,
      id.robotics,
    ]);
  });
});
