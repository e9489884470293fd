import { Refused } from '../canonical/finding.ts';
import { Problem } from '../canonical/problem.ts';
import type { Ledger } from '../sources/ledger.ts';
import { runBeside } from '../store/run-beside.ts';
import { readyLedger } from './amendment-check.ts';
import type { Items } from './amendment-plan.ts';
import { approvalFinding } from './quote-to-cash-booking.ts';
import { type Attribute, type Enrichment, enrichmentOf } from './quote-to-cash-enrich.ts';
import { readDealFacts } from './quote-to-cash-facts.ts';
import { type DealPlan, saidOf } from './quote-to-cash-plan.ts';
import { ledgerSku } from './quote-to-cash-products.ts';
import type { DealRules } from './quote-to-cash-rules.ts';
import { validDeal } from './quote-to-cash-validate.ts';
import { tailOf } from './role.ts';
import { check, type Looking, type State } from './saga.ts';

/** What a run that carries out a deal was given. */
export interface DealInput {
  readonly opportunityId: string;
  /** The rules by which it decides, as they were when it was started. */
  readonly rules: DealRules;
  /** The CRM in which the deal is, for what is asked before anything is planned. */
  readonly crm: string;
}

/** The name of the step at which a run waits for the CRM's approval. */
export const approvalStep = 'approved-in-crm';

/** The state of such a run. */
export type At = State<DealInput>;

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

async function planNow(state: At, looking: Looking) {
  const { opportunityId, rules } = state.input;
  const facts = await readDealFacts(opportunityId, looking);
  return { facts, plan: validDeal(facts, rules, state.patch, dayOf(looking.now())) };
}

/** What is worth looking at in a plan while nobody has approved the deal. */
interface Looked {
  readonly worth: string;
  readonly currency: string;
  readonly term: DealPlan['term'];
  readonly items: readonly string[];
}

/** Whether the deal can be carried out at all; the ledger is not asked. */
export const validate = check<DealInput, Looked>({
  name: 'validate',
  checkpoint: 'validated',
  instance: (state) => state.input.crm,
  async run(state, looking) {
    const { worth, currency, term, items } = (await planNow(state, looking)).plan;
    return { worth, currency, term, items: items.map(({ sku }) => sku) };
  },
});

/** Waits until the CRM has approved the deal; ends the run when it has rejected it. */
export const approvedInCrm = check<DealInput, null>({
  name: approvalStep,
  checkpoint: 'approved',
  instance: (state) => state.input.crm,
  async run(state, { role, reader, signal }) {
    const { opportunityId, crm } = state.input;
    const [references] = await reader.references([opportunityId]);
    const at = references?.find(({ instance }) => instance === crm);
    const deal = at ? await role(crm, 'crm').deal(at.externalId, { signal }) : null;
    if (deal?.approval === 'APPROVED') return null;
    const asked = approvalFinding(opportunityId, deal?.approval === 'PENDING');
    if (deal?.approval === 'REJECTED')
      throw new Refused(
        [{ ...asked, message: 'The CRM has rejected the deal; nothing was written in any system.' }],
        true,
      );
    throw new Refused([asked]);
  },
});

/** What finance has added, each value with who says so, and what the ledger is ready to take. */
export interface Booking {
  readonly plan: DealPlan;
  readonly enrichment: Enrichment;
  /** By SKU. */
  readonly revenueRules: Readonly<Record<string, Attribute>>;
  readonly currency: Attribute;
  /** The ledger's own id of the customer; null: it does not know it yet. */
  readonly ledgerCustomer: string | null;
  readonly items: Items;
  readonly accounts: { readonly receivable: string; readonly taxPayable: string };
  /** The day of the order and of what it posts. */
  readonly today: string;
}

/** Plans the deal anew, adds what finance needs, and asks the ledger for the first time. */
export const enrich = check<DealInput, Booking>({
  name: 'enrich',
  instance: (state) => state.input.crm,
  async run(state, looking) {
    const { rules } = state.input;
    const { facts, plan } = await planNow(state, looking);
    // What was approved may have been taken back while this was on its way.
    if (facts.deal!.approval !== 'APPROVED')
      throw new Refused([approvalFinding(plan.opportunityId, facts.deal!.approval === 'PENDING')]);
    const { signal } = looking;
    const { ledger: instance } = plan.instances;
    const ledger = looking.role(instance, 'ledger');
    const known = await customerIn(ledger, plan, { signal });
    if (known === null || plan.accountNumber === null || plan.supportId === null)
      await othersFirst(state.runId, plan.customerId, looking.database);
    const by = (value: string | null | undefined): Attribute | null =>
      value ? { value, source: `system ${instance}` } : null;
    const said = saidOf(facts);
    const { country, segment } = plan.customer;
    const enrichment = enrichmentOf(
      { country, segment, currency: plan.currency },
      rules,
      {
        ...said,
        legalEntity: by(known?.legalEntity) ?? said.legalEntity,
        paymentTerms: plan.contract?.paymentTerms
          ? said.paymentTerms
          : (by(known?.terms) ?? said.paymentTerms),
      },
      state.patch,
    );
    const { items } = await readyLedger(ofLedger(plan), [], state.patch, ledger, signal);
    const accounts = await ledger.accounts(enrichment.legalEntity!.value, { signal });
    return {
      plan,
      enrichment,
      revenueRules: Object.fromEntries(
        Object.entries(items).map(([sku, { revenueRule }]) => [
          sku,
          {
            value: revenueRule ?? '',
            source:
              ledgerSku(sku, state.patch) === sku
                ? `item of ${instance}`
                : `item ${ledgerSku(sku, state.patch)} of ${instance}, chosen by a person`,
          },
        ]),
      ),
      currency: { value: plan.currency, source: `system ${plan.instances.crm}` },
      ledgerCustomer: known?.id ?? null,
      items,
      accounts,
      today: dayOf(looking.now()),
    };
  },
});

const othersAgainMs = 5_000;

/** Of two deals of a customer whom some system does not know yet one makes it there, and the other one takes what was made. */
async function othersFirst(runId: string, customerId: string, database: Looking['database']): Promise<void> {
  const other = await runBeside(database, runId, 'QUOTE_TO_CASH', customerId, 'enrich');
  if (other !== null)
    throw new Problem(
      'CONFLICT',
      `The run ${other} is making this customer in other systems. This one goes on by itself when that is over.`,
      { retryable: true, retryAfterMs: othersAgainMs },
    );
}

/** What the ledger must know of what is sold. */
export const ofLedger = ({ items }: DealPlan) => ({
  ledger: { concerned: [...new Set(items.map(({ sku }) => sku))], items: {} },
});

/** The ledger's customer that is in use, by its own id, our external id, or the number of the account; null: none. */
async function customerIn(ledger: Ledger, plan: DealPlan, call: { readonly signal: AbortSignal }) {
  const { ledgerId, accountNumber, customer } = plan;
  const names = [
    ...(ledgerId === null ? [] : [{ id: ledgerId }]),
    { externalId: customer.externalId },
    ...(accountNumber === null ? [] : [{ billingAccount: accountNumber }]),
  ];
  for (const name of names) {
    const found = await ledger.customer(name, call);
    if (found?.active) return found;
  }
  return null;
}

type Told = Pick<State, 'of'>;
/** What a run goes by once its deal is approved. */
export const bookingOf = (state: Told): Booking => state.of(enrich);
/** Its plan. */
export const planOf = (state: Told): DealPlan => bookingOf(state).plan;
/** The number of the billing account: ours for a customer that gets one. */
export const accountOf = (state: At): string => planOf(state).accountNumber ?? `ISO-${tailOf(state.runId)}`;
