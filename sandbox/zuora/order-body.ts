import type { Day } from '../world/days.ts';
import {
  dayAt,
  flagAt,
  type Given,
  listAt,
  neededDay,
  neededText,
  neededWord,
  objectAt,
  refused,
  textAt,
} from './given.ts';

/** Types of order actions and the member each has beside `type`; only a renewal may go without. */
export const actionMembers = {
  CreateSubscription: 'createSubscription',
  AddProduct: 'addProduct',
  UpdateProduct: 'updateProduct',
  RemoveProduct: 'removeProduct',
  TermsAndConditions: 'termsAndConditions',
  RenewSubscription: 'renewSubscription',
  CancelSubscription: 'cancelSubscription',
  Suspend: 'suspend',
  Resume: 'resume',
  ChangePlan: 'changePlan',
  OwnerTransfer: 'ownerTransfer',
} as const;

export type ActionType = keyof typeof actionMembers;

/** One action on a subscription; `effective` is the day from which it is charged. */
export interface OrderAction {
  readonly type: ActionType;
  readonly effective: Day;
  readonly served: boolean;
  readonly accepted: boolean;
  /** The member that goes with the type. */
  readonly told: Given;
  /** The action as it was sent. */
  readonly sent: Given;
}

export interface OrderedSubscription {
  /** Undefined: a new one. */
  readonly number: string | undefined;
  readonly customFields: Given;
  readonly actions: readonly OrderAction[];
}

/** An order as it was asked for. */
export interface OrderBody {
  readonly orderNumber: string | undefined;
  readonly orderDate: Day;
  readonly accountNumber: string;
  readonly description: string | null;
  readonly customFields: Given;
  readonly subscriptions: readonly OrderedSubscription[];
  readonly processing: Given;
  readonly sent: Given;
}

const mostSubscriptions = 50;
const mostActions = 50;
const types = Object.keys(actionMembers) as ActionType[];

/** Reads an order. Refuses a member that belongs to another type of action, and more than 50 subscriptions or actions. */
export function orderOf(body: Given): OrderBody {
  const orderDate = neededDay(body, 'orderDate');
  const orderNumber = textAt(body, 'orderNumber');
  if (orderNumber !== undefined && /[/\s]/.test(orderNumber))
    throw refused(
      'invalidValue',
      'Invalid value for field orderNumber: it must not have a slash or a blank.',
    );
  if (objectAt(body, 'newAccount'))
    throw refused('unsupported', 'Creating an account with the order is not supported; create it first.');
  const subscriptions = listAt(body, 'subscriptions').map((each): OrderedSubscription => ({
    number: textAt(each, 'subscriptionNumber'),
    customFields: objectAt(each, 'customFields') ?? {},
    actions: listAt(each, 'orderActions').map((action) => actionOf(action, orderDate)),
  }));
  if (subscriptions.length === 0 || subscriptions.some((each) => each.actions.length === 0))
    throw refused('missingField', 'Missing required field subscriptions or orderActions.');
  const actions = subscriptions.reduce((sum, each) => sum + each.actions.length, 0);
  if (subscriptions.length > mostSubscriptions || actions > mostActions)
    throw refused(
      'businessRule',
      `The number of subscriptions or order actions exceeds the limit of ${mostActions}.`,
    );
  const numbers = subscriptions.flatMap((each) => each.number ?? []);
  if (new Set(numbers).size < numbers.length)
    throw refused('businessRule', 'The subscriptions of an order must differ from one another.');
  return {
    orderNumber,
    orderDate,
    accountNumber: neededText(body, 'existingAccountNumber'),
    description: textAt(body, 'description') ?? null,
    customFields: objectAt(body, 'customFields') ?? {},
    subscriptions,
    processing: objectAt(body, 'processingOptions') ?? {},
    sent: body,
  };
}

function actionOf(action: Given, orderDate: Day): OrderAction {
  const type = neededWord(action, 'type', types);
  const wrong = Object.entries(actionMembers).find(
    ([other, member]) => other !== type && action[member] !== undefined && action[member] !== null,
  );
  if (wrong)
    throw refused('invalidValue', `The field ${wrong[1]} is not applicable for order action type ${type}.`);
  const told = objectAt(action, actionMembers[type]);
  if (!told && type !== 'RenewSubscription')
    throw refused('missingField', `Missing required field ${actionMembers[type]}.`);
  if (type === 'ChangePlan' || type === 'OwnerTransfer')
    throw refused('unsupported', `The order action type ${type} is not supported.`);
  const dates = new Map(
    listAt(action, 'triggerDates').map((each) => [
      neededWord(each, 'name', ['ContractEffective', 'ServiceActivation', 'CustomerAcceptance']),
      dayAt(each, 'triggerDate'),
    ]),
  );
  return {
    type,
    effective: dates.get('ContractEffective') ?? orderDate,
    served: dates.get('ServiceActivation') !== undefined,
    accepted: dates.get('CustomerAcceptance') !== undefined,
    told: told ?? {},
    sent: action,
  };
}

/** Whether and through which day an order is billed; null: it is not. */
export interface BillingOptions {
  readonly targetDate: Day | undefined;
  readonly documentDate: Day | undefined;
  readonly draft: boolean | undefined;
  readonly reasonCode: string | null;
}

/** Reads `processingOptions`; there is no payment method to collect from. */
export function billingOf(processing: Given): BillingOptions | null {
  const runBilling = flagAt(processing, 'runBilling') ?? false;
  if (flagAt(processing, 'collectPayment')) {
    if (!runBilling) throw refused('invalidValue', 'collectPayment cannot be true when runBilling is false.');
    throw refused('businessRule', 'The account has no default payment method to collect with.');
  }
  if (!runBilling) return null;
  const options = objectAt(processing, 'billingOptions') ?? {};
  return {
    targetDate: dayAt(options, 'targetDate'),
    documentDate: dayAt(options, 'documentDate'),
    draft: flagAt(options, 'generateDraftInvoice'),
    reasonCode: textAt(options, 'creditMemoReasonCode') ?? null,
  };
}
