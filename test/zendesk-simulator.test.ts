import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld } from '../sandbox/world/world.ts';
import { openAccount, type Account, type Reply, type Thing } from './support/zendesk.ts';

const world = makeWorld({ n: 60, seed: 11, today: new Date().toISOString().slice(0, 10) });
let zd: Account;

beforeAll(async () => {
  zd = await openAccount(world);
});
afterAll(() => zd.close());

async function token(scope: string): Promise<string> {
  const { clientId, clientSecret } = zd.credentials;
  const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope };
  return (await zd.call('POST', '/oauth/tokens', grant)).body.access_token;
}

const supported = () => world.companies.filter((company) => company.support !== null);
const ticketCount = () => supported().reduce((total, company) => total + company.cases.length, 0);
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

describe('who may call', () => {
  test('wrong credentials are answered with an error that is a string', async () => {
    const { status, body } = await zd.call('GET', '/api/v2/tickets', undefined, {
      authorization: 'Basic eDp5',
    });
    expect([status, body.error]).toEqual([401, `Couldn't authenticate you`]);
  });

  test('a token that may only read is refused a write with an error that is an object', async () => {
    const authorization = `Bearer ${await token('read')}`;
    expect((await zd.call('GET', '/api/v2/tickets?per_page=1', undefined, { authorization })).status).toBe(
      200,
    );
    const { status, body } = await zd.post('tickets', { ticket: {} }, { authorization });
    expect(status).toBe(403);
    expect(body.error).toMatchObject({ title: 'Forbidden' });
  });

  test('an OAuth token ends on the clock of the simulator', async () => {
    const authorization = `Bearer ${await token('read write')}`;
    await zd.advance(2 * 3_600_000);
    expect((await zd.call('GET', '/api/v2/tickets?per_page=1', undefined, { authorization })).status).toBe(
      401,
    );
  });

  test('a call that does not accept JSON is not served', async () => {
    const { status, headers } = await zd.call('GET', '/api/v2/tickets', undefined, { accept: 'text/html' });
    expect([status, headers.get('content-type')]).toEqual([415, 'text/plain; charset=utf-8']);
  });
});

describe('reads', () => {
  test('many tickets come in one call, the missing ones are absent, and more than a hundred are refused', async () => {
    const ids = ordinary().cases.map((each) => each.supportId);
    const { body } = await zd.get(`tickets/show_many?ids=${[...ids, '999999999'].join(',')}`);
    expect(body.tickets.map((each) => String(each.id)).toSorted()).toEqual(ids.toSorted());
    const tooMany = Array.from({ length: 101 }, (_, i) => i + 1).join(',');
    expect((await zd.get(`tickets/show_many?ids=${tooMany}`)).status).toBe(400);
  });

  test('organizations are found by the external ids that the CRM gave them', async () => {
    const company = supported().find((each) => each.support!.crmId !== null)!;
    const { body } = await zd.get(
      `organizations/show_many.json?external_ids=${company.support!.crmId},nobody`,
    );
    expect(body.organizations.map((each) => each.name)).toEqual([company.support!.name]);
  });

  test('ids beyond 2^53 keep all their digits', async () => {
    const company = supported().find((each) => BigInt(each.support!.id) > 2n ** 53n)!;
    const { text } = await zd.get(`organizations/show_many?ids=${company.support!.id}`);
    expect(text).toContain(`"id":${company.support!.id},`);
    const tickets = await zd.get(`organizations/${company.support!.id}/tickets?page[size]=100`);
    expect(tickets.body.tickets).toHaveLength(company.cases.length);
    expect(tickets.text).toContain(`"organization_id":${company.support!.id},`);
  });

  test('cursor pages show every ticket once, forth and back', async () => {
    const seen: number[] = [];
    for (let query = 'page[size]=37'; ;) {
      const { body } = await zd.get(`tickets?${query}`);
      seen.push(...body.tickets.map((each) => each.id));
      if (!body.meta.has_more) break;
      query = `page[size]=37&page[after]=${body.meta.after_cursor}`;
    }
    expect(seen).toHaveLength(ticketCount());
    expect(new Set(seen).size).toBe(seen.length);
    const first = (await zd.get('tickets?page[size]=2')).body;
    const second = (await zd.get(`tickets?page[size]=2&page[after]=${first.meta.after_cursor}`)).body;
    const back = (await zd.get(`tickets?page[size]=2&page[before]=${second.meta.before_cursor}`)).body;
    expect(back.tickets).toEqual(first.tickets);
  });

  test('pages by number end at the hundredth', async () => {
    const { body } = await zd.get('tickets?page=2&per_page=3');
    expect(body.tickets).toHaveLength(3);
    expect(body.count).toBe(ticketCount());
    expect(body.next_page).toContain('page=3');
    expect((await zd.get('tickets?page=101&per_page=1')).status).toBe(400);
  });

  test('side-loads bring people, organizations, metrics and service levels in the same call', async () => {
    const id = ordinary().support!.id;
    const { body } = await zd.get(
      `organizations/${id}/tickets?page[size]=100&include=users,organizations,metric_sets,slas`,
    );
    expect(body.organizations.map((each) => String(each.id))).toEqual([id]);
    const people = new Set(body.users.map((each) => each.id));
    expect(body.tickets.every((each) => people.has(each.requester_id))).toBe(true);
    expect(body.metric_sets.map((each) => each.ticket_id)).toEqual(body.tickets.map((each) => each.id));
    expect(body.tickets.every((each) => each.slas.policy_metrics.length === 2)).toBe(true);
    expect((await zd.get('slas/policies')).body.sla_policies).toHaveLength(3);
  });

  test('the tickets that a person asked for are listed by that person', async () => {
    const { contacts, cases } = ordinary();
    const { requester } = cases[0]!;
    const own = cases.filter((each) => each.requester === requester);
    const { body } = await zd.get(`users/${contacts[requester]!.supportId}/tickets/requested?page[size]=100`);
    expect(body.tickets).toHaveLength(own.length);
    expect((await zd.get('organizations/77/tickets')).body).toMatchObject({ error: 'RecordNotFound' });
  });
});

describe('search', () => {
  const named = () =>
    supported()
      .filter((each) => BigInt(each.support!.id) < 2n ** 53n)
      .slice(0, 5);

  test('terms of one property are alternatives and the others all hold', async () => {
    const companies = named();
    const query = `type:ticket status<solved ${companies.map((each) => `organization:${each.support!.id}`).join(' ')}`;
    const { body } = await zd.get(`search?query=${encodeURIComponent(query)}`);
    const open = companies
      .flatMap((each) => each.cases)
      .filter((each) => !['solved', 'closed'].includes(each.status));
    expect(body.count).toBe(open.length);
    expect(body.results.map((each) => String(each.id)).toSorted()).toEqual(
      open.map((each) => each.supportId).toSorted(),
    );
  });

  test('an export of a search is paged by a cursor that lives for an hour', async () => {
    const companies = named();
    const query = encodeURIComponent(companies.map((each) => `organization:${each.support!.id}`).join(' '));
    const path = `search/export?query=${query}&filter[type]=ticket&page[size]=4`;
    const seen: number[] = [];
    let last = '';
    for (let after = ''; ; after = `&page[after]=${last}`) {
      const { body } = await zd.get(`${path}${after}`);
      seen.push(...body.results.map((each) => each.id));
      if (!body.meta.has_more) break;
      last = body.meta.after_cursor;
    }
    expect(new Set(seen).size).toBe(companies.flatMap((each) => each.cases).length);
    await zd.advance(3_600_001);
    expect((await zd.get(`${path}&page[after]=${last}`)).status).toBe(400);
    expect((await zd.get(`search/export?query=type:ticket&filter[type]=ticket`)).status).toBe(422);
  });

  test('a write is found only after the index has learned of it, by its old values until then', async () => {
    const ticket = await newTicket('The index is late', { external_id: 'late-1' });
    const found = async (query: string) =>
      (await zd.get(`search?query=${encodeURIComponent(query)}`)).body.count;
    expect(await found('type:ticket external_id:late-1')).toBe(0);
    expect((await zd.get('tickets?external_id=late-1')).body.tickets.map((each) => each.id)).toEqual([
      ticket.id,
    ]);
    await zd.advance(10_000);
    expect(await found('type:ticket external_id:late-1')).toBe(1);
    expect((await zd.put(`tickets/${ticket.id}`, { ticket: { status: 'solved' } })).status).toBe(200);
    expect(await found('type:ticket external_id:late-1 status<solved')).toBe(1);
    await zd.advance(10_000);
    expect(await found('type:ticket external_id:late-1 status<solved')).toBe(0);
  });

  test('what the search cannot do is refused', async () => {
    expect((await zd.get('search?query=type:ticket&page=11')).body.error).toBe('invalid');
    expect((await zd.get('search?query=type:ticket&page[size]=5')).body.error).toMatchObject({
      title: 'Invalid attribute',
    });
    expect((await zd.get('search?query=colour:red')).status).toBe(422);
  });
});

describe('incremental export', () => {
  test('leaves out the last minute, tells deletions, and its cursor goes on from where it ended', async () => {
    await zd.freshMinute();
    const doomed = await newTicket('A ticket that will be deleted');
    const whole = (await zd.get('incremental/tickets/cursor?start_time=0')).body;
    expect(whole.end_of_stream).toBe(true);
    expect(whole.tickets.map((each) => each.id)).not.toContain(doomed.id);
    expect((await zd.call('DELETE', `/api/v2/tickets/${doomed.id}`)).status).toBe(204);
    expect((await zd.get(`tickets/${doomed.id}`)).status).toBe(404);
    await zd.advance(61_000);
    const later = (
      await zd.get(`incremental/tickets/cursor?cursor=${encodeURIComponent(whole.after_cursor)}`)
    ).body;
    expect(later.tickets.map((each) => [each.id, each.status])).toContainEqual([doomed.id, 'deleted']);
    const nothing = (
      await zd.get(`incremental/tickets/cursor?cursor=${encodeURIComponent(later.after_cursor)}`)
    ).body;
    expect([nothing.tickets, nothing.after_cursor]).toEqual([[], later.after_cursor]);
  });

  test('of organizations goes by time and repeats what is on the boundary', async () => {
    await zd.freshMinute();
    const seen: number[] = [];
    let pages = 0;
    for (let from = 0; ; pages += 1) {
      const { body } = await zd.get(`incremental/organizations?start_time=${from}&per_page=25`);
      seen.push(...body.organizations.map((each) => each.id));
      if (body.end_of_stream) break;
      from = body.end_time;
    }
    expect(new Set(seen).size).toBe(new Set(supported().map((each) => Number(each.support!.id))).size);
    expect(seen.length).toBe(supported().length + pages);
    const recent = Math.floor((await zd.advance(0)) / 1000) - 30;
    expect((await zd.get(`incremental/organizations?start_time=${recent}`)).body.error).toBe(
      'StartTimeTooRecent',
    );
  });

  test('may be called ten times a minute, while the account has calls left', async () => {
    await zd.freshMinute();
    const answers: Reply[] = [];
    for (let i = 0; i < 11; i++)
      answers.push(await zd.get('incremental/users/cursor?start_time=0&per_page=1'));
    expect(answers.map((each) => each.status)).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
    const refusal = answers.at(-1)!;
    expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refusal.headers.get('x-rate-limit-remaining'))).toBeGreaterThan(600);
    expect((await zd.get('tickets?per_page=1')).status).toBe(200);
  });
});

describe('limits of the account', () => {
  test('are told in headers, and beyond them every call is refused until the minute ends', async () => {
    await zd.freshMinute();
    await zd.settings({ perMinute: 3 });
    const told: (string | null)[] = [];
    for (let i = 0; i < 3; i++)
      told.push((await zd.get('tickets?per_page=1')).headers.get('x-rate-limit-remaining'));
    expect(told).toEqual(['2', '1', '0']);
    const { status, headers, body } = await zd.get('users?per_page=1');
    expect([status, body.error]).toEqual([429, 'APIRateLimitExceeded']);
    await zd.advance(Number(headers.get('retry-after')) * 1000);
    expect((await zd.get('users?per_page=1')).status).toBe(200);
    await zd.settings({ perMinute: 700 });
  });
});
