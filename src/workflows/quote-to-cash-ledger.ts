import { monthOf } from '../canonical/day.ts';
import type { Ledger, LedgerDimensions, LedgerEntry, LedgerOrder } from '../sources/ledger.ts';
import { checkRecognised, dimensionsIn, type Ready, readyLedger, sameMonths } from './amendment-check.ts';
import { mendsOrder, mendsPosting, postingOf } from './amendment-posting.ts';
import { billed, ledgerCustomer, subscription } from './quote-to-cash-billing.ts';
import { linesOf, scheduleOf } from './quote-to-cash-booking.ts';
import { type At, bookingOf, type DealInput, ofLedger, planOf } from './quote-to-cash-look.ts';
import { type InputOf, roleOf, tailOf } from './role.ts';
import { check, write } from './saga.ts';

const dimensionsOf = (state: At): LedgerDimensions => {
  const { department, class: segment, location } = bookingOf(state).enrichment;
  return {
    department: department.value,
    class: segment.value,
    location: location.value,
    ...dimensionsIn(state.patch),
  };
};

/** Whether the ledger can take up what was billed. */
export const ledgerReady = check<DealInput, Ready>({
  name: 'ledger-ready',
  instance: (state) => planOf(state).instances.ledger,
  run(state, { role, signal }) {
    const { plan } = bookingOf(state);
    const { documents } = state.of(billed);
    const ledger = role(plan.instances.ledger, 'ledger');
    const needs = { ledger: { ...ofLedger(plan).ledger, dimensions: dimensionsOf(state) } };
    return readyLedger(needs, documents, state.patch, ledger, signal);
  },
});

const ledgerIdOf = (state: At): string => bookingOf(state).ledgerCustomer ?? state.of(ledgerCustomer).id;

/** Makes the ledger's order. */
export const ledgerOrder = write<
  DealInput,
  { readonly id: string; readonly number: string },
  LedgerOrder,
  InputOf<Ledger['closeOrder']>,
  InputOf<Ledger['closeOrder']>
>({
  name: 'ledger-order',
  instance: (state) => planOf(state).instances.ledger,
  operation: (source) => roleOf(source, 'ledger').putOrder,
  plan(state) {
    const { plan, enrichment, today } = bookingOf(state);
    const { subscriptionNumber: externalId } = state.of(subscription);
    const { items } = state.of(ledgerReady);
    return {
      send: {
        externalId,
        customer: `id:${ledgerIdOf(state)}`,
        legalEntity: enrichment.legalEntity!.value,
        currency: plan.currency,
        date: today,
        lines: linesOf(plan, state.of(billed).charges, items, dimensionsOf(state)),
      },
      undo: { externalId },
    };
  },
  undo: { operation: (source) => roleOf(source, 'ledger').closeOrder, input: (undo) => undo },
  mends: (state, problem, undoing) => mendsOrder(problem, undoing, dimensionsOf(state)),
});

/** Posts the invoice. */
export const ledgerPosting = write<
  DealInput,
  { readonly id: string; readonly number: string },
  LedgerEntry,
  InputOf<Ledger['reverse']>,
  InputOf<Ledger['reverse']>
>({
  name: 'ledger-posting',
  // What starts later is billed later; there is nothing to post yet.
  when: (state) => state.of(billed).documents.length > 0,
  instance: (state) => planOf(state).instances.ledger,
  operation: (source) => roleOf(source, 'ledger').post,
  plan(state) {
    const { plan, enrichment, accounts } = bookingOf(state);
    const document = state.of(billed).documents[0]!;
    const { items, postingDate } = state.of(ledgerReady);
    const { subscriptionNumber } = state.of(subscription);
    const externalId = `ISO-${tailOf(state.runId)}-I`;
    const given = state.patch['postingDate'];
    const date = typeof given === 'string' ? given : (postingDate ?? document.date);
    return {
      send: {
        externalId,
        legalEntity: enrichment.legalEntity!.value,
        currency: plan.currency,
        date,
        memo: `New subscription ${subscriptionNumber}`,
        sourceDocument: document.number,
        customer: `id:${ledgerIdOf(state)}`,
        lines: postingOf(document, {
          currency: plan.currency,
          skus: Object.fromEntries(plan.items.map(({ priceId, sku }) => [priceId, sku])),
          items,
          accounts,
          dimensions: dimensionsOf(state),
        }),
      },
      undo: {
        entryExternalId: externalId,
        externalId: `${externalId}-R`,
        date,
        memo: `Reversal: the subscription ${subscriptionNumber} was undone`,
      },
    };
  },
  undo: {
    operation: (source) => roleOf(source, 'ledger').reverse,
    input(undo, _result, state) {
      const day = state.patch['reversalDate'];
      return typeof day === 'string' ? { ...undo, date: day } : undo;
    },
  },
  mends(state, problem, undoing) {
    const date = state.of(ledgerReady).postingDate ?? state.of(billed).documents[0]!.date;
    return mendsPosting(problem, undoing, { date, dimensions: dimensionsOf(state) });
  },
  touches: (_state, { id }) => [{ kind: 'LedgerPosting', externalIds: [id] }],
});

/** Whether the revenue schedule is what was sold. */
export const recognised = check<DealInput, null>({
  name: 'recognised-as-sold',
  checkpoint: 'booked',
  instance: (state) => planOf(state).instances.ledger,
  async run(state, { role, signal, now: clock }) {
    const { plan, today } = bookingOf(state);
    const ledger = role(plan.instances.ledger, 'ledger');
    // What a person chose for a product may be recognised by another rule: it is what the ledger makes of it.
    if (Object.keys(state.patch).some((path) => path.startsWith('ledgerItem.'))) return null;
    const { items } = state.of(ledgerReady);
    const lines = linesOf(plan, state.of(billed).charges, items, dimensionsOf(state));
    const now = await ledger.revenue(state.of(subscription).subscriptionNumber, { signal });
    // A run that waited over the end of a month wrote its order in a later one than it began in; what is caught up falls there.
    const months = [...new Set([monthOf(today), monthOf(new Date(clock()).toISOString().slice(0, 10))])];
    const [first, ...later] = months.map((month) => scheduleOf(lines, month, plan.currency));
    if (!later.some((each) => sameMonths(each, now))) checkRecognised(first!, now);
    return null;
  },
});
