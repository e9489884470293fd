import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceRecord } from '../src/canonical/record.ts';
import { record } from './support/copy.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { convene, type Council, party } from './support/parties.ts';

let hub: TestHub;
let council: Council;
beforeAll(async () => {
  hub = await createTestHub();
  council = await convene(hub);
});
afterAll(async () => {
  await council.close();
  await hub.close();
});

const maker = party('maker@example.com');
const checker = party('checker@example.com');

let made = 0;
/** Two customers that the CRM and billing know, each with an invoice; the second is only known to billing besides the CRM. */
async function pair(): Promise<{ left: string; right: string; n: number }> {
  made += 1;
  const n = made;
  await hub.give('salesforce', 'Customer', [
    record(
      'Customer',
      `salesforce/L${n}`,
      { name: `Left ${n}`, status: 'ACTIVE', rawStatus: 'Customer' },
      { keys: [`domain:left${n}.example`] },
    ),
    record('Customer', `salesforce/R${n}`, {
      name: `Right ${n}`,
      status: 'PROSPECT',
      rawStatus: 'Prospect',
      industry: 'Ships',
    }),
  ]);
  await hub.give('zuora', 'Customer', [billing(n, 'L'), billing(n, 'R')]);
  await hub.give('zuora', 'Invoice', [invoice(n, 'L'), invoice(n, 'R')]);
  const [left, right] = await Promise.all([
    hub.idOf('salesforce', 'Account', `L${n}`),
    hub.idOf('salesforce', 'Account', `R${n}`),
  ]);
  return { left, right, n };
}

const billing = (n: number, side: string, more: object = {}): SourceRecord =>
  record(
    'Customer',
    `zuora/b${side}${n}`,
    { name: `Billing ${side}${n}`, currency: 'EUR', ...more },
    { keys: [`ref:crm:Account:${side}${n}`, `number:billing:A-${side}${n}`] },
  );
const invoice = (n: number, side: string, number = `I-${side}${n}`): SourceRecord =>
  record(
    'Invoice',
    `zuora/${number}`,
    { number, status: 'POSTED', rawStatus: 'Posted' },
    { links: { customer: { kind: 'Customer', key: `ref:zuora:Account:b${side}${n}` } } },
  );

/** Everything that is stored of customers and what belongs to them, but for versions, instants and the order of words that are searched. */
async function state(ids: readonly string[]): Promise<unknown> {
  const { rows } = await hub.copy.database.query(
    `select
       (select jsonb_agg(jsonb_build_array(id, customer_id, body, links, merged_into, deleted_at) order by id) from entity where id = any($1) or customer_id = any($1)) as entities,
       (select jsonb_agg(jsonb_build_array(instance, object, external_id, entity_id, fields, links, keys, rank, decides) order by instance, object, external_id) from facet where entity_id = any($1)) as facets,
       (select jsonb_agg(jsonb_build_array(kind, key, entity_id) order by kind, key, entity_id) from identity_key where entity_id = any($1)) as keys,
       (select jsonb_agg(to_jsonb(l) order by instance, kind, customer_id) from list_sync l where customer_id = any($1)) as lists,
       (select jsonb_agg(to_jsonb(s) - 'updated_at' || jsonb_build_object('words', strip(words)) order by customer_id) from customer_summary s where customer_id = any($1)) as summaries`,
    [ids],
  );
  return rows[0];
}

async function merge(left: string, right: string, more: object = {}): Promise<string> {
  const asked = await council.run(maker, 'mergeCustomers', { survivorId: left, absorbedId: right, ...more });
  expect(asked.userErrors).toEqual([]);
  const decided = await council.decide(checker, asked.approval!.id);
  expect(decided).toMatchObject({ userErrors: [], approval: { status: 'APPROVED' } });
  await hub.log.advance();
  const { customer } = await council.data<{ customer: { mergedFrom: { id: string }[] } }>(
    maker,
    'query($id: ID!) { customer(id: $id) { mergedFrom { id } } }',
    { id: left },
  );
  return customer.mergedFrom[0]!.id;
}

async function unmerge(mergeId: string): Promise<void> {
  const asked = await council.run(maker, 'unmergeCustomers', { mergeId });
  expect(asked.userErrors).toEqual([]);
  expect((await council.decide(checker, asked.approval!.id)).userErrors).toEqual([]);
  await hub.log.advance();
}

interface Shown {
  id: string;
  name: string;
  industry: string | null;
  invoices: { edges: { node: { number: string } }[] };
  externalRefs: { externalId: string }[];
  mergedFrom: {
    absorbedId: string;
    by: string;
    reversible: boolean;
    undoneAt: string | null;
    survivor: { id: string };
  }[];
}
const show = async (id: string): Promise<Shown> =>
  (
    await council.data<{ customer: Shown }>(
      maker,
      `query($id: ID!) { customer(id: $id) { id name industry invoices { edges { node { number } } } externalRefs { externalId }
        mergedFrom { absorbedId by reversible undoneAt survivor { id } } } }`,
      { id },
    )
  ).customer;
const numbers = ({ invoices }: Shown): string[] => invoices.edges.map(({ node }) => node.number).toSorted();

describe('a merge that somebody else approved', () => {
  it('makes the two one: every record, reference and the absorbed id lead to the survivor, whose sources decide', async () => {
    const { left, right, n } = await pair();
    await merge(left, right);
    const [one, same] = [await show(left), await show(right)];
    expect(same.id).toBe(left);
    expect(one).toMatchObject({ name: `Left ${n}`, industry: 'Ships' });
    expect(numbers(one)).toEqual([`I-L${n}`, `I-R${n}`]);
    expect(one.externalRefs.map(({ externalId }) => externalId).toSorted()).toEqual([
      `L${n}`,
      `R${n}`,
      `bL${n}`,
      `bR${n}`,
    ]);
    expect(one.mergedFrom).toMatchObject([
      { absorbedId: right, reversible: true, undoneAt: null, survivor: { id: left } },
    ]);
    expect(one.mergedFrom[0]!.by).toMatch(/^usr_/);
  });

  it('lets the absorbed side decide the fields that were chosen, and says so in their provenance', async () => {
    const { left, right, n } = await pair();
    await merge(left, right, { fieldChoices: { name: 'ABSORBED', status: 'SURVIVOR' } });
    const { customer } = await council.data<{
      customer: { name: string; status: string; provenance: { rule: string; externalId: string }[] };
    }>(
      maker,
      'query($id: ID!) { customer(id: $id) { name status provenance(paths: ["name"]) { rule externalId } } }',
      { id: left },
    );
    expect(customer).toMatchObject({ name: `Right ${n}`, status: 'ACTIVE' });
    expect(customer.provenance).toEqual([
      { rule: expect.stringContaining('chosen when customers were merged') as string, externalId: `R${n}` },
    ]);
    await hub.give('salesforce', 'Customer', [
      record('Customer', `salesforce/R${n}`, {
        name: `Renamed ${n}`,
        status: 'PROSPECT',
        rawStatus: 'Prospect',
      }),
    ]);
    expect((await show(left)).name).toBe(`Renamed ${n}`);
  });

  it('outlasts whatever the sources of the absorbed side say later', async () => {
    const { left, right, n } = await pair();
    await merge(left, right);
    await hub.give('zuora', 'Customer', [billing(n, 'R', { name: 'Billing, renamed' })]);
    await hub.give('salesforce', 'Customer', [
      record('Customer', `salesforce/R${n}`, {
        name: `Right ${n}, renamed`,
        status: 'ACTIVE',
        rawStatus: 'Customer',
      }),
    ]);
    await hub.give('zuora', 'Invoice', [invoice(n, 'R', `late-${n}`)]);
    const one = await show(right);
    expect(one).toMatchObject({ id: left, name: `Left ${n}` });
    expect(numbers(one)).toEqual([`I-L${n}`, `I-R${n}`, `late-${n}`]);
  });
});

describe('a merge that is undone', () => {
  it('leaves everything as it was before, but for versions', async () => {
    const { left, right, n } = await pair();
    const ids = [left, right];
    await hub.copy.database.query(
      `insert into list_sync (instance, kind, customer_id, synced_at) values ('zuora', 'Invoice', $1, '2026-01-01'), ('zuora', 'Invoice', $2, '2026-02-01'), ('zendesk', 'SupportCase', $2, '2026-03-01')`,
      ids,
    );
    const before = await state(ids);
    const mergeId = await merge(left, right, { fieldChoices: { name: 'ABSORBED' } });
    expect(await state(ids)).not.toEqual(before);
    await unmerge(mergeId);
    expect(await state(ids)).toEqual(before);
    expect(numbers(await show(right))).toEqual([`I-R${n}`]);
    expect((await show(left)).mergedFrom).toMatchObject([
      { absorbedId: right, reversible: false, undoneAt: expect.any(String) as string },
    ]);
  });

  it('takes along what came to either side meanwhile, by what it refers to', async () => {
    const { left, right, n } = await pair();
    const mergeId = await merge(left, right);
    await hub.give('zuora', 'Invoice', [invoice(n, 'R', `right-${n}`), invoice(n, 'L', `left-${n}`)]);
    await hub.give('zuora', 'Customer', [
      record(
        'Customer',
        `zuora/bR${n}`,
        { name: `Billing R${n}`, currency: 'EUR' },
        { keys: [`ref:crm:Account:R${n}`, `number:billing:A-R${n}`, `number:billing:new-${n}`] },
      ),
    ]);
    await unmerge(mergeId);
    expect(numbers(await show(left))).toEqual([`I-L${n}`, `left-${n}`]);
    expect(numbers(await show(right))).toEqual([`I-R${n}`, `right-${n}`]);
    const { rows } = await hub.copy.database.query('select entity_id from identity_key where key = $1', [
      `number:billing:new-${n}`,
    ]);
    expect(rows).toEqual([{ entity_id: right }]);
  });

  it('is not merged again by a reference that would otherwise make the two one', async () => {
    made += 1;
    const n = made;
    await hub.give('salesforce', 'Customer', [
      record('Customer', `salesforce/only${n}`, { name: 'In the CRM' }),
    ]);
    const alone = (keys: readonly string[]) =>
      hub.give('zuora', 'Customer', [record('Customer', `zuora/only${n}`, { name: 'Billed' }, { keys })]);
    await alone([`number:billing:A-only${n}`]);
    const [crm, billed] = await Promise.all(
      ['salesforce', 'zuora'].map((instance) => hub.idOf(instance, 'Account', `only${n}`)),
    );
    await unmerge(await merge(crm!, billed!));
    await alone([`number:billing:A-only${n}`, `ref:crm:Account:only${n}`]);
    expect([(await show(crm!)).id, (await show(billed!)).id]).toEqual([crm, billed]);
    // Of what nobody has decided the same reference makes one.
    await hub.give('salesforce', 'Customer', [
      record('Customer', `salesforce/other${n}`, { name: 'In the CRM' }),
    ]);
    await hub.give('zuora', 'Customer', [record('Customer', `zuora/other${n}`, { name: 'Billed' })]);
    const other = await hub.idOf('zuora', 'Account', `other${n}`);
    await hub.give('zuora', 'Customer', [
      record('Customer', `zuora/other${n}`, { name: 'Billed' }, { keys: [`ref:crm:Account:other${n}`] }),
    ]);
    expect((await show(other)).id).toBe(
      (await show(await hub.idOf('salesforce', 'Account', `other${n}`))).id,
    );
  });

  it('is not merged again by what sources say, not even by a reference; only by a person', async () => {
    const { left, right, n } = await pair();
    await unmerge(await merge(left, right));
    await hub.give('zuora', 'Customer', [
      record(
        'Customer',
        `zuora/bR${n}`,
        { name: 'Both' },
        { keys: [`ref:crm:Account:R${n}`, `number:billing:A-L${n}`] },
      ),
      record(
        'Customer',
        `zuora/bL${n}`,
        { name: 'Both' },
        { keys: [`ref:crm:Account:L${n}`, `ref:crm:Account:R${n}`] },
      ),
    ]);
    expect((await show(right)).id).toBe(right);
    expect((await show(left)).id).toBe(left);
    const { rows } = await hub.copy.database.query(
      'select 1 from match_candidate where left_id = any($1) and right_id = any($1)',
      [[left, right]],
    );
    expect(rows).toEqual([]);
    await merge(left, right);
    expect((await show(right)).id).toBe(left);
  });

  it('is refused where nobody can say any more what was whose', async () => {
    const { left, right, n } = await pair();
    const third = await pair();
    const first = await merge(left, right);
    await hub.give('zendesk', 'Customer', [
      record('Customer', `zendesk/z${n}`, { name: 'New' }, { keys: [`ref:crm:Account:R${n}`] }),
    ]);
    expect((await council.run(maker, 'unmergeCustomers', { mergeId: first })).userErrors).toMatchObject([
      { code: 'CONFLICT', field: ['mergeId'] },
    ]);
    const second = await merge(third.left, left);
    expect((await council.run(maker, 'unmergeCustomers', { mergeId: first })).userErrors).toMatchObject([
      { code: 'CONFLICT' },
    ]);
    await unmerge(second);
    expect((await show(right)).id).toBe(left);
    expect(
      (await council.run(maker, 'unmergeCustomers', { mergeId: 'mrg_nobody' })).userErrors,
    ).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('undoes merges into merged customers from the last to the first, each to what was before it', async () => {
    const [a, b, c] = [await pair(), await pair(), await pair()];
    const ids = [a.left, b.left, c.left];
    const start = await state(ids);
    const first = await merge(b.left, c.left);
    const between = await state(ids);
    const second = await merge(a.left, b.left, { fieldChoices: { name: 'ABSORBED' } });
    expect((await show(c.left)).id).toBe(a.left);
    expect((await show(a.left)).mergedFrom.map(({ absorbedId }) => absorbedId)).toEqual([b.left, c.left]);
    await unmerge(second);
    expect(await state(ids)).toEqual(between);
    await unmerge(first);
    expect(await state(ids)).toEqual(start);
  });
});

describe('look-alikes', () => {
  /** Two customers of one domain, of which a newcomer became a candidate. */
  async function alike(): Promise<{ id: string; leftId: string; rightId: string; n: number }> {
    made += 1;
    const n = made;
    for (const [side, name] of [
      ['L', `Alike ${n}`],
      ['R', `Alike ${n} Ltd`],
    ])
      await hub.give('salesforce', 'Customer', [
        record('Customer', `salesforce/${side}${n}`, { name }, { keys: [`domain:alike${n}.example`] }),
      ]);
    const { rows } = await hub.copy.database.query<{ id: string; leftId: string; rightId: string }>(
      `select id, left_id as "leftId", right_id as "rightId" from match_candidate where right_id = $1`,
      [await hub.idOf('salesforce', 'Account', `R${n}`)],
    );
    return { ...rows[0]!, n };
  }
  const statusOf = async (id: string): Promise<string> =>
    (
      await council.data<{ node: { status: string } }>(
        maker,
        `{ node(id: "${id}") { ... on MatchCandidate { status } } }`,
      )
    ).node.status;

  it('that are one are merged when somebody else agrees, and stay candidates until then', async () => {
    const { id, leftId, rightId } = await alike();
    const asked = await council.run(maker, 'decideMatch', { candidateId: id, accept: true });
    expect(asked).toMatchObject({
      userErrors: [],
      approval: { status: 'PENDING' },
      customer: { id: leftId },
    });
    expect(await statusOf(id)).toBe('PENDING');
    await council.decide(checker, asked.approval!.id);
    expect(await statusOf(id)).toBe('ACCEPTED');
    expect((await show(rightId)).id).toBe(leftId);
    expect(
      (await council.run(maker, 'decideMatch', { candidateId: id, accept: false })).userErrors,
    ).toMatchObject([{ code: 'CONFLICT' }]);
  });

  it('that are two are never suggested again, and never merged by a reference', async () => {
    const { id, leftId, rightId, n } = await alike();
    const decided = await council.run(maker, 'decideMatch', { candidateId: id, accept: false });
    expect(decided).toMatchObject({ userErrors: [], approval: null });
    expect(await statusOf(id)).toBe('REJECTED');
    await hub.give('zendesk', 'Customer', [
      record(
        'Customer',
        `zendesk/both${n}`,
        { name: 'Both' },
        { keys: [`ref:crm:Account:L${n}`, `ref:crm:Account:R${n}`] },
      ),
    ]);
    expect((await show(rightId)).id).toBe(rightId);
    const { rows } = await hub.copy.database.query<{ status: string }>(
      'select status from match_candidate where left_id = any($1) and right_id = any($1)',
      [[leftId, rightId]],
    );
    expect(rows).toEqual([{ status: 'REJECTED' }]);
  });
});

describe('what cannot be merged', () => {
  it('is refused with what is wrong: itself, nobody, the gone, the merged, and a company above with another between', async () => {
    const { left, right } = await pair();
    const wrong = async (survivorId: string, absorbedId: string, more: object = {}) =>
      (await council.run(maker, 'mergeCustomers', { survivorId, absorbedId, ...more })).userErrors[0];
    expect(await wrong(left, left)).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await wrong(left, 'cus_nobody')).toMatchObject({ code: 'NOT_FOUND', field: ['absorbedId'] });
    expect(await wrong(left, right, { fieldChoices: { nonsense: 'ABSORBED' } })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await wrong(left, right, { fieldChoices: { name: 'BOTH' } })).toMatchObject({
      code: 'INVALID_INPUT',
    });
    await merge(left, right);
    expect(await wrong(left, right)).toMatchObject({ code: 'CONFLICT', field: ['absorbedId'] });
    await hub.give('salesforce', 'Customer', [
      record('Customer', 'salesforce/top', { name: 'Top' }),
      record(
        'Customer',
        'salesforce/middle',
        { name: 'Middle' },
        { links: { parent: { kind: 'Customer', key: 'ref:salesforce:Account:top' } } },
      ),
      record(
        'Customer',
        'salesforce/low',
        { name: 'Low' },
        { links: { parent: { kind: 'Customer', key: 'ref:salesforce:Account:middle' } } },
      ),
    ]);
    const [top, low] = [
      await hub.idOf('salesforce', 'Account', 'top'),
      await hub.idOf('salesforce', 'Account', 'low'),
    ];
    expect(await wrong(top, low)).toMatchObject({ code: 'CONFLICT' });
    expect(await wrong(low, top)).toMatchObject({ code: 'CONFLICT' });
  });
});
