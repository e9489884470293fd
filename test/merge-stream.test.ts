import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Positioned } from '../src/canonical/event.ts';
import { customerScope } from '../src/subscriptions/customer.ts';
import { record } from './support/copy.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { party } from './support/parties.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await createTestHub({ rules: [] });
});
afterAll(() => hub.close());

const acting = { principal: party('steward@example.com'), correlationId: 'test-merge' };
const name = (id: string, text: string) =>
  hub.give('salesforce', 'Customer', [record('Customer', `salesforce/${id}`, { name: text })]);

it('whoever follows an absorbed customer hears of the survivor while the merge stands, live and behind a cursor alike', async () => {
  for (const id of ['s', 'a']) await name(id, id);
  const [survivor, absorbed] = await Promise.all(
    ['s', 'a'].map((id) => hub.idOf('salesforce', 'Account', id)),
  );
  const { merges } = hub.governance;
  const from = hub.log.position();
  const scopes = await Promise.all([absorbed!, survivor!].map((id) => customerScope(hub.reader, id, 'id')));
  const live: Positioned[][] = scopes.map(() => []);
  const stop = hub.log.follow((event) => {
    for (const [nth, scope] of scopes.entries()) if (scope.includes(event)) live[nth]!.push(event);
  });
  await name('s', 'before');
  const pair = { survivorId: survivor!, absorbedId: absorbed!, fieldChoices: { name: 'SURVIVOR' } };
  // Without a rule it happens at once.
  expect(await merges.merge(acting, '1', pair)).toMatchObject({ approvalId: null });
  await name('s', 'during');
  const [merge] = (await merges.into([survivor!])).flat();
  expect(await merges.unmerge(acting, '2', merge!.id)).toMatchObject({
    customerId: absorbed,
    approvalId: null,
  });
  await name('s', 'after');
  await name('a', 'own again');
  await hub.log.advance();
  stop();

  const told = (events: readonly Positioned[]): string[] =>
    events
      .filter(({ type }) => type.startsWith('customer.'))
      .map(({ type, subjectId }) => `${type} of ${subjectId === absorbed ? 'absorbed' : 'survivor'}`);
  const common = [
    'customer.merged of absorbed',
    'customer.updated of survivor',
    'customer.unmerged of absorbed',
  ];
  expect(told(live[0]!)).toEqual([...common, 'customer.updated of absorbed']);
  expect(told(live[1]!)).toEqual(['customer.updated of survivor', ...common, 'customer.updated of survivor']);
  for (const [nth, id] of [absorbed!, survivor!].entries()) {
    const later = await customerScope(hub.reader, id, 'id');
    const again = (await hub.log.read(from, 100)).filter((event) => later.includes(event));
    expect(again.map((event) => event.id)).toEqual(live[nth]!.map((event) => event.id));
  }
});
