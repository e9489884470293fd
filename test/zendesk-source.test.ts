import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Case, Company, World } from '../sandbox/world/types.ts';
import { makeWorld } from '../sandbox/world/world.ts';
import { partialFieldsOf } from '../src/canonical/fields.ts';
import type { Kind } from '../src/canonical/kind.ts';
import type { SourceRecord } from '../src/canonical/record.ts';
import type { Source } from '../src/sources/source.ts';
import { connectorsTo, problemOf, type Connectors } from './support/zendesk-source.ts';
import { openAccount, type Account } from './support/zendesk.ts';

/** More tickets than fit a page of the incremental export, of a search export and of a list. */
const busyCases = 1100;

const { world, busy } = withBusyCompany(
  makeWorld({ n: 60, seed: 5, today: new Date().toISOString().slice(0, 10) }),
);
let zd: Account;
let hub: Connectors;

beforeAll(async () => {
  zd = await openAccount(world);
  hub = connectorsTo(zd);
  await hub.tidy();
});
afterEach(() => hub.tidy());
afterAll(() => zd.close());

function withBusyCompany(made: World): { world: World; busy: Company } {
  const index = made.companies.findIndex((each) => each.support !== null && each.cases.length > 0);
  const model = made.companies[index]!;
  const extra = Array.from({ length: busyCases }, (_, i): Case => ({
    ...model.cases[0]!,
    supportId: String(500_001 + i),
    subject: `Case ${i}`,
    createdAt: new Date(Date.parse('2026-01-05T08:00:00Z') + i * 60_000).toISOString(),
    updatedAt: new Date(Date.parse('2026-01-06T08:00:00Z') + i * 60_000).toISOString(),
  }));
  const company = { ...model, cases: [...model.cases, ...extra] };
  return { world: { ...made, companies: made.companies.with(index, company) }, busy: company };
}

async function scanned(source: Source, kind: Kind): Promise<SourceRecord[]> {
  const all: SourceRecord[] = [];
  for (let cursor: string | null = null; ;) {
    const page = await source.scan(kind, cursor);
    all.push(...page.records);
    if (page.next === null) return all;
    cursor = page.next;
  }
}

const supported = () => world.companies.filter((each) => each.support !== null);
const quiet = () => supported().filter((each) => each.ordinal !== busy.ordinal);
const idsOf = (records: readonly SourceRecord[]) => records.map((each) => each.externalId).toSorted();
const people = (companies: readonly Company[]) =>
  companies.flatMap((each) => each.contacts.flatMap((contact) => contact.supportId ?? [])).toSorted();
const caseIds = (companies: readonly Company[]) =>
  companies.flatMap((each) => each.cases.map((one) => one.supportId)).toSorted();

describe('what Zendesk says, in canonical words', () => {
  test('every record of every kind fits its canonical shape, and all of the account is there', async () => {
    const source = hub.open();
    const counts: Record<string, number> = {};
    for (const kind of source.kinds) {
      const records = await scanned(source, kind);
      for (const record of records) partialFieldsOf(kind).parse(record.fields);
      expect(new Set(records.map((each) => each.object))).toEqual(new Set([source.objectOf(kind)]));
      counts[kind] = records.length;
    }
    expect(counts).toMatchObject({
      Customer: supported().length,
      Contact: people(world.companies).length,
      SupportCase: caseIds(supported()).length,
    });
    expect(counts.Entitlement).toBeGreaterThan(0);
    expect(counts.Entitlement).toBeLessThanOrEqual(supported().length);
  });

  test('a customer has its CRM account and domain as keys, and no status unless the agents noted one', async () => {
    const linked = supported().find((each) => each.support!.crmId !== null && each.status === 'ACTIVE')!;
    const unlinked = supported().find((each) => each.support!.crmId === null)!;
    const churned = supported().find((each) => each.status === 'CHURNED');
    const wanted = [linked, unlinked, ...(churned ? [churned] : [])];
    const records = await hub.open().fetch(
      'Customer',
      wanted.map((each) => each.support!.id),
    );
    const of = (company: Company) => records.find((each) => each.externalId === company.support!.id)!;
    expect(of(linked).keys).toEqual([`ref:crm:Account:${linked.support!.crmId}`, `domain:${linked.domain}`]);
    expect(of(linked).fields).toEqual({
      name: linked.support!.name,
      domain: linked.domain,
      supportTier: linked.supportTier,
    });
    expect(of(unlinked).keys).toEqual([`domain:${unlinked.domain}`]);
    if (churned) expect(of(churned).fields).toMatchObject({ status: 'CHURNED', rawStatus: 'churned' });
  });

  test('a case has its number, priority, escalation and people', async () => {
    const company = quiet().find((each) => each.cases.some((one) => one.escalated))!;
    const one = company.cases.find((each) => each.escalated)!;
    const [record] = await hub.open().fetch('SupportCase', [one.supportId]);
    expect(record).toMatchObject({
      externalId: one.supportId,
      keys: [`number:support:${one.supportId}`],
      fields: {
        number: one.supportId,
        subject: one.subject,
        rawStatus: one.status,
        priority: { urgent: 'P1', high: 'P2', normal: 'P3', low: 'P4' }[one.priority],
        escalated: true,
      },
      links: {
        customer: { kind: 'Customer', key: `ref:helpdesk:organization:${company.support!.id}` },
        contact: { kind: 'Contact', key: `ref:helpdesk:user:${company.contacts[one.requester]!.supportId}` },
      },
    });
    await zd.change('ticket', one.supportId, {
      priority: null,
      subject: null,
      description: 'It does not start',
    });
    const [plain] = await hub.open().fetch('SupportCase', [one.supportId]);
    expect(plain!.fields).toMatchObject({ priority: 'P3', subject: 'It does not start' });
  });

  test('an entitlement has the status and the dates that the organization has, and no status of our own making', async () => {
    const { id } = quiet().find(
      (each) => each.subscriptions.length > 0 && each.status === 'ACTIVE',
    )!.support!;
    const statusOf = async (fields: object) => {
      await zd.change('organization', id, { support_tier: 'premium', ...fields });
      const [record] = await hub.open().fetch('Entitlement', [id]);
      return [record?.fields.status, record?.fields.validFrom, record?.fields.validTo];
    };
    const dates = { tier_valid_from: '2020-01-01T00:00:00+00:00', tier_valid_to: '2020-12-31' };
    expect(await statusOf({ tier_status: 'grace', ...dates })).toEqual(['GRACE', '2020-01-01', '2020-12-31']);
    expect(await statusOf({ tier_status: 'suspended' })).toEqual(['SUSPENDED', '2020-01-01', '2020-12-31']);
    expect(await statusOf({ tier_status: null })).toEqual([undefined, '2020-01-01', '2020-12-31']);
    expect(await statusOf({ tier_valid_from: null, tier_valid_to: null })).toEqual([
      undefined,
      undefined,
      null,
    ]);
    await zd.change('organization', id, { support_tier: null });
    expect(await hub.open().fetch('Entitlement', [id])).toEqual([]);
    const problem = await problemOf(statusOf({ tier_status: 'golden' }));
    expect([problem.code, problem.detail.path]).toEqual([
      'SOURCE_DRIFTED',
      '$.organizations[0].organization_fields.tier_status',
    ]);
    await statusOf({ tier_status: 'active', ...dates, tier_valid_to: '9999-12-31' });
  });

  test('agents are no contacts, and a deleted person is told as deleted', async () => {
    const source = hub.open();
    expect(await source.fetch('Contact', ['360000000021'])).toEqual([]);
    const company = quiet().find((each) => each.contacts.some((contact) => contact.supportId !== null))!;
    const contact = company.contacts.find((each) => each.supportId !== null)!;
    const id = contact.supportId!;
    const [person] = await source.fetch('Contact', [id]);
    expect(person).toMatchObject({
      fields: { name: `${contact.firstName} ${contact.lastName}`, email: contact.email, role: null },
      keys: [`email:${contact.email.toLowerCase()}`],
    });
    await zd.change('user', id, { active: 0 });
    expect((await source.fetch('Contact', [id]))[0]?.deleted).toBe(true);
    await zd.change('user', id, { active: 1 });
  });

  test('ids beyond 2^53 keep all their digits, in the record and in what it links to', async () => {
    const company = supported().find(
      (each) => BigInt(each.support!.id) > 2n ** 53n && each.cases.length > 0,
    )!;
    const source = hub.open();
    const [customer] = await source.fetch('Customer', [company.support!.id]);
    expect(customer!.externalId).toBe(company.support!.id);
    const cases = await source.list('SupportCase', [company.support!.id]);
    expect(idsOf(cases)).toEqual(caseIds([company]));
    expect(new Set(cases.map((each) => each.links.customer!.key))).toEqual(
      new Set([`ref:helpdesk:organization:${company.support!.id}`]),
    );
    expect(cases.some((each) => BigInt(each.externalId) > 2n ** 53n)).toBe(true);
  });
});

describe('how many calls it takes', () => {
  test('a hundred records by id are one call, more are one for each hundred, and what does not exist is absent', async () => {
    const source = hub.open();
    const ids = caseIds([busy]).slice(0, 99);
    const one = await hub.callsOf(() => source.fetch('SupportCase', [...ids, '77', 'not-an-id', ids[0]!]));
    expect([one.calls.length, one.result.length]).toEqual([1, 99]);
    const many = await hub.callsOf(() => source.fetch('SupportCase', caseIds([busy]).slice(0, 250)));
    expect([many.calls.length, many.result.length]).toEqual([3, 250]);
    const none = await hub.callsOf(() => source.fetch('SupportCase', []));
    expect([none.calls.length, none.result]).toEqual([0, []]);
  });

  test.each(['Contact', 'SupportCase', 'Entitlement'] as const)(
    'a page of fifty customers costs one call for %s',
    async (kind) => {
      const companies = quiet().slice(0, 50);
      const source = hub.open();
      const { result, calls } = await hub.callsOf(() =>
        source.list(
          kind,
          companies.map((each) => each.support!.id),
        ),
      );
      expect(calls).toHaveLength(1);
      if (kind === 'Contact') expect(idsOf(result)).toEqual(people(companies));
      if (kind === 'SupportCase') expect(idsOf(result)).toEqual(caseIds(companies));
      if (kind === 'Entitlement') expect(result.length).toBeGreaterThan(40);
    },
  );

  test('more than a page of one customer is read to its end, from the database or from the search', async () => {
    const source = hub.open();
    const alone = await hub.callsOf(() => source.list('SupportCase', [busy.support!.id]));
    expect(idsOf(alone.result)).toEqual(caseIds([busy]));
    expect(alone.calls).toHaveLength(Math.ceil(busy.cases.length / 100));
    const other = quiet()[0]!;
    const both = await hub.callsOf(() => source.list('SupportCase', [busy.support!.id, other.support!.id]));
    expect(idsOf(both.result)).toEqual(caseIds([busy, other]));
    expect(both.calls).toHaveLength(2);
  });

  test('a customer that is not there has no cases', async () => {
    expect(await hub.open().list('SupportCase', ['4242'])).toEqual([]);
  });

  test('the list of one customer knows what the search index has not learned yet', async () => {
    const company = quiet().find((each) => each.cases.length > 0)!;
    const id = company.support!.id;
    const body = JSON.stringify({
      ticket: { subject: 'Just now', comment: { body: 'Now' }, organization_id: 0 },
    });
    // The id may be beyond 2^53: it goes in as text.
    const made = await zd.post('tickets', body.replace('"organization_id":0', `"organization_id":${id}`));
    expect(made.status).toBe(201);
    const newest = String(made.body.ticket.id);
    const source = hub.open();
    expect(idsOf(await source.list('SupportCase', [id]))).toContain(newest);
    const pair = [id, quiet().find((each) => each !== company)!.support!.id];
    expect(idsOf(await source.list('SupportCase', pair))).not.toContain(newest);
    await zd.advance(10_000);
    expect(idsOf(await source.list('SupportCase', pair))).toContain(newest);
    await zd.remove('ticket', newest);
  });
});

describe('reading everything', () => {
  test('goes on after a restart from the cursor, and a case that changed meanwhile comes again as it is now', async () => {
    const first = await hub.open().scan('SupportCase', null);
    expect(first.records).toHaveLength(1000);
    const moved = first.records[10]!.externalId;
    await zd.change('ticket', moved, { status: 'pending' });
    await zd.advance(61_000);
    const rest: SourceRecord[] = [];
    for (let cursor = first.next; cursor !== null;) {
      // A new source each time: nothing but the cursor is carried over.
      const page = await hub.open().scan('SupportCase', cursor);
      rest.push(...page.records);
      cursor = page.next;
    }
    const again = rest.filter((each) => each.externalId === moved);
    expect(again.map((each) => each.fields.status)).toEqual(['PENDING']);
    const seen = new Set([...first.records, ...rest].map((each) => each.externalId));
    expect(caseIds(supported()).filter((id) => !seen.has(id))).toEqual([]);
  });

  test('tells what was deleted', async () => {
    const doomed = quiet().findLast((each) => each.cases.length > 0)!.cases[0]!.supportId;
    await zd.remove('ticket', doomed);
    await zd.advance(61_000);
    const records = await scanned(hub.open(), 'SupportCase');
    expect(records.find((each) => each.externalId === doomed)).toMatchObject({ deleted: true, fields: {} });
    expect(await hub.open().fetch('SupportCase', [doomed])).toEqual([]);
  });

  test('keeps to the limit of the incremental exports by itself', async () => {
    const source = hub.open({ options: { exportsPerMinute: 1, bulkDeadlineMs: 20_000 } });
    await source.scan('Contact', null);
    const { result, calls } = await hub.callsOf(() => problemOf(source.scan('Contact', null)));
    expect([result.code, calls]).toEqual(['RATE_LIMITED', []]);
    expect(result.detail.retryAfterMs).toBeGreaterThan(0);
  });
});
