import { expect, test } from 'vitest';
import { lanes, type Lane } from '../src/canonical/run.ts';
import { systemClock } from '../src/sources/http/clock.ts';
import { createGate, type Gate } from '../src/sources/http/gate.ts';

const { signal } = new AbortController();

/** Lets one in, and gives how it leaves. */
async function enter(gate: Gate, lane: Lane): Promise<() => void> {
  const entry = await gate.enter(lane, Infinity, signal);
  expect(entry).toHaveProperty('leave');
  return (entry as { leave: () => void }).leave;
}

/** Who was let in, in order, when each of these waits and one at a time may be inside. */
async function orderOf(gate: Gate, waiting: readonly Lane[]): Promise<Lane[]> {
  const order: Lane[] = [];
  const first = await enter(gate, 'money');
  const all = waiting.map(async (lane) => {
    const leave = await enter(gate, lane);
    order.push(lane);
    leave();
  });
  first();
  await Promise.all(all);
  return order;
}

test('money goes first, then people, then standard and bulk work, whoever came first', async () => {
  const gate = createGate({ concurrency: 1 }, systemClock);
  expect(await orderOf(gate, [...lanes, ...lanes].toReversed())).toEqual([
    'money',
    'money',
    'interactive',
    'interactive',
    'standard',
    'standard',
    'bulk',
    'bulk',
  ]);
});

test('no lane waits for ever: one that was passed over sixteen times has the next turn', async () => {
  const gate = createGate({ concurrency: 1 }, systemClock);
  const busy = Array.from({ length: 40 }, (): Lane => 'money');
  const order = await orderOf(gate, ['bulk', 'standard', ...busy]);
  expect(order.indexOf('standard')).toBe(16);
  expect(order.indexOf('bulk')).toBe(17);
  expect(order).toHaveLength(42);
});

test('bulk work that was passed over so often may use what is kept for people of a rate', async () => {
  const gate = createGate({ concurrency: 1, perMinute: 20 }, systemClock);
  const busy = Array.from({ length: 18 }, (): Lane => 'interactive');
  const order = await orderOf(gate, ['bulk', ...busy]);
  expect(order.indexOf('bulk')).toBe(16);
});

test('slow standard work leaves a slot to money and people, and shares the rest with bulk work', async () => {
  const gate = createGate({ concurrency: 5 }, systemClock);
  const inside = [await enter(gate, 'bulk'), await enter(gate, 'bulk'), await enter(gate, 'standard')];
  inside.push(await enter(gate, 'standard'));
  const fifth = enter(gate, 'standard');
  const person = await enter(gate, 'interactive');
  expect(gate.inFlight).toBe(5);
  person();
  expect(gate.inFlight).toBe(4);
  inside[0]!();
  (await fifth)();
  for (const leave of inside) leave();
  expect(gate.inFlight).toBe(0);
});
