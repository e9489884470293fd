import Big from 'big.js';
import { type Finding, finding } from '../canonical/finding.ts';
import type { SystemKind } from '../canonical/kind.ts';
import type { LedgerItem } from '../sources/ledger.ts';
import type { Stored } from '../store/read.ts';
import { itemFindings } from './amendment-products.ts';
import type { DealFacts, DealLine } from './quote-to-cash-facts.ts';
import { priceOf, unitPriceOf } from './quote-to-cash-plan.ts';
import type { DealRules } from './quote-to-cash-rules.ts';

type Patch = Readonly<Record<string, unknown>>;

const isAt = ({ places }: DealLine, instance: string): boolean =>
  places.some((place) => place.instance === instance);

/** The SKU under which the ledger is to take a product up. */
export const ledgerSku = (sku: string, patch: Patch): string => {
  const instead = patch[`ledgerItem.${sku}`];
  return typeof instead === 'string' ? instead : sku;
};

/** What the copy knows of the ledger's item for a product; only whether it has an account and a rule is told by it. */
function itemOf(product: Stored<'Product'>): LedgerItem {
  return {
    sku: product.sku ?? '',
    externalId: '',
    incomeAccount: product.glAccount ?? null,
    deferredAccount: null,
    revenueRule: product.revenueRule ?? null,
    active: true,
  };
}

/**
 * Whether CRM, billing and the ledger know what is sold, and whether the ledger can post and recognise what it earns. Of the ledger only the
 * copy is asked: it is not called before the deal is approved.
 */
export function mapping({ lines, parts, choices }: DealFacts, patch: Patch): readonly Finding[] {
  const found = new Map<string, readonly Finding[]>();
  const usable = choices.map(itemOf);
  for (const each of lines) {
    const { line, product } = each;
    const { sku } = line;
    if (sku === '' || found.has(sku)) continue;
    const records = product ? [product.id] : [];
    const unmapped = (system: SystemKind, where: string): Finding =>
      finding({
        code: 'PRODUCT_UNMAPPED',
        message: `${where} does not know ${sku}; enter it there under this code.`,
        path: `product.${sku}`,
        system,
        records,
        rootCauseKey: `PRODUCT_UNMAPPED:${system}:${sku}`,
      });
    const inBilling = isAt(each, parts.billing.instance);
    const instead = ledgerSku(sku, patch);
    const chosen = instead === sku ? product : choices.find((choice) => choice.sku === instead);
    const inLedger = instead !== sku || isAt(each, parts.ledger.instance);
    found.set(sku, [
      ...(isAt(each, parts.crm.instance) ? [] : [unmapped('CRM', 'The CRM')]),
      ...(inBilling ? [] : [unmapped('BILLING', 'Billing')]),
      ...itemFindings(sku, chosen && inLedger ? itemOf(chosen) : null, records, usable).map(mendable(usable)),
    ]);
  }
  return [...found.values()].flat();
}

/** Whatever the ledger's item lacks, another item may be taken instead. */
const mendable =
  (choices: readonly LedgerItem[]) =>
  (each: Finding): Finding =>
    each.editable.length > 0
      ? each
      : {
          ...each,
          editable: [
            {
              path: each.path!,
              type: 'choice',
              current: null,
              allowed: choices
                .filter(({ incomeAccount, revenueRule }) => incomeAccount !== null && revenueRule !== null)
                .map(({ sku }) => sku),
              touchesMoney: true,
            },
          ],
        };

const isPositive = (text: string): boolean => /^\d+(\.\d+)?$/.test(text) && new Big(text).gt(0);

/** Whether what is sold may be sold at these prices, in this currency, to this customer. */
export function pricing(facts: DealFacts, rules: DealRules, patch: Patch): readonly Finding[] {
  const { deal, lines, accounts, opportunityId } = facts;
  if (!deal) return [];
  const { currency } = deal;
  const found: Finding[] = [];
  const bad = (path: string, message: string, more: Partial<Finding> = {}): void =>
    void found.push(
      finding({
        code: 'PRICE_INELIGIBLE',
        message,
        path,
        system: 'CRM',
        records: [opportunityId],
        rootCauseKey: `PRICE_INELIGIBLE:${path}`,
        ...more,
      }),
    );
  if (accounts.length > 0 && !accounts.some((account) => account.currency === currency))
    bad(
      'currency',
      `The customer is billed in ${accounts[0]!.currency}, the deal is in ${currency}; sell it in the currency of the account.`,
      { rootCauseKey: `PRICE_INELIGIBLE:currency:${opportunityId}` },
    );
  for (const each of lines) {
    const { line, product, prices } = each;
    const { sku } = line;
    if (!product || !isAt(each, facts.parts.billing.instance)) continue;
    const records = [opportunityId, product.id];
    if (product.active !== true) bad(`product.${sku}`, `${sku} is not for sale.`, { records });
    const offer = priceOf(each, currency, patch);
    if (!offer) {
      bad(
        `price.${sku}`,
        prices.length === 0
          ? `Billing has no price of ${sku} that is charged again in every period.`
          : `Billing has several prices of ${sku}; choose the one that was sold.`,
        {
          records,
          editable: [
            {
              path: `price.${sku}`,
              type: 'choice',
              current: null,
              allowed: prices.map(({ price }) => price.id),
              touchesMoney: true,
            },
          ],
        },
      );
      continue;
    }
    if (offer.externalId === null)
      bad(`price.${sku}`, `Billing does not know the price of ${sku}.`, { records });
    const unit = unitPriceOf(each, patch);
    const list = offer.price.amount?.currency === currency ? offer.price.amount.amount : null;
    const editable = [
      { path: `unitPrice.${sku}`, type: 'decimal', current: unit, allowed: null, touchesMoney: true },
    ] as const;
    const asListed =
      list === null
        ? []
        : [
            {
              label: `Sell ${sku} at ${list} ${currency}`,
              patch: { [`unitPrice.${sku}`]: list },
              confidence: 0.4,
              basis: 'It is the list price.',
            },
          ];
    if (!isPositive(unit))
      bad(`unitPrice.${sku}`, `${sku} is sold for nothing or less; a price is more than that.`, {
        records,
        editable,
        suggestions: asListed,
      });
    else if (list !== null && tooCheap(unit, list, rules.maxDiscountPercent))
      bad(
        `unitPrice.${sku}`,
        `${sku} is sold at more than ${rules.maxDiscountPercent} % below its list price.`,
        { records, editable, suggestions: asListed },
      );
    if (!isPositive(line.quantity))
      bad(`quantity.${sku}`, `The deal has ${line.quantity} of ${sku}; correct it in the CRM.`, { records });
    else if (offer.price.model === 'FLAT' && !new Big(line.quantity).eq(1))
      bad(`quantity.${sku}`, `${sku} is a flat fee and is sold once; correct its quantity in the CRM.`, {
        records,
      });
  }
  return found;
}

const tooCheap = (unit: string, list: string, most: number | null): boolean =>
  most !== null && new Big(unit).lt(new Big(list).times(new Big(100).minus(most)).div(100));
