import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Principal, Role } from '../src/auth/principal.ts';
import { rememberPerson } from '../src/store/person.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { personWith, serviceWith, type TestAccess, testAccess } from './support/roles.ts';
import { type Served, serve } from './support/served.ts';

interface Users {
  readonly totalCount: number;
  readonly edges: readonly { readonly node: { readonly id: string; readonly name: string | null } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

let hub: TestHub;
let served: Served;
let access: TestAccess;
beforeAll(async () => {
  hub = await createTestHub();
  access = testAccess();
  served = await serve(hub, {}, { access });
  const { database } = hub.copy;
  for (const name of ['Zoe Zander', 'adam Ames', 'Mia Moss'])
    await rememberPerson(database, {
      ...personWith('FINANCE_OPS'),
      person: `${name.split(' ')[0]!}@example.com`,
      name,
    });
  // Somebody who never called, but answers for a program that did.
  await rememberPerson(database, serviceWith(['any:read'], { person: 'owner@example.com' }));
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

async function users(who: Principal, args = ''): Promise<Users> {
  const query = `{ users${args} { totalCount edges { node { id name } } pageInfo { hasNextPage endCursor } } }`;
  const { body } = await served.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${access.token(who)}` },
    body: JSON.stringify({ query }),
  });
  expect(body.errors).toBeUndefined();
  return (body.data as { users: Users }).users;
}
const names = ({ edges }: Users): (string | null)[] => edges.map(({ node }) => node.name);
const who = (role: Role): Principal => personWith(role);

it('the persons that have called are listed by name, page by page', async () => {
  const all = await users(who('CONTROLLER'));
  expect([names(all), all.totalCount]).toEqual([['adam Ames', 'Mia Moss', 'Zoe Zander'], 3]);
  const first = await users(who('CONTROLLER'), '(first: 2)');
  expect([names(first), first.pageInfo.hasNextPage]).toEqual([['adam Ames', 'Mia Moss'], true]);
  const rest = await users(who('CONTROLLER'), `(first: 2, after: "${first.pageInfo.endCursor}")`);
  expect([names(rest), rest.pageInfo.hasNextPage]).toEqual([['Zoe Zander'], false]);
});

it('whoever reads names masked learns nothing of them from order or cursors', async () => {
  const page = await users(who('INTEGRATION'), '(first: 2)');
  const all = await users(who('INTEGRATION'));
  const ids = all.edges.map(({ node }) => node.id);
  expect(ids).toEqual(ids.toSorted());
  expect(names(all).toSorted()).toEqual(['A. A.', 'M. M.', 'Z. Z.']);
  const cursor = Buffer.from(page.pageInfo.endCursor, 'base64url').toString();
  expect(['adam', 'mia', 'zoe'].filter((name) => cursor.toLowerCase().includes(name))).toEqual([]);
  const rest = await users(who('INTEGRATION'), `(after: "${page.pageInfo.endCursor}")`);
  expect(rest.edges.map(({ node }) => node.id)).toEqual(ids.slice(2));
});

it('an exception can be given to whoever is listed', async () => {
  const { edges } = await users(who('CONTROLLER'));
  const found = await hub.people.byIds(edges.map(({ node }) => node.id));
  expect(found.map((person) => person?.name)).toEqual(['adam Ames', 'Mia Moss', 'Zoe Zander']);
});
