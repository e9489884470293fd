import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { openPrincipal, type Role } from '../src/auth/principal.ts';
import { rightsFor } from '../src/auth/policy.ts';
import type { AuditInput, Hub } from '../src/context.ts';
import type { Access } from '../src/http/access.ts';
import { sensitiveFields } from '../src/http/sensitive.ts';
import { loadSchemas } from '../src/http/schema.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { type Answer, type Served, serve } from './support/served.ts';
import { watch } from './support/stream-client.ts';

/** Lets in whoever says which role it has. */
const access: Access = {
  admit(token) {
    const principal = {
      ...openPrincipal('main'),
      person: 'ada@isthmus.example',
      account: 'issuer ada',
      roles: [(token ?? 'AUDITOR') as Role],
    };
    return { principal, rights: rightsFor(principal) };
  },
  watch: () => () => {},
};

let hub: TestHub;
let served: Served;
let acme: string;
/** While set the database takes no entries. */
let out = false;
beforeAll(async () => {
  hub = await createTestHub();
  const record = (entries: readonly AuditInput[]): Promise<void> =>
    out ? Promise.reject(new Error('the disk is full')) : hub.audit.record(entries);
  const failing: Hub = { ...hub, audit: { ...hub.audit, record }, within: () => failing };
  served = await serve(failing, {}, { access });
  acme = await hub.idOf('salesforce', 'Account', '002');
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

let seen: number;
beforeEach(async () => {
  seen = (await entries(0)).length;
});
interface Entry {
  readonly person: string;
  readonly action: string;
  readonly subject: string | null;
  readonly correlationId: string;
  readonly after: {
    readonly roles: readonly string[];
    readonly coordinates: readonly string[];
    readonly ids: readonly string[];
    readonly count: number;
    readonly stream?: boolean;
  };
}
/** What was recorded since the test began. */
async function entries(from = seen): Promise<Entry[]> {
  const { rows } = await hub.copy.database.query<Entry>(
    `select person, action, subject, correlation_id as "correlationId", after::jsonb as after from audit_entry
     where action = 'record.read' order by seq offset $1`,
    [from],
  );
  return rows;
}

const ask = (query: string, variables = {}, role: Role = 'AUDITOR', path = '/graphql'): Promise<Answer> =>
  served.send({
    path,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${role}`,
      accept: path === '/graphql' ? 'application/json' : 'text/event-stream',
      'x-correlation-id': 'correlation-of-the-test',
    },
    body: JSON.stringify({ query, variables }),
  });

const people = `query People($id: ID!) { customer(id: $id) { id contacts { edges { node { key: id who: name email } } } } }`;

describe('reading what is sensitive', () => {
  it('is recorded before the answer leaves: who, what and whose, and no value', async () => {
    const answer = await ask(people, { id: acme });
    const contacts = (
      answer.body.data as { customer: { contacts: { edges: { node: { key: string; who: string } }[] } } }
    ).customer.contacts.edges.map(({ node }) => node);
    const [entry, ...more] = await entries();
    expect(contacts.length).toBeGreaterThan(0);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      person: 'ada@isthmus.example',
      action: 'record.read',
      correlationId: 'correlation-of-the-test',
      after: {
        roles: ['AUDITOR'],
        operation: 'People',
        coordinates: ['Contact.email', 'Contact.name'],
        ids: contacts.map(({ key }) => key),
        count: contacts.length,
      },
    });
    expect(JSON.stringify(entry)).not.toContain(contacts[0]!.who);
  });

  it('is recorded by a compiled plan as by the interpreter', async () => {
    for (let i = 0; i < 4; i++) await ask(people, { id: acme });
    const found = await entries();
    expect(served.plans()).toBeGreaterThan(0);
    expect(new Set(found.map(({ after }) => JSON.stringify(after))).size).toBe(1);
    expect(found).toHaveLength(4);
  });

  it('names what was asked for where the answer has no ids', async () => {
    await ask(`query ($id: ID!) { customer(id: $id) { accountOwner { name } } }`, { id: acme });
    await ask(
      `{ customer(id: "${acme}") { ... on Customer { ...Owner } } } fragment Owner on Customer { accountOwner { name } }`,
    );
    expect(await entries()).toMatchObject([
      { subject: acme, after: { ids: [acme], coordinates: ['User.name'], count: 1 } },
      { subject: acme, after: { ids: [acme], coordinates: ['User.name'], count: 1 } },
    ]);
  });

  it('is not recorded where nothing sensitive was selected, or was there, or was seen', async () => {
    const nobody = 'con_00000000000000000000000000';
    await ask('query ($id: ID!) { customer(id: $id) { id name contacts { totalCount } } }', { id: acme });
    await ask('query ($id: ID!) { node(id: $id) { ... on Contact { name } } }', { id: nobody });
    const masked = await ask(people, { id: acme }, 'INTEGRATION');
    expect(masked.body.errors).toBe(undefined);
    expect(masked.text).toContain('"who":');
    expect(await entries()).toEqual([]);
  });

  it('is not answered when it cannot be recorded', async () => {
    out = true;
    const [http, sse] = [
      await ask(people, { id: acme }),
      await ask(people, { id: acme }, 'AUDITOR', '/graphql/stream'),
    ];
    const other = await ask('query ($id: ID!) { customer(id: $id) { name } }', { id: acme });
    out = false;
    expect(http.body.data).toBe(null);
    expect(http.body.errors![0]!.extensions).toMatchObject({ code: 'HUB_UNAVAILABLE', retryable: true });
    expect(sse.text).toContain('HUB_UNAVAILABLE');
    expect(sse.text).not.toContain('"who":');
    expect(other.body.data).toEqual({ customer: { name: 'Acme Robotics' } });
  });

  it('is recorded once for a stream, when it opens, and for a query over a stream as elsewhere', async () => {
    const query = `subscription ($after: EventCursor, $id: ID!) { customerChanged(id: $id, after: $after) {
      ... on StreamSnapshot { cursor nodes { ... on Customer { id accountOwner { name } } } } } }`;
    const messages: unknown[] = [];
    const watching = watch(
      served.wsUrl,
      query.replace(', $id: ID!', '').replace('$id', `"${acme}"`),
      null,
      (message) => messages.push(message),
    );
    await eventually('a snapshot', async () => messages.length > 0);
    watching.cut();
    await ask(people, { id: acme }, 'AUDITOR', '/graphql/stream');
    expect(await entries()).toMatchObject([
      { subject: acme, after: { stream: true, coordinates: ['User.name'], count: 0 } },
      { after: { coordinates: ['Contact.email', 'Contact.name'], operation: 'People' } },
    ]);
  });

  it('is recorded for a query over a socket, and not answered there either when it cannot be', async () => {
    const client = createClient({
      url: served.wsUrl,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: 'Bearer AUDITOR' },
    });
    const over = async (): Promise<unknown> =>
      (await client.iterate({ query: people, variables: { id: acme } }).next()).value;
    expect(await over()).toHaveProperty('data.customer');
    out = true;
    const refused = await over();
    out = false;
    await client.dispose();
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'HUB_UNAVAILABLE' } }] });
    expect(JSON.stringify(refused)).not.toContain('"who":');
    expect(await entries()).toMatchObject([{ after: { operation: 'People' } }]);
  });

  it('is told of by the schema: whatever has the directive is on the list', () => {
    const fields = [...sensitiveFields(loadSchemas().guarded)].toSorted();
    expect(fields).toEqual(
      expect.arrayContaining(['Contact.email', 'Contact.name', 'Query.audit', 'User.name']),
    );
  });
});

const page = `query ($subject: ID, $actor: String, $action: [String!], $from: DateTime, $to: DateTime, $first: Int, $after: Cursor) {
  audit(subject: $subject, actor: $actor, action: $action, from: $from, to: $to, first: $first, after: $after) {
    chainVerified totalCount pageInfo { hasNextPage endCursor }
    edges { node { id sequence at actor account actors action subject before after correlationId prevHash hash } } } }`;
interface Page {
  readonly chainVerified: boolean;
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly edges: readonly {
    readonly node: Readonly<Record<'id' | 'action' | 'actor' | 'hash' | 'prevHash' | 'at', string>> & {
      readonly sequence: number;
    };
  }[];
}
const auditPage = async (variables: object = {}): Promise<Page> => {
  const { body } = await ask(page, variables);
  expect(body.errors).toBe(undefined);
  return body.data!['audit'] as Page;
};

describe('the audit trail in the graph', () => {
  it('is read newest first, page by page, and each page is verified', async () => {
    for (let i = 0; i < 4; i++) await ask(people, { id: acme });
    const first = await auditPage({ action: ['record.read'], first: 3 });
    const second = await auditPage({
      action: ['record.read'],
      first: 3,
      after: first.pageInfo.endCursor,
    });
    const numbers = [...first.edges, ...second.edges].map(({ node }) => node.sequence);
    expect(numbers).toEqual(numbers.toSorted((a, b) => b - a));
    expect(new Set(numbers).size).toBe(6);
    expect([first.chainVerified, second.chainVerified, first.pageInfo.hasNextPage]).toEqual([
      true,
      true,
      true,
    ]);
    expect(first.edges[0]!.node).toMatchObject({
      actor: 'ada@isthmus.example',
      account: 'issuer ada',
      before: null,
    });
  });

  it('is found by subject, by who did it, by what was done and by when', async () => {
    await hub.audit.record([
      {
        actor: { person: 'Eve@x.example', account: 'issuer eve', actors: ['a delegate'] },
        action: 'thing.done',
        subject: 'inv_1',
        correlationId: 'correlation-2',
        before: { amount: '1.00' },
      },
    ]);
    const found = async (variables: object) =>
      (await auditPage({ action: ['thing.done'], ...variables })).edges.length;
    const day = 86_400_000;
    const at = (ms: number): string => new Date(Date.now() + ms).toISOString();
    expect(
      await Promise.all(['eve@X.example', 'issuer eve', 'a delegate', 'ev'].map((actor) => found({ actor }))),
    ).toEqual([1, 1, 1, 0]);
    expect(await Promise.all([found({ subject: 'inv_1' }), found({ subject: 'inv_2' })])).toEqual([1, 0]);
    expect(
      await Promise.all([
        found({ from: at(-day), to: at(day) }),
        found({ to: at(-day) }),
        found({ from: at(day) }),
      ]),
    ).toEqual([1, 0, 0]);
    const { body } = await ask(page, { from: at(day), to: at(-day) });
    expect(body.errors![0]!.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'from' });
  });

  it('says so when an entry of the page was tampered with', async () => {
    const { edges } = await auditPage({ action: ['thing.done'] });
    const { database } = hub.copy;
    const set = (column: string, value: string): Promise<unknown> =>
      database.query(
        `alter table audit_entry disable trigger all; update audit_entry set ${column} = ${value} where id = '${edges[0]!.node.id}';
         alter table audit_entry enable trigger all`,
      );
    await set('person', `'mallory'`);
    const tampered = await auditPage({ action: ['thing.done'] });
    await set('person', `'Eve@x.example'`);
    const mended = await auditPage({ action: ['thing.done'] });
    expect([tampered.chainVerified, mended.chainVerified]).toEqual([false, true]);
  });

  it('has looking at it recorded too, and each entry has an id', async () => {
    const { edges } = await auditPage({ first: 1 });
    const { body } = await ask(
      `{ node(id: "${edges[0]!.node.id}") { id ... on AuditEntry { action hash } } }`,
    );
    const { id, action, hash } = edges[0]!.node;
    expect(body.data).toEqual({ node: { id, action, hash } });
    expect((await entries()).map(({ after }) => after.coordinates)).toEqual([
      ['AuditEntry.account', 'AuditEntry.actor', 'AuditEntry.after', 'Query.audit'],
    ]);
  });

  it('is shown to those alone who audit', async () => {
    const { body } = await ask('{ audit { edges { node { id } } } }', {}, 'FINANCE_OPS');
    expect(body.errors![0]!.extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect(await entries()).toEqual([]);
  });
});
