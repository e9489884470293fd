import { Problem } from '../canonical/problem.ts';
import type { Billing, BilledDocument, BillingAccount, BillingOrder, OrderMade } from '../sources/billing.ts';
import type { Ledger, LedgerCustomer } from '../sources/ledger.ts';
import type { Reader } from '../store/read.ts';
import { chargesOf, checkFirstBill } from './quote-to-cash-booking.ts';
import { accountOf, bookingOf, type DealInput, planOf } from './quote-to-cash-look.ts';
import { type InputOf, roleOf, tailOf } from './role.ts';
import type { DealPlan } from './quote-to-cash-plan.ts';
import { check, write } from './saga.ts';

/** Makes the customer in the ledger, where it does not know it. */
export const ledgerCustomer = write<
  DealInput,
  { readonly id: string },
  LedgerCustomer,
  InputOf<Ledger['closeCustomer']>,
  InputOf<Ledger['closeCustomer']>
>({
  name: 'ledger-customer',
  when: (state) => bookingOf(state).ledgerCustomer === null,
  instance: (state) => planOf(state).instances.ledger,
  operation: (source) => roleOf(source, 'ledger').upsertCustomer,
  plan(state) {
    const { plan, enrichment } = bookingOf(state);
    const { externalId, name } = plan.customer;
    return {
      send: {
        externalId,
        name,
        legalEntity: enrichment.legalEntity!.value,
        currency: plan.currency,
        paymentTerms: enrichment.paymentTerms!.value,
        taxId: enrichment.taxId?.value ?? null,
        billingAccount: accountOf(state),
      },
      undo: { externalId },
    };
  },
  undo: { operation: (source) => roleOf(source, 'ledger').closeCustomer, input: (undo) => undo },
  touches: (_state, { id }) => [{ kind: 'Customer', externalIds: [id] }],
});

type BillTo = BillingAccount['billTo'];

/** Makes the billing account, where there is none of the currency. */
export const billingAccount = write<
  DealInput,
  { readonly accountNumber: string; readonly externalId: string },
  BillingAccount,
  InputOf<Billing['closeAccount']>,
  InputOf<Billing['closeAccount']>
>({
  name: 'billing-account',
  when: (state) => planOf(state).accountNumber === null,
  instance: (state) => planOf(state).instances.billing,
  operation: (source) => roleOf(source, 'billing').createAccount,
  reads: (state, reader) => readBillTo(planOf(state), reader),
  plan(state, read) {
    const { plan, enrichment } = bookingOf(state);
    const accountNumber = accountOf(state);
    return {
      send: {
        accountNumber,
        name: plan.customer.name,
        currency: plan.currency,
        paymentTerms: enrichment.paymentTerms!.value,
        crmId: plan.customer.externalId,
        taxId: enrichment.taxId?.value ?? null,
        billTo: read as BillTo,
      },
      undo: { accountNumber },
      ...(plan.billTo !== null && { whose: plan.billTo }),
    };
  },
  undo: { operation: (source) => roleOf(source, 'billing').closeAccount, input: (undo) => undo },
  touches: (_state, { externalId }) => [{ kind: 'Customer', externalIds: [externalId] }],
});

/** Whom a new account bills, as the copy has it now. Throws DEAL_INCOMPLETE where the contact or the address is gone meanwhile. */
async function readBillTo({ billTo, customerId }: DealPlan, reader: Reader): Promise<BillTo> {
  const [contact, customer] = await reader.records([billTo ?? '', customerId]);
  const name = contact?.kind === 'Contact' && 'name' in contact ? contact.name : undefined;
  const address =
    customer?.kind === 'Customer' && 'billingAddress' in customer ? customer.billingAddress : null;
  if (typeof name !== 'string' || !address)
    throw new Problem(
      'DEAL_INCOMPLETE',
      'The contact whom the invoices go to is gone; enter another one in the CRM.',
      {
        system: 'CRM',
        outcome: 'NOT_APPLIED',
      },
    );
  const words = name.trim().split(/\s+/);
  const email = 'email' in contact! && typeof contact.email === 'string' ? contact.email : null;
  const { line1, city, region, postalCode, country } = address;
  return {
    firstName: words.length > 1 ? words.slice(0, -1).join(' ') : '-',
    lastName: words.at(-1)!,
    email,
    address: { line1, city, region, postalCode, country },
  };
}

/** Orders the subscription, and bills what is due. */
export const subscription = write<
  DealInput,
  OrderMade,
  BillingOrder,
  InputOf<Billing['revertOrder']>,
  InputOf<Billing['revertOrder']>
>({
  name: 'subscription',
  instance: (state) => planOf(state).instances.billing,
  operation: (source) => roleOf(source, 'billing').createOrder,
  plan(state) {
    const { plan, today } = bookingOf(state);
    const { term, items, contract } = plan;
    const orderNumber = `ISO-${tailOf(state.runId)}-${state.attempt}`;
    return {
      send: {
        orderNumber,
        orderDate: today,
        effectiveDate: term.start,
        accountNumber: accountOf(state),
        subscriptionNumber: `ISO-${tailOf(state.runId)}`,
        description: null,
        actions: [
          {
            type: 'CREATE',
            termStart: term.start,
            termMonths: term.months,
            autoRenew: term.autoRenew,
            contractNumber: contract?.number ?? null,
            items: items.map(({ priceId, quantity, flat, unitPrice }) => ({
              priceId,
              quantity: flat ? null : quantity,
              unitPrice,
            })),
          },
        ],
      },
      undo: { orderNumber, orderDate: today },
    };
  },
  undo: { operation: (source) => roleOf(source, 'billing').revertOrder, input: (undo) => undo },
  touches: (_state, { subscriptionNumber }) => [
    { kind: 'BillingSubscription', externalIds: [subscriptionNumber] },
  ],
});

interface Billed {
  readonly documents: readonly BilledDocument[];
  /** Numbers of the charges, in the order of the items. */
  readonly charges: readonly string[];
}

/** Whether billing has billed what was sold. */
export const billed = check<DealInput, Billed>({
  name: 'billed-as-sold',
  checkpoint: 'billed',
  instance: (state) => planOf(state).instances.billing,
  async run(state, { role, signal }) {
    const { plan, today } = bookingOf(state);
    const billing = role(plan.instances.billing, 'billing');
    const made = state.of(subscription);
    // An answer that was only found by looking may lack what was billed after it.
    const documents =
      made.documents.length > 0
        ? made.documents
        : ((await billing.orderMade(made.orderNumber, { signal }))?.documents ?? []);
    checkFirstBill(plan, today, documents);
    const now = await billing.subscription(made.subscriptionNumber, { signal });
    return { documents, charges: chargesOf(plan.items, now) };
  },
});
