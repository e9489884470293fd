import type { Quota } from '../source.ts';
import type { Gate } from './gate.ts';

/** What the hub counts of an account's allowance: the daily budget where it has one, and what each lane has of the calls at once. */
export function allowancesOf(gate: Gate, perDay: number | undefined): readonly Quota[] {
  const budget: readonly Quota[] =
    perDay === undefined
      ? []
      : [
          {
            name: 'calls in 24 h',
            used: gate.spentToday,
            limit: perDay,
            resetAt: new Date(gate.budgetFreesAt).toISOString(),
          },
        ];
  const lanes = gate.shared ?? [];
  return [
    ...budget,
    ...lanes.map(({ lane, ...figures }): Quota => ({
      name: `calls at once, ${lane}`,
      ...figures,
      resetAt: null,
      lane,
    })),
  ];
}
