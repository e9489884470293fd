import { setTimeout as sleep } from 'node:timers/promises';
import type { Simulator } from './facts.ts';

/** How the demo speaks to its hub, and to the systems as their own users would. */
interface Desk {
  ask<T>(query: string, variables?: object): Promise<T>;
  /** Changes a row at a vendor. */
  change(instance: string, body: object): Promise<void>;
  rows(instance: string, object: string, where?: Readonly<Record<string, string>>): Promise<readonly Row[]>;
}

type Row = Readonly<Record<string, unknown>>;

const waitMs = 30_000;

function desk(url: string, token: string, simulators: Readonly<Record<string, Simulator>>): Desk {
  const state = (instance: string): string => `${simulators[instance]!.url}/__sim/state`;
  return {
    async ask<T>(query: string, variables: object = {}): Promise<T> {
      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await answer.json()) as { data: T; errors?: readonly { message: string }[] };
      if (errors) throw new Error(`the hub answered: ${errors.map(({ message }) => message).join('; ')}`);
      return data;
    },
    async change(instance, body) {
      const answer = await fetch(state(instance), { method: 'POST', body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${instance} answered ${answer.status}: ${await answer.text()}`);
    },
    async rows(instance, object, where = {}) {
      const query = new URLSearchParams({ object, limit: '1000' });
      const answer = await fetch(`${state(instance)}?${query}`);
      const { rows } = (await answer.json()) as { rows: readonly Row[] };
      return rows.filter((row) => Object.entries(where).every(([name, value]) => row[name] === value));
    },
  };
}

interface Subscribed {
  readonly id: string;
  readonly customer: { readonly id: string };
  readonly version: number;
  readonly status: string;
  readonly items: readonly {
    readonly id: string;
    readonly quantity: string;
    readonly product: { readonly sku: string };
  }[];
}

/** Running subscriptions of the first customers, the smallest ones first, so that nobody's consent is needed. */
async function subscriptions({ ask }: Desk): Promise<readonly Subscribed[]> {
  type Found = {
    customers: { edges: readonly { node: { subscriptions: { edges: readonly { node: Subscribed }[] } } }[] };
  };
  const { customers } = await ask<Found>(
    `{ customers(first: 50, orderBy: [{ by: ARR, direction: ASC }], filter: { status: [ACTIVE], subscriptionStatus: [ACTIVE] }) {
         edges { node { subscriptions(first: 3, status: [ACTIVE]) {
           edges { node { id customer { id } version status items { id quantity product { sku } } } } } } } } }`,
  );
  return customers.edges.flatMap(({ node }) => node.subscriptions.edges.map((edge) => edge.node));
}

interface Found {
  readonly previewId: string;
  /** Whose it is: changes of one customer wait for each other. */
  readonly customerId: string;
}

/** Previews a change of the first subscription for which nothing stands in the way but, when `agreed`, somebody's consent. */
async function previewed(
  { ask }: Desk,
  candidates: readonly Subscribed[],
  input: (subscription: Subscribed) => object | null,
  agreed = false,
): Promise<Found | null> {
  type Previewed = {
    previewAmendment: {
      id: string;
      blockers: readonly unknown[];
      approvalsNeeded: readonly unknown[] | null;
    };
  };
  for (const subscription of candidates) {
    const wanted = input(subscription);
    if (!wanted) continue;
    const { id: subscriptionId, customer, version: expectedVersion } = subscription;
    const { previewAmendment } = await ask<Previewed>(
      `query Preview($input: AmendmentInput!) { previewAmendment(input: $input) { id blockers { code } approvalsNeeded { id } } }`,
      { input: { subscriptionId, expectedVersion, ...wanted } },
    );
    const asks = (previewAmendment.approvalsNeeded ?? []).length > 0;
    if (previewAmendment.blockers.length === 0 && asks === agreed)
      return { previewId: previewAmendment.id, customerId: customer.id };
  }
  return null;
}

/** Those of other customers. */
const others = (all: readonly Subscribed[], { customerId }: Found): readonly Subscribed[] =>
  all.filter(({ customer }) => customer.id !== customerId);

/** Commits a preview and waits until its run stands still for a person, or for an approval. */
async function stuck(
  { ask }: Desk,
  previewId: string,
  status: 'PAUSED' | 'WAITING_APPROVAL' = 'PAUSED',
): Promise<void> {
  type Committed = {
    commitAmendment: { run: { id: string } | null; userErrors: readonly { message: string }[] };
  };
  const { commitAmendment } = await ask<Committed>(
    `mutation Commit($input: CommitAmendmentInput!) { commitAmendment(input: $input) { run { id } userErrors { message } } }`,
    { input: { idempotencyKey: `demo-${previewId}`, previewId } },
  );
  const { run, userErrors } = commitAmendment;
  if (!run) throw new Error(userErrors.map(({ message }) => message).join('; '));
  for (const end = Date.now() + waitMs; Date.now() < end; await sleep(200)) {
    const { node } = await ask<{ node: { status: string } }>(
      `query Run($id: ID!) { node(id: $id) { ... on WorkflowRun { status } } }`,
      { id: run.id },
    );
    if (node.status === status) return;
    if (node.status === 'COMPLETED') throw new Error('a run that was to stand still went through');
  }
  throw new Error('a run that was to stand still does not');
}

/** The first of the next month. */
function nextMonth(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
}

/** The product that is withdrawn. */
const addOn = 'STOR-TB-M';

/** What adds seats to a subscription, as many as are said; null for one that has none. */
const seats =
  (more: number) =>
  ({ items }: Subscribed): object | null => {
    const item = items.find(({ product }) => product.sku.startsWith('PLAT-SEAT'));
    const quantity = String(Number(item?.quantity) + more);
    return item
      ? {
          type: 'QUANTITY',
          effectiveDate: new Date().toISOString().slice(0, 10),
          items: [{ itemId: item.id, quantity }],
        }
      : null;
  };

/** An amendment whose posting met a period that was closed after it was previewed: billed, and stuck before the books. */
async function closedPeriod(at: Desk, candidates: readonly Subscribed[]): Promise<Found> {
  const today = new Date().toISOString().slice(0, 10);
  const found = await previewed(at, candidates, seats(1));
  const periods = await at.rows('netsuite', 'accountingperiod', { isyear: 'F', isquarter: 'F' });
  const current = periods.find((row) => String(row['startdate']) <= today && today <= String(row['enddate']));
  if (!found || !current) throw new Error('there is no amendment that a closed period could stop');
  await at.change('netsuite', { object: 'accountingperiod', id: current['id'], set: { closed: 'T' } });
  await stuck(at, found.previewId);
  // Or nothing else could be tried out this month.
  await at.change('netsuite', { object: 'accountingperiod', id: current['id'], set: { closed: 'F' } });
  return found;
}

/** How many customers wait for the product that was withdrawn: exceptions of one cause, which one fix mends. */
const waiting = 3;

/** Add-ons whose product was withdrawn from the ERP after they were previewed. */
async function withdrawnProduct(at: Desk, candidates: readonly Subscribed[]): Promise<void> {
  const { products } = await at.ask<{
    products: { edges: readonly { node: { sku: string; prices: readonly { id: string }[] } }[] };
  }>('{ products(first: 50) { edges { node { sku prices { id } } } } }');
  const priceId = products.edges.find(({ node }) => node.sku === addOn)?.node.prices[0]?.id;
  const all: Found[] = [];
  for (let left = candidates; all.length < waiting;) {
    const found = await previewed(at, left, ({ items }) =>
      items.every(({ product }) => product.sku !== addOn && product.sku.endsWith('-M'))
        ? { type: 'ADD_ON', effectiveDate: nextMonth(), items: [{ priceId, quantity: '1' }] }
        : null,
    );
    if (!found) break;
    all.push(found);
    left = others(left, found);
  }
  const [item] = await at.rows('netsuite', 'item', { itemid: addOn });
  if (all.length === 0 || !item) throw new Error('there is no amendment that a withdrawn product could stop');
  await at.change('netsuite', { object: 'item', id: item['id'], set: { isinactive: 'T' } });
  await Promise.all(all.map(({ previewId }) => stuck(at, previewId)));
}

/** An amendment that is large enough for somebody else to have to agree to it. */
async function awaitedApproval(at: Desk, candidates: readonly Subscribed[]): Promise<Found> {
  const found = await previewed(at, candidates, seats(400), true);
  if (!found) throw new Error('there is no amendment that needs an approval');
  await stuck(at, found.previewId, 'WAITING_APPROVAL');
  return found;
}

/** A deal that was won and that nobody has approved in the CRM. */
async function unapprovedDeal(at: Desk): Promise<void> {
  const deals = await at.rows('salesforce', 'Opportunity', { StageName: 'Negotiation/Review' });
  for (const deal of deals.slice(0, 20)) {
    await at.change('salesforce', {
      object: 'Opportunity',
      id: deal['Id'],
      set: { StageName: 'Closed Won' },
    });
    for (const end = Date.now() + waitMs; Date.now() < end; await sleep(500))
      if ((await open(at)).some(({ code }) => code === 'APPROVAL_REQUIRED')) return;
  }
  throw new Error('no deal that was won waits for its approval');
}

interface Open {
  readonly id: string;
  readonly code: string;
}

async function open({ ask }: Desk): Promise<readonly Open[]> {
  const { exceptions } = await ask<{ exceptions: { edges: readonly { node: Open }[] } }>(
    '{ exceptions(first: 50) { edges { node { id code } } } }',
  );
  return exceptions.edges.map(({ node }) => node);
}

/**
 * Leaves work unfinished on a hub that has none yet: exceptions of three causes, one of them three times, and a run that waits for an
 * approval. Whose token it is has asked for all of it.
 */
export async function leaveUnfinished(
  url: string,
  token: string,
  simulators: Readonly<Record<string, Simulator>>,
): Promise<void> {
  const at = desk(url, token, simulators);
  const { workflowRuns } = await at.ask<{ workflowRuns: { edges: readonly unknown[] } }>(
    '{ workflowRuns(first: 1) { edges { node { id } } } }',
  );
  if (workflowRuns.edges.length > 0) return;
  const candidates = await subscriptions(at);
  // The ledger refuses an order with an item that is withdrawn later on, which is another exception's matter.
  const sound = candidates.filter(({ items }) => items.every(({ product }) => product.sku !== addOn));
  const closed = await closedPeriod(at, sound);
  const awaited = await awaitedApproval(at, others(sound, closed));
  await withdrawnProduct(at, others(others(candidates, closed), awaited));
  await unapprovedDeal(at);
}
