import { describe, expect, it } from 'vitest';
import { dirtRate } from '../sandbox/world/dirt.ts';
import { salesforceId18 } from '../sandbox/world/ids.ts';
import type { Company, World } from '../sandbox/world/types.ts';
import { makeWorld } from '../sandbox/world/world.ts';

const today = '2026-11-21';
const world = makeWorld({ n: 300, seed: 42, today });
const worlds = [world, ...[1, 7, 20_261_121].map((seed) => makeWorld({ n: 300, seed, today }))];
const companies = worlds.flatMap((each) => each.companies);

/** Every id of a world, with the kind of thing that bears it. */
function idsOf({ reps, products, legalEntities, periods, companies: all }: World): string[] {
  const salesforce = [
    ...reps.map((rep) => rep.crmId),
    ...products.map((product) => product.crmId),
    ...all.flatMap((c) => [
      c.crm?.id,
      c.crmDuplicate?.id,
      ...[...c.contacts, ...c.opportunities, ...c.contracts].map((each) => each.crmId),
    ]),
  ];
  const zuora = [
    ...products.flatMap((product) => [product.billingId, product.ratePlanId, product.chargeId]),
    ...all.flatMap((c) => [
      c.billing?.id,
      ...c.subscriptions.flatMap((s) => [
        s.billingId,
        ...s.items.flatMap((item) => [item.chargeId, item.ratePlanId]),
      ]),
      ...c.invoices.flatMap((i) => [
        i.billingId,
        ...i.lines.flatMap((line) => [line.billingId, ...line.taxes.map((tax) => tax.billingId)]),
      ]),
      ...c.payments.flatMap((p) => [p.billingId, ...p.applications.map((each) => each.billingId)]),
      ...c.creditMemos.map((memo) => memo.billingId),
    ]),
  ];
  const of = (prefix: string, ids: readonly (string | null | undefined)[]) =>
    ids.flatMap((id) => (id ? [prefix + id] : []));
  return [
    ...of('', salesforce),
    ...of('', zuora),
    ...of(
      'organization ',
      all.map((c) => c.support?.id),
    ),
    ...of(
      'user ',
      all.flatMap((c) => c.contacts.map((contact) => contact.supportId)),
    ),
    ...of(
      'ticket ',
      all.flatMap((c) => c.cases.map((each) => each.supportId)),
    ),
    ...of(
      'subsidiary ',
      legalEntities.map((entity) => entity.erpId),
    ),
    ...of(
      'period ',
      periods.map((period) => period.erpId),
    ),
    ...of(
      'item ',
      products.map((product) => product.erpId),
    ),
    ...of(
      'customer ',
      all.map((c) => c.erp?.id),
    ),
    ...of(
      'journal ',
      all.flatMap((c) => c.journals.map((journal) => journal.erpId)),
    ),
    ...all.flatMap((c) =>
      [...c.invoices, ...c.payments, ...c.creditMemos, ...c.subscriptions].map(
        (each) => `number ${each.number}`,
      ),
    ),
    ...all.flatMap((c) => c.contracts.map((contract) => `contract ${contract.number}`)),
    ...all.flatMap((c) => c.journals.map((journal) => `entry ${journal.number}`)),
  ];
}

describe('the records of the seeded world', () => {
  it('are the same for the same size, seed and day, and others for another seed', () => {
    expect(makeWorld({ n: 60, seed: 42, today })).toEqual(makeWorld({ n: 60, seed: 42, today }));
    expect(makeWorld({ n: 60, seed: 43, today }).companies[20]).not.toEqual(
      makeWorld({ n: 60, seed: 42, today }).companies[20],
    );
  });

  it('of a company are the same in a larger world', () => {
    expect(makeWorld({ n: 40, seed: 42, today }).companies).toEqual(world.companies.slice(0, 40));
  });

  it('have ids that are unique and look like their vendor’s', () => {
    for (const each of worlds) {
      const ids = idsOf(each);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) expect(id).toMatch(/^([0-9A-Za-z]{18}|[0-9a-f]{32}|\w+ \S+)$/);
    }
    expect(new Set(companies.map((c) => c.crm?.id.slice(0, 3)).filter(Boolean))).toEqual(new Set(['001']));
    for (const { crm } of companies) if (crm) expect(salesforceId18(crm.id.slice(0, 15))).toBe(crm.id);
  });

  it('carry Salesforce’s own checksum', () => {
    expect(salesforceId18('00570000001ZwTi')).toBe('00570000001ZwTiAAK');
    expect(salesforceId18('aaaaaAAAAAaaaaa')).toBe('aaaaaAAAAAaaaaaA5A');
  });

  it('refer only to records that exist', () => {
    for (const each of worlds) {
      const skus = new Set(each.products.map((product) => product.sku));
      const periods = new Map(each.periods.map((period) => [period.erpId, period]));
      each.companies.forEach((c, index) => {
        expect(c.ordinal).toBe(index + 1);
        expect(each.reps[c.owner]).toBeDefined();
        expect(each.legalEntities.map((entity) => entity.code)).toContain(c.legalEntity);
        if (c.parent !== null) {
          expect(c.parent).toBeLessThan(c.ordinal);
          expect(each.companies[c.parent - 1]?.crm).toBeTruthy();
        }
        for (const o of c.opportunities)
          if (o.contract !== null) expect(c.contracts[o.contract]).toBeDefined();
        for (const s of c.subscriptions) {
          if (s.contract === null) expect(c.crm).toBeNull();
          else expect(c.contracts[s.contract]).toBeDefined();
          for (const item of s.items) expect(skus).toContain(item.sku);
        }
        for (const i of c.invoices) {
          const charges = c.subscriptions[i.subscription]!.items.map((item) => item.chargeNumber);
          for (const line of i.lines) expect(charges).toContain(line.chargeNumber);
        }
        for (const p of c.payments)
          for (const a of p.applications) expect(c.invoices[a.invoice]).toBeDefined();
        for (const kase of c.cases) expect(c.contacts[kase.requester]?.supportId).toBeTruthy();
        for (const journal of c.journals) {
          const period = periods.get(journal.periodErpId)!;
          expect(period.start <= journal.date && journal.date <= period.end).toBe(true);
          expect(journal.date <= today).toBe(true);
        }
        for (const date of [...c.payments, ...c.creditMemos].map((each_) => each_.date))
          expect(date <= today).toBe(true);
        for (const kase of c.cases) expect(kase.createdAt <= kase.updatedAt).toBe(true);
      });
    }
  });

  it('never nest companies deeper than three levels, and nest some so deep', () => {
    for (const each of worlds) {
      const level = (c: Company): number =>
        c.parent === null ? 1 : 1 + level(each.companies[c.parent - 1]!);
      const levels = each.companies.map(level);
      expect(Math.max(...levels)).toBe(3);
    }
  });
});

const beyondDouble = (id: string | null | undefined): boolean => id != null && BigInt(id) > 2n ** 53n;
const names = (c: Company): string[] =>
  [c.crm, c.billing, c.support, c.erp].flatMap((each) => (each ? [each.name] : []));
const overdue = (c: Company): boolean =>
  c.invoices.some((i) => i.status === 'Posted' && i.balance !== '0.00' && i.dueDate < today);
const openP1 = (c: Company): boolean =>
  c.cases.some((each) => each.priority === 'urgent' && each.status !== 'solved' && each.status !== 'closed');

/** What each kind of dirt looks like from outside, and how often it is to be met. */
const dirt: Readonly<Record<keyof typeof dirtRate, (c: Company) => boolean>> = {
  spelling: (c) => new Set(names(c)).size > 1 || (names(c).length > 0 && !names(c).includes(c.name)),
  billingWithoutCrmId: (c) => c.crm !== null && c.billing !== null && c.billing.crmId === null,
  supportWithoutCrmId: (c) => c.crm !== null && c.support !== null && c.support.crmId === null,
  erpWithoutBillingNumber: (c) => c.billing !== null && c.erp !== null && c.erp.billingNumber === null,
  duplicateCrmAccount: (c) =>
    c.crmDuplicate !== null && c.crmDuplicate.name !== c.crm?.name && c.taxId !== null,
  inOnlyTwoSystems: (c) => names(c).length === 2,
  emailCase: (c) =>
    c.contacts.some(
      (each) =>
        each.crmId &&
        each.supportId &&
        each.crmEmail !== each.email &&
        each.crmEmail.toLowerCase() === each.email,
    ),
  idBeyondDouble: (c) =>
    beyondDouble(c.support?.id) &&
    c.contacts.every((each) => !each.supportId || beyondDouble(each.supportId)),
};

describe('the dirt and the stories of the seeded world', () => {
  const big = makeWorld({ n: 4000, seed: 5, today }).companies;
  const share = (test: (c: Company) => boolean): number => big.filter(test).length / big.length;

  it.each(Object.entries(dirt))('%s is met in ten companies and at its stated rate in many', (kind, isSo) => {
    const rate = dirtRate[kind as keyof typeof dirtRate];
    expect(makeWorld({ n: 10, seed: 3, today }).companies.some(isSo)).toBe(true);
    expect(share(isSo)).toBeGreaterThan(rate * 0.6);
    expect(share(isSo)).toBeLessThan(rate * 1.4);
  });

  it('leaves the first company clean, known everywhere, overdue and with an urgent case', () => {
    for (const each of worlds) {
      const first = each.companies[0]!;
      expect(Object.entries(dirt).filter(([, isSo]) => isSo(first))).toEqual([]);
      expect(names(first)).toHaveLength(4);
      expect([overdue(first), openP1(first)]).toEqual([true, true]);
      expect(first.payments.map((payment) => payment.status)).toEqual(
        expect.arrayContaining(['Processed', 'Error']),
      );
      expect(first.creditMemos).toHaveLength(2);
    }
  });

  it('shows every status even among ten companies', () => {
    const ten = makeWorld({ n: 10, seed: 8, today }).companies;
    const seen = (of: (c: Company) => readonly string[]): string[] =>
      [...new Set(ten.flatMap(of))].toSorted();
    expect(seen((c) => [c.status])).toEqual(['ACTIVE', 'CHURNED', 'PROSPECT', 'SUSPENDED']);
    expect(seen((c) => [c.currency])).toEqual(['EUR', 'GBP', 'USD']);
    expect(seen((c) => c.subscriptions.map((s) => s.status))).toEqual([
      'Active',
      'Cancelled',
      'Expired',
      'Suspended',
    ]);
    expect(seen((c) => c.invoices.map((i) => i.status))).toEqual(['Canceled', 'Draft', 'Posted']);
    expect(seen((c) => c.creditMemos.map((m) => m.status))).toEqual(['Canceled', 'Draft', 'Posted']);
    expect(seen((c) => c.payments.map((p) => p.status))).toEqual(['Error', 'Processed', 'Processing']);
    expect(seen((c) => c.contracts.map((k) => k.status))).toEqual([
      'Activated',
      'Draft',
      'Expired',
      'In Approval',
      'Terminated',
    ]);
  });

  it('keeps business in the stated proportions', () => {
    const customers = big.filter((c) => c.billing);
    const part = (isSo: (c: Company) => boolean): number => customers.filter(isSo).length / customers.length;
    expect(share((c) => c.status === 'PROSPECT')).toBeCloseTo(0.05, 1);
    expect(
      big
        .filter((c) => c.status === 'PROSPECT')
        .every((c) => !c.billing && !c.erp && c.invoices.length === 0),
    ).toBe(true);
    expect(share((c) => c.parent !== null)).toBeGreaterThan(0.05);
    expect(share((c) => c.parent !== null)).toBeLessThan(0.11);
    expect(part(overdue)).toBeGreaterThan(0.11);
    expect(part(overdue)).toBeLessThan(0.19);
    expect(part(openP1)).toBeGreaterThan(0.02);
    expect(part(openP1)).toBeLessThan(0.045);
    expect(customers.every((c) => c.subscriptions.length >= 1 && c.subscriptions.length <= 3)).toBe(true);
    expect(customers.every((c) => c.invoices.length >= 4 && c.invoices.length <= 8)).toBe(true);
    expect(customers.filter((c) => c.payments.length < 3 || c.payments.length > 6)).toEqual([]);
    const months = new Set(
      big.flatMap((c) => c.subscriptions.filter((s) => s.status === 'Active').map((s) => s.end.slice(0, 7))),
    );
    expect(months.size).toBeGreaterThanOrEqual(12);
  });

  it('lacks one product in the ERP and one in the CRM, and closes the books but for two months', () => {
    expect(world.products.filter((product) => product.erpId === null)).toHaveLength(1);
    expect(world.products.filter((product) => product.crmId === null)).toHaveLength(1);
    const current = world.periods.findIndex(({ start, end }) => start <= today && today <= end);
    const statuses = world.periods.map((period) => period.status);
    expect(new Set(statuses.slice(0, current - 1))).toEqual(new Set(['CLOSED']));
    expect(statuses.slice(current - 1, current + 2)).toEqual(['SOFT_CLOSED', 'OPEN', 'OPEN']);
    expect(world.rates.filter((rate) => rate.base === 'USD' && rate.currency === 'EUR')).toHaveLength(24);
  });
});
