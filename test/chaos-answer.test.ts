import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AmendmentType } from '../src/canonical/amendment.ts';
import { type Arena, atRest, openArena, positions } from './support/chaos.ts';
import { wrongOfAmendment, wrongOfDeal } from './support/chaos-audit.ts';
import { readBooks } from './support/chaos-books.ts';
import { amendmentWrites, dealWrites, meetAll, ways } from './support/chaos-fault.ts';
import { readJournals, strangers } from './support/chaos-journal.ts';
import { aDeal, anAmendment, commit } from './support/chaos-work.ts';

// Every write that a saga makes is applied and its sender never told, in each of the ways in which that can be. A run meets it at all of its
// writes, one after the other.

let arena: Arena;
const runs: string[] = [];

beforeAll(async () => {
  const patient = { options: { writeDeadlineMs: 600 } };
  const sources = { salesforce: patient, zuora: patient, zendesk: patient, netsuite: patient };
  arena = await openArena({ customers: 24, seed: 19, nodes: 0, sources });
}, 240_000);
afterAll(() => arena?.close());

describe('each write of a deal', () => {
  it.each(ways)('that is %s is in force once', async (_name, act) => {
    const deal = await aDeal(arena);
    const before = await positions(arena.land);
    const met = await meetAll(arena.land, dealWrites, act);
    const { run } = await arena.counter.start(deal.id);
    runs.push(run!.id);
    const [rest] = await atRest(arena, [run!.id]);
    expect(await met()).toEqual([]);
    expect([rest!.status, rest!.reason]).toEqual(['COMPLETED', null]);
    const books = await readBooks(arena.land);
    expect(wrongOfDeal(books, run!.id, deal)).toEqual([]);
    expect(strangers(books, runs)).toEqual([]);
    expect((await readJournals(arena.land, before)).twice).toEqual([]);
  });
});

describe('each write of an amendment', () => {
  // Of the one something is charged, of the other something is credited; the one adds a feature, the other takes everything away.
  const types: readonly AmendmentType[] = ['QUANTITY', 'CANCEL'];
  const cases = types.flatMap((type) => ways.map(([name, act]) => [type, name, act] as const));

  it.each(cases)('%s that is %s is in force once', async (type, _name, act) => {
    const previewId = await anAmendment(arena, type);
    const before = await positions(arena.land);
    const met = await meetAll(arena.land, amendmentWrites(type), act);
    const { run } = await commit(arena, previewId);
    runs.push(run!.id);
    const [rest] = await atRest(arena, [run!.id]);
    expect(await met()).toEqual([]);
    expect([rest!.status, rest!.reason]).toEqual(['COMPLETED', null]);
    const books = await readBooks(arena.land);
    expect(await wrongOfAmendment(arena, books, run!.id, 'done')).toEqual([]);
    expect(strangers(books, runs)).toEqual([]);
    expect((await readJournals(arena.land, before)).twice).toEqual([]);
  });
});
