/** A process that uses an account: its calls under way and waiting, by lane, the most urgent first. */
export interface Asking {
  readonly holder: string;
  readonly wants: readonly number[];
  /** How long it has waited without a slot, in milliseconds. */
  readonly dryMs: number;
}

/** What a process should have: slots, and how many of them each lane and those below it may use. */
export interface Target {
  readonly slots: number;
  readonly lanes: readonly number[];
}

/** Which part of the slots a lane and those below it may have together, as the gate of a single process has it. */
const shares = [1, 1, 0.9, 0.75];
/** Whoever has waited so long without a slot is served before all others, by a quarter of the slots at most. */
export const patienceMs = 3_000;

const capsOf = (slots: number): number[] => shares.map((share) => Math.max(1, Math.floor(slots * share)));

/**
 * Divides slots: lane after lane in turns, then what nobody wants in turns as well, so that a call that comes finds a slot. Whoever asks for
 * nothing has nothing, except alone. The sum is never more than `slots`.
 */
export function allot(slots: number, all: readonly Asking[]): ReadonlyMap<string, Target> {
  const asking = all
    .filter(({ wants }) => wants.some((count) => count > 0))
    .toSorted((a, b) => b.dryMs - a.dryMs || (a.holder < b.holder ? -1 : 1));
  const [only] = asking.length === 0 ? all : asking;
  if (asking.length <= 1)
    return new Map(
      only ? [[only.holder, { slots, lanes: slots === 0 ? shares.map(() => 0) : capsOf(slots) }]] : [],
    );
  const caps = capsOf(slots);
  const given = new Map(asking.map(({ holder }) => [holder, shares.map(() => 0)]));
  const extra = new Map<string, number>();
  let left = slots;
  const from = (rank: number): number =>
    [...given.values()].reduce((sum, lanes) => sum + lanes.slice(rank).reduce((a, b) => a + b, 0), 0);
  const give = ({ holder, wants }: Asking, rank: number): boolean => {
    const lanes = given.get(holder)!;
    if (left === 0 || lanes[rank]! >= wants[rank]!) return false;
    if (caps.some((cap, above) => above <= rank && from(above) >= cap)) return false;
    lanes[rank]!++;
    left--;
    return true;
  };
  for (const each of asking.filter(({ dryMs }) => dryMs >= patienceMs).slice(0, Math.ceil(slots / 4)))
    give(
      each,
      each.wants.findIndex((count) => count > 0),
    );
  for (const rank of shares.keys()) while (asking.filter((each) => give(each, rank)).length > 0);
  for (let turn = 0; left > 0; turn++, left--) {
    const { holder } = asking[turn % asking.length]!;
    extra.set(holder, (extra.get(holder) ?? 0) + 1);
  }
  return new Map(
    asking.map(({ holder }) => {
      const lanes = given.get(holder)!;
      const mine = lanes.reduce((a, b) => a + b, 0) + (extra.get(holder) ?? 0);
      const below = (rank: number): number => lanes.slice(rank).reduce((a, b) => a + b, 0);
      return [
        holder,
        {
          slots: mine,
          lanes: shares.map((_, rank) => (rank < 2 ? mine : Math.min(mine, Math.max(1, below(rank))))),
        },
      ];
    }),
  );
}

/** Which part of a rate each should have, by its slots; where there is less than one for each, they take turns by `epoch`. */
export function allotRate(
  rate: number,
  targets: ReadonlyMap<string, Target>,
  holder: string,
  epoch: number,
): number {
  const sharing = [...targets].filter(([, { slots }]) => slots > 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const place = sharing.findIndex(([name]) => name === holder);
  if (place < 0) return 0;
  if (rate < sharing.length) return (place + epoch) % sharing.length < rate ? 1 : 0;
  const total = sharing.reduce((sum, [, { slots }]) => sum + slots, 0);
  return 1 + Math.floor(((rate - sharing.length) * sharing[place]![1].slots) / total);
}
