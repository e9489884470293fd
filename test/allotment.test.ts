import { expect, test } from 'vitest';
import { allot, allotRate, type Asking } from '../src/store/allotment.ts';
import { createRandom } from './support/random.ts';

const asking = (holder: string, wants: readonly number[], dryMs = 0): Asking => ({ holder, wants, dryMs });
const slotsOf = (slots: number, all: readonly Asking[]): Record<string, number> =>
  Object.fromEntries([...allot(slots, all)].map(([holder, target]) => [holder, target.slots]));

test('whoever is alone has every slot, wanted or not', () => {
  expect(allot(5, [asking('a', [0, 0, 0, 1])]).get('a')).toEqual({ slots: 5, lanes: [5, 5, 4, 3] });
  expect(slotsOf(5, [asking('a', [0, 0, 0, 0]), asking('b', [0, 0, 0, 2])])).toEqual({ b: 5 });
});

test('three who want the same have the same, as far as it can be divided', () => {
  const all = ['a', 'b', 'c'].map((holder) => asking(holder, [0, 30, 0, 0]));
  expect(slotsOf(5, all)).toEqual({ a: 2, b: 2, c: 1 });
});

test('money of one goes before bulk work of another', () => {
  expect(slotsOf(4, [asking('a', [0, 0, 0, 30]), asking('b', [30, 0, 0, 0])])).toEqual({ a: 0, b: 4 });
  expect(slotsOf(4, [asking('a', [0, 0, 0, 30]), asking('b', [1, 0, 0, 0])])).toEqual({ a: 3, b: 1 });
});

test('whoever waited for seconds without a slot has one before money', () => {
  expect(slotsOf(4, [asking('a', [0, 0, 0, 30], 3_000), asking('b', [30, 0, 0, 0])])).toEqual({ a: 1, b: 3 });
});

test('bulk work of all together leaves slots to people', () => {
  const targets = allot(8, [asking('a', [0, 0, 0, 30]), asking('b', [0, 0, 0, 30])]);
  const bulk = [...targets.values()].reduce((total, { lanes }) => total + lanes[3]!, 0);
  expect(bulk).toBe(6);
});

test('however many ask for whatever: no more is given than there is, and nothing is left over', () => {
  const random = createRandom(10);
  for (let round = 0; round < 2_000; round++) {
    const slots = 1 + random.below(20);
    const all = Array.from({ length: 1 + random.below(8) }, (_, index) =>
      asking(
        `h${index}`,
        [0, 1, 2, 3].map(() => random.below(6)),
        random.below(6_000),
      ),
    );
    const targets = allot(slots, all);
    const given = [...targets.values()].reduce((total, each) => total + each.slots, 0);
    expect(given).toBe(slots);
    const perMinute = 1 + random.below(30);
    const rates = all.map(({ holder }) => allotRate(perMinute, targets, holder, round));
    expect(rates.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(perMinute);
  }
});
