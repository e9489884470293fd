import { createClient } from 'node-zendesk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld } from '../sandbox/world/world.ts';
import { openAccount, type Account, type Thing } from './support/zendesk.ts';

const world = makeWorld({ n: 60, seed: 11, today: new Date().toISOString().slice(0, 10) });
let zd: Account;

beforeAll(async () => {
  zd = await openAccount(world);
});
afterAll(() => zd.close());

const supported = () => world.companies.filter((company) => company.support !== null);
const ordinary = () => {
  const found = supported().find(
    (company) => company.cases.length > 1 && company.cases.every((each) => Number(each.supportId) < 2 ** 53),
  );
  return found!;
};

async function newTicket(subject: string, more: object = {}): Promise<Thing> {
  const ticket = { subject, comment: { body: 'Please help.' }, ...more };
  const { status, body } = await zd.post('tickets', { ticket });
  expect(status).toBe(201);
  return body.ticket;
}

describe('writes', () => {
  const ticket = { subject: 'Printer offline', comment: { body: 'My printer is offline.' } };

  test('a repeated create with the same key gives the first ticket again, also after a restart, for two hours', async () => {
    const first = await zd.post('tickets', { ticket }, { 'idempotency-key': 'k-1' });
    expect([first.status, first.headers.get('x-idempotency-lookup')]).toEqual([201, 'miss']);
    await zd.restart();
    const again = await zd.post('tickets', { ticket }, { 'idempotency-key': 'k-1' });
    expect([again.status, again.headers.get('x-idempotency-lookup')]).toEqual([201, 'hit']);
    expect(again.text).toBe(first.text);
    const other = await zd.post(
      'tickets',
      { ticket: { ...ticket, subject: 'Another' } },
      { 'idempotency-key': 'k-1' },
    );
    expect([other.status, other.body.error]).toEqual([400, 'IdempotentRequestError']);
    await zd.advance(2 * 3_600_000);
    const late = await zd.post('tickets', { ticket }, { 'idempotency-key': 'k-1' });
    expect(late.body.ticket.id).not.toBe(first.body.ticket.id);
    const journal = await zd.journal();
    const outcomes = journal.filter((row) => row.idempotencyKey === 'k-1').map((row) => row.outcome);
    expect(outcomes).toEqual(['APPLIED', 'REPLAYED', 'CONFLICT', 'APPLIED']);
  });

  test('a safe update with an old stamp is a conflict', async () => {
    const made = await newTicket('Safe');
    const safe = { safe_update: true, updated_stamp: made.updated_at };
    await zd.advance(1000);
    expect((await zd.put(`tickets/${made.id}`, { ticket: { ...safe, priority: 'high' } })).status).toBe(200);
    await zd.advance(1000);
    const { status, body } = await zd.put(`tickets/${made.id}`, { ticket: { ...safe, priority: 'low' } });
    expect([status, body.error]).toEqual([409, 'UpdateConflict']);
    expect((await zd.get(`tickets/${made.id}`)).body.ticket.priority).toBe('high');
  });

  test('a closed ticket cannot be changed', async () => {
    const closed = supported()
      .flatMap((each) => each.cases)
      .find((each) => each.status === 'closed' && Number(each.supportId) < 2 ** 53)!;
    const { status, body } = await zd.put(`tickets/${closed.supportId}`, { ticket: { priority: 'low' } });
    expect([status, body.error]).toEqual([422, 'RecordInvalid']);
  });

  test('one ticket may be updated thirty times in ten minutes', async () => {
    await zd.advance(600_000);
    await zd.settings({ updatesPerTicket: 2 });
    const { id } = await newTicket('Busy');
    const statuses: number[] = [];
    for (const priority of ['low', 'normal', 'high']) {
      statuses.push((await zd.put(`tickets/${id}`, { ticket: { priority } })).status);
    }
    await zd.settings({ updatesPerTicket: 30 });
    expect(statuses).toEqual([200, 200, 429]);
  });

  test('a ticket takes its organization and tags from the person who asks', async () => {
    const company = ordinary();
    const person = company.contacts.find((each) => each.supportId !== null)!;
    const made = await newTicket('From a customer', {
      requester: { name: 'X', email: person.email.toUpperCase() },
    });
    expect(String(made.organization_id)).toBe(company.support!.id);
    expect(made.tags).toContain(company.supportTier);
  });

  test('organizations and people are upserted by external id, and names are unique', async () => {
    const given = {
      name: 'Fernway Kites',
      external_id: '001FERN',
      organization_fields: { support_tier: 'premium' },
    };
    const made = await zd.post('organizations/create_or_update', { organization: given });
    expect(made.status).toBe(201);
    expect(made.body.organization.organization_fields).toMatchObject({
      support_tier: 'premium',
      tier_status: null,
    });
    const changed = await zd.post('organizations/create_or_update', {
      organization: { external_id: '001fern', organization_fields: { tier_status: 'grace' } },
    });
    expect([changed.status, changed.body.organization.id]).toEqual([200, made.body.organization.id]);
    expect(changed.body.organization.organization_fields).toMatchObject({
      support_tier: 'premium',
      tier_status: 'grace',
    });
    const twin = await zd.post('organizations', { organization: { name: 'FERNWAY KITES' } });
    expect([twin.status, twin.body.details.name?.[0]?.error]).toEqual([422, 'DuplicateValue']);
    const user = {
      name: 'Una Kite',
      email: 'una@fernway.example',
      organization_id: made.body.organization.id,
    };
    expect((await zd.post('users/create_or_update', { user })).status).toBe(201);
    const again = await zd.post('users/create_or_update', { user: { ...user, name: 'Una Wind' } });
    expect([again.status, again.body.user.name]).toEqual([200, 'Una Wind']);
  });
});

describe('an independent client, node-zendesk', () => {
  const connect = () =>
    createClient({
      username: zd.credentials.email!,
      token: zd.credentials.apiToken!,
      subdomain: 'unused',
      endpointUri: `${zd.url}/api/v2`,
    });

  test('reads all organizations, users and tickets page by page', async () => {
    await zd.freshMinute();
    const client = connect();
    const counts = async (name: string) => (await zd.get(`${name}?per_page=1`)).body.count;
    const tickets = (await client.tickets.list()) as unknown as Thing[];
    expect(tickets.length).toBeGreaterThan(100);
    expect(tickets).toHaveLength(await counts('tickets'));
    const organizations = (await client.organizations.list()) as unknown as Thing[];
    expect(organizations).toHaveLength(await counts('organizations'));
    const users = (await client.users.list()) as unknown as Thing[];
    expect(users).toHaveLength(await counts('users'));
    const journal = await zd.journal();
    const pages = journal.filter(
      (row) => row.path === '/api/v2/tickets.json' && row.query.includes('page%5Bafter%5D'),
    );
    expect(pages.length).toBeGreaterThan(0);
  });

  test('shows one organization, finds its tickets and meets an error it understands', async () => {
    const client = connect();
    const company = ordinary();
    const id = Number(company.support!.id);
    const { result } = (await client.organizations.show(id)) as unknown as { result: Thing };
    expect(result.name).toBe(company.support!.name);
    const found = (await client.search.exportResults(
      `organization:${id}`,
      'ticket',
      2,
    )) as unknown as Thing[];
    expect(found.length).toBeGreaterThanOrEqual(company.cases.length);
    await expect(client.tickets.show(987_654_321)).rejects.toThrow(/404|Not Found/);
  });
});
