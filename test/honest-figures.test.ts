import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { centsOf, decimalText, sum } from '../sandbox/world/cents.ts';
import type { Company, Journal } from '../sandbox/world/types.ts';
import { type Landscape, type RunningHub, startLandscape } from './support/hub.ts';

interface List<T> {
  readonly edges: readonly { readonly node: T }[];
}
interface Amount {
  readonly amount: string;
  readonly currency: string;
}
interface Line {
  readonly account: string;
  readonly debit: Amount | null;
  readonly credit: Amount | null;
}
interface Posting {
  readonly number: string;
  readonly lines: readonly Line[];
}
type Fields = Readonly<Record<string, unknown>> & { readonly number: string };
interface Customer {
  readonly id: string;
  readonly externalRefs: readonly {
    readonly instance: { readonly name: string };
    readonly externalId: string;
  }[];
  readonly balances: Readonly<Record<string, unknown>>;
  readonly invoices: List<
    Fields & { readonly postings: readonly Posting[]; readonly creditMemos: readonly Fields[] }
  >;
  readonly payments: List<Readonly<Record<string, unknown>>>;
  readonly cases: List<Fields>;
  readonly timeline: List<{ readonly type: string; readonly subjectId: string }>;
}
interface Answered {
  readonly customers: List<Customer> & {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

const money = '{ amount currency }';
const lines = `lines { account debit ${money} credit ${money} }`;
const figures = (freshness = ''): string => `
  query Figures($after: Cursor) ${freshness} { customers(first: 25, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } edges { node {
      id externalRefs { instance { name } externalId }
      balances { open ${money} overdue ${money} unapplied ${money} credit ${money} }
      invoices(first: 200) { edges { node {
        number issueDate dueDate subtotal ${money} tax ${money} total ${money} balance ${money}
        lines { id description quantity amount ${money} taxes { jurisdiction rate amount ${money} } }
        creditMemos { number amount ${money} balance ${money} } postings { number ${lines} } } } }
      payments(first: 200) { edges { node { amount ${money} unapplied ${money} status failure { code message }
        applications { amount ${money} invoice { number } } } } }
      cases(first: 200) { edges { node { number subject status priority escalated } } }
      timeline(first: 200) { edges { node { type subjectId } } } } } } }`;

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
const inOrder = <T>(rows: readonly T[]): T[] => rows.toSorted(byText);
const nodes = <T>({ edges }: List<T>): T[] => edges.map(({ node }) => node);
const words = {
  status: {
    new: 'NEW',
    open: 'OPEN',
    pending: 'PENDING',
    hold: 'ON_HOLD',
    solved: 'SOLVED',
    closed: 'CLOSED',
  },
  priority: { urgent: 'P1', high: 'P2', normal: 'P3', low: 'P4' },
  payment: { Processed: 'SETTLED', Processing: 'PENDING', Error: 'FAILED' },
} as const;

/** What the graph must say of a company, from the world that the simulators were seeded with. */
function expectedOf(company: Company, today: string) {
  const { currency, invoices, creditMemos, payments, cases, journals } = company;
  const of = (amount: string): Amount => ({ amount, currency });
  const total = (amounts: readonly string[]): Amount => of(decimalText(sum(amounts.map(centsOf))));
  const posted = invoices.filter(({ status }) => status === 'Posted');
  const journalOf = (journal: Journal): Posting => ({
    number: journal.number,
    lines: inOrder(
      journal.lines.map((line) => ({
        account: line.account,
        debit: line.debit === null ? null : of(line.debit),
        credit: line.credit === null ? null : of(line.credit),
      })),
    ),
  });
  return {
    balances: {
      open: total(posted.map(({ balance }) => balance)),
      overdue: total(posted.filter(({ dueDate }) => dueDate < today).map(({ balance }) => balance)),
      unapplied: total(payments.map(({ unapplied }) => unapplied)),
      credit: total(
        creditMemos.filter(({ status }) => status === 'Posted').map(({ unapplied }) => unapplied),
      ),
    },
    invoices: inOrder(
      invoices.map((invoice, index) => ({
        number: invoice.number,
        issueDate: invoice.issueDate,
        dueDate: invoice.dueDate,
        subtotal: of(invoice.subtotal),
        tax: of(invoice.tax),
        total: of(invoice.total),
        balance: of(invoice.balance),
        lines: inOrder(
          invoice.lines.map((line) => ({
            id: line.billingId,
            description: line.description,
            quantity: Number(line.quantity),
            amount: of(line.amount),
            taxes: inOrder(
              line.taxes.map(({ jurisdiction, rate, amount }) => ({
                jurisdiction,
                rate: Number(rate),
                amount: of(amount),
              })),
            ),
          })),
        ),
        creditMemos: inOrder(
          creditMemos
            .filter((memo) => memo.invoice === index)
            .map((memo) => ({ number: memo.number, amount: of(memo.amount), balance: of(memo.unapplied) })),
        ),
        postings: journals
          .filter((journal) => journal.kind === 'INVOICE' && journal.document === index)
          .map(journalOf),
      })),
    ),
    payments: inOrder(
      payments.map((payment) => ({
        amount: of(payment.amount),
        unapplied: of(payment.unapplied),
        status: words.payment[payment.status],
        failure: payment.failure,
        applications: inOrder(
          payment.applications.map(({ amount, invoice }) => ({
            amount: of(amount),
            invoice: { number: invoices[invoice]!.number },
          })),
        ),
      })),
    ),
    cases: inOrder(
      cases.map(({ supportId, subject, status, priority, escalated }) => ({
        number: supportId,
        subject,
        status: words.status[status],
        priority: words.priority[priority],
        escalated,
      })),
    ),
    journals: inOrder(journals.map(journalOf)),
  };
}

describe('the figures of the graph', () => {
  let land: Landscape;
  let hub: RunningHub;
  beforeAll(async () => {
    land = await startLandscape({ n: 70, seed: 31 });
    await land.backfill();
    // Every figure of every customer at once costs more than is usually allowed.
    hub = await land.serve({}, { limits: { maxCost: 1_000_000 } });
  });
  afterAll(async () => {
    await hub?.close();
    await land?.close();
  });

  const everyone = async (freshness?: string): Promise<Customer[]> => {
    const all: Customer[] = [];
    for (let after: string | null = null; ;) {
      const { customers }: Answered = await hub.data<Answered>(figures(freshness), { after });
      all.push(...nodes(customers));
      if (!customers.pageInfo.hasNextPage) {
        expect(all).toHaveLength(customers.totalCount);
        return all;
      }
      after = customers.pageInfo.endCursor;
    }
  };
  const ordered = (posting: Posting): Posting => ({ ...posting, lines: inOrder(posting.lines) });
  const shownOf = async (customer: Customer): Promise<ReturnType<typeof expectedOf>> => {
    const ids = nodes(customer.timeline).flatMap(({ type, subjectId }) =>
      type === 'posting.posted' ? subjectId : [],
    );
    const { nodes: journals } = await hub.data<{ nodes: readonly Posting[] }>(
      `query Journals($ids: [ID!]!) { nodes(ids: $ids) { ... on LedgerPosting { number ${lines} } } }`,
      { ids },
    );
    const invoices = nodes(customer.invoices).map((invoice) => ({
      ...invoice,
      lines: inOrder(
        (invoice['lines'] as { quantity: string; taxes: { rate: string }[] }[]).map((line) => ({
          ...line,
          quantity: Number(line.quantity),
          taxes: inOrder(line.taxes.map((tax) => ({ ...tax, rate: Number(tax.rate) }))),
        })),
      ),
      creditMemos: inOrder(invoice.creditMemos),
      postings: invoice.postings.map(ordered),
    }));
    const payments = nodes(customer.payments).map((payment) => ({
      ...payment,
      applications: inOrder(payment['applications'] as object[]),
    }));
    return {
      balances: customer.balances,
      invoices: inOrder(invoices),
      payments: inOrder(payments),
      cases: inOrder(nodes(customer.cases)),
      journals: inOrder(journals.map(ordered)),
    } as unknown as ReturnType<typeof expectedOf>;
  };
  const customerOf = (all: readonly Customer[], company: Company): Customer => {
    const places = {
      zuora: company.billing,
      zendesk: company.support,
      netsuite: company.erp,
      salesforce: company.crm,
    };
    const found = Object.entries(places).map(([instance, place]) =>
      place === null
        ? null
        : all.find(({ externalRefs }) =>
            externalRefs.some((ref) => ref.instance.name === instance && ref.externalId === place.id),
          ),
    );
    const one = [...new Set(found.filter((each) => each !== null))];
    expect(
      one.map((each) => each?.id),
      `${company.name} is one customer`,
    ).toHaveLength(1);
    return one[0]!;
  };

  it('agree with the four systems to the cent for every company, from the copy and live', async () => {
    const { companies, today } = land.world;
    const copy = await land.callsOf(() => everyone());
    expect(copy.total).toBe(0);
    // Each company once, and the accounts that somebody made twice.
    expect(copy.result).toHaveLength(companies.length + companies.filter((each) => each.crmDuplicate).length);
    for (const company of companies)
      expect(await shownOf(customerOf(copy.result, company)), company.name).toEqual(
        expectedOf(company, today),
      );
    const live = await land.callsOf(() => everyone('@freshness(maxAgeMs: 0, onError: FAIL)'));
    for (const calls of Object.values(live.calls)) expect(calls.length).toBeGreaterThan(0);
    expect(live.result).toEqual(copy.result);
  });

  it('have journal entries whose debits equal their credits and invoices whose parts make the whole', async () => {
    const invoices = (await everyone()).flatMap((customer) => nodes(customer.invoices));
    const cents = (amounts: readonly (Amount | null)[]): number =>
      sum(amounts.map((each) => (each ? centsOf(each.amount) : 0)));
    let postings = 0;
    for (const invoice of invoices) {
      const { subtotal, tax, total } = invoice as unknown as Record<string, Amount>;
      const rows = invoice['lines'] as { amount: Amount; taxes: { amount: Amount }[] }[];
      expect(cents(rows.map(({ amount }) => amount))).toBe(cents([subtotal!]));
      expect(cents(rows.flatMap(({ taxes }) => taxes.map(({ amount }) => amount)))).toBe(cents([tax!]));
      expect(cents([subtotal!, tax!])).toBe(cents([total!]));
      for (const posting of invoice.postings) {
        postings += 1;
        const debits = cents(posting.lines.map(({ debit }) => debit));
        expect([posting.number, debits]).toEqual([
          posting.number,
          cents(posting.lines.map(({ credit }) => credit)),
        ]);
        expect(debits).toBe(cents([total!]));
      }
    }
    expect(postings).toBeGreaterThan(100);
  });

  it('follow a change at a source only as fast as they are asked to', async () => {
    const company = land.world.companies.find(
      (each) => each.crm && each.billing && each.support && each.erp,
    )!;
    const one = (freshness: string): string =>
      `query One($ref: ExternalRefInput!) ${freshness} { customer(externalRef: $ref) { industry creditLimit { amount }
         opportunities(first: 200) { edges { node { name } } } invoices(first: 200) { edges { node { number } } }
         cases(first: 200) { edges { node { number subject } } } } }`;
    const variables = { ref: { system: 'CRM', object: 'Account', externalId: company.crm!.id } };
    const ask = (freshness = '') =>
      land.callsOf(() => hub.data<{ customer: object }>(one(freshness), variables));
    const live = '@freshness(maxAgeMs: 0, onError: FAIL)';
    const before = (await ask(live)).result;

    await land.change('salesforce', 'Account', company.crm!.id, { Industry: 'Lighthouses' });
    await land.change('netsuite', 'customer', company.erp!.id, { creditlimit: '4321.5' });
    await land.remove('salesforce', 'Opportunity', company.opportunities[0]!.crmId);
    await land.remove('zuora', 'Invoice', company.invoices[0]!.billingId);
    await land.remove('zendesk', 'ticket', company.cases[0]!.supportId);
    for (const patient of ['', '@freshness(maxAgeMs: 3600000, onError: FAIL)']) {
      const { result, total } = await ask(patient);
      expect([result, total]).toEqual([before, 0]);
    }

    const numbers = (rows: readonly { number: string }[]): string[] =>
      rows.slice(1).map(({ number }) => number);
    for (const each of [live, '']) {
      const { customer } = (await ask(each)).result as unknown as { customer: Record<string, List<Fields>> };
      expect(customer).toMatchObject({ industry: 'Lighthouses', creditLimit: { amount: '4321.50' } });
      const shown = (list: string) => nodes(customer[list]!);
      expect(shown('opportunities')).toHaveLength(company.opportunities.length - 1);
      expect(
        shown('invoices')
          .map(({ number }) => number)
          .toSorted(),
      ).toEqual(numbers(company.invoices).toSorted());
      expect(
        shown('cases')
          .map(({ number }) => number)
          .toSorted(),
      ).toEqual(
        company.cases
          .slice(1)
          .map(({ supportId }) => supportId)
          .toSorted(),
      );
    }
  });

  it('keep a record that its source shows with an earlier time of change than before', async () => {
    // As a vendor does that answers from a replica behind, or was restored from a backup.
    const company = land.world.companies.find((each) => each.crm && each.opportunities.length > 2)!;
    const opportunity = company.opportunities[1]!;
    const query = `query One($ref: ExternalRefInput!) @freshness(maxAgeMs: 0, onError: FAIL) { customer(externalRef: $ref) {
      opportunities(first: 200) { edges { node { name } } } } }`;
    const names = async (): Promise<string[]> => {
      const ref = { system: 'CRM', object: 'Account', externalId: company.crm!.id };
      const { customer } = await hub.data<{ customer: { opportunities: List<{ name: string }> } }>(query, {
        ref,
      });
      return nodes(customer.opportunities).map(({ name }) => name);
    };
    const before = await names();
    expect(before).toContain(opportunity.name);
    await land.change('salesforce', 'Opportunity', opportunity.crmId, {
      SystemModstamp: '2020-01-01T00:00:00.000Z',
    });
    expect(await names()).toEqual(before);
  });
});
