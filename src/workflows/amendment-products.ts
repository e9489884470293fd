import Big from 'big.js';
import type { AmendmentRequest } from '../canonical/amendment.ts';
import { type Finding, finding } from '../canonical/finding.ts';
import type { SystemKind } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import type { LedgerDimensions, LedgerItem } from '../sources/ledger.ts';
import { type Known, type Live, type Offer, valueOf } from './amendment-facts.ts';
import type { Lines } from './amendment-ledger.ts';
import type { Findings } from './amendment-party.ts';

const withItems = ['UPGRADE', 'DOWNGRADE', 'QUANTITY', 'ADD_ON', 'REMOVE_PRODUCT'];
const withPrice = ['UPGRADE', 'DOWNGRADE', 'ADD_ON'];

/** Throws INVALID_INPUT for a request that says too little, too much, or what cannot be read: nothing is asked of any system for it. */
export function checkRequest(request: AmendmentRequest, held: readonly { readonly id: string }[]): void {
  const { type, items, reason, renewalMonths } = request;
  const wrong = (message: string, path: string): Problem => new Problem('INVALID_INPUT', message, { path });
  const asks = withItems.includes(type);
  if (asks && items.length === 0) throw wrong(`${type} needs items.`, 'items');
  if (!asks && items.length > 0)
    throw wrong(`${type} is of the subscription as a whole; leave items out.`, 'items');
  if (items.length > 50) throw wrong('At most 50 items at a time.', 'items');
  if (reason !== null && (reason.length > 1000 || reason.includes('\0') || !reason.isWellFormed()))
    throw wrong('A reason has at most 1000 characters and no U+0000 or half a character.', 'reason');
  checkId(request.coTermWith, 'coTermWith');
  if (type !== 'CO_TERM' && request.coTermWith !== null)
    throw wrong('Only CO_TERM takes coTermWith.', 'coTermWith');
  if (type !== 'CO_TERM' && type !== 'TERMS' && request.newTermEnd !== null)
    throw wrong('Only CO_TERM and TERMS take newTermEnd.', 'newTermEnd');
  if (type === 'CO_TERM' && (request.coTermWith === null) === (request.newTermEnd === null))
    throw wrong('Give coTermWith or newTermEnd, one of the two.', 'coTermWith');
  if (type !== 'TERMS' && (request.autoRenew !== null || renewalMonths !== null))
    throw wrong('Only TERMS takes autoRenew and renewalMonths.', 'autoRenew');
  if (renewalMonths !== null && (renewalMonths < 1 || renewalMonths > 120))
    throw wrong('A renewal is of 1 to 120 months.', 'renewalMonths');
  const met = new Set<string>();
  items.forEach(({ itemId, priceId, quantity }, index) => {
    const at = (name: string): string => `items.${index}.${name}`;
    checkId(priceId, at('priceId'));
    if (type === 'ADD_ON' ? itemId !== null : itemId === null)
      throw wrong(type === 'ADD_ON' ? 'An add-on has no item yet.' : `${type} needs the item.`, at('itemId'));
    if (itemId !== null && !held.some(({ id }) => id === itemId))
      throw wrong('The subscription has no such item.', at('itemId'));
    if (itemId !== null && met.has(itemId)) throw wrong('The item is there twice.', at('itemId'));
    if (itemId !== null) met.add(itemId);
    if (withPrice.includes(type) !== (priceId !== null))
      throw wrong(priceId === null ? `${type} needs a price.` : `${type} takes no price.`, at('priceId'));
    if (type === 'QUANTITY' && quantity === null) throw wrong('QUANTITY needs a quantity.', at('quantity'));
    if (quantity !== null && !/^\d{1,9}(\.\d{1,9})?$/.test(quantity))
      throw wrong('A quantity is a positive decimal number.', at('quantity'));
    if (quantity !== null && !/[1-9]/.test(quantity))
      throw wrong('To have none of it, remove the product.', at('quantity'));
    if (type === 'REMOVE_PRODUCT' && quantity !== null)
      throw wrong('REMOVE_PRODUCT takes no quantity; use QUANTITY.', at('quantity'));
  });
}

const longestId = 100;

/** Throws INVALID_INPUT for what is no id of anything and cannot be stored. */
function checkId(id: string | null, path: string): void {
  if (id !== null && (id.length > longestId || id.includes('\0') || !id.isWellFormed()))
    throw new Problem('INVALID_INPUT', 'This is no id of the hub.', { path });
}

/** Whether every price may be used here, and whether something is left to bill. */
export function priceFindings(known: Known, live: Live, request: AmendmentRequest): Findings {
  const { type, items } = request;
  const currency = valueOf(live.subscription)?.currency ?? known.subscription.mrr?.currency ?? '';
  const blockers: Finding[] = [];
  const bad = (message: string, path: string, records: readonly string[] = []): void =>
    void blockers.push(
      finding({
        code: 'PRICE_INELIGIBLE',
        message,
        path,
        system: 'BILLING',
        records,
        rootCauseKey: `PRICE_INELIGIBLE:${records[0] ?? path}`,
      }),
    );
  const wrong = (message: string, index: number): void =>
    void blockers.push(finding({ code: 'INVALID_INPUT', message, path: `items.${index}.quantity` }));
  const nameOf = ({ product }: Offer): string => product?.sku ?? 'This product';
  if (known.customer?.currency !== undefined && currency !== '' && known.customer.currency !== currency)
    bad(
      `The customer is billed in ${known.customer.currency}, the subscription in ${currency}.`,
      'subscriptionId',
    );
  items.forEach(({ priceId, itemId, quantity }, index) => {
    const path = `items.${index}.priceId`;
    if (priceId === null) {
      const held = known.subscription.items?.find(({ id }) => id === itemId);
      // `23` and `23.0` are one quantity.
      if (type === 'QUANTITY' && held && quantity !== null && new Big(held.quantity).eq(quantity))
        wrong(`The item has ${quantity} of it already.`, index);
      const [, sold] =
        [...known.offers.byExternalId].find(([id]) => held?.price?.key.endsWith(`:${id}`)) ?? [];
      if (type === 'QUANTITY' && sold?.price.model === 'FLAT')
        wrong(`${nameOf(sold)} has one price whatever the quantity; there is no quantity to change.`, index);
      return;
    }
    const offer = known.offers.byId.get(priceId);
    if (!offer) return bad('There is no such price.', path);
    const { price, product } = offer;
    if (price.model === 'FLAT' && quantity !== null && !new Big(quantity).eq(1))
      wrong(`${nameOf(offer)} has one price whatever the quantity; leave the quantity out.`, index);
    if (product?.active !== true)
      bad(`${product?.sku ?? 'The product of this price'} is not for sale.`, path, [priceId]);
    if (price.interval === undefined || price.interval === 'ONCE' || price.model === 'USAGE')
      bad('Only what is charged again in every period can be part of a subscription.', path, [priceId]);
    if (price.amount === undefined && (price.tiers ?? []).length === 0)
      bad('The catalogue has no amount for this price.', path, [priceId]);
  });
  const held = known.subscription.items ?? [];
  if (type === 'REMOVE_PRODUCT' && items.length > 0 && items.length >= held.length)
    blockers.push(
      finding({
        code: 'TERMS_INVALID',
        message: 'Nothing would be left of the subscription; cancel it instead.',
        path: 'items',
      }),
    );
  return { blockers, warnings: [] };
}

/** The offers that a change is about: of the items and prices named, or of all items. */
export function offersConcerned(known: Known, request: AmendmentRequest): readonly Offer[] {
  const held = known.subscription.items ?? [];
  const ids = new Set(request.items.map(({ itemId }) => itemId));
  const whole = !withItems.includes(request.type);
  const keys = held.filter(({ id }) => whole || ids.has(id)).map(({ price }) => price?.key);
  const own = [...known.offers.byId.values()].filter(
    (offer) =>
      request.items.some(({ priceId }) => priceId === offer.priceId) ||
      keys.some((key) => key !== undefined && key.endsWith(`:${offer.externalId}`)),
  );
  return own;
}

/** Whether billing, the ledger and the CRM know the products concerned, and whether the ledger can post and recognise what they earn. */
export function mappingFindings(
  known: Known,
  live: Live,
  request: AmendmentRequest,
  lines: Lines | null,
  choices: readonly LedgerItem[] | null,
): Findings {
  const blockers: Finding[] = [];
  const warnings: Finding[] = [];
  const items = valueOf(live.items);
  const offers = offersConcerned(known, request);
  const skus = new Set(offers.flatMap(({ product }) => (product?.sku === undefined ? [] : [product.sku])));
  const unmapped = (sku: string, system: SystemKind, where: string, records: readonly string[]): Finding =>
    finding({
      code: 'PRODUCT_UNMAPPED',
      message: `${where} does not know ${sku}; enter it there under this code.`,
      path: `ledgerItem.${sku}`,
      system,
      records,
      rootCauseKey: `PRODUCT_UNMAPPED:${system}:${sku}`,
    });
  for (const { product, externalId, priceId, places } of offers) {
    const sku = product?.sku ?? priceId;
    const records = [product?.id ?? priceId];
    if (externalId === null) blockers.push(unmapped(sku, 'BILLING', 'Billing', records));
    const inCrm = known.crm && !places.some(({ instance }) => instance === known.crm!.source.instance);
    // The contract there names no products: what is sold without its being in the CRM's catalogue is only to be known.
    if (inCrm) warnings.push(unmapped(sku, 'CRM', 'The CRM', records));
  }
  if (items)
    for (const sku of new Set([...skus, ...(lines?.concerned ?? [])])) {
      const product = offers.find((offer) => offer.product?.sku === sku)?.product;
      blockers.push(...itemFindings(sku, items.get(sku) ?? null, product ? [product.id] : [], choices));
    }
  for (const sku of lines?.unpriced ?? [])
    blockers.push(
      finding({
        code: 'PRICE_INELIGIBLE',
        message: `Nobody tells the price of ${sku} in this currency; enter it in the catalogue.`,
        path: 'items',
        system: 'BILLING',
        rootCauseKey: `PRICE_INELIGIBLE:${sku}`,
      }),
    );
  return { blockers, warnings };
}

/** Whether revenue is posted under what the books divide it by. A person may say it for one run. */
export function dimensionFindings(dimensions: LedgerDimensions): readonly Finding[] {
  return (['department', 'class'] as const).flatMap((name) => {
    const path = `dimensions.${name}`;
    const hint = name === 'class' ? 'give the customer a segment, or set' : 'set';
    return dimensions[name] !== null
      ? []
      : [
          finding({
            code: 'ACCOUNT_MAPPING_MISSING',
            message: `Revenue of this customer would be posted without a ${name}; ${hint} amendments.${path}.`,
            path,
            system: 'ERP',
            rootCauseKey: `ACCOUNT_MAPPING_MISSING:ERP:${path}`,
            editable: [{ path, type: 'text', current: null, allowed: null, touchesMoney: false }],
          }),
        ];
  });
}

/** What keeps the ledger from taking a product up. `choices`: what a person may take instead; null: nobody can choose yet. */
export function itemFindings(
  sku: string,
  item: LedgerItem | null,
  records: readonly string[],
  choices: readonly LedgerItem[] | null,
): readonly Finding[] {
  const path = `ledgerItem.${sku}`;
  const common = { path, system: 'ERP' as const, records };
  if (!item || !item.active) {
    const usable = (choices ?? []).filter((each) => each.active && each.incomeAccount !== null);
    return [
      finding({
        ...common,
        code: 'PRODUCT_UNMAPPED',
        message: item
          ? `The ledger's item for ${sku} is out of use; put it to use again${choices ? ' or choose another' : ''}.`
          : `The ledger has no item for ${sku}; enter it there${choices ? ' or choose what it stands for' : ''}.`,
        rootCauseKey: `PRODUCT_UNMAPPED:ERP:${sku}`,
        editable: choices
          ? [{ path, type: 'choice', current: null, allowed: usable.map((each) => each.sku) }]
          : [],
        suggestions: alike(sku, usable).map((each) => ({
          label: `Post ${sku} as ${each.sku}`,
          patch: { [path]: each.sku },
          confidence: 0.5,
          basis: 'The codes begin alike.',
        })),
      }),
    ];
  }
  return [
    ...(item.incomeAccount === null && item.deferredAccount === null
      ? [
          finding({
            ...common,
            code: 'ACCOUNT_MAPPING_MISSING',
            message: `The ledger's item ${sku} has no account; set one there.`,
            rootCauseKey: `ACCOUNT_MAPPING_MISSING:ERP:${sku}`,
          }),
        ]
      : []),
    ...(item.revenueRule === null
      ? [
          finding({
            ...common,
            code: 'REVENUE_RULE_MISSING',
            message: `The ledger has no rule by which to recognise revenue of ${sku}; set one at its item.`,
            rootCauseKey: `REVENUE_RULE_MISSING:ERP:${sku}`,
          }),
        ]
      : []),
  ];
}

/** At most one item whose code begins like another one. */
function alike(sku: string, choices: readonly LedgerItem[]): readonly LedgerItem[] {
  const [stem = ''] = sku.split('-');
  return choices.filter((each) => each.sku !== sku && each.sku.startsWith(stem)).slice(0, 1);
}
