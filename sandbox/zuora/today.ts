import type { Sim } from '../kit/types.ts';
import { dateText, type Day } from '../world/days.ts';

/**
 * The civil day it is for the tenant, whose dates its documents bear. The setting `dayOffsetMs` (0, the dates of UTC) moves midnight: a
 * tenant on the west coast has -28800000.
 */
export function todayOf(sim: Sim): Day {
  return Math.floor((sim.now() + sim.setting('dayOffsetMs', 0)) / 86_400_000);
}

/** The same as text. */
export function todayText(sim: Sim): string {
  return dateText(todayOf(sim));
}
