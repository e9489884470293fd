import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeTurn } from '../src/sync/turn.ts';
import { record } from './support/copy.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
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

/** How many transactions wait for their turn with the customers. */
async function waiting(): Promise<number> {
  const { rows } = await hub.copy.database.query<{ count: number }>(
    `select count(*)::int as count from pg_locks where not granted and locktype = 'advisory'
       and database = (select oid from pg_database where datname = current_database())`,
  );
  return rows[0]!.count;
}

async function twoCustomers(): Promise<{ survivorId: string; absorbedId: string }> {
  await hub.give(
    'salesforce',
    'Customer',
    ['L', 'R'].map((side) =>
      record('Customer', `salesforce/${side}`, { name: `Side ${side}`, status: 'ACTIVE' }),
    ),
  );
  const ids = ['L', 'R'].map((side) => hub.idOf('salesforce', 'Account', side));
  const [survivorId, absorbedId] = (await Promise.all(ids)) as [string, string];
  return { survivorId, absorbedId };
}

it('a decision that waits for its turn does not hold the approval: whoever asks for the same has the turn first, and they would wait for each other', async () => {
  const pair = await twoCustomers();
  const { approval } = await council.run(maker, 'mergeCustomers', pair);
  const { again, decided } = await hub.copy.database.transaction(async (db) => {
    await takeTurn(hub.copy, db, '', 'Customer');
    const asking = council.run(maker, 'mergeCustomers', pair);
    await eventually('it is asked for again', async () => (await waiting()) === 1);
    const deciding = council.decide(checker, approval!.id);
    await eventually('it is decided', async () => (await waiting()) === 2);
    const { rows } = await db.query('select id from approval where id = $1 for update nowait', [
      approval!.id,
    ]);
    expect(rows).toEqual([{ id: approval!.id }]);
    return { again: asking, decided: deciding };
  });
  expect((await again).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
  expect(await decided).toMatchObject({ userErrors: [], approval: { status: 'APPROVED' } });
});
