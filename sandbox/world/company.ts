import { makeCases } from './case.ts';
import { decimalText } from './cents.ts';
import { makeContacts } from './contact.ts';
import { contractIndex, makeContracts } from './contract.ts';
import { makeCredits } from './credit-memo.ts';
import { instantText } from './days.ts';
import { makeBills } from './invoice.ts';
import { makeJournals } from './journal.ts';
import type { Making } from './making.ts';
import { misspell } from './name.ts';
import { makeOpportunities } from './opportunity.ts';
import { makeReceipts } from './payment.ts';
import type { City } from './places.ts';
import type { Random } from './random.ts';
import { makePlans } from './subscription.ts';
import type { Company, Period } from './types.ts';

/** Who a company is, before its business with us. */
export interface Identity {
  readonly name: string;
  readonly suffix: string;
  readonly domain: string;
  readonly industry: string;
  readonly city: City;
  readonly parent: number | null;
  readonly owner: number;
}

const creditThousands = { Enterprise: [200, 900], 'Mid-Market': [40, 180], SMB: [5, 30] } as const;
const tierOf = { Enterprise: 'enterprise', 'Mid-Market': 'premium', SMB: 'standard' } as const;

const letters = ['A', 'B', 'E', 'H', 'N', 'W', 'X'];

/** Fills a pattern of `#` and `@`; `last` gives the last digits. */
function fill(pattern: string, random: Random, last = ''): string {
  let left = last.length;
  const chars = pattern
    .split('')
    .toReversed()
    .map((char) => {
      if (char === '@') return random.pick(letters);
      if (char !== '#') return char;
      return left > 0 ? last[--left] : String(random.int(1, 9));
    });
  return chars.toReversed().join('');
}

function makeAccounts({ random, ids, story, ordinal }: Making, who: Identity) {
  const { systems, dirt } = story;
  const [crmName, billingName, supportName, erpName] = dirt.has('spelling')
    ? misspell(who.name, who.suffix, random)
    : [who.name, who.name, who.name, who.name];
  const crm = systems.crm ? { id: ids.salesforce('Account'), name: crmName, domain: who.domain } : null;
  const duplicateName = misspell(who.name, who.suffix, random).find((name) => name !== crmName)!;
  const crmDuplicate =
    crm && dirt.has('duplicateCrmAccount') ? { id: ids.salesforce('Account'), name: duplicateName } : null;
  const number = ids.number('A', 8);
  const linked = crm && !dirt.has('billingWithoutCrmId') ? crm.id : null;
  const billing = systems.billing ? { id: ids.zuora(), number, name: billingName, crmId: linked } : null;
  const support = systems.support
    ? {
        id: ids.zendesk('organization', dirt.has('idBeyondDouble')),
        name: supportName,
        crmId: crm && !dirt.has('supportWithoutCrmId') ? crm.id : null,
      }
    : null;
  const erp = systems.erp
    ? {
        id: ids.netsuite('customer'),
        entityId: `CUST${String(ordinal).padStart(6, '0')}`,
        name: erpName,
        billingNumber: billing && !dirt.has('erpWithoutBillingNumber') ? billing.number : null,
      }
    : null;
  return { crm, crmDuplicate, billing, support, erp };
}

/** One company with all its records, each document made from the one before it. */
export function makeCompany(making: Making, who: Identity, periods: readonly Period[]): Company {
  const { ordinal, random, story, country, today } = making;
  const accounts = makeAccounts(making, who);
  const paymentTerms = `Net ${making.termsDays}` as Company['paymentTerms'];
  const contacts = makeContacts(making, who.domain);
  const plans = story.systems.billing ? makePlans(making, contractIndex(making)) : [];
  const contracts = makeContracts(making, plans, paymentTerms);
  const bills = makeBills(making, plans, who.city);
  const credits = makeCredits(making, bills);
  const receipts = makeReceipts(making, bills);
  const [low, high] = creditThousands[story.segment];
  const owedLong = bills.some(
    (bill) => bill.invoice.status === 'Posted' && bill.openCents > 0 && bill.due < today - 60,
  );
  const began = Math.min(
    today - random.int(20, 300),
    ...plans.map((plan) => plan.start - random.int(10, 90)),
  );
  return {
    ordinal,
    name: who.name,
    legalName: `${who.name} ${who.suffix}`,
    domain: who.domain,
    industry: who.industry,
    segment: story.segment,
    status: story.status,
    currency: country.currency,
    legalEntity: country.legalEntity,
    // The last digits spell the ordinal, so that no two companies share a tax id.
    taxId: story.withoutTaxId ? null : fill(country.taxId, random, String(ordinal).padStart(6, '0')),
    taxExempt: story.taxExempt,
    address: {
      line1: country.street(random.pick(country.streets), random.int(1, 240)),
      city: who.city.name,
      region: who.city.region,
      postalCode: fill(who.city.postalCode, random),
      country: country.code,
    },
    paymentTerms,
    creditLimit: decimalText(random.int(low, high) * 100_000),
    creditHold: story.status === 'SUSPENDED' || (owedLong && random.chance(0.4)),
    supportTier: tierOf[story.segment],
    createdAt: instantText(began, random.int(8 * 3600, 18 * 3600)),
    owner: who.owner,
    parent: who.parent,
    ...accounts,
    contacts,
    opportunities: makeOpportunities(making, who.name, contracts),
    contracts,
    subscriptions: plans.map((plan) => plan.subscription),
    invoices: bills.map(({ invoice, openCents }) => ({ ...invoice, balance: decimalText(openCents) })),
    creditMemos: credits.map((credit) => credit.memo),
    payments: receipts.map((receipt) => receipt.payment),
    cases: makeCases(making, contacts),
    journals: makeJournals(making, periods, plans, bills, receipts, credits),
  };
}
