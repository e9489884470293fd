import type {
  AmendmentInput,
  AmendmentType,
  AmendSubscriptionQuery,
  SubscriptionStatus,
} from '../../generated/graphql.ts';
import { words } from '../../words/amend.ts';
import { term } from '../../words/terms.ts';

export type Subscription = NonNullable<AmendSubscriptionQuery['subscription']>;
export type Item = NonNullable<Subscription['items']>[number];

/** What a product becomes, or one that comes; `itemId` is empty for one that comes, and what is not said is empty. */
export interface ItemWish {
  readonly itemId: string;
  readonly priceId: string;
  readonly quantity: string;
}

/** A change as somebody has filled it in so far: text as it was typed, empty where nothing was. */
export interface Wish {
  readonly type: AmendmentType | null;
  readonly on: string;
  readonly items: readonly ItemWish[];
  readonly endsWith: string;
  readonly end: string;
  readonly renew: 'yes' | 'no' | '';
  readonly months: string;
  readonly reason: string;
}

/** Every change there is, the everyday ones first. */
export const types: readonly AmendmentType[] = [
  'QUANTITY',
  'UPGRADE',
  'DOWNGRADE',
  'ADD_ON',
  'REMOVE_PRODUCT',
  'RENEW',
  'CO_TERM',
  'TERMS',
  'PAUSE',
  'RESUME',
  'CANCEL',
];

const ofItems: ReadonlySet<AmendmentType> = new Set([
  'QUANTITY',
  'UPGRADE',
  'DOWNGRADE',
  'ADD_ON',
  'REMOVE_PRODUCT',
]);

/** Whether a change is of single products. */
export const isOfItems = (type: AmendmentType): boolean => ofItems.has(type);

const running: readonly SubscriptionStatus[] = ['ACTIVE', 'PAST_DUE'];
/** What a subscription must be for a change: docs/amendments.md. The hub decides; this only saves a way. */
const startsFrom: Partial<Record<AmendmentType, readonly SubscriptionStatus[]>> = {
  RESUME: ['SUSPENDED', 'PAUSED'],
  CANCEL: [...running, 'SUSPENDED', 'PAUSED'],
};

/** Why a change does not fit the subscription as it stands; null where it does. */
export function whyNot(type: AmendmentType, { status, termEnd, items }: Subscription): string | null {
  const needs = startsFrom[type] ?? running;
  if (status !== null && !needs.includes(status))
    return words.unfit.status(term(status), needs.map((each) => term(each).toLowerCase()).join(' or '));
  if (termEnd === null) return words.unfit.endless;
  if (type === 'REMOVE_PRODUCT' && items?.length === 1) return words.unfit.onlyItem;
  return null;
}

const between = '~';

interface Address {
  readonly get: (name: string) => string;
  readonly all: (name: string) => readonly string[];
}

/** Today, as the hub counts days (UTC). */
const today = (): string => new Date().toISOString().slice(0, 10);

/** The change that an address holds, so that a prepared one can be sent to a colleague. */
export function wishOf({ get, all }: Address): Wish {
  const renew = get('renew');
  return {
    type: types.find((type) => type === get('type')) ?? null,
    on: get('on') || today(),
    items: all('item').map((text) => {
      const [itemId = '', priceId = '', quantity = ''] = text.split(between);
      return { itemId, priceId, quantity };
    }),
    endsWith: get('with'),
    end: get('end'),
    renew: renew === 'yes' || renew === 'no' ? renew : '',
    months: get('months'),
    reason: get('reason'),
  };
}

/** The same as names and values of the address. */
export function addressOf(wish: Partial<Wish>): Readonly<Record<string, string | readonly string[] | null>> {
  const items = wish.items?.map(({ itemId, priceId, quantity }) => [itemId, priceId, quantity].join(between));
  const all = {
    type: wish.type,
    on: wish.on,
    item: items,
    with: wish.endsWith,
    end: wish.end,
    renew: wish.renew,
    months: wish.months,
    reason: wish.reason,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

const isQuantity = (text: string): boolean => /^\d{1,9}(\.\d{1,9})?$/.test(text) && /[1-9]/.test(text);

/** The items of a wish that say something. */
const said = (wish: Wish): readonly ItemWish[] =>
  wish.items.filter(({ priceId, quantity }) =>
    wish.type === 'REMOVE_PRODUCT' ? true : wish.type === 'QUANTITY' ? quantity !== '' : priceId !== '',
  );

function itemsHint(wish: Wish, { items }: Subscription): string | null {
  const told = said(wish);
  const { hints } = words;
  switch (wish.type) {
    case 'QUANTITY':
      if (told.length === 0) return hints.quantities;
      break;
    case 'UPGRADE':
    case 'DOWNGRADE':
      if (told.length === 0) return hints.becomes;
      break;
    case 'ADD_ON':
      if (told.length === 0) return hints.items;
      break;
    case 'REMOVE_PRODUCT':
      if (told.length === 0) return hints.items;
      if (told.length === items?.length) return hints.all;
      break;
    default:
      return null;
  }
  return told.every(({ quantity }) => quantity === '' || isQuantity(quantity)) ? null : hints.quantity;
}

function dateHint(
  { type, on }: Wish,
  { termStart, termEnd, currentPeriodStart }: Subscription,
): string | null {
  if (type === 'RENEW') return null;
  if (on === '') return words.hints.date;
  if (termStart !== null && on < termStart) return words.hints.before(termStart);
  if (termEnd !== null && on >= termEnd) return words.hints.after(termEnd);
  if (currentPeriodStart !== null && on < currentPeriodStart) return words.hints.billed(currentPeriodStart);
  return null;
}

/** What a wish still lacks to be previewed, in a sentence; null: the hub can be asked. */
export function hintOf(wish: Wish, subscription: Subscription): string | null {
  const { type, endsWith, end, renew, months } = wish;
  if (type === null) return words.hints.type;
  const unfit = whyNot(type, subscription);
  if (unfit !== null) return unfit;
  const hint = itemsHint(wish, subscription) ?? dateHint(wish, subscription);
  if (hint !== null) return hint;
  if (type === 'CO_TERM' && endsWith === '' && end === '') return words.hints.coTerm;
  if (type !== 'TERMS') return null;
  if (months !== '' && !(Number.isInteger(Number(months)) && Number(months) >= 1 && Number(months) <= 120))
    return words.hints.months;
  return end === '' && renew === '' && months === '' ? words.hints.terms : null;
}

/** The wish as the hub takes it, of the version that was seen. */
export function requestOf(wish: Wish & { readonly type: AmendmentType }, of: Subscription): AmendmentInput {
  const { type, on, endsWith, end, renew, months, reason } = wish;
  const withTerms = type === 'CO_TERM' || type === 'TERMS';
  return {
    subscriptionId: of.id,
    type,
    effectiveDate: type === 'RENEW' ? (of.termEnd ?? on) : on,
    expectedVersion: of.version,
    ...(isOfItems(type) && {
      items: said(wish).map(({ itemId, priceId, quantity }) => ({
        itemId: itemId === '' ? null : itemId,
        priceId: priceId === '' ? null : priceId,
        quantity: quantity === '' ? null : quantity,
      })),
    }),
    ...(type === 'CO_TERM' && endsWith !== '' && { coTermWith: endsWith }),
    ...(withTerms && end !== '' && (type === 'TERMS' || endsWith === '') && { newTermEnd: end }),
    ...(type === 'TERMS' && renew !== '' && { autoRenew: renew === 'yes' }),
    ...(type === 'TERMS' && months !== '' && { renewalMonths: Number(months) }),
    ...(reason !== '' && { reason }),
  };
}
