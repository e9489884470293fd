import { money } from '../canonical/money.ts';
import { Problem } from '../canonical/problem.ts';
import type { Crm } from '../sources/crm.ts';
import type { Support } from '../sources/support.ts';
import { subscription } from './quote-to-cash-billing.ts';
import { contractUndo, contractWrite, type ContractPut } from './quote-to-cash-contract.ts';
import { type At, bookingOf, type DealInput, planOf } from './quote-to-cash-look.ts';
import { type InputOf, roleOf, tailOf } from './role.ts';
import { serviceWith } from './quote-to-cash-service.ts';
import { check, local, write } from './saga.ts';

/** Makes the customer in support, where it does not know it. */
export const supportCustomer = write<DealInput, { readonly id: string }, InputOf<Support['putCustomer']>>({
  name: 'support-customer',
  when: (state) => planOf(state).supportId === null,
  instance: (state) => planOf(state).instances.support,
  operation: (source) => roleOf(source, 'support').putCustomer,
  plan(state) {
    const { externalId, name, domain } = planOf(state).customer;
    // One that has no entitlement is nobody's burden: it stays when the rest is undone, and is taken by the next deal.
    return { send: { externalId, name, domains: domain === null ? [] : [domain] }, undo: null };
  },
  touches: (_state, { id }) => [{ kind: 'Customer', externalIds: [id] }],
});

const supportIdOf = (state: At): string => planOf(state).supportId ?? state.of(supportCustomer).id;

/** What the customer may use from now on. */
export const service = check<DealInput, Awaited<ReturnType<typeof serviceWith>>>({
  name: 'service-level',
  instance: (state) => planOf(state).instances.support,
  async run(state, { role, reader, signal }) {
    const { plan, today } = bookingOf(state);
    const { subscriptionNumber } = state.of(subscription);
    const [now, former] = await Promise.all([
      role(plan.instances.billing, 'billing').subscription(subscriptionNumber, { signal }),
      role(plan.instances.support, 'support').entitlement(supportIdOf(state), { signal }),
    ]);
    if (!now)
      throw new Problem('SOURCE_DRIFTED', 'Billing does not show the subscription that it made.', {
        system: 'BILLING',
        retryable: true,
      });
    return serviceWith({ plan, now, former, today }, state.input.rules, reader);
  },
});

/** Sets what the customer may use. */
export const entitlement = write<
  DealInput,
  unknown,
  InputOf<Support['setEntitlement']>,
  InputOf<Support['setEntitlement']>,
  InputOf<Support['setEntitlement']>
>({
  name: 'entitlement',
  checkpoint: 'entitled',
  instance: (state) => planOf(state).instances.support,
  operation: (source) => roleOf(source, 'support').setEntitlement,
  plan(state) {
    const customerExternalId = supportIdOf(state);
    const { former, next } = state.of(service);
    return {
      send: { customerExternalId, entitlement: next },
      undo: { customerExternalId, entitlement: former },
    };
  },
  undo: { operation: (source) => roleOf(source, 'support').setEntitlement, input: (undo) => undo },
  touches: (state) => [
    { kind: 'Customer', externalIds: [supportIdOf(state)] },
    { kind: 'Entitlement', externalIds: [supportIdOf(state)] },
  ],
});

/** Makes the contract in the CRM, or sets it. */
export const contract = write<
  DealInput,
  { readonly externalId: string },
  ContractPut,
  InputOf<Crm['setContract']> | null,
  InputOf<Crm['setContract']>
>({
  name: 'contract',
  instance: (state) => planOf(state).instances.crm,
  operation: (source) => contractWrite(roleOf(source, 'crm')),
  plan(state) {
    const { plan, enrichment } = bookingOf(state);
    const { contract: held, term, worth, currency, customer } = plan;
    if (held)
      return {
        send: {
          set: {
            externalId: held.externalId,
            status: 'ACTIVE',
            termMonths: null,
            autoRenew: null,
            tcv: worth,
            paymentTerms: null,
          },
        },
        undo: contractUndo(held),
      };
    return {
      send: {
        put: {
          key: `ISO-${tailOf(state.runId)}`,
          customerExternalId: customer.externalId,
          start: term.start,
          termMonths: term.months,
          autoRenew: term.autoRenew,
          paymentTerms: enrichment.paymentTerms!.value,
          tcv: money(worth, currency),
          status: 'ACTIVE',
        },
      },
      undo: contractUndo(null),
    };
  },
  undo: {
    operation: (source) => roleOf(source, 'crm').setContract,
    input: (undo, result) => ({ ...undo!, externalId: result?.externalId ?? undo!.externalId }),
  },
  touches: (_state, { externalId }) => [{ kind: 'Contract', externalIds: [externalId] }],
});

/** Tells the CRM how the deal stands. */
export const deal = write<
  DealInput,
  unknown,
  InputOf<Crm['setDeal']>,
  InputOf<Crm['setDeal']>,
  InputOf<Crm['setDeal']>
>({
  name: 'deal',
  instance: (state) => planOf(state).instances.crm,
  operation: (source) => roleOf(source, 'crm').setDeal,
  plan(state) {
    const { externalId, former } = planOf(state).deal;
    return {
      send: {
        externalId,
        orderStatus: 'ACTIVATED',
        orderNumber: state.of(subscription).orderNumber,
        contractExternalId: state.of(contract).externalId,
      },
      undo: { externalId, ...former },
    };
  },
  undo: { operation: (source) => roleOf(source, 'crm').setDeal, input: (undo) => undo },
  touches: (state) => [{ kind: 'Opportunity', externalIds: [planOf(state).deal.externalId] }],
});

/** Whether the term begins on a day to come. */
const isAhead = (state: Pick<At, 'of'>): boolean => {
  const { plan, today } = bookingOf(state);
  return plan.term.start > today;
};

/** Notes that all is done: of a deal whose term has begun, or of one whose term is still to come. */
const done = (name: 'activated' | 'scheduled', when: (state: Pick<At, 'of'>) => boolean) =>
  local<DealInput, null>({
    name,
    checkpoint: name,
    when,
    run(_db, note, state) {
      const { plan } = bookingOf(state);
      const { subscriptionNumber, orderNumber } = state.of(subscription);
      note({
        action: `deal.${name}`,
        subject: plan.opportunityId,
        after: { customerId: plan.customerId, subscriptionNumber, orderNumber, termStart: plan.term.start },
      });
      return Promise.resolve(null);
    },
  });

/** The customer is billed and served. */
export const activated = done('activated', (state) => !isAhead(state));
/** Everything is in place for the day on which the term begins. */
export const scheduled = done('scheduled', isAhead);
