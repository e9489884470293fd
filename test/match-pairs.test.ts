import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCandidates } from '../src/store/candidate.ts';
import { record } from './support/copy.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { convene, type Council, party } from './support/parties.ts';

let hub: TestHub;
let council: Council;
beforeAll(async () => {
  hub = await createTestHub();
  council = await convene(hub);
});
afterAll(async () => {
  await council.close();
  await hub.close();
});

const [maker, checker] = [party('maker@example.com'), party('checker@example.com')];

async function customers(round: string): Promise<readonly [string, string, string]> {
  const places = ['A', 'B', 'X'].map((side) => `${round}${side}`);
  await hub.give(
    'salesforce',
    'Customer',
    places.map((id) => record('Customer', `salesforce/${id}`, { name: `Company ${id}`, status: 'ACTIVE' })),
  );
  const [a, b, x] = await Promise.all(places.map((id) => hub.idOf('salesforce', 'Account', id)));
  return [a!, b!, x!];
}

/** The pairs of these customers that wait for a person, as they are shown, each in the order of its ids; and how many there are said to be. */
async function waiting(ids: readonly string[]): Promise<readonly (readonly string[])[]> {
  const { matchCandidates } = await council.data<{
    matchCandidates: {
      edges: { node: { left: { id: string }; right: { id: string } } }[];
      totalCount: number;
    };
  }>(
    maker,
    '{ matchCandidates(status: [PENDING], first: 100) { totalCount edges { node { left { id } right { id } } } } }',
  );
  expect(matchCandidates.totalCount).toBe(matchCandidates.edges.length);
  return matchCandidates.edges
    .map(({ node: { left, right } }) => [left.id, right.id].toSorted())
    .filter((pair) => pair.some((id) => ids.includes(id)));
}

async function agreed(asked: Awaited<ReturnType<Council['run']>>): Promise<void> {
  expect(asked.userErrors).toEqual([]);
  expect((await council.decide(checker, asked.approval!.id)).userErrors).toEqual([]);
}

describe('a customer that resembled whom its survivor resembles too', () => {
  it.each([
    ['named in the same order', (b: string, x: string) => ({ leftId: b, rightId: x })],
    ['named the other way round', (b: string, x: string) => ({ leftId: x, rightId: b })],
  ])('leaves one pair to decide, %s, and two again when they are parted', async (round, pairOf) => {
    const ids = await customers(round.slice(-5));
    const [a, b, x] = ids;
    const alike = { score: 0.8, reasons: [] };
    await hub.copy.database.transaction((db) =>
      addCandidates(db, 'Customer', [
        { leftId: a, rightId: x, ...alike },
        { ...pairOf(b, x), ...alike },
      ]),
    );
    expect(await waiting(ids)).toHaveLength(2);
    await agreed(await council.run(maker, 'mergeCustomers', { survivorId: a, absorbedId: b }));
    expect(await waiting(ids)).toEqual([[a, x].toSorted()]);

    const { rows } = await hub.copy.database.query<{ id: string }>(
      'select id from merge_record where absorbed_id = $1',
      [b],
    );
    await agreed(await council.run(maker, 'unmergeCustomers', { mergeId: rows[0]!.id }));
    expect((await waiting(ids)).toSorted()).toEqual(
      [
        [a, x],
        [b, x],
      ]
        .map((pair) => pair.toSorted())
        .toSorted(),
    );
  });
});
