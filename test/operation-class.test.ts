import { describe, expect, it } from 'vitest';
import type { Operation } from '../src/sources/operation.ts';
import { vendors } from '../src/sources/index.ts';
import { configFor } from './support/contract.ts';
import { unconnected } from './support/unconnected.ts';

/** Every operation of a vendor's roles, by role and name. */
function operationsOf(vendor: string): ReadonlyMap<string, Operation<unknown, unknown>> {
  const module = vendors.find((each) => each.vendor === vendor)!;
  const { roles = {} } = module.create(configFor(module, unconnected(vendor)));
  const isOperation = (member: unknown): member is Operation<unknown, unknown> =>
    typeof member === 'object' && member !== null && 'perform' in member;
  return new Map(
    Object.entries(roles).flatMap(([role, members]) =>
      Object.values(members as Readonly<Record<string, unknown>>)
        .filter(isOperation)
        .map((operation) => [`${role} ${operation.name}`, operation] as const),
    ),
  );
}

const dayMs = 24 * 3_600_000;

/** What is promised of Zuora's: class, and how long it keeps a key. */
const zuora: Readonly<Record<string, readonly [string, number | null]>> = {
  'billing order.create': ['A', dayMs],
  'billing order.revert': ['A', dayMs],
  'billing account.create': ['A', dayMs],
  'billing account.close': ['B', null],
};

it('Zuora’s operations are of these classes', () => {
  const told = [...operationsOf('zuora')].map(([name, each]) => [name, [each.class, each.keyLifetimeMs]]);
  expect(Object.fromEntries(told)).toEqual(zuora);
});

describe.each(vendors.map(({ vendor }) => vendor))('every operation of %s', (vendor) => {
  const operations = [...operationsOf(vendor)];

  it('is named by noun and verb', () => {
    for (const [, { name }] of operations) expect(name).toMatch(/^[a-z][a-z-]*\.[a-z][a-z-]*$/);
  });

  it('says by its class how it can be repeated', () => {
    for (const [name, each] of operations) expect(['A', 'B', 'C', 'D'], name).toContain(each.class);
  });

  it('says how long its key is kept, where keys are kept', () => {
    const kept = operations.filter(([, each]) => each.class === 'A');
    for (const [name, each] of kept) expect(each.keyLifetimeMs, name).toBeGreaterThan(0);
    const others = operations.filter(([, each]) => each.class !== 'A');
    for (const [name, each] of others) expect(each.keyLifetimeMs, name).toBeNull();
  });

  it('can look for what it has left, where it is not to be repeated blindly', () => {
    const looking = operations.filter(([, each]) => each.class === 'A' || each.class === 'C');
    for (const [name, each] of looking) expect(each.look, name).toBeTypeOf('function');
  });
});
