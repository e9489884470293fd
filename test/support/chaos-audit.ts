import Big from 'big.js';
import type { AmendmentInput } from '../../src/workflows/amendment-check.ts';
import type { Impact } from '../../src/workflows/amendment-plan.ts';
import type { Arena, Begun, ChaosDeal } from './chaos.ts';
import { type Landscape, type VendorName, vendorNames } from './hub.ts';

// What became of runs, by what the vendors hold and by their journals: never by what the hub says of itself.

type Row = Readonly<Record<string, unknown>>;

/** Rows of the vendors at one moment. */
export interface Books {
  readonly orders: readonly Row[];
  readonly subscriptions: readonly Row[];
  readonly accounts: readonly Row[];
  readonly invoices: readonly Row[];
  readonly ledgerCustomers: readonly Row[];
  readonly transactions: readonly Row[];
  readonly lines: readonly Row[];
  readonly organizations: readonly Row[];
  readonly contracts: readonly Row[];
  readonly deals: readonly Row[];
}

/** Reads what the audit looks at. */
export async function readBooks(land: Landscape): Promise<Books> {
  const of = (vendor: VendorName, object: string) => land.simulator(vendor).rows(object);
  const [orders, subscriptions, accounts, invoices] = await Promise.all(
    ['Order', 'Subscription', 'Account', 'Invoice'].map((object) => of('zuora', object)),
  );
  const [ledgerCustomers, transactions, lines] = await Promise.all(
    ['customer', 'transaction', 'transactionline'].map((object) => of('netsuite', object)),
  );
  const [contracts, deals] = await Promise.all(
    ['Contract', 'Opportunity'].map((object) => of('salesforce', object)),
  );
  return {
    orders: orders!,
    subscriptions: subscriptions!,
    accounts: accounts!,
    invoices: invoices!,
    ledgerCustomers: ledgerCustomers!,
    transactions: transactions!,
    lines: lines!,
    organizations: await of('zendesk', 'organization'),
    contracts: contracts!,
    deals: deals!,
  };
}

/** What the hub calls its things at vendors for a run. */
export const tailOf = (runId: string): string => runId.replace(/^run_/, '').toUpperCase();

/** Collects what is not as it must be. */
interface Complaints {
  readonly found: string[];
  /** Complains unless the two say the same. */
  must(what: string, is: unknown, wanted: unknown): void;
}

/** JSON in which the order of members says nothing. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_name, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

function complaints(runId: string): Complaints {
  const found: string[] = [];
  return {
    found,
    must(what, is, wanted) {
      const [a, b] = [plain(is), plain(wanted)];
      if (a !== b) found.push(`${runId}: ${what} ${a}, not ${b}`);
    },
  };
}

const textOf = (row: Row | undefined, name: string): string | null =>
  row === undefined || row[name] === null || row[name] === undefined ? null : String(row[name]);

/** Entries of the ledger by the end of their external id: `I`, `C`, and with `-R` what reverses them. */
function entriesOf({ transactions }: Books, tail: string): ReadonlyMap<string, readonly Row[]> {
  return Map.groupBy(
    transactions.filter(
      ({ recordtype, externalid }) =>
        recordtype === 'journalentry' && String(externalid ?? '').startsWith(`ISO-${tail}-`),
    ),
    ({ externalid }) => String(externalid).slice(`ISO-${tail}-`.length),
  );
}

/** What entries come to on each account, debits less credits; accounts that come to nothing are left out. */
function sums({ lines }: Books, entries: readonly Row[]): Readonly<Record<string, string>> {
  const ids = new Set(entries.map(({ id }) => id));
  const totals = new Map<string, Big>();
  for (const line of lines.filter(({ transaction }) => ids.has(transaction))) {
    const account = String(line['expenseaccount']);
    const amount = new Big(textOf(line, 'debitforeignamount') ?? 0).minus(
      textOf(line, 'creditforeignamount') ?? 0,
    );
    totals.set(account, (totals.get(account) ?? new Big(0)).plus(amount));
  }
  return Object.fromEntries(
    [...totals].filter(([, total]) => !total.eq(0)).map(([account, total]) => [account, total.toFixed(2)]),
  );
}

const balance = (totals: Readonly<Record<string, string>>): string =>
  Object.values(totals)
    .reduce((sum, each) => sum.plus(each), new Big(0))
    .toFixed(2);

/** Every entry is balanced; none was reversed, or each was once, to nothing, and is still there. */
function checkEntries(
  books: Books,
  tail: string,
  { must }: Complaints,
  wanted: { readonly kinds: readonly string[] } | 'undone',
): void {
  const entries = entriesOf(books, tail);
  const counts = Object.fromEntries([...entries].map(([kind, rows]) => [kind, rows.length]).toSorted());
  for (const [kind, rows] of entries)
    must(`entry ${kind} is out of balance by`, balance(sums(books, rows)), '0.00');
  if (wanted !== 'undone') {
    must('entries', counts, Object.fromEntries(wanted.kinds.toSorted().map((kind) => [kind, 1])));
    return;
  }
  const posted = [...entries.keys()].filter((kind) => !kind.endsWith('-R'));
  must(
    'entries',
    counts,
    Object.fromEntries(
      posted
        .flatMap((kind) => [kind, `${kind}-R`])
        .toSorted()
        .map((kind) => [kind, 1]),
    ),
  );
  must('entries with what reverses them come to', sums(books, [...entries.values()].flat()), {});
}

const ordersOf = ({ orders }: Books, tail: string): readonly Row[] =>
  orders.filter(({ orderNumber }) => String(orderNumber).startsWith(`ISO-${tail}-`));
const saleOf = ({ transactions }: Books, externalId: string): readonly Row[] =>
  transactions.filter((row) => row['recordtype'] === 'salesorder' && row['externalid'] === externalId);
const linesOf = ({ lines }: Books, sale: Row | undefined): readonly Row[] =>
  lines.filter(
    ({ transaction, custcol_charge_segment: segment }) => transaction === sale?.['id'] && segment !== null,
  );

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

/** Calls of a vendor as its journal has them. */
interface Call {
  readonly seq: number;
  readonly method: string;
  readonly path: string;
  readonly outcome: string | null;
  readonly idempotencyKey: string | null;
  readonly externalId: string | null;
  readonly objectType: string | null;
  readonly objectId: string | null;
}

/** What the journals say since a position: effects that were applied, by vendor, and those that were applied twice. */
export async function readJournals(
  land: Landscape,
  after: Readonly<Record<VendorName, number>>,
): Promise<{ readonly applied: number; readonly replayed: number; readonly twice: readonly string[] }> {
  let applied = 0;
  let replayed = 0;
  const twice: string[] = [];
  for (const vendor of vendorNames) {
    const calls = (await land.simulator(vendor).calls(after[vendor])) as unknown as readonly Call[];
    const effects = calls.filter(({ outcome, method }) => outcome === 'APPLIED' && method !== 'GET');
    applied += effects.length;
    replayed += calls.filter(({ outcome }) => outcome === 'REPLAYED').length;
    const named = effects.flatMap(({ method, path, idempotencyKey, externalId }) => {
      // A value that is set twice is set; what is made or added must bear a name of ours, and once.
      if (idempotencyKey !== null) return [`${vendor} key ${idempotencyKey}`];
      return method === 'POST' && externalId !== null && vendor !== 'salesforce'
        ? [`${vendor} ${path} ${externalId}`]
        : [];
    });
    for (const [name, all] of Map.groupBy(named, (each) => each))
      if (all.length > 1) twice.push(`${name} was applied ${all.length} times`);
  }
  return { applied, replayed, twice };
}

/** Orders, entries and contracts with a name of the hub that belong to none of these runs, or are there twice under one name. */
export function strangers(books: Books, runIds: readonly string[]): readonly string[] {
  const tails = new Set(runIds.map(tailOf));
  const names = [
    ...books.orders.map(({ orderNumber }) => `order ${String(orderNumber)}`),
    ...books.transactions.map(({ recordtype, externalid }) => `${String(recordtype)} ${String(externalid)}`),
    ...books.contracts.map((row) => `contract ${String(row['Isthmus_Id__c'])}`),
  ].filter((name) => / ISO-/.test(name));
  const unknown = names.filter((name) => !tails.has(/ ISO-([0-9A-Z]{26})/.exec(name)?.[1] ?? ''));
  const doubled = [...Map.groupBy(names, (name) => name)]
    .filter(([, all]) => all.length > 1)
    .map(([name]) => name);
  return [
    ...unknown.map((name) => `${name} is of no run`),
    ...doubled.map((name) => `${name} is there twice`),
  ];
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
