import type { Source } from '../sources/source.ts';
import type { Known } from './amendment-facts.ts';
import type { AmendmentPlan, PlannedWrite } from './amendment-plan.ts';
import { postingOf } from './amendment-posting.ts';

/** The writes of a plan in their order, each with what takes it back, in words. */
export function writesOf(plan: AmendmentPlan, known: Known): readonly PlannedWrite[] {
  const { order, documents, ledger, currency, skus, entitlement, contract } = plan;
  const { former, lines, items, accounts, dimensions } = ledger;
  const writes: Omit<PlannedWrite, 'order'>[] = [];
  const add = (source: Source, operation: string, compensation: string, payload: unknown): void =>
    void writes.push({ instance: source.instance, operation, compensation, payload });
  const { billing } = known.billing.roles!;
  add(
    known.billing,
    billing!.createOrder.name,
    'The order is reverted as of its own date; what it billed is credited and what it credited is billed.',
    order,
  );
  const book = known.ledger!.roles!.ledger!;
  add(
    known.ledger!,
    book.putOrder.name,
    former ? 'The order gets its former lines.' : 'The order is closed.',
    { externalId: order.subscriptionNumber, customer: ledger.customer, date: ledger.orderDate, lines },
  );
  for (const document of documents)
    add(known.ledger!, book.post.name, 'A further entry reverses it; the entry stays.', {
      date: document.date,
      lines: postingOf(document, { currency, skus, items, accounts, dimensions }),
    });
  if (entitlement)
    add(
      known.support!.source,
      known.support!.source.roles!.support!.setEntitlement.name,
      'The customer gets the former entitlement.',
      entitlement.next,
    );
  if (contract)
    add(
      known.crm!.source,
      known.crm!.source.roles!.crm!.setContract.name,
      'The contract gets its former values.',
      contract.next,
    );
  return writes.map((each, index) => ({ order: index + 1, ...each }));
}
