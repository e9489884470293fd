import { afterAll, beforeAll, expect, it } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { convene, type Council, party } from './support/parties.ts';
import { type Stopped, stopRun } from './support/stopped.ts';
import { deal } from './support/workbench.ts';

let hub: TestHub;
let council: Council;
/** Opened yesterday, tried again in a minute, and one that waits for a person. */
let old: Stopped;
let tried: Stopped;
let waiting: Stopped;
const finance = party('finance@example.com', { roles: ['FINANCE_OPS'], name: 'Fin' });
const yesterday = new Date(Date.now() - 86_400_000).toISOString();

beforeAll(async () => {
  hub = await createTestHub();
  council = await convene(hub);
  old = await stopRun(hub);
  await hub.copy.database.query('update exception set opened_at = $2 where id = $1', [
    old.exceptionId,
    yesterday,
  ]);
  const problem = new Problem('SOURCE_UNAVAILABLE', 'netsuite did not answer in 2000 ms.');
  const nextAt = new Date(Date.now() + 60_000).toISOString();
  tried = await stopRun(hub, { nextAt, failure: { is: 'problem', problem, tries: 4 } });
  waiting = await stopRun(hub);
});
afterAll(async () => {
  await council.close();
  await hub.close();
});

interface Found {
  readonly exceptions: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
  readonly exceptionGroups: readonly { readonly count: number }[];
}
/** What a filter finds in the list, and how many in the groups. */
async function found(filter: object): Promise<readonly [readonly string[], number]> {
  const { exceptions, exceptionGroups } = await council.data<Found>(
    finance,
    `query ($filter: ExceptionFilter) { exceptions(filter: $filter) { edges { node { id } } } exceptionGroups(filter: $filter) { count } }`,
    { filter },
  );
  const ids = exceptions.edges.map(({ node }) => node.id).toSorted();
  return [ids, exceptionGroups.reduce((sum, { count }) => sum + count, 0)];
}
const these = (...stopped: readonly Stopped[]) => [
  stopped.map(({ exceptionId }) => exceptionId).toSorted(),
  stopped.length,
];

it('exceptions are found by when they were opened, from included and to not', async () => {
  const after = new Date(Date.parse(yesterday) + 1).toISOString();
  expect(await found({ openedFrom: yesterday, openedTo: after })).toEqual(these(old));
  expect(await found({ openedTo: yesterday })).toEqual(these());
  expect(await found({ openedFrom: after })).toEqual(these(tried, waiting));
  const filter = { openedFrom: after, openedTo: yesterday };
  const query = 'query ($filter: ExceptionFilter) { exceptions(filter: $filter) { totalCount } }';
  const { body } = await council.ask(finance, query, { filter });
  expect(body.errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
});

it('exceptions are found by whether they are tried again by themselves', async () => {
  expect(await found({ retrying: true })).toEqual(these(tried));
  expect(await found({ retrying: false })).toEqual(these(old, waiting));
  await deal(council, finance, 'retryException', { exceptionIds: [waiting.exceptionId] });
  expect(await found({ retrying: true })).toEqual(these(tried, waiting));
});

it('exceptions are found by who has them, whatever else is asked of them', async () => {
  const { viewer } = await council.data<{ viewer: { id: string } }>(finance, '{ viewer { id } }');
  expect(await found({ assigneeId: viewer.id })).toEqual(these());
  await deal(council, finance, 'assignExceptions', {
    exceptionIds: [old.exceptionId],
    assigneeId: viewer.id,
  });
  expect(await found({ assigneeId: viewer.id })).toEqual(these(old));
  expect(await found({ assigneeId: viewer.id, retrying: true })).toEqual(these());
});
