import Big from 'big.js';
import { addMonths, type Day } from '../canonical/day.ts';
import { rounded, worthOf } from '../canonical/worth.ts';
import type { CrmContract, Deal } from '../sources/crm.ts';
import { type Attribute, type Enrichment, enrichmentOf, type Said } from './quote-to-cash-enrich.ts';
import type { DealFacts, DealLine } from './quote-to-cash-facts.ts';
import type { DealRules } from './quote-to-cash-rules.ts';

type Patch = Readonly<Record<string, unknown>>;

/** What is sold, as billing is asked for it. */
export interface DealItem {
  readonly lineId: string;
  readonly sku: string;
  /** Of the price in billing. */
  readonly priceId: string;
  readonly quantity: string;
  /** A flat fee has no quantity. */
  readonly flat: boolean;
  readonly unitPrice: string;
  readonly intervalMonths: number;
}

/** From when to when it is sold; `end` is the first day that is no longer covered. */
export interface DealTerm {
  readonly start: Day;
  readonly months: number;
  readonly end: Day;
  readonly autoRenew: boolean;
}

/** What a run carries out, as it was found before the first write. Ids and what is sold: nothing of a person. */
export interface DealPlan {
  readonly opportunityId: string;
  readonly customerId: string;
  readonly instances: {
    readonly crm: string;
    readonly billing: string;
    readonly ledger: string;
    readonly support: string;
  };
  readonly deal: {
    readonly externalId: string;
    readonly former: Pick<Deal, 'orderStatus' | 'orderNumber' | 'contractExternalId'>;
  };
  readonly customer: {
    /** In the CRM; also what we call the customer in the ledger and in support. */
    readonly externalId: string;
    readonly name: string;
    readonly domain: string | null;
    readonly country: string;
    readonly segment: string | null;
    readonly taxExempt: boolean;
  };
  readonly currency: string;
  /** Null: the customer gets one. */
  readonly accountNumber: string | null;
  readonly ledgerId: string | null;
  readonly supportId: string | null;
  /** The id of the contact whom a new account bills; null where there is an account. */
  readonly billTo: string | null;
  readonly contract: CrmContract | null;
  readonly term: DealTerm;
  readonly items: readonly DealItem[];
  /** Without tax, over the whole term. */
  readonly worth: string;
}

const monthsOf: Readonly<Record<string, number>> = { MONTH: 1, QUARTER: 3, YEAR: 12 };
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The price that a line is sold at: the one that a person chose, else the only one, else the one with the line's own price. */
export function priceOf(
  { line, prices }: Pick<DealLine, 'line' | 'prices'>,
  currency: string,
  patch: Patch,
): DealLine['prices'][number] | null {
  const wanted = patch[`price.${line.sku}`];
  if (isText(wanted)) return prices.find(({ price }) => price.id === wanted) ?? null;
  if (prices.length === 1) return prices[0]!;
  const alike = prices.filter(
    ({ price }) =>
      price.amount?.currency === currency && Number(price.amount.amount) === Number(line.unitPrice),
  );
  return alike.length === 1 ? alike[0]! : null;
}

/** What is asked for one of a line in each period. */
export const unitPriceOf = ({ line }: Pick<DealLine, 'line'>, patch: Patch): string => {
  const given = patch[`unitPrice.${line.sku}`];
  return isText(given) ? given : line.unitPrice;
};

/** From when to when a deal is sold: what a person says, else its contract, else its lines and the settings. Null: nobody says when it starts. */
export function termOf(
  { deal, lines, contract }: Pick<DealFacts, 'deal' | 'lines' | 'contract'>,
  rules: Pick<DealRules, 'termMonths' | 'autoRenew'>,
  patch: Patch,
): DealTerm | null {
  const given = patch['termStart'];
  const earliest = lines.flatMap(({ line }) => line.start ?? []).toSorted()[0];
  const start = isText(given) ? given : (contract?.start ?? earliest ?? deal?.closeDate ?? null);
  const wanted = Number(patch['termMonths'] ?? contract?.termMonths ?? rules.termMonths);
  if (start === null) return null;
  const months = Number.isSafeInteger(wanted) ? wanted : 0;
  return {
    start,
    months,
    end: addMonths(start, Math.max(0, Math.min(months, 1200))),
    autoRenew: contract?.autoRenew ?? rules.autoRenew,
  };
}

/** What the systems say of a deal and its customer; of the ledger as far as the copy has it. */
export function saidOf({ customer, contract, parts, legalEntity }: DealFacts): Said {
  const by = (value: string | null | undefined, source: string): Attribute | null =>
    isText(value) ? { value, source } : null;
  return {
    legalEntity: by(legalEntity, `system ${parts.ledger.instance}`),
    paymentTerms:
      by(contract?.paymentTerms, `system ${parts.crm.instance}`) ??
      by(customer?.paymentTerms, 'record of the customer'),
    taxId: by(customer?.taxIds?.[0], 'record of the customer'),
    taxExemption: by(customer?.taxExemption, 'record of the customer'),
  };
}

/** The contact whom a new account bills: the one that a person chose, else somebody of finance, else the first. */
export function billToOf({ contacts }: Pick<DealFacts, 'contacts'>, patch: Patch): string | null {
  const given = patch['billTo'];
  if (isText(given)) return contacts.find(({ id }) => id === given)?.id ?? null;
  const named = contacts.filter(({ name }) => isText(name));
  const finance = named.find(({ role }) => /financ|account|billing|payable|controller|cfo/i.test(role ?? ''));
  return (finance ?? named[0])?.id ?? null;
}

/** What finance adds to a deal as far as the copy tells. */
export function enriched(facts: DealFacts, rules: DealRules, patch: Patch): Enrichment {
  const { customer, deal } = facts;
  const about = {
    country: customer?.billingAddress?.country ?? null,
    currency: deal?.currency ?? null,
    segment: customer?.segment ?? null,
  };
  return enrichmentOf(about, rules, saidOf(facts), patch);
}

/** The plan of a deal of which nothing was found wrong. Throws (a bug) where something is missing all the same. */
export function planOf(facts: DealFacts, rules: DealRules, patch: Patch): DealPlan {
  const { parts, lines, contract } = facts;
  const [deal, customer] = [facts.deal!, facts.customer!];
  const term = termOf(facts, rules, patch)!;
  const items = lines.map((each): DealItem => {
    const { price, externalId } = priceOf(each, deal.currency, patch)!;
    return {
      lineId: each.line.lineId,
      sku: each.line.sku,
      priceId: externalId!,
      quantity: new Big(each.line.quantity).toFixed(),
      flat: price.model === 'FLAT',
      unitPrice: unitPriceOf(each, patch),
      intervalMonths: monthsOf[price.interval!]!,
    };
  });
  const account = facts.accounts.find(({ currency }) => currency === deal.currency);
  return {
    opportunityId: facts.opportunityId,
    customerId: customer.id,
    instances: {
      crm: parts.crm.instance,
      billing: parts.billing.instance,
      ledger: parts.ledger.instance,
      support: parts.support.instance,
    },
    deal: {
      externalId: deal.externalId,
      former: {
        orderStatus: deal.orderStatus,
        orderNumber: deal.orderNumber,
        contractExternalId: deal.contractExternalId,
      },
    },
    customer: {
      externalId: facts.customerExternalId!,
      name: customer.name!,
      domain: customer.domain ?? null,
      country: customer.billingAddress!.country,
      segment: customer.segment ?? null,
      taxExempt: customer.taxExemption != null,
    },
    currency: deal.currency,
    accountNumber: account?.accountNumber ?? null,
    ledgerId: facts.ledgerIds[0] ?? null,
    supportId: facts.supportId,
    billTo: account ? null : billToOf(facts, patch),
    contract,
    term,
    items,
    worth: worthOfItems(items, term, deal.currency),
  };
}

/** What items are worth from the first day of a term to its last, exact decimal text. */
export function worthOfItems(items: readonly DealItem[], { start, end }: DealTerm, currency: string): string {
  return rounded(
    items.reduce((sum, item) => sum.plus(worthOf(item, start, end, currency)), new Big(0)),
    currency,
  );
}
