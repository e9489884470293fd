import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RowScope } from '../src/canonical/scope.ts';
import { appendEvents } from '../src/store/event.ts';
import { record } from './support/copy.ts';
import { anEvent } from './support/events.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { personWith, type TestAccess, testAccess } from './support/roles.ts';
import { giveRun } from './support/runs.ts';
import { type Served, serve } from './support/served.ts';

interface Shown {
  readonly root: { readonly id: string; readonly type: string } | null;
  readonly complete: boolean;
  readonly nodes: readonly {
    readonly id: string;
    readonly kind: string;
    readonly label: string;
    readonly system: { readonly name: string } | null;
    readonly at: string;
    readonly payloadHash: string | null;
  }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly relation: string }[];
}

const selection = `root { id type } complete nodes { id kind label system { name } at payloadHash } edges { from to relation }`;

let hub: TestHub;
let served: Served;
let access: TestAccess;
let id: Record<'opportunity' | 'customer' | 'event' | 'run' | 'invoice' | 'posting' | 'subscription', string>;

const post = async (query: string, variables: object, token?: string): Promise<Shown | null> => {
  const { body } = await served.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  expect([variables, body.errors?.filter(({ extensions }) => extensions['code'] !== 'FORBIDDEN')]).toEqual([
    variables,
    body.errors && [],
  ]);
  return body.data!['lineage'] as Shown | null;
};
const ask = (of: string, direction = 'BOTH', token?: string): Promise<Shown | null> =>
  post(
    `query ($id: ID!, $direction: LineageDirection) { lineage(id: $id, direction: $direction) { ${selection} } }`,
    { id: of, direction },
    token,
  );
const edgesOf = (shown: Shown | null): string[] =>
  shown!.edges.map(({ from, relation, to }) => `${from} ${relation} ${to}`);

beforeAll(async () => {
  hub = await createTestHub();
  access = testAccess();
  served = await serve(hub, {}, { access });
  const { database } = hub.copy;
  const [opportunity, customer, invoice, posting, subscription] = await Promise.all([
    hub.idOf('salesforce', 'Opportunity', '006'),
    hub.idOf('salesforce', 'Account', '002'),
    hub.idOf('zuora', 'Invoice', '2'),
    hub.idOf('netsuite', 'LedgerPosting', '501'),
    hub.idOf('zuora', 'BillingSubscription', 'S-1'),
  ]);
  const closed = {
    ...anEvent(opportunity, 900),
    type: 'opportunity.closed_won',
    source: 'salesforce',
    customerId: customer,
  };
  await appendEvents(database, [closed]);
  const run = await giveRun(database, {
    process: 'QUOTE_TO_CASH',
    status: 'COMPLETED',
    subjectId: opportunity,
    customerId: customer,
    triggerEvent: closed.id,
    steps: [
      { name: 'validate', kind: 'check', status: 'SUCCEEDED' },
      {
        name: 'order',
        instance: 'zuora',
        status: 'SUCCEEDED',
        effect: {
          operation: 'order.create',
          input: { amount: '100.00' },
          object: 'Order',
          externalId: 'ISO-1',
        },
      },
      {
        name: 'post',
        instance: 'netsuite',
        status: 'SUCCEEDED',
        effect: { operation: 'entry.post', object: 'LedgerPosting', externalId: '501' },
      },
    ],
  });
  await database.query(`update effect set result = $2 where key = $1`, [
    `${run}.1.1`,
    JSON.stringify({ orderNumber: 'ISO-1', subscriptionNumber: 'S-1', documents: [{ number: 'INV-2' }] }),
  ]);
  await hub.log.advance();
  id = { opportunity, customer, event: closed.id, run, invoice, posting, subscription };
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

describe('the lineage', () => {
  it('leads from the posting back to the event of the deal, and says how one thing came of the other', async () => {
    const shown = await ask(id.posting, 'UPSTREAM');
    expect(shown).toMatchObject({ root: { id: id.event, type: 'opportunity.closed_won' } });
    expect(edgesOf(shown)).toEqual(
      expect.arrayContaining([
        `salesforce/Opportunity/006 derived ${id.opportunity}`,
        `${id.opportunity} caused ${id.event}`,
        `${id.event} caused ${id.run}`,
        `${id.run} did ${id.run}.2.1`,
        `${id.run}.2.1 touched netsuite/LedgerPosting/501`,
        `netsuite/LedgerPosting/501 derived ${id.posting}`,
      ]),
    );
    const labels = new Map(shown!.nodes.map((node) => [node.id, node]));
    expect(labels.get(id.posting)).toMatchObject({
      kind: 'LedgerPosting',
      label: 'LedgerPosting JE-501',
      system: null,
    });
    expect(labels.get(id.run)).toMatchObject({ kind: 'WorkflowRun', label: 'QUOTE_TO_CASH run, completed' });
    expect(labels.get(`${id.run}.2.1`)).toMatchObject({
      kind: 'Effect',
      label: 'entry.post',
      system: { name: 'netsuite' },
    });
    expect(labels.get('netsuite/LedgerPosting/501')).toMatchObject({
      kind: 'ExternalRecord',
      label: 'LedgerPosting 501',
      system: { name: 'netsuite' },
    });
  });

  it('leads from the event of the deal to the posting, by what the run did and by what the order billed', async () => {
    const shown = await ask(id.event, 'DOWNSTREAM');
    expect(edgesOf(shown)).toEqual(
      expect.arrayContaining([
        `${id.event} caused ${id.run}`,
        `${id.run} did ${id.run}.1.1`,
        `${id.run}.1.1 touched zuora/Order/ISO-1`,
        `${id.run}.1.1 touched zuora/Invoice/2`,
        `${id.run}.1.1 touched zuora/BillingSubscription/S-1`,
        `zuora/Invoice/2 derived ${id.invoice}`,
        `${id.run}.2.1 touched netsuite/LedgerPosting/501`,
        `netsuite/LedgerPosting/501 derived ${id.posting}`,
      ]),
    );
    expect(shown!.complete).toBe(true);
    expect(shown!.nodes.map((node) => node.at)).toHaveLength(
      new Set(shown!.nodes.map((node) => node.id)).size,
    );
  });

  it('leads both ways from the middle, and by the reference of a vendor as by the id', async () => {
    const byId = await ask('netsuite/LedgerPosting/501');
    const byReference = await post(
      `query ($ref: ExternalRefInput!) { lineage(externalRef: $ref) { ${selection} } }`,
      // The name of the object counts whatever its case.
      { ref: { system: 'ERP', object: 'ledgerposting', externalId: '501' } },
    );
    expect(byReference).toEqual(byId);
    const nodes = byId!.nodes.map((node) => node.id);
    expect(nodes).toEqual(expect.arrayContaining([id.event, id.run, id.posting]));
    expect((await ask(id.run))!.nodes.map((node) => node.id)).toEqual(
      expect.arrayContaining([id.event, id.posting]),
    );
  });

  it('leads among records by what is made of what: from the subscription to its invoices and their postings', async () => {
    const shown = await ask(id.subscription, 'DOWNSTREAM');
    expect(edgesOf(shown)).toContain(`${id.subscription} derived ${id.invoice}`);
    const { nodes } = (await ask(id.invoice, 'UPSTREAM'))!;
    expect(nodes.map((node) => node.id)).toEqual(expect.arrayContaining([id.subscription, id.run, id.event]));
  });

  it('leads through time: what a run did to a record later did not lead to what came of it before', async () => {
    const later = await giveRun(hub.copy.database, {
      subjectId: id.subscription,
      customerId: id.customer,
      steps: [
        {
          name: 'deal',
          instance: 'salesforce',
          effect: {
            object: 'Opportunity',
            externalId: '006',
            at: new Date(Date.now() + 60_000).toISOString(),
          },
        },
      ],
    });
    const upstream = await ask(id.posting, 'UPSTREAM');
    expect(upstream!.nodes.map((node) => node.id)).not.toContain(later);
    const downstream = await ask(later, 'DOWNSTREAM');
    expect(downstream!.nodes.map((node) => node.id)).toContain(id.opportunity);
    expect(downstream!.nodes.map((node) => node.id)).not.toContain(id.event);
  });

  it('proves what is stored by a hash that can be computed from it', async () => {
    const shown = await ask(id.run);
    const hashes = new Map(shown!.nodes.map((node) => [node.id, node.payloadHash]));
    const { rows } = await hub.copy.database.query<{ data: string; input: string }>(
      'select v.data::text, e.input::text from event v, effect e where v.id = $1 and e.key = $2',
      [id.event, `${id.run}.1.1`],
    );
    const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
    expect(hashes.get(id.event)).toBe(hash(rows[0]!.data));
    expect(hashes.get(`${id.run}.1.1`)).toBe(hash(rows[0]!.input));
    expect(hashes.get(id.run)).toBeNull();
  });

  it('says that it is not complete when an event is not kept any more, when an outcome is not known, or when a record was not taken in yet', async () => {
    const { database } = hub.copy;
    const of = (more: object) =>
      giveRun(database, { subjectId: id.customer, customerId: id.customer, ...more });
    const orphan = await of({ triggerEvent: 'evt_gone' });
    const unknown = await of({
      steps: [{ name: 'post', instance: 'netsuite', effect: { state: 'UNKNOWN', object: 'LedgerPosting' } }],
    });
    const early = await of({
      steps: [{ name: 'post', instance: 'netsuite', effect: { object: 'LedgerPosting', externalId: 'new' } }],
    });
    for (const each of [orphan, unknown, early])
      expect([each, (await ask(each))!.complete]).toEqual([each, false]);
    expect((await ask(early))!.nodes.map((node) => node.id)).toContain('netsuite/LedgerPosting/new');
  });

  it('is cut at five hundred nodes, and says so', async () => {
    const steps = Array.from({ length: 510 }, (_, nth) => ({
      name: `step-${nth}`,
      instance: 'zuora',
      effect: { object: 'Order', externalId: `many-${nth}` },
    }));
    const run = await giveRun(hub.copy.database, { subjectId: id.customer, customerId: id.customer, steps });
    const shown = await ask(run);
    expect(shown!.nodes).toHaveLength(500);
    expect(shown!.complete).toBe(false);
    const ids = new Set(shown!.nodes.map((node) => node.id));
    expect(shown!.edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
  });

  it('is null for what there is not, and takes exactly one thing to begin at, which must be an id of ours', async () => {
    expect(await ask('run_01m00000000000000000000000')).toBeNull();
    expect(await ask('zuora/Invoice/nobody')).toBeNull();
    const refusals = [
      'lineage',
      'lineage(id: "x", externalRef: {system: "ERP", object: "o", externalId: "e"})',
      'lineage(id: "xyz")',
    ];
    for (const field of refusals) {
      const { body } = await served.post(`{ ${field} { complete } }`);
      expect([field, body.errors?.[0]?.extensions['code']]).toEqual([field, 'INVALID_INPUT']);
    }
  });
});

describe('the lineage for those who may not see everything', () => {
  it('leaves out the kinds of record that a role does not see and what lies only behind them, and says that something is missing', async () => {
    const steward = access.token(personWith('STEWARD'));
    const shown = await ask(id.run, 'BOTH', steward);
    const kinds = new Set(shown!.nodes.map(({ kind }) => kind));
    expect(kinds).toContain('WorkflowRun');
    expect(kinds).not.toContain('Opportunity');
    expect(kinds).not.toContain('LedgerPosting');
    expect(shown!.nodes.map((node) => node.id)).not.toContain('netsuite/LedgerPosting/501');
    expect(shown).toMatchObject({ complete: false, root: null });
    expect(await ask(id.posting, 'BOTH', steward)).toBeNull();
    const names = new Set(shown!.nodes.map((node) => node.id));
    expect(shown!.edges.filter(({ from, to }) => !names.has(from) || !names.has(to))).toEqual([]);
  });

  it('calls a record by its name only for those who may read the name, and shows hashes to those who may see what is sent', async () => {
    const [admin, sales] = [access.token(personWith('ADMIN')), access.token(personWith('SALES_OPS'))];
    const labelOf = (shown: Shown | null): string | undefined =>
      shown!.nodes.find((node) => node.id === id.opportunity)?.label;
    const [forAdmin, forSales] = [await ask(id.run, 'BOTH', admin), await ask(id.run, 'BOTH', sales)];
    expect([labelOf(forAdmin), labelOf(forSales)]).toEqual(['Opportunity', 'Opportunity Robot care']);
    const hashed = (shown: Shown | null): boolean =>
      shown!.nodes.some(({ payloadHash }) => payloadHash !== null);
    expect([hashed(forAdmin), hashed(forSales)]).toEqual([true, false]);
  });

  it('has nothing of records outside the scope, and does not begin at one', async () => {
    const scope: RowScope = { legalEntities: new Set(['US01']), regions: null, unassigned: false };
    await hub.give('salesforce', 'Customer', [record('Customer', 'salesforce/other', { name: 'Elsewhere' })]);
    const within = hub.within(scope).lineage;
    expect(await within.trace({ id: id.run }, 'BOTH')).toBeNull();
    expect(await within.trace({ id: 'zuora/Order/ISO-1' }, 'BOTH')).toBeNull();
    const own = hub.within({ ...scope, legalEntities: new Set(['EU01']) }).lineage;
    const seen = await own.trace({ id: id.run }, 'BOTH');
    expect(seen!.nodes.map((node) => node.id)).toEqual(
      expect.arrayContaining([id.event, id.run, id.posting]),
    );
    const other = await hub.idOf('salesforce', 'Account', 'other');
    const shared = await giveRun(hub.copy.database, {
      subjectId: id.customer,
      customerId: id.customer,
      concerns: [id.customer, other],
    });
    expect(await own.trace({ id: shared }, 'BOTH')).toBeNull();
    expect(await hub.lineage.trace({ id: shared }, 'BOTH')).not.toBeNull();
  });
});
