import type { Sim } from '../kit/types.ts';
import type { Day } from '../world/days.ts';
import { bill } from './billing.ts';
import { type DocumentDraft, draftDocument } from './document.ts';
import { type Given, refused, textAt } from './given.ts';
import type { Step } from './metrics.ts';
import { freeNumber, isTaken, type Prefix } from './number.ts';
import { offerOf } from './offer.ts';
import type { OrderAction, OrderBody, OrderedSubscription } from './order-body.ts';
import { addProduct, type Desk, removeProduct, updateProduct } from './product-action.ts';
import type { Row } from './render.ts';
import { readSubscription } from './subscription-read.ts';
import type { SubscriptionState } from './subscription-state.ts';
import { type Levy, leviesOf } from './tax.ts';
import {
  admit,
  cancelSubscription,
  changeTerms,
  createSubscription,
  renewSubscription,
  resume,
  suspend,
} from './term-action.ts';
import { todayOf } from './today.ts';

/** A subscription of an order, before and after it. */
export interface PlannedSubscription {
  readonly before: SubscriptionState | null;
  readonly after: SubscriptionState;
  readonly steps: readonly Step[];
}

/** What an order comes to. Nothing is written by planning. */
export interface OrderPlan {
  readonly account: Row;
  readonly levies: readonly Levy[];
  readonly subscriptions: readonly PlannedSubscription[];
  /** A date that the tenant asks for is missing: the order waits, and changes nothing but that a new subscription is there, pending. */
  readonly pending: boolean;
  /** Numbers that were made for the order, which a preview does not tell. */
  readonly made: ReadonlySet<string>;
}

function deskOf(sim: Sim, made: Set<string>): Desk {
  const ahead = new Map<Prefix, number>();
  return {
    today: todayOf(sim),
    offer: (id, currency) => offerOf(sim.db, id, currency),
    planNumber(id) {
      const row = sim.db
        .prepare('select "subscriptionRatePlanNumber" as number from rate_plan where id = ?')
        .get(id);
      return row ? String(row.number) : null;
    },
    number(prefix) {
      const before = ahead.get(prefix) ?? 0;
      ahead.set(prefix, before + 1);
      const number = freeNumber(sim, prefix, before);
      made.add(number);
      return number;
    },
    taken: (prefix, number) => isTaken(sim, prefix, number),
  };
}

function accountOf(sim: Sim, body: OrderBody): Row {
  const row = sim.db.prepare('select * from account where "accountNumber" = ?').get(body.accountNumber);
  if (!row) throw refused('notFound', `Cannot find the account ${body.accountNumber}.`);
  if (row.status === 'Canceled')
    throw refused('businessRule', `The account ${body.accountNumber} is canceled.`);
  return row;
}

/** The custom fields of a subscription that the tenant has. */
function withFields(state: SubscriptionState, given: Given): SubscriptionState {
  const stray = Object.keys(given).find((name) => name !== 'ContractNumber__c');
  if (stray) throw refused('unknownField', `'${stray}' is not a custom field of Subscription.`);
  if (given.ContractNumber__c === undefined) return state;
  const ContractNumber__c = textAt(given, 'ContractNumber__c') ?? null;
  return { ...state, customFields: { ...state.customFields, ContractNumber__c } };
}

function step(state: SubscriptionState, action: OrderAction, desk: Desk): SubscriptionState {
  admit(state, action, desk.today);
  switch (action.type) {
    case 'AddProduct':
      return addProduct(state, action.told, action.effective, desk);
    case 'UpdateProduct':
      return updateProduct(state, action, desk);
    case 'RemoveProduct':
      return removeProduct(state, action, desk);
    case 'TermsAndConditions':
      return changeTerms(state, action);
    case 'RenewSubscription':
      return renewSubscription(state);
    case 'CancelSubscription':
      return cancelSubscription(state, action);
    case 'Suspend':
      return suspend(state, action, desk.today);
    case 'Resume':
      return resume(state, action, desk.today);
    default:
      throw refused('businessRule', `${action.type} cannot be applied to the subscription ${state.number}.`);
  }
}

/** Which date is missing that the tenant asks for (settings `requireServiceActivation`, `requireCustomerAcceptance`). */
function waitsFor(sim: Sim, action: OrderAction): string | null {
  if (!['CreateSubscription', 'AddProduct', 'UpdateProduct'].includes(action.type)) return null;
  if (sim.setting('requireServiceActivation', false) && !action.served) return 'Pending Activation';
  return sim.setting('requireCustomerAcceptance', false) && !action.accepted ? 'Pending Acceptance' : null;
}

function planSubscription(
  sim: Sim,
  account: Row,
  ordered: OrderedSubscription,
  sequence: number,
  desk: Desk,
): PlannedSubscription {
  const steps: Step[] = [];
  const before = ordered.number === undefined ? null : readSubscription(sim, ordered.number);
  if (ordered.number !== undefined && !before)
    throw refused('notFound', `Cannot find the subscription ${ordered.number}.`);
  if (before && before.accountId !== account.id)
    throw refused('businessRule', `The subscription ${ordered.number} belongs to another account.`);
  let state = before;
  for (const action of ordered.actions) {
    const last: SubscriptionState | null = state;
    const owner = { id: String(account.id), currency: String(account.currency) };
    if (action.type === 'CreateSubscription') {
      if (last)
        throw refused('businessRule', 'CreateSubscription must be the first action of a new subscription.');
      state = createSubscription(action, owner, waitsFor(sim, action), desk);
    } else {
      if (!last) throw refused('missingField', 'Missing required field subscriptionNumber.');
      state = step(last, action, desk);
    }
    steps.push({ type: action.type, sequence: sequence + steps.length, before: last, after: state });
  }
  return { before, after: withFields(state!, ordered.customFields), steps };
}

/** Plans an order: all its actions, or a refusal. */
export function planOrder(sim: Sim, body: OrderBody): OrderPlan {
  const account = accountOf(sim, body);
  const made = new Set<string>();
  const desk = deskOf(sim, made);
  let sequence = 0;
  const subscriptions = body.subscriptions.map((ordered) => {
    const planned = planSubscription(sim, account, ordered, sequence, desk);
    sequence += planned.steps.length;
    return planned;
  });
  const pending = body.subscriptions.some(({ actions }) =>
    actions.some((each) => waitsFor(sim, each) !== null),
  );
  return { account, levies: leviesOf(sim.db, account), subscriptions, pending, made };
}

/** What billing a planned order through a day comes to: one document or none, and the subscriptions as they are then. */
export function billPlan(
  plan: OrderPlan,
  target: Day,
): { document: DocumentDraft | null; after: readonly SubscriptionState[] } {
  const billed = plan.subscriptions.map(({ after }) => ({ after, ...bill(after, target) }));
  return {
    document: draftDocument(
      billed.flatMap((each) => each.lines),
      plan.levies,
      target,
    ),
    after: billed.map((each) => ({ ...each.after, billed: each.billed })),
  };
}
