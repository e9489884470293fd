import type { Day } from '../world/days.ts';
import { sameRate, sliceCents, sliced, type Slice, without } from './proration.ts';
import type { Charge, SubscriptionState } from './subscription-state.ts';

/** A line of a document before it has one: positive what is charged, negative what is given back. */
export interface DraftLine extends Slice {
  readonly subscription: string;
  readonly charge: Charge;
  readonly cents: bigint;
}

/** What billing a subscription through a target date comes to, and what is billed of each charge then. */
export interface Billed {
  readonly lines: readonly DraftLine[];
  readonly billed: Readonly<Record<string, readonly Slice[]>>;
}

type End = { readonly from: Day; readonly to: Day };

/** Everything that is to be billed of a charge some day, in periods that `until` lets through. */
export function wanted(
  state: SubscriptionState,
  charge: Charge,
  until: (start: Day) => boolean,
): readonly Slice[] {
  return sliced(without(charge.segments, state.suspensions), state.terms, charge.months, ({ start }) =>
    until(start),
  );
}

function at(slices: readonly Slice[], day: Day): Slice | undefined {
  return slices.find((slice) => slice.from <= day && day < slice.to);
}

function equal(a: Slice | undefined, b: Slice | undefined): boolean {
  if (!a || !b) return a === b;
  return sameRate(a, b) && a.start === b.start && a.next === b.next;
}

/** The parts of `these` that are not the same in `those`, each in one piece as long as it is not interrupted. */
function changedParts(these: readonly Slice[], those: readonly Slice[]): Slice[] {
  const edges = [...new Set([...these, ...those].flatMap((slice: End) => [slice.from, slice.to]))];
  edges.sort((a, b) => a - b);
  const parts: Slice[] = [];
  for (const [index, from] of edges.entries()) {
    const to = edges[index + 1];
    const slice = at(these, from);
    if (to === undefined || !slice || equal(slice, at(those, from))) continue;
    const last = parts.at(-1);
    if (last?.to === from && equal(last, slice)) parts[parts.length - 1] = { ...last, to };
    else parts.push({ ...slice, from, to });
  }
  return parts;
}

/**
 * Bills a subscription: every period that begins on the target date or before, and whatever differs from what was billed.
 * For each charge and period the old goes back and the new is charged, from the day on which they differ; no line of nothing.
 */
export function bill(state: SubscriptionState, target: Day): Billed {
  const lines: DraftLine[] = [];
  const billed: Record<string, readonly Slice[]> = {};
  for (const charge of state.plans.flatMap((plan) => plan.charges)) {
    const before = state.billed[charge.number] ?? [];
    const reached = Math.max(target + 1, ...before.map((slice) => slice.to));
    const now = wanted(state, charge, (start) => start < reached);
    billed[charge.number] = now;
    const subscription = state.number;
    lines.push(
      ...[
        ...changedParts(before, now).map((part) => ({ ...part, cents: -sliceCents(part) })),
        ...changedParts(now, before).map((part) => ({ ...part, cents: sliceCents(part) })),
      ]
        .filter(({ cents }) => cents !== 0n)
        .toSorted((a, b) => a.start - b.start || a.from - b.from)
        .map((part) => ({ ...part, subscription, charge })),
    );
  }
  return { lines, billed };
}
