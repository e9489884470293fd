import { createClient } from 'graphql-sse';
import { getNamedType, type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personRoles, type PersonRole, policyExport, type PolicyRow } from '../src/auth/policy.ts';
import { loadSchema } from '../src/http/schema.ts';
import { letAmendmentsBe } from './support/amendment-sample.ts';
import { isNode, objectTypes } from './support/coverage.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { sees } from './support/policy.ts';
import { personWith, testAccess } from './support/roles.ts';
import { serve, type Answer, type Served } from './support/served.ts';
import {
  letPeopleAct,
  letRunsHappen,
  letRunsStop,
  letThingsHappen,
  sampleRules,
  samplesOf,
} from './support/samples.ts';
import { all, comparable, expectedOf, nested, type Rows } from './support/walk.ts';

// Every field for every role by every way to it, over HTTP, against what `isthmus policy export` says.
const schema = loadSchema();
const access = testAccess();
const tokens = new Map(personRoles.map((role) => [role, access.token(personWith(role))]));
const rows = new Map(policyExport().rows.map((row) => [row.coordinate, row])) as unknown as Rows &
  Map<string, PolicyRow>;
const nodes = objectTypes(schema).filter(isNode);
const walked = new Set<string>();
const unbounded = 1_000_000;

let begun: string;
let hub: TestHub;
let served: Served;
let samples: Map<string, readonly string[]>;
beforeAll(async () => {
  hub = await createTestHub({ rules: sampleRules });
  await letThingsHappen(hub);
  await letRunsHappen(hub);
  await letRunsStop(hub);
  const { rows } = await hub.copy.database.query<{ id: string }>(
    `select subject_id as id from approval where subject_id like 'run_%'`,
  );
  await letAmendmentsBe(hub, rows[0]!.id);

  const limits = {
    maxCost: unbounded,
    requestsPerSecond: unbounded,
    burst: unbounded,
    costPerMinute: unbounded * 1000,
    maxFields: 10_000,
    maxTokens: 50_000,
  };
  served = await serve(hub, {}, { access, limits });
  await letPeopleAct(hub, async (role, mutation) => {
    const { data, errors } = await ask(mutation, {}, role);
    expect([errors, JSON.stringify(data)]).toEqual([undefined, expect.stringContaining('"userErrors":[]')]);
  });
  samples = await samplesOf(hub);
  begun = new Date().toISOString();
});
afterAll(async () => {
  await served?.close();
  await hub?.close();
});

async function ask(query: string, variables: object, role: PersonRole | null): Promise<Answer['body']> {
  const token = role === null ? {} : { authorization: `Bearer ${tokens.get(role)}` };
  const { body, status, text } = await served.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...token },
    body: JSON.stringify({ query, variables }),
  });
  expect([status, query.slice(0, 200), text.slice(0, 300)]).toEqual([
    200,
    expect.anything(),
    expect.anything(),
  ]);
  return body;
}

/** The paths, without their first steps, at which FORBIDDEN stands, with whether the message names the field. */
function refusals(
  errors: Answer['body']['errors'] = [],
  named: ReadonlyMap<string, string>,
  steps = 1,
): string[] {
  return errors
    .map(({ path = [], message, extensions }) => {
      const place = `.${path.slice(steps).join('.')}`;
      return `${place} ${extensions['code']} ${message.includes(named.get(place) ?? 'nothing')}`;
    })
    .toSorted();
}

interface Snapshot {
  readonly data: { readonly customerChanged: { readonly nodes: readonly Record<string, unknown>[] } };
  readonly errors?: Answer['body']['errors'];
}

/** The first message of a stream, as a role gets it. */
async function snapshot(query: string, id: string, role: PersonRole | null): Promise<Snapshot> {
  const headers: Record<string, string> =
    role === null ? {} : { authorization: `Bearer ${tokens.get(role)}` };
  const client = createClient({ url: `${served.url}/graphql/stream`, headers, retryAttempts: 0 });
  const results = client.iterate({ query, variables: { id } });
  const { value } = (await results.next()) as { value: unknown };
  await results.return?.();
  client.dispose();
  return value as Snapshot;
}

/**
 * Asks for one object as somebody with every right and as a role, and compares what the role is shown, value by value and error by
 * error. Twice, because the second time a compiled plan may answer.
 */
async function compare(query: string, id: string, type: GraphQLObjectType, role: PersonRole): Promise<void> {
  const open = await ask(query, { id }, null);
  expect(open.errors).toBeUndefined();
  const [found] = Object.values(open.data!) as [Record<string, unknown> | null];
  expect([query, found]).not.toEqual([query, null]);
  const { value, forbidden } = expectedOf(schema, rows, role, type, found!);
  const wanted = [...forbidden.keys()].map((place) => `${place} FORBIDDEN true`).toSorted();
  for (const _time of [1, 2]) {
    const body = await ask(query, { id }, role);
    const [shown] = Object.values(body.data!);
    expect(comparable(type, shown)).toEqual(comparable(type, value));
    expect(refusals(body.errors, forbidden)).toEqual(wanted);
  }
}

describe.each(personRoles)('what %s is shown', (role) => {
  const shown = nodes.filter(({ name }) => sees(rows, name, role));
  const hidden = nodes.filter(({ name }) => !sees(rows, name, role));

  it('of a record by its id is what the table says, field by field', async () => {
    for (const type of shown)
      for (const id of samples.get(type.name)!) {
        const query = `query ($id: ID!) { node(id: $id) { ... on ${type.name} { ${all(type)} } } }`;
        await compare(query, id, type, role);
        walked.add(type.name);
      }
  });

  it('of a record by its id is nothing at all where it does not see the type', async () => {
    for (const type of hidden) {
      const ids = samples.get(type.name)!;
      const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on ${type.name} { ${all(type)} } } }`;
      const body = await ask(query, { ids }, role);
      expect([type.name, body.errors, body.data!['nodes']]).toEqual([
        type.name,
        undefined,
        ids.map(() => null),
      ]);
    }
  });

  it('of what records lead to is the same as by its own id', async () => {
    for (const type of shown)
      for (const selection of nested(type)) {
        const query = `query ($id: ID!) { node(id: $id) { ... on ${type.name} { ${selection} } } }`;
        await compare(query, samples.get(type.name)![0]!, type, role);
      }
  });

  it('through a fragment on an interface is what each type says of it', async () => {
    const canonical = nodes.filter((type) =>
      type.getInterfaces().some(({ name }) => name === 'CanonicalRecord'),
    );
    const shared = 'id version createdAt updatedAt externalRefs { object externalId } syncStatus { status }';
    const query = `query ($id: ID!) { node(id: $id) { ... on Node { id } ... Shared } } fragment Shared on CanonicalRecord { ${shared} }`;
    for (const type of canonical.filter((each) => shown.includes(each)))
      await compare(query, samples.get(type.name)![0]!, type, role);
    for (const type of canonical.filter((each) => hidden.includes(each)))
      expect((await ask(query, { id: samples.get(type.name)![0]! }, role)).data).toEqual({ node: null });
  });

  it('by the field of the root for one record is the same as by its id, or FORBIDDEN', async () => {
    // Of a lineage each node is there for whoever sees what it stands for; tests beside this one say so.
    const roots = Object.values(schema.getQueryType()!.getFields()).filter(
      ({ name, args }) => name !== 'node' && name !== 'lineage' && args.some((each) => each.name === 'id'),
    );
    expect(roots.length).toBeGreaterThan(5);
    for (const { name, type } of roots) {
      const named = getNamedType(type) as GraphQLObjectType;
      const id = samples.get(named.name)![0]!;
      const query = `query ($id: ID!) { ${name}(id: $id) { ${all(named)} } }`;
      const refused = rows.get(`Query.${name}`)!.decisions[role] === 'deny';
      expect([name, refused]).toEqual([name, hidden.includes(named)]);
      await (refused ? refuse(query, { id }, role, `Query.${name}`) : compare(query, id, named, role));
    }
  });

  it('in the snapshot of a stream is the same as by its id', async () => {
    const type = schema.getType('Customer') as GraphQLObjectType;
    const id = samples.get('Customer')![0]!;
    const query = `subscription ($id: ID!) { customerChanged(id: $id) { ... on StreamSnapshot { nodes { ... on Customer { ${all(type)} } } } } }`;
    const [open, shown] = [await snapshot(query, id, null), await snapshot(query, id, role)];
    const { value, forbidden } = expectedOf(schema, rows, role, type, open.data.customerChanged.nodes[0]!);
    expect(comparable(type, shown.data.customerChanged.nodes[0])).toEqual(comparable(type, value));
    expect(refusals(shown.errors, forbidden, 3)).toEqual(
      [...forbidden.keys()].map((place) => `${place} FORBIDDEN true`).toSorted(),
    );
  });

  it('in the lists of the root is the same as by its id, or FORBIDDEN', async () => {
    // Asking for the audit trail adds to it.
    const lists = [
      ...['customers', 'invoices', 'products', 'matchCandidates', 'deadLetters', 'events', 'approvals'].map(
        (name) => [name, ''],
      ),
      ['audit', `to: "${begun}", `],
    ] as const;
    for (const [name = '', args] of lists) {
      const page = getNamedType(schema.getQueryType()!.getFields()[name]!.type) as GraphQLObjectType;
      const edge = getNamedType(page.getFields()['edges']!.type) as GraphQLObjectType;
      const node = getNamedType(edge.getFields()['node']!.type) as GraphQLObjectType;
      const query = `{ ${name}(${args}first: 3) { totalCount pageInfo { hasNextPage } edges { cursor node { ${all(node)} } } } }`;
      const refused = rows.get(`Query.${name}`)!.decisions[role] === 'deny';
      await (refused ? refuse(query, {}, role, `Query.${name}`) : compare(query, '', page, role));
    }
  });
});

async function refuse(query: string, variables: object, role: PersonRole, field: string): Promise<void> {
  const { errors } = await ask(query, variables, role);
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect(errors![0]!.message).toContain(field);
}

describe('the walk', () => {
  it('came to every type that has an id', () => {
    expect(nodes.map(({ name }) => name).filter((name) => !walked.has(name))).toEqual([]);
  });
});
