import type { AmendmentStatus } from '../canonical/amendment.ts';
import type { RunStatus } from '../canonical/run.ts';
import type { Billing, BilledDocument, BillingOrder, OrderMade } from '../sources/billing.ts';
import type { Crm } from '../sources/crm.ts';
import type { Ledger, LedgerDimensions, LedgerEntry, LedgerOrder } from '../sources/ledger.ts';
import type { Operation } from '../sources/operation.ts';
import type { Support } from '../sources/support.ts';
import { amendmentOfRun } from '../store/amendment.ts';
import type { Queryable } from '../store/database.ts';
import { lockRun } from '../store/run-control.ts';
import {
  addedCharges,
  type AmendmentInput,
  checkBilled,
  checkRecognised,
  dimensionsIn,
  type Ready,
  readyLedger,
  validateAgain,
} from './amendment-check.ts';
import { moveAmendment } from './amendment-tell.ts';
import { mendsOrder, mendsPosting, postingOf } from './amendment-posting.ts';
import { type InputOf, type ResultOf, roleOf, tailOf } from './role.ts';
import { check, local, type Saga, type State, write } from './saga.ts';

type At = State<AmendmentInput>;

const tail = ({ runId }: At): string => tailOf(runId);
const planOf = (state: State<never>) => (state.input as AmendmentInput).plan;

const validate = check<AmendmentInput, null>({
  name: 'validate',
  checkpoint: 'validated',
  instance: (state) => state.input.plan.instances.billing,
  async run(state, looking) {
    await validateAgain(state.input, state.patch, looking);
    return null;
  },
});

const billingOrder = write<
  AmendmentInput,
  OrderMade,
  BillingOrder,
  InputOf<Billing['revertOrder']>,
  InputOf<Billing['revertOrder']>
>({
  name: 'billing-order',
  instance: (state) => state.input.plan.instances.billing,
  operation: (source) => roleOf(source, 'billing').createOrder,
  plan(state) {
    const { order } = state.input.plan;
    const orderNumber = `ISO-${tail(state)}-${state.attempt}`;
    return { send: { ...order, orderNumber }, undo: { orderNumber, orderDate: order.orderDate } };
  },
  undo: {
    operation: (source) => roleOf(source, 'billing').revertOrder,
    input: (undo) => undo,
  },
  touches: (state) => [
    { kind: 'BillingSubscription', externalIds: [state.input.plan.order.subscriptionNumber] },
  ],
});

interface Billed {
  readonly documents: readonly BilledDocument[];
  /** Numbers of the charges that the order added, in its order. */
  readonly added: readonly string[];
}

const billedAsPreviewed = check<AmendmentInput, Billed>({
  name: 'billed-as-previewed',
  checkpoint: 'billed',
  instance: (state) => state.input.plan.instances.billing,
  async run(state, { role, signal }) {
    const { plan } = state.input;
    const billing = role(plan.instances.billing, 'billing');
    const { documents, orderNumber } = state.of(billingOrder);
    // An answer that was only found by looking, or by an earlier try, may lack what was billed after it.
    const complete =
      documents.length === plan.documents.length
        ? documents
        : ((await billing.orderMade(orderNumber, { signal }))?.documents ?? documents);
    checkBilled(plan.documents, complete);
    const adds = plan.order.actions.some(({ type }) => type === 'ADD_ITEM');
    const now = adds ? await billing.subscription(plan.order.subscriptionNumber, { signal }) : null;
    return { documents: complete, added: addedCharges(plan, now?.items ?? []) };
  },
});

const ledgerReady = check<AmendmentInput, Ready>({
  name: 'ledger-ready',
  instance: (state) => state.input.plan.instances.ledger,
  run(state, { role, signal }) {
    const { plan } = state.input;
    const { documents } = state.of(billedAsPreviewed);
    return readyLedger(plan, documents, state.patch, role(plan.instances.ledger, 'ledger'), signal);
  },
});

type Restore = { readonly former: LedgerOrder | null; readonly externalId: string };

/** Gives an order its former lines, or closes one that was not there before: one kind of undo to the engine. */
function restore(ledger: Ledger): Operation<Restore, ResultOf<Ledger['putOrder']>> {
  const { putOrder, closeOrder } = ledger;
  return {
    name: 'order.restore',
    class: 'B',
    keyLifetimeMs: null,
    perform: ({ former, externalId }, options) =>
      former ? putOrder.perform(former, options) : closeOrder.perform({ externalId }, options),
  };
}

const ledgerOrder = write<
  AmendmentInput,
  { readonly id: string; readonly number: string },
  LedgerOrder,
  Restore,
  Restore
>({
  name: 'ledger-order',
  checkpoint: 'ordered',
  instance: (state) => state.input.plan.instances.ledger,
  operation: (source) => roleOf(source, 'ledger').putOrder,
  plan(state) {
    const { ledger, order, legalEntity, currency } = state.input.plan;
    const { added } = state.of(billedAsPreviewed);
    const { items } = state.of(ledgerReady);
    const externalId = order.subscriptionNumber;
    const former = ledger.former && withoutIds(ledger.former);
    const lines = ledger.lines.map((line) => ({
      lineId: line.lineId ?? `${added[line.added!]!}@${line.start}`,
      item: line.item ?? items[line.sku]!.externalId,
      quantity: line.quantity,
      rate: line.rate,
      amount: line.amount,
      start: line.start,
      end: line.end,
      dimensions: line.dimensions,
    }));
    const held = new Set(former?.lines.map(({ lineId }) => lineId));
    const given = dimensionsIn(state.patch);
    return {
      send: {
        externalId,
        customer: former?.customer ?? ledger.customer,
        legalEntity: former?.legalEntity ?? legalEntity,
        currency,
        date: ledger.orderDate,
        // What a person says holds for what is new; what the ledger has already stays as it is.
        lines: lines.map((line) =>
          held.has(line.lineId) ? line : { ...line, dimensions: { ...line.dimensions, ...given } },
        ),
      },
      undo: { former, externalId },
    };
  },
  undo: {
    operation: (source) => restore(roleOf(source, 'ledger')),
    input: (undo) => undo,
  },
  mends: (state, problem, undoing) => mendsOrder(problem, undoing, dimensionsOf(state)),
});

/** The order as it can be put again: what the ledger's answer holds beside is its own. */
function withoutIds(order: LedgerOrder): LedgerOrder {
  const { externalId, customer, legalEntity, currency, date, lines } = order;
  return { externalId, customer, legalEntity, currency, date, lines };
}

const dimensionsOf = ({ input, patch }: At): LedgerDimensions => ({
  ...input.plan.ledger.dimensions,
  ...dimensionsIn(patch),
});

/** One step for each kind of document: billing makes at most one of each for an order. */
const posting = (name: string, kind: BilledDocument['kind']) =>
  write<
    AmendmentInput,
    { readonly id: string; readonly number: string },
    LedgerEntry,
    InputOf<Ledger['reverse']>,
    InputOf<Ledger['reverse']>
  >({
    name,
    when: (state) => planOf(state).documents.some((document) => document.kind === kind),
    instance: (state) => state.input.plan.instances.ledger,
    operation: (source) => roleOf(source, 'ledger').post,
    plan(state) {
      const { plan } = state.input;
      const { currency, skus, legalEntity, ledger } = plan;
      const { items, postingDate } = state.of(ledgerReady);
      const document = state.of(billedAsPreviewed).documents.find((each) => each.kind === kind)!;
      const externalId = `ISO-${tail(state)}-${kind === 'INVOICE' ? 'I' : 'C'}`;
      const given = state.patch['postingDate'];
      const date = typeof given === 'string' ? given : (postingDate ?? document.date);
      const { accounts } = ledger;
      const dimensions = dimensionsOf(state);
      return {
        send: {
          externalId,
          legalEntity,
          currency,
          date,
          memo: `${plan.request.type} of ${plan.order.subscriptionNumber}`,
          sourceDocument: document.number,
          customer: ledger.customer,
          lines: postingOf(document, { currency, skus, items, accounts, dimensions }),
        },
        undo: {
          entryExternalId: externalId,
          externalId: `${externalId}-R`,
          date,
          memo: `Reversal: ${plan.request.type} of ${plan.order.subscriptionNumber} was undone`,
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
      const { postingDate } = state.of(ledgerReady);
      const date = postingDate ?? state.input.plan.order.orderDate;
      return mendsPosting(problem, undoing, { date, dimensions: dimensionsOf(state) });
    },
    touches: (_state, { id }) => [{ kind: 'LedgerPosting', externalIds: [id] }],
  });

const ledgerPosting = posting('ledger-posting', 'INVOICE');
const ledgerCredit = posting('ledger-credit', 'CREDIT_MEMO');

const recognisedAsPreviewed = check<AmendmentInput, null>({
  name: 'recognised-as-previewed',
  checkpoint: 'booked',
  instance: (state) => state.input.plan.instances.ledger,
  async run(state, { role, signal }) {
    const { plan } = state.input;
    const ledger = role(plan.instances.ledger, 'ledger');
    // What a person chose for a product may be recognised by another rule than the product's own: it is what the ledger makes of it.
    const mended = Object.keys(state.patch).some((path) => path.startsWith('ledgerItem.'));
    if (!mended)
      checkRecognised(plan.revenue, await ledger.revenue(plan.order.subscriptionNumber, { signal }));
    return null;
  },
});

const entitlement = write<
  AmendmentInput,
  unknown,
  InputOf<Support['setEntitlement']>,
  InputOf<Support['setEntitlement']>,
  InputOf<Support['setEntitlement']>
>({
  name: 'entitlement',
  checkpoint: 'entitled',
  when: (state) => planOf(state).entitlement !== null,
  instance: (state) => state.input.plan.instances.support!,
  operation: (source) => roleOf(source, 'support').setEntitlement,
  plan(state) {
    const { customerExternalId, former, next } = state.input.plan.entitlement!;
    return {
      send: { customerExternalId, entitlement: next },
      undo: { customerExternalId, entitlement: former },
    };
  },
  undo: { operation: (source) => roleOf(source, 'support').setEntitlement, input: (undo) => undo },
  touches(state) {
    const { customerExternalId } = state.input.plan.entitlement!;
    return [
      { kind: 'Customer', externalIds: [customerExternalId] },
      { kind: 'Entitlement', externalIds: [customerExternalId] },
    ];
  },
});

const contract = write<
  AmendmentInput,
  unknown,
  InputOf<Crm['setContract']>,
  InputOf<Crm['setContract']>,
  InputOf<Crm['setContract']>
>({
  name: 'contract',
  checkpoint: 'contract updated',
  when: (state) => planOf(state).contract !== null,
  instance: (state) => state.input.plan.instances.crm!,
  operation: (source) => roleOf(source, 'crm').setContract,
  plan(state) {
    const { externalId, former, next } = state.input.plan.contract!;
    return { send: { externalId, ...next }, undo: { externalId, ...former } };
  },
  undo: { operation: (source) => roleOf(source, 'crm').setContract, input: (undo) => undo },
  touches: (state) => [{ kind: 'Contract', externalIds: [state.input.plan.contract!.externalId] }],
});

const applied = local<AmendmentInput, null>({
  name: 'applied',
  run(_db, note, state) {
    const { request, sourceVersion } = state.input.plan;
    note({
      action: 'amendment.applied',
      subject: state.input.amendmentId,
      after: { type: request.type, subscriptionId: request.subscriptionId, from: sourceVersion },
    });
    return Promise.resolve(null);
  },
});

const statusOf: Readonly<Partial<Record<RunStatus, AmendmentStatus>>> = {
  QUEUED: 'APPLYING',
  RUNNING: 'APPLYING',
  COMPENSATING: 'APPLYING',
  PAUSED: 'PAUSED',
  COMPLETED: 'APPLIED',
  COMPENSATED: 'COMPENSATED',
  FAILED: 'FAILED',
};

/** Whether a run that was called off had changed a system by then; what it changed is undone, or is about to be in this transaction. */
async function acted(db: Queryable, runId: string): Promise<boolean> {
  const run = await lockRun(db, runId);
  return run?.steps.some(({ status, effect }) => status === 'COMPENSATED' || effect === 'DONE') ?? false;
}

/** Carries a change of a subscription through billing, the ledger, support and the CRM: wholly or not at all. docs/amendments.md. */
export function amendmentSaga(process: 'AMENDMENT' | 'RENEWAL' | 'CANCELLATION'): Saga<AmendmentInput> {
  return {
    process,
    version: '1',
    lane: 'money',
    steps: [
      validate,
      billingOrder,
      billedAsPreviewed,
      ledgerReady,
      ledgerOrder,
      ledgerPosting,
      ledgerCredit,
      recognisedAsPreviewed,
      entitlement,
      contract,
      applied,
    ],
    async follow(db, note, run) {
      const amendment = await amendmentOfRun(db, run.id, true);
      if (!amendment) return;
      const status = run.status as RunStatus;
      if (status === 'CANCELLED')
        return moveAmendment(db, note, amendment, (await acted(db, run.id)) ? 'COMPENSATED' : 'REJECTED');
      // A fix that waits for an approval pauses it; the approval of the amendment itself is what it began with.
      const waits = amendment.status === 'PENDING_APPROVAL' ? 'PENDING_APPROVAL' : 'PAUSED';
      await moveAmendment(db, note, amendment, status === 'WAITING_APPROVAL' ? waits : statusOf[status]!);
    },
  };
}
