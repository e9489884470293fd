import Big from 'big.js';
import type { AmendmentInput } from '../../src/workflows/amendment-check.ts';
import type { Impact } from '../../src/workflows/amendment-plan.ts';
import {
  type Books,
  checkEntries,
  complaints,
  entriesOf,
  linesOf,
  ordersOf,
  readBooks,
  type Row,
  saleOf,
  sums,
  tailOf,
  textOf,
} from './chaos-books.ts';
import { readJournals, strangers } from './chaos-journal.ts';
import type { Begun, ChaosDeal } from './chaos-work.ts';
import type { Arena } from './chaos.ts';
import type { VendorName } from './hub.ts';

// What became of runs, by what the vendors hold and by their journals: never by what the hub says of itself.

/** What is not right of a deal that was carried out. */
export function wrongOfDeal(books: Books, runId: string, deal: ChaosDeal): readonly string[] {
  const tail = tailOf(runId);
  const name = `ISO-${tail}`;
  const complains = complaints(runId);
  const { must, found } = complains;
  must(
    'orders',
    ordersOf(books, tail).map(({ status }) => status),
    ['Completed'],
  );
  const versions = books.subscriptions.filter((row) => row['name'] === name);
  must(
    'subscriptions',
    versions.map(({ version, status }) => [version, status]),
    [[1, 'Active']],
  );
  const accounts = books.accounts.filter(
    (row) => row['accountNumber'] === name || row['crmId'] === deal.accountId,
  );
  must(
    'accounts',
    accounts.map(({ status }) => status),
    ['Active'],
  );
  const invoices = books.invoices.filter((row) => row['accountId'] === accounts[0]?.['id']);
  must(
    'invoices',
    invoices.map(({ status }) => status),
    ['Posted'],
  );
  const customers = books.ledgerCustomers.filter((row) => row['externalid'] === deal.accountId);
  must(
    'customers of the ledger',
    customers.map(({ isinactive }) => isinactive),
    ['F'],
  );
  const sales = saleOf(books, name);
  must('orders of the ledger', sales.length, 1);
  must(
    'lines of it',
    linesOf(books, sales[0]).map(({ isclosed }) => isclosed),
    ['F', 'F'],
  );
  checkEntries(books, tail, complains, { kinds: ['I'] });
  const debit = Object.values(sums(books, entriesOf(books, tail).get('I') ?? [])).find(
    (sum) => !sum.startsWith('-'),
  );
  must('receivable', debit, new Big(textOf(invoices[0], 'amount') ?? 0).toFixed(2));
  const organizations = books.organizations.filter((row) => row['external_id'] === deal.accountId);
  const fields = organizations.map((row) => row['organization_fields'] as Row);
  must(
    'entitlements',
    fields.map((row) => [row['support_tier'], row['tier_status'], row['subscription_number']]),
    [['premium', 'active', name]],
  );
  const contracts = books.contracts.filter((row) => row['Isthmus_Id__c'] === name);
  must(
    'contracts',
    contracts.map((row) => row['Status']),
    ['Activated'],
  );
  must(
    'contracts of the customer',
    books.contracts.filter((row) => row['AccountId'] === deal.accountId).length,
    1,
  );
  const now = books.deals.find((row) => row['Id'] === deal.crmId);
  must(
    'deal',
    [now?.['Isthmus_Order_Status__c'], now?.['Isthmus_Order_Number__c'], now?.['ContractId']],
    ['ACTIVATED', ordersOf(books, tail)[0]?.['orderNumber'], contracts[0]?.['Id']],
  );
  return found;
}

/** What is left in force of a deal that was undone. */
export function leftOfDeal(books: Books, runId: string, deal: ChaosDeal): readonly string[] {
  const tail = tailOf(runId);
  const name = `ISO-${tail}`;
  const complains = complaints(runId);
  const { must, found } = complains;
  const inForce = (
    rows: readonly Row[],
    what: (row: Row) => unknown,
    ended: readonly unknown[],
  ): readonly unknown[] => rows.map(what).filter((each) => !ended.includes(each));
  must(
    'orders in force',
    inForce(
      ordersOf(books, tail).filter(({ status }) => status !== 'Reverted'),
      ({ status }) => status,
      [],
    ),
    [],
  );
  must(
    'subscriptions in force',
    inForce(
      books.subscriptions.filter((row) => row['name'] === name && row['isLatestVersion'] === 1),
      ({ status }) => status,
      ['Cancelled', 'OrderReverted'],
    ),
    [],
  );
  const accounts = books.accounts.filter((row) => row['crmId'] === deal.accountId);
  must(
    'accounts in force',
    inForce(accounts, ({ status }) => status, ['Canceled']),
    [],
  );
  must(
    'balance of the accounts',
    accounts.map(({ balance: left }) => Number(left)).filter((left) => left !== 0),
    [],
  );
  const customers = books.ledgerCustomers.filter((row) => row['externalid'] === deal.accountId);
  must(
    'customers of the ledger in force',
    inForce(customers, ({ isinactive }) => isinactive, ['T']),
    [],
  );
  const lines = saleOf(books, name).flatMap((sale) => linesOf(books, sale));
  must(
    'lines of the ledger in force',
    inForce(lines, ({ isclosed }) => isclosed, ['T']),
    [],
  );
  checkEntries(books, tail, complains, 'undone');
  const tiers = books.organizations
    .filter((row) => row['external_id'] === deal.accountId)
    .map((row) => (row['organization_fields'] as Row)['support_tier'] ?? null);
  must(
    'entitlements in force',
    tiers.filter((tier) => tier !== null),
    [],
  );
  const contracts = books.contracts.filter((row) => row['AccountId'] === deal.accountId);
  must(
    'contracts in force',
    inForce(contracts, (row) => row['Status'], ['Terminated', 'Draft']),
    [],
  );
  const now = books.deals.find((row) => row['Id'] === deal.crmId);
  must(
    'deal',
    [now?.['Isthmus_Order_Status__c'], now?.['Isthmus_Order_Number__c'], now?.['ContractId']],
    [null, null, null],
  );
  return found;
}

interface Amended {
  readonly input: AmendmentInput;
  readonly impact: Impact;
}

async function amendedBy({ stage }: Pick<Arena, 'stage'>, runId: string): Promise<Amended> {
  const { rows } = await stage.database.query<Amended>(
    'select r.input, m.impact from amendment m join run r on r.id = m.run_id where r.id = $1',
    [runId],
  );
  return rows[0]!;
}

const perLine = (
  lines: readonly {
    readonly lineId: string | null;
    readonly quantity: string;
    readonly amount: string;
    readonly start: string;
    readonly end: string;
  }[],
) =>
  lines
    .map(({ quantity, amount, start, end }) =>
      [Number(quantity), new Big(amount).toFixed(2), start, end].join(' '),
    )
    .toSorted();

/** What is not as it was previewed of an amendment that was carried out; `undone`: what is not as it was before. */
export async function wrongOfAmendment(
  arena: Pick<Arena, 'stage'>,
  books: Books,
  runId: string,
  how: 'done' | 'undone',
): Promise<readonly string[]> {
  const { stage } = arena;
  const { input, impact } = await amendedBy(arena, runId);
  const { plan } = input;
  const number = plan.order.subscriptionNumber;
  const tail = tailOf(runId);
  const complains = complaints(runId);
  const { must, found } = complains;
  const orders = ordersOf(books, tail);
  const inForce = orders.filter(({ status }) => status !== 'Reverted');
  must(
    'orders in force',
    inForce.map(({ status }) => status),
    how === 'done' ? ['Completed'] : [],
  );
  const versions = books.subscriptions.filter((row) => row['name'] === number);
  must(
    'version of the subscription',
    Math.max(...versions.map(({ version }) => Number(version))) - plan.sourceVersion,
    how === 'done' ? 1 : 2 * orders.length,
  );
  if (how === 'done') {
    const made = await stage.source('zuora').roles!.billing!.orderMade(String(inForce[0]?.['orderNumber']));
    const total = (kind: string): string =>
      (made?.documents ?? [])
        .filter((each) => each.kind === kind)
        .reduce((sum, each) => sum.plus(each.subtotal), new Big(0))
        .toFixed(2);
    must('charged', total('INVOICE'), impact.chargeNow.amount);
    must('credited', total('CREDIT_MEMO'), impact.creditNow.amount);
  }
  const kinds = plan.documents.map(({ kind }) => (kind === 'INVOICE' ? 'I' : 'C'));
  checkEntries(books, tail, complains, how === 'done' ? { kinds } : 'undone');
  must(
    'orders of the ledger',
    saleOf(books, number).length,
    how === 'done' || plan.ledger.former ? 1 : saleOf(books, number).length,
  );
  const order = await stage.source('netsuite').roles!.ledger!.order(number);
  const closed = linesOf(books, saleOf(books, number)[0]).every(({ isclosed }) => isclosed === 'T');
  const wanted = how === 'done' ? plan.ledger.lines : plan.ledger.former?.lines;
  if (wanted) must('lines of the ledger', perLine(order?.lines ?? []), perLine(wanted));
  else must('the ledger has closed it', closed, true);
  if (plan.entitlement) {
    const { customerExternalId, former, next } = plan.entitlement;
    const now = await stage.source('zendesk').roles!.support!.entitlement(customerExternalId);
    must('entitlement', now, how === 'done' ? next : former);
  }
  if (plan.contract) {
    const { externalId, former, next } = plan.contract;
    const now = await stage.source('salesforce').roles!.crm!.contract(externalId);
    const set = how === 'done' ? next : former;
    const differs = Object.entries(set).filter(
      ([field, value]) =>
        value !== null &&
        String(now?.[field as keyof typeof now]) !== String(value) &&
        Number(now?.[field as keyof typeof now]) !== Number(value),
    );
    must('values of the contract that differ', differs, []);
  }
  return found;
}

/** Everything that is not right of runs that were all carried out, or undone where they are among `undone`; and of what was done beside them. */
export async function wrongOf(
  arena: Pick<Arena, 'stage' | 'land' | 'begun'>,
  runs: Begun,
  before: Readonly<Record<VendorName, number>>,
  undone: ReadonlySet<string> = new Set(),
): Promise<readonly string[]> {
  const books = await readBooks(arena.land);
  const found: string[] = [];
  for (const [runId, deal] of runs) {
    const isUndone = undone.has(runId);
    if (deal) found.push(...(isUndone ? leftOfDeal : wrongOfDeal)(books, runId, deal));
    else found.push(...(await wrongOfAmendment(arena, books, runId, isUndone ? 'undone' : 'done')));
  }
  const { twice } = await readJournals(arena.land, before);
  return [...found, ...twice, ...strangers(books, [...arena.begun])];
}
