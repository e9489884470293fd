import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld } from '../sandbox/world/world.ts';
import type { Support, SupportEntitlement } from '../src/sources/support.ts';
import { givenUp, lost } from './support/lost.ts';
import { connectorsTo, problemOf, type Connectors } from './support/zendesk-source.ts';
import { openAccount, type Account } from './support/zendesk.ts';

const world = makeWorld({ n: 60, seed: 11, today: new Date().toISOString().slice(0, 10) });
let zd: Account;
let connectors: Connectors;

beforeAll(async () => {
  zd = await openAccount(world);
  connectors = connectorsTo(zd);
  await connectors.tidy();
});
afterEach(() => connectors.tidy());
afterAll(() => zd.close());

const supported = world.companies.filter(({ support, ordinal }) => support !== null && ordinal % 9 !== 0);
const companyAt = (index: number) => supported[index]!;
const idOf = (index: number): string => companyAt(index).support!.id;
const support = (options: Record<string, unknown> = {}): Support =>
  connectors.open({ options }).roles!.support!;
const organization = async (id: string) => (await zd.get(`organizations/${id}`)).body.organization;

const premium: SupportEntitlement = {
  tier: 'premium',
  status: 'ACTIVE',
  validFrom: '2026-12-01',
  validTo: '2027-11-30',
  subscriptionNumber: 'A-S00000042',
  features: ['feature_analytics', 'feature_audit'],
};
const set = (
  role: Support,
  customerExternalId: string,
  entitlement: SupportEntitlement,
  signal?: AbortSignal,
) =>
  role.setEntitlement.perform(
    { customerExternalId, entitlement },
    { key: 'run.6.1', ...(signal && { signal }) },
  );

describe('an entitlement', () => {
  test('is told as the fields and the tags of the organization say it', async () => {
    const role = support();
    const { result, calls } = await connectors.callsOf(() => role.entitlement(idOf(0)));
    const { organization_fields: fields } = await organization(idOf(0));
    expect(calls).toHaveLength(1);
    expect(result).toEqual({
      tier: fields['support_tier'],
      status: fields['tier_status']!.toUpperCase(),
      validFrom: fields['tier_valid_from']!.slice(0, 10),
      validTo: fields['tier_valid_to']!.slice(0, 10),
      subscriptionNumber: fields['subscription_number'],
      features: [],
    });
    expect(await role.entitlement('987654321')).toBeNull();
    expect(await role.entitlement('no id')).toBeNull();
  });

  test('is set, with the tags of others where they were, and undone by what was read before', async () => {
    const role = support();
    const id = idOf(1);
    const before = (await role.entitlement(id))!;
    const tags = (await organization(id)).tags;
    const applied = await set(role, id, premium);
    expect(applied).toEqual({
      result: premium,
      object: 'organization_entitlement',
      externalId: id,
      found: false,
      httpStatus: 200,
    });
    expect(await role.entitlement(id)).toEqual(premium);
    expect((await organization(id)).tags).toEqual([...tags, ...premium.features].toSorted());
    const fewer = { ...premium, status: 'SUSPENDED', validTo: null, features: ['feature_audit'] } as const;
    await set(role, id, fewer);
    expect(await role.entitlement(id)).toEqual(fewer);
    await set(role, id, before);
    expect(await role.entitlement(id)).toEqual(before);
    expect((await organization(id)).tags).toEqual(tags.toSorted());
  });

  test('that is set already is found, and costs no more than saying it again', async () => {
    const role = support();
    await set(role, idOf(2), premium);
    const { result, calls } = await connectors.callsOf(() => set(role, idOf(2), premium));
    expect(result).toMatchObject({ found: true, result: premium });
    expect(calls.map(({ outcome }) => outcome)).toEqual(['READ', 'APPLIED']);
  });

  test('may be emptied, and is then none', async () => {
    const source = connectors.open();
    const role = source.roles!.support!;
    const empty: SupportEntitlement = {
      tier: null,
      status: null,
      validFrom: null,
      validTo: null,
      subscriptionNumber: null,
      features: [],
    };
    await set(role, idOf(3), empty);
    expect(await role.entitlement(idOf(3))).toEqual(empty);
    expect(await source.fetch('Entitlement', [idOf(3)])).toEqual([]);
  });

  test('is what reading gives as a record, in which features have no place', async () => {
    const source = connectors.open();
    await set(source.roles!.support!, idOf(4), premium);
    const [record] = await source.fetch('Entitlement', [idOf(4)]);
    expect(record!.fields).toEqual({
      feature: 'support',
      tier: 'premium',
      status: 'ACTIVE',
      validFrom: '2026-12-01',
      validTo: '2027-11-30',
      reason: null,
    });
    expect(record!.links['subscription']).toEqual({
      kind: 'BillingSubscription',
      key: 'number:billing:A-S00000042',
    });
  });

  test('keeps what others do to the tags while it is set', async () => {
    const id = idOf(5);
    await zd.fault({ act: { act: 'hold', when: 'before' } }, { method: 'PUT', path: `${id}/tags` });
    const setting = set(support(), id, premium);
    await expect
      .poll(async () => (await organization(id)).organization_fields['subscription_number'])
      .toBe(premium.subscriptionNumber);
    const { tags } = await organization(id);
    await zd.change('organization', id, { tags: JSON.stringify([...tags, 'vip']) });
    await zd.mend();
    await zd.release();
    await setting;
    expect((await organization(id)).tags).toEqual([...tags, 'vip', ...premium.features].toSorted());
  });

  test('has tags with the prefix that the account was given', async () => {
    const role = support({ featureTagPrefix: 'ent-' });
    await set(role, idOf(6), premium);
    expect(await role.entitlement(idOf(6))).toEqual(premium);
    expect((await organization(idOf(6))).tags).toEqual(
      expect.arrayContaining(['ent-analytics', 'ent-audit']),
    );
  });
});

describe('an entitlement of which the answer', () => {
  const parts = [
    ['the fields', 'organizations/\\d+$', 'PUT'],
    ['the new tags', 'organizations/\\d+/tags$', 'PUT'],
    ['the old tags', 'organizations/\\d+/tags$', 'DELETE'],
  ] as const;
  const cases = parts.flatMap(([what, path, method]) =>
    lost.map(([how, act]) => [how, what, { path, method }, act] as const),
  );

  test.each(cases)(
    '%s, at %s, is of unknown outcome, and setting it again sets the same',
    async (...given) => {
      const [, , match, act] = given;
      const id = idOf(7);
      const role = support();
      await set(role, id, { ...premium, features: ['feature_old'] });
      const others = (await organization(id)).tags.filter((tag) => !tag.startsWith('feature_'));
      await zd.fault({ act }, { ...match, count: 1 });
      const problem = await problemOf(
        givenUp(zd.url, (signal) => set(role, id, { ...premium, tier: 'enterprise' }, signal)),
      );
      expect(problem.detail.outcome).toBe('UNKNOWN');
      await set(role, id, { ...premium, tier: 'enterprise' });
      expect(await role.entitlement(id)).toEqual({ ...premium, tier: 'enterprise' });
      expect((await organization(id)).tags).toEqual([...others, ...premium.features].toSorted());
    },
  );

  test('is a refusal behind the first change is of unknown outcome as well', async () => {
    const act = { act: 'status', status: 403, body: { error: { title: 'Forbidden', message: 'no tags' } } };
    await zd.fault({ act }, { method: 'PUT', path: '/tags' });
    expect(await problemOf(set(support(), idOf(8), premium))).toMatchObject({
      code: 'SOURCE_REJECTED',
      detail: { outcome: 'UNKNOWN', httpStatus: 403 },
    });
  });
});

describe('what cannot be set', () => {
  const refused = async (work: Promise<unknown>) => {
    const { code, detail, retryable } = await problemOf(work);
    return { code, path: detail.path, outcome: detail.outcome, retryable };
  };

  test('is refused before anything is written, by its field', async () => {
    const { calls } = await connectors.callsOf(async () => {
      expect(await refused(set(support(), '987654321', premium))).toMatchObject({
        code: 'NOT_FOUND',
        path: 'customerExternalId',
        outcome: 'NOT_APPLIED',
      });
      expect(await refused(set(support(), idOf(9), { ...premium, features: ['a b'] }))).toMatchObject({
        code: 'SOURCE_REJECTED',
        path: 'features',
        outcome: 'NOT_APPLIED',
      });
      // Zendesk would ignore a field that it does not know, without a word.
      const unknown = support({ fields: { supportTier: 'plan' } });
      expect(await refused(set(unknown, idOf(9), premium))).toMatchObject({
        code: 'SOURCE_DRIFTED',
        path: 'organization_fields.plan',
        outcome: 'NOT_APPLIED',
      });
    });
    expect(calls.map(({ outcome }) => outcome)).not.toContain('APPLIED');
  });

  test('is refused by the vendor with the field', async () => {
    expect(await refused(set(support(), idOf(9), { ...premium, validTo: '2027-02-30' }))).toMatchObject({
      code: 'SOURCE_REJECTED',
      path: 'tier_valid_to',
      outcome: 'NOT_APPLIED',
    });
  });

  test('meets another change of the organization, and may be tried again', async () => {
    const act = { act: 'status', status: 409, body: { error: 'Conflict', description: 'try again' } };
    await zd.fault({ act }, { method: 'PUT', count: 1 });
    expect(await refused(set(support(), idOf(9), premium))).toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      outcome: 'NOT_APPLIED',
      retryable: true,
    });
  });

  test('while the account takes no more calls was not applied', async () => {
    await zd.freshMinute();
    await zd.settings({ perMinute: 1 });
    expect(await refused(set(support(), idOf(9), premium))).toMatchObject({
      code: 'RATE_LIMITED',
      outcome: 'NOT_APPLIED',
    });
  });
});

describe('a customer', () => {
  const kites = { externalId: '0015g0000FERNWAY', name: 'Fernway Kites', domains: ['fernway.example'] };
  const made = async (externalId: string) =>
    (await zd.get(`organizations/show_many?external_ids=${externalId}`)).body.organizations;

  test('is found by our external id, also just after it was made', async () => {
    const role = support();
    expect(await role.customerBy(kites.externalId)).toBeNull();
    const applied = await role.putCustomer.perform(kites, { key: 'k' });
    expect(applied).toMatchObject({ object: 'organization', found: false, httpStatus: 201 });
    expect(await role.customerBy(kites.externalId)).toBe(applied.result.id);
    expect(await role.putCustomer.perform(kites, { key: 'k' })).toEqual({
      ...applied,
      found: true,
      httpStatus: null,
    });
    expect(await made(kites.externalId)).toMatchObject([
      { name: kites.name, domain_names: kites.domains, organization_fields: { support_tier: null } },
    ]);
  });

  test('that is there stays as agents keep it', async () => {
    const company = supported.find((each) => each.support!.crmId !== null)!;
    const before = await organization(company.support!.id);
    const there = { ...kites, externalId: company.support!.crmId! };
    expect(await support().putCustomer.perform(there, { key: 'k' })).toMatchObject({
      found: true,
      result: { id: company.support!.id },
    });
    expect(await organization(company.support!.id)).toEqual(before);
  });

  test('of a name that another has is refused, without the name', async () => {
    const name = (await organization(idOf(10))).name;
    const problem = await problemOf(
      support().putCustomer.perform({ ...kites, externalId: '001TWIN', name }, { key: 'k' }),
    );
    expect(problem).toMatchObject({
      code: 'SOURCE_REJECTED',
      detail: { path: 'name', outcome: 'NOT_APPLIED', httpStatus: 422 },
      message: expect.stringContaining('name: DuplicateValue'),
    });
    expect(problem.message).not.toContain(name);
  });

  test.each(lost)('of which the making %s is made once', async (how, act, applied) => {
    const customer = { ...kites, externalId: `001-${how}`.replaceAll(' ', '-'), name: `Kites ${how}` };
    const role = support();
    await zd.fault({ act }, { path: 'create_or_update', count: 1 });
    const problem = await problemOf(
      givenUp(zd.url, (signal) => role.putCustomer.perform(customer, { key: 'k', signal })),
    );
    expect(problem.detail.outcome).toBe('UNKNOWN');
    expect(await made(customer.externalId)).toHaveLength(Number(applied));
    expect(await role.putCustomer.perform(customer, { key: 'k' })).toMatchObject({ found: applied });
    expect(await made(customer.externalId)).toHaveLength(1);
  });
});

test('every operation sets what it sets: class B, without a key that would expire', () => {
  const { putCustomer, setEntitlement } = support();
  expect([putCustomer, setEntitlement].map((each) => [each.name, each.class, each.keyLifetimeMs])).toEqual([
    ['customer.put', 'B', null],
    ['entitlement.set', 'B', null],
  ]);
});
