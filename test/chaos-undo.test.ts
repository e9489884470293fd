import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Arena, atRest, openArena, positions, undo, until, impatient } from './support/chaos.ts';
import { eventually } from './support/hub.ts';
import { leftOfDeal, wrongOfAmendment } from './support/chaos-audit.ts';
import { readBooks } from './support/chaos-books.ts';
import {
  amendmentUndoes,
  amendmentWrites,
  dealUndoes,
  dealWrites,
  goesSilent,
  keepsWaiting,
  meetAll,
  neverArrives,
  ways,
  type WriteCall,
} from './support/chaos-fault.ts';
import { readJournals, strangers } from './support/chaos-journal.ts';
import { aDeal, anAmendment, type ChaosDeal, commit } from './support/chaos-work.ts';

// What is undone at any of its steps leaves nothing in force; entries of the ledger are reversed, each once and to nothing, and stay.

let arena: Arena;
const runs: string[] = [];

beforeAll(async () => {
  // Long enough for what is applied late to be late within it.
  const patient = { ...impatient, lookAfterMs: 3_000 };
  const sources = Object.fromEntries(
    ['salesforce', 'zuora', 'zendesk', 'netsuite'].map((vendor) => [
      vendor,
      { options: { writeDeadlineMs: 600 } },
    ]),
  );
  arena = await openArena({ customers: 60, seed: 29, nodes: 0, sources, more: { workflows: patient } });
}, 240_000);
afterAll(() => arena?.close());

async function startDeal(deal: ChaosDeal): Promise<string> {
  const { run } = await arena.counter.start(deal.id);
  runs.push(run!.id);
  return run!.id;
}
async function startAmendment(previewId: string): Promise<string> {
  const { run } = await commit(arena, previewId);
  runs.push(run!.id);
  return run!.id;
}

/** Refuses a write for good. */
const refuse = (call: WriteCall) =>
  arena.land
    .simulator(call.vendor)
    .fault({ match: call.match, act: { act: 'status', status: 400, body: {} } });
const calm = (call: WriteCall) => arena.land.simulator(call.vendor).calm();

/** Nothing of a deal is left, and nothing was done twice on the way. */
async function expectGone(
  runId: string,
  deal: ChaosDeal,
  before: Awaited<ReturnType<typeof positions>>,
): Promise<void> {
  const books = await readBooks(arena.land);
  expect(leftOfDeal(books, runId, deal)).toEqual([]);
  expect(strangers(books, runs)).toEqual([]);
  expect((await readJournals(arena.land, before)).twice).toEqual([]);
}
async function expectAsBefore(runId: string, before: Awaited<ReturnType<typeof positions>>): Promise<void> {
  const books = await readBooks(arena.land);
  expect(await wrongOfAmendment(arena, books, runId, 'undone')).toEqual([]);
  expect(strangers(books, runs)).toEqual([]);
  expect((await readJournals(arena.land, before)).twice).toEqual([]);
}

// Each write is taken in one of the two ways; with CHAOS_ALL set in both.
const some = <T>(list: readonly T[], rest: number): readonly T[] =>
  process.env['CHAOS_ALL'] === undefined ? list.filter((_, nth) => nth % 2 === rest) : list;

describe('a deal that is undone', () => {
  it.each(dealWrites.map((call) => [call.step, call] as const))(
    'because %s is refused leaves nothing in force',
    async (step, call) => {
      const deal = await aDeal(arena);
      const before = await positions(arena.land);
      await refuse(call);
      const runId = await startDeal(deal);
      const stopped = await until(arena, runId, ['PAUSED']);
      expect(stopped.failed).toBe(step);
      await calm(call);
      await undo(arena, runId);
      await until(arena, runId, ['COMPENSATED', 'CANCELLED']);
      await expectGone(runId, deal, before);
    },
  );

  it.each(some(dealWrites, 0).map((call) => [call.step, call] as const))(
    'while nobody knows whether %s was applied, which it was, leaves nothing in force',
    async (_step, call) => {
      const deal = await aDeal(arena);
      const before = await positions(arena.land);
      const silent = await goesSilent(arena.land, call);
      const runId = await startDeal(deal);
      await silent();
      await undo(arena, runId);
      await calm(call);
      await until(arena, runId, ['COMPENSATED', 'CANCELLED']);
      await expectGone(runId, deal, before);
    },
  );

  it.each(some(dealWrites, 1).map((call) => [call.step, call] as const))(
    'while nobody knows whether %s was applied, which it was not, leaves nothing in force',
    async (_step, call) => {
      const deal = await aDeal(arena);
      const before = await positions(arena.land);
      const lost = await neverArrives(arena.land, call);
      const runId = await startDeal(deal);
      await lost();
      await undo(arena, runId);
      await calm(call);
      await until(arena, runId, ['COMPENSATED', 'CANCELLED']);
      await expectGone(runId, deal, before);
    },
  );

  // What is set, no system can be asked what became of it; what takes these back is another kind of call, which is not held up.
  const sets = ['ledger-customer', 'ledger-order'];
  it.each(dealWrites.filter(({ step }) => sets.includes(step)).map((call) => [call.step, call] as const))(
    'while %s is still kept by its system, which applies it later, leaves nothing in force',
    async (_step, call) => {
      const deal = await aDeal(arena);
      const before = await positions(arena.land);
      const kept = await keepsWaiting(arena.land, call);
      const runId = await startDeal(deal);
      await kept();
      await eventually('nobody knows what became of it', async () => {
        const { rows } = await arena.stage.database.query(
          `select from effect where run_id = $1 and state = 'UNKNOWN'`,
          [runId],
        );
        return rows.length > 0;
      });
      await undo(arena, runId);
      await sleep(700);
      await calm(call);
      await until(arena, runId, ['COMPENSATED', 'CANCELLED']);
      await expectGone(runId, deal, before);
    },
  );

  it.each(ways)('by writes each of which is %s leaves nothing in force', async (_name, act) => {
    const deal = await aDeal(arena);
    const before = await positions(arena.land);
    const last = dealWrites.at(-1)!;
    await refuse(last);
    const runId = await startDeal(deal);
    await until(arena, runId, ['PAUSED']);
    await calm(last);
    const met = await meetAll(arena.land, dealUndoes, act);
    await undo(arena, runId);
    await until(arena, runId, ['COMPENSATED']);
    expect(await met()).toEqual([]);
    await expectGone(runId, deal, before);
  });
});

describe('an amendment that is undone', () => {
  const types = ['QUANTITY', 'CANCEL'] as const;
  const cases = types.flatMap((type) =>
    amendmentWrites(type).map((call) => [type, call.step, call] as const),
  );

  it.each(cases)('%s because %s is refused leaves everything as it was', async (type, step, call) => {
    const previewId = await anAmendment(arena, type);
    const before = await positions(arena.land);
    await refuse(call);
    const runId = await startAmendment(previewId);
    const stopped = await until(arena, runId, ['PAUSED']);
    expect(stopped.failed).toBe(step);
    await calm(call);
    await undo(arena, runId);
    await until(arena, runId, ['COMPENSATED', 'CANCELLED']);
    await expectAsBefore(runId, before);
  });

  it.each(some(cases.slice(0, 5), 0))(
    '%s while nobody knows whether %s was applied, which it was, leaves everything as it was',
    async (type, _step, call) => {
      const previewId = await anAmendment(arena, type);
      const before = await positions(arena.land);
      const silent = await goesSilent(arena.land, call);
      const runId = await startAmendment(previewId);
      await silent();
      await undo(arena, runId);
      await calm(call);
      await until(arena, runId, ['COMPENSATED', 'CANCELLED']);
      await expectAsBefore(runId, before);
    },
  );

  it.each(some(cases.slice(0, 5), 1))(
    '%s while nobody knows whether %s was applied, which it was not, leaves everything as it was',
    async (type, _step, call) => {
      const previewId = await anAmendment(arena, type);
      const before = await positions(arena.land);
      const lost = await neverArrives(arena.land, call);
      const runId = await startAmendment(previewId);
      await lost();
      await undo(arena, runId);
      await calm(call);
      await until(arena, runId, ['COMPENSATED', 'CANCELLED']);
      await expectAsBefore(runId, before);
    },
  );

  it.each(ways)('by writes each of which is %s leaves everything as it was', async (_name, act) => {
    const previewId = await anAmendment(arena, 'QUANTITY');
    const before = await positions(arena.land);
    const last = amendmentWrites('QUANTITY').at(-1)!;
    await refuse(last);
    const runId = await startAmendment(previewId);
    await until(arena, runId, ['PAUSED']);
    await calm(last);
    const met = await meetAll(arena.land, amendmentUndoes, act);
    await undo(arena, runId);
    await until(arena, runId, ['COMPENSATED']);
    expect(await met()).toEqual([]);
    await expectAsBefore(runId, before);
  });
});

it('every run has come to its end', async () => {
  const ends = await atRest(arena, runs);
  expect(ends.filter(({ status }) => !['COMPENSATED', 'CANCELLED'].includes(status))).toEqual([]);
});
