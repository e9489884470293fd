import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../src/auth/principal.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { personWith, testAccess } from './support/roles.ts';
import { serve, type Served } from './support/served.ts';

// Which rows a caller is shown, by every way to them: its tenant's, and of those what its legal entities and regions let it see.
const access = testAccess();
let hub: TestHub;
let other: TestHub;
let served: Served;
/** What each record of the copy belongs to: the code of a legal entity, `-` for none yet, null for what belongs to nobody. */
let owners: Map<string, string | null>;
let robotics: string;
beforeAll(async () => {
  [hub, other] = await Promise.all([createTestHub(), createTestHub()]);
  const hubs = new Map([
    ['main', hub],
    ['other', other],
  ]);
  served = await serve(hub, {}, { access, hubs });
  robotics = await hub.idOf('salesforce', 'Account', '002');
  owners = await ownersOf(hub);
});
afterAll(async () => {
  await served?.close();
  await hub?.close();
  await other?.close();
});

/** Read from the tables by rules of its own, not by those that are tested. */
async function ownersOf({ copy }: TestHub): Promise<Map<string, string | null>> {
  const { rows } = await copy.database.query<{ id: string; kind: string; code: string | null }>(
    `with entity_of as (
       select s.customer_id, l.body ->> 'code' as code from customer_summary s left join entity l on l.id = s.legal_entity_id)
     select e.id, e.kind, coalesce(o.code, case when e.kind = 'LegalEntity' then e.body ->> 'code' end,
       case when e.kind = 'LedgerPosting' then 'EU01' end) as code
     from entity e left join entity_of o on o.customer_id = case when e.kind = 'Customer' then e.id else e.customer_id end
     where e.deleted_at is null and e.merged_into is null`,
  );
  const nobodys = new Set(['Product', 'Price', 'User', 'AccountingPeriod']);
  return new Map(rows.map(({ id, kind, code }) => [id, nobodys.has(kind) ? null : (code ?? '-')]));
}

async function ask<T = Record<string, unknown>>(query: string, caller: Principal, variables: object = {}) {
  const { body } = await served.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${access.token(caller)}` },
    body: JSON.stringify({ query, variables }),
  });
  expect(body.errors).toBeUndefined();
  return body.data as T;
}

const everyId = (): string[] => [...owners].filter(([, owner]) => owner !== null).map(([id]) => id);
const idsOf = (codes: readonly string[]): string[] =>
  everyId().filter((id) => codes.includes(owners.get(id)!));
const customersOf = (codes: readonly string[]): string[] =>
  idsOf(codes).filter((id) => id.startsWith('cus_'));

type Page = { totalCount: number; edges: { node: { id: string } }[] };
const idsIn = ({ edges }: Page): string[] => edges.map(({ node }) => node.id).toSorted();

const scopes: readonly (readonly [string, Partial<Principal>, readonly string[]])[] = [
  ['one legal entity', { legalEntities: ['EU01'] }, ['EU01']],
  ['another legal entity', { legalEntities: ['US01'] }, ['US01']],
  ['a legal entity, and what belongs to none yet', { legalEntities: ['EU01', '-'] }, ['EU01', '-']],
  ['a region', { regions: ['EU'] }, ['EU01']],
  ['a legal entity of another region', { legalEntities: ['EU01'], regions: ['US'] }, []],
  ['nothing', { legalEntities: [], regions: [] }, []],
];

describe('the copy', () => {
  it('has rows of both legal entities, and of none', () => {
    for (const code of ['EU01', 'US01', '-']) expect([code, idsOf([code])]).not.toEqual([code, []]);
    expect(customersOf(['EU01'])).toContain(robotics);
  });
});

describe.each(scopes)('a caller who may see %s', (_name, claims, codes) => {
  // The auditor reads every field, so that nothing but the rows is missing.
  const caller = personWith('AUDITOR', claims);

  it('finds by their ids what is its own and nothing else', async () => {
    const ids = everyId();
    const { nodes } = await ask<{ nodes: ({ id: string } | null)[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      caller,
      { ids },
    );
    expect(nodes.flatMap((node) => node?.id ?? []).toSorted()).toEqual(idsOf(codes).toSorted());
  });

  it('counts and pages only its own customers, whatever it filters or sorts by', async () => {
    const own = customersOf(codes).toSorted();
    for (const list of [
      'customers',
      'customers(orderBy: [{ by: ARR, direction: DESC }])',
      'customers(filter: { search: "acme" }, orderBy: [{ by: RISK, direction: DESC }])',
      'customers(filter: { not: { region: "nowhere" } })',
    ]) {
      const { customers } = await ask<{ customers: Page }>(
        `{ ${list} { totalCount edges { node { id } } } }`,
        caller,
      );
      const found = idsIn(customers);
      expect(found.every((id) => own.includes(id))).toBe(true);
      expect(customers.totalCount).toBe(found.length);
    }
    const { customers } = await ask<{ customers: Page }>(
      '{ customers { totalCount edges { node { id } } } }',
      caller,
    );
    expect(idsIn(customers)).toEqual(own);
  });

  it('lists only invoices of its own customers', async () => {
    const { invoices } = await ask<{ invoices: Page }>(
      '{ invoices { totalCount edges { node { id } } } }',
      caller,
    );
    expect(idsIn(invoices)).toEqual(
      idsOf(codes)
        .filter((id) => id.startsWith('inv_'))
        .toSorted(),
    );
    expect(invoices.totalCount).toBe(invoices.edges.length);
  });

  it('is told of a customer that is not its own what it is told of one that does not exist', async () => {
    const query = `query ($id: ID!, $external: String!) { customer(id: $id) { id }
      byReference: customer(externalRef: { system: "salesforce", object: "Account", externalId: $external }) { id } }`;
    const strange = [...owners].filter(([id, code]) => id.startsWith('cus_') && !codes.includes(code!));
    for (const [id] of strange)
      expect(await ask(query, caller, { id, external: 'never' })).toEqual({
        customer: null,
        byReference: null,
      });
    const { byReference } = await ask<{ byReference: unknown }>(query, caller, {
      id: 'cus_0',
      external: '002',
    });
    expect(byReference).toEqual([null, { id: robotics }][Number(codes.includes('EU01'))]);
  });

  it('comes from its own records to its own records alone', async () => {
    const own = customersOf(codes);
    const { nodes } = await ask<{
      nodes: { children: Page; parent: { id: string } | null; timeline: Page }[];
    }>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer { parent { id } ultimateParent { id }
        children { totalCount edges { node { id } } } timeline { totalCount edges { node { id subjectId } } } } } }`,
      caller,
      { ids: own },
    );
    const named = JSON.stringify(nodes).match(/\b[a-z]{3}_[0-9a-z]{26}\b/g) ?? [];
    expect(named.filter((id) => owners.has(id) && !idsOf(codes).includes(id))).toEqual([]);
  });
});

describe('a caller of another tenant', () => {
  const caller = personWith('AUDITOR', { tenant: 'other' });

  it('finds nothing of this one, by id, by list or by reference', async () => {
    const { nodes } = await ask<{ nodes: unknown[] }>(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      caller,
      { ids: everyId() },
    );
    expect(new Set(nodes)).toEqual(new Set([null]));
    const { customers } = await ask<{ customers: Page }>(
      '{ customers { totalCount edges { node { id } } } }',
      caller,
    );
    expect(customers.edges.length).toBeGreaterThan(0);
    expect(idsIn(customers).filter((id) => owners.has(id))).toEqual([]);
    expect(customers.totalCount).toBe(customers.edges.length);
  });

  it('is answered from its own copy where the same reference exists in both', async () => {
    const query =
      '{ customer(externalRef: { system: "salesforce", object: "Account", externalId: "002" }) { id name } }';
    const [theirs, ours] = await Promise.all([
      ask<{ customer: { id: string } }>(query, caller),
      ask<{ customer: { id: string } }>(query, personWith('AUDITOR')),
    ]);
    expect(ours.customer.id).toBe(robotics);
    expect(theirs.customer).toEqual({
      ...ours.customer,
      id: await other.idOf('salesforce', 'Account', '002'),
    });
    expect(theirs.customer.id).not.toBe(robotics);
  });
});
