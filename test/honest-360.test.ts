import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Company } from '../sandbox/world/types.ts';
import {
  eventually,
  type Landscape,
  type RunningHub,
  startLandscape,
  type VendorName,
  vendorNames,
} from './support/hub.ts';

interface Place {
  readonly instance: { readonly name: VendorName };
  readonly object: string;
  readonly externalId: string;
}
interface List<T> {
  readonly edges: readonly { readonly node: T }[];
}
interface Origin {
  readonly path: string;
  readonly stale: boolean;
  readonly system: { readonly name: VendorName };
}
/** A customer as the questions below ask for it; what a source in trouble decides is null. */
interface Customer extends Record<string, unknown> {
  readonly id: string;
  readonly externalRefs: readonly Place[];
  readonly provenance?: readonly Origin[];
  invoices: List<{
    readonly number: string;
    dueDate: string;
    postings: unknown;
    readonly provenance?: readonly Origin[];
  }> | null;
  cases: List<{ readonly number: string; subject: string }> | null;
}
interface Answered {
  readonly customers: List<Customer> & { readonly pageInfo: { readonly endCursor: string | null } };
}

const systems = { salesforce: 'CRM', zuora: 'BILLING', zendesk: 'SUPPORT', netsuite: 'ERP' } as const;
const origins = 'provenance(paths: ["name", "legalName", "billingAddress"]) { path stale system { name } }';
/** One page out of all four systems. */
const question = (directive: string, more = { customer: '', invoice: '' }): string => `
  query Page360($first: Int!) ${directive} { customers(first: $first) { pageInfo { endCursor } edges { node {
    id externalRefs { instance { name } object externalId } ${more.customer}
    name status segment industry accountOwner { name } legalName legalEntity { code } creditLimit { amount currency }
    creditHold paymentTerms billingAddress { line1 city } taxProfile { status taxIds exemption jurisdictions }
    opportunities(first: 200) { edges { node { name amount { amount } } } }
    contracts(first: 200) { edges { node { number tcv { amount } } } }
    contacts(first: 200) { edges { node { name email } } }
    subscriptions(first: 200) { edges { node { number mrr { amount } } } }
    invoices(first: 200) { edges { node { number dueDate balance { amount } postings { number } ${more.invoice} } } }
    payments(first: 200) { edges { node { amount { amount } status } } }
    balances { open { amount currency } overdue { amount } unapplied { amount } credit { amount } }
    cases(first: 200) { edges { node { number subject status } } }
    entitlements(first: 200) { edges { node { tier status } } } } } } }`;
const first = 12;

/** Who decides each field, first one first, and of which kind the answer is; as the schema says with @sor. */
const deciders: Readonly<Record<string, readonly [kinds: readonly string[], ...VendorName[]]>> = {
  name: [['Customer'], 'salesforce', 'zuora', 'netsuite', 'zendesk'],
  status: [['Customer'], 'salesforce', 'zuora', 'netsuite', 'zendesk'],
  segment: [['Customer'], 'salesforce'],
  industry: [['Customer'], 'salesforce'],
  accountOwner: [['Customer'], 'salesforce'],
  legalName: [['Customer'], 'netsuite', 'salesforce'],
  legalEntity: [['Customer'], 'netsuite'],
  creditLimit: [['Customer'], 'netsuite'],
  creditHold: [['Customer'], 'netsuite'],
  paymentTerms: [['Customer'], 'netsuite', 'zuora'],
  billingAddress: [['Customer'], 'zuora', 'netsuite', 'salesforce'],
  taxProfile: [['Customer'], 'netsuite', 'salesforce'],
  opportunities: [['Opportunity'], 'salesforce'],
  contracts: [['Contract'], 'salesforce'],
  contacts: [['Contact'], 'salesforce', 'zendesk'],
  subscriptions: [['BillingSubscription'], 'zuora'],
  invoices: [['Invoice'], 'zuora'],
  payments: [['Payment'], 'zuora'],
  balances: [['Invoice', 'Payment', 'CreditMemo'], 'zuora'],
  cases: [['SupportCase'], 'zendesk'],
  entitlements: [['Entitlement'], 'zendesk'],
};

interface Trouble {
  readonly name: string;
  readonly code: string;
  readonly retryable: boolean;
  /** What the simulator is told to do; null: its process is killed. */
  readonly fault: ((vendor: VendorName) => object) | null;
}
/** A field that each vendor renames, and the only kind that needs it. */
const renamed: Readonly<Record<VendorName, readonly [objectType: string, field: string, kind: string]>> = {
  salesforce: ['Account', 'Industry', 'Customer'],
  zuora: ['Invoice', 'dueDate', 'Invoice'],
  zendesk: ['ticket', 'subject', 'SupportCase'],
  netsuite: ['customer', 'companyname', 'Customer'],
};
const drifted = { code: 'SOURCE_DRIFTED', retryable: false };
const unavailable = { code: 'SOURCE_UNAVAILABLE', retryable: true };
const troubles: readonly Trouble[] = [
  { name: 'is stopped', ...unavailable, fault: null },
  { name: 'takes 5 s to answer', ...unavailable, fault: () => ({ act: 'delay', ms: 5_000 }) },
  {
    name: 'answers 429',
    code: 'RATE_LIMITED',
    retryable: true,
    fault: () => ({ act: 'throttle', rate: 0, burst: 0, retryAfter: 1 }),
  },
  { name: 'answers garbage', ...drifted, fault: () => ({ act: 'garbage' }) },
  { name: 'answers half of its JSON', ...drifted, fault: () => ({ act: 'truncate' }) },
  {
    name: 'renames a field',
    ...drifted,
    fault: (vendor) => {
      const [objectType, field] = renamed[vendor];
      return { match: { objectType }, act: 'patch', rename: { [field]: `${field}_v2` } };
    },
  },
];

/** All fields of all customers at once cost more than is usually allowed. */
const everything = { maxCost: 1_000_000 };

describe('a customer 360 over four systems', () => {
  let land: Landscape;
  let calm: RunningHub;
  let target: Company;
  const companyAt = new Map<string, Company | null>();

  beforeAll(async () => {
    land = await startLandscape({ n: 70, seed: 7 });
    await land.backfill();
    calm = await land.serve({}, { limits: everything });
    for (const company of land.world.companies) {
      companyAt.set(`salesforce ${company.crm?.id}`, company);
      companyAt.set(`zuora ${company.billing?.id}`, company);
      companyAt.set(`zendesk ${company.support?.id}`, company);
      companyAt.set(`netsuite ${company.erp?.id}`, company);
    }
    const page = await calm.data<Answered>(question(''), { first });
    target = page.customers.edges
      .filter(({ node }) => vendorNames.every((vendor) => knows(node, vendor)))
      .map(({ node }) => companyAt.get(`zuora ${placeIn(node, 'zuora')}`)!)
      .find(({ invoices, cases }) => cases.length > 0 && invoices.some(isPaid))!;
  });
  afterEach(() => land.mend());
  afterAll(async () => {
    await calm?.close();
    await land?.close();
  });

  const placeIn = ({ externalRefs }: Customer, vendor: VendorName): string | undefined =>
    externalRefs.find(
      (ref) => ref.instance.name === vendor && /account|customer|organization$/i.test(ref.object),
    )?.externalId;
  const knows = (node: Customer, vendor: VendorName): boolean => placeIn(node, vendor) !== undefined;
  const isPaid = (invoice: Company['invoices'][number]): boolean =>
    invoice.status === 'Posted' && invoice.balance === '0.00';

  let turn = 0;
  /** Changes one thing of one customer in each system; gives what must be seen of it. */
  const changeEverywhere = async (): Promise<Record<VendorName, (node: Customer) => void>> => {
    turn += 1;
    const invoice = target.invoices.find(isPaid)!;
    const kase = target.cases[0]!;
    const dueDate = `2024-03-${String((turn % 28) + 1).padStart(2, '0')}`;
    const [industry, subject, limit] = [`Industry ${turn}`, `Subject ${turn}`, 10_000 + turn];
    await Promise.all([
      land.change('salesforce', 'Account', target.crm!.id, { Industry: industry }),
      land.change('zuora', 'Invoice', invoice.billingId, { dueDate }),
      land.change('zendesk', 'ticket', kase.supportId, { subject }),
      land.change('netsuite', 'customer', target.erp!.id, { creditlimit: String(limit) }),
    ]);
    return {
      salesforce: (node) => Object.assign(node, { industry }),
      zuora: (node) =>
        Object.assign(node.invoices!.edges.find((each) => each.node.number === invoice.number)!.node, {
          dueDate,
        }),
      zendesk: (node) =>
        Object.assign(node.cases!.edges.find((each) => each.node.number === kase.supportId)!.node, {
          subject,
        }),
      netsuite: (node) =>
        Object.assign(node, { creditLimit: { amount: `${limit}.00`, currency: target.currency } }),
    };
  };
  const shown = (page: Answered, ...changes: readonly ((node: Customer) => void)[]): Answered => {
    const copy = structuredClone(page);
    const { node } = copy.customers.edges.find((each) => placeIn(each.node, 'zuora') === target.billing!.id)!;
    for (const change of changes) change(node);
    return copy;
  };

  /** The page with everything null that this source decides of these kinds (null: of all), and the paths of it. */
  const without = (page: Answered, vendor: VendorName, kinds: readonly string[] | null) => {
    const copy = structuredClone(page);
    const paths: string[] = [];
    for (const [index, { node }] of copy.customers.edges.entries()) {
      for (const [field, [concerned, ...order]] of Object.entries(deciders)) {
        const decider = order.find((each) => knows(node, each));
        if (decider !== vendor || (kinds && !concerned.some((kind) => kinds.includes(kind)))) continue;
        node[field] = null;
        paths.push(`customers.edges.${index}.node.${field}`);
      }
      if (vendor !== 'netsuite' || !knows(node, vendor) || kinds?.includes('LedgerPosting') === false)
        continue;
      for (const [place, each] of (node.invoices?.edges ?? []).entries()) {
        each.node.postings = null;
        paths.push(`customers.edges.${index}.node.invoices.edges.${place}.node.postings`);
      }
    }
    return { page: copy, paths: paths.toSorted() };
  };

  describe.each(vendorNames)('while %s', (vendor) => {
    let hub: RunningHub;
    beforeAll(async () => {
      const options = { breakerOpenMs: 300, ...(vendor === 'salesforce' && { limitPauseMs: 1_000 }) };
      hub = await land.serve({ [vendor]: { deadlineMs: 500, options } }, { limits: everything });
    });
    afterAll(() => hub?.close());

    const fresh = (policy: string): string => `@freshness(maxAgeMs: 0, onError: ${policy})`;
    /** The page when all is well, as fresh as can be. */
    const whole = (): Promise<Answered> =>
      eventually(`${vendor} answers again`, async () => {
        const { status, body } = await hub.ask(question(fresh('FAIL')), { first });
        expect(status).toBe(200);
        return body.errors ? undefined : (body.data as unknown as Answered);
      });

    it.each(troubles)('$name, it costs what that source decides and nothing else', async (trouble) => {
      const before = await whole();
      const changes = await changeEverywhere();
      const others = vendorNames.filter((each) => each !== vendor).map((each) => changes[each]);
      if (trouble.fault) await land.simulator(vendor).fault({ match: {}, ...trouble.fault(vendor) });
      else await land.kill(vendor);
      const kinds = trouble.name === 'renames a field' ? [renamed[vendor][2]] : null;
      const stale = shown(before, ...others);
      const blank = without(stale, vendor, kinds);

      const failed = await eventually(`${vendor} ${trouble.name} as ${trouble.code}`, async () => {
        const { status, body } = await hub.ask(question(fresh('FAIL')), { first });
        expect(status).toBe(200);
        expect(body.errors?.map(({ path }) => path!.join('.')).toSorted()).toEqual(blank.paths);
        expect(body.data).toEqual(blank.page);
        // A machine that is busy may time out where the source would have said something else.
        return body.errors!.every(({ extensions }) => extensions['code'] === trouble.code) && body.errors!;
      });
      for (const { extensions } of failed) {
        const { code, retryable } = trouble;
        expect(extensions).toMatchObject({ code, retryable, source: vendor, system: systems[vendor] });
        expect(Date.parse(String(extensions['asOf']))).toBeLessThanOrEqual(Date.now());
      }

      const nulled = await hub.ask(question(fresh('NULL_FIELD')), { first });
      expect([nulled.status, nulled.body.errors]).toEqual([200, undefined]);
      expect(nulled.body.data).toEqual(blank.page);
      expectSources(nulled.body.extensions, kinds);

      const served = await hub.ask(question(fresh('SERVE_STALE')), { first });
      expect([served.status, served.body.errors]).toEqual([200, undefined]);
      expect(served.body.data).toEqual(stale);
      expectSources(served.body.extensions, kinds);

      await land.mend();
      expect(await whole()).toEqual(shown(before, ...Object.values(changes)));
    });

    const marked = troubles.filter(({ name }) => /stopped|garbage|renames/.test(name));
    it.each(marked)('$name, the old values that it gave are marked stale and no others', async (trouble) => {
      await whole();
      if (trouble.fault) await land.simulator(vendor).fault({ match: {}, ...trouble.fault(vendor) });
      else await land.kill(vendor);
      const kinds = trouble.name === 'renames a field' ? [renamed[vendor][2]] : null;
      const text = question(fresh('SERVE_STALE'), {
        customer: origins,
        invoice: 'provenance(paths: ["dueDate"]) { path stale system { name } }',
      });
      const { body } = await hub.ask(text, { first });
      const marks = (body.data as unknown as Answered).customers.edges.flatMap(({ node }) => [
        ...node.provenance!.map((each) => ({ ...each, kind: 'Customer' })),
        ...node.invoices!.edges.flatMap((each) =>
          each.node.provenance!.map((mark) => ({ ...mark, kind: 'Invoice' })),
        ),
      ]);
      for (const { kind, path, stale, system } of marks)
        expect({ kind, path, system, stale }).toEqual({
          kind,
          path,
          system,
          stale: system.name === vendor && (kinds?.includes(kind) ?? true),
        });
    });

    const expectSources = (
      extensions: Record<string, unknown> | undefined,
      kinds: readonly string[] | null,
    ): void => {
      const sources = extensions?.['sources'] as Record<string, unknown>[];
      expect(sources.length).toBeGreaterThan(0);
      for (const each of sources) {
        expect(each).toMatchObject({ source: vendor, system: systems[vendor], status: 'STALE' });
        expect(Date.parse(String(each['asOf']))).toBeLessThanOrEqual(Date.now());
        if (kinds) expect(kinds).toContain(each['kind']);
      }
    };
  });
});
