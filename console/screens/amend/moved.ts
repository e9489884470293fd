import { decimal, money } from '../../parts/format.ts';
import { words } from '../../words/amend.ts';
import { words as shell } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import type { Subscription } from './inputs.ts';

/** A fact of the subscription that is another one now. */
interface Moved {
  readonly field: string;
  readonly before: string;
  readonly now: string;
}

/** The facts of a subscription that a preview is computed from, as a person reads them. */
function factsOf({ status, mrr, termStart, termEnd, autoRenew, items }: Subscription): Map<string, string> {
  const { today } = words;
  return new Map([
    [today.status, status === null ? shell.common.unknown : term(status)],
    [today.mrr, mrr ? money(mrr) : shell.common.unknown],
    [today.term, today.to(termStart ?? shell.common.unknown, termEnd ?? today.endless)],
    [today.renews, autoRenew ? today.yes : today.no],
    ...(items ?? []).map(
      ({ id, product, quantity, amount }) =>
        [product?.name ?? product?.sku ?? id, `${decimal(quantity)} · ${money(amount)}`] as const,
    ),
  ]);
}

/** What has become another between two readings of a subscription. */
export function movedBetween(before: Subscription, now: Subscription): readonly Moved[] {
  const [one, other] = [factsOf(before), factsOf(now)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .map((field) => ({
      field,
      before: one.get(field) ?? shell.common.none,
      now: other.get(field) ?? shell.common.none,
    }))
    .filter((each) => each.before !== each.now);
}
