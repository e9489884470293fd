import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Arena, atRest, openArena } from './support/chaos.ts';
import { wrongOfAmendment, wrongOfDeal } from './support/chaos-audit.ts';
import { readBooks } from './support/chaos-books.ts';
import { strangers } from './support/chaos-journal.ts';
import { aDeal, aPreview, commit } from './support/chaos-work.ts';
import { makeUp } from './support/amending.ts';
import { createRandom } from './support/random.ts';

// Callers that meet at two nodes. CHAOS_PAIRS says how many pairs of amendments there are.
const pairs = Number(process.env['CHAOS_PAIRS'] ?? 16);
const today = new Date().toISOString().slice(0, 10);

let arena: Arena;
beforeAll(async () => {
  arena = await openArena({ customers: 20 + Math.ceil(pairs * 1.6), seed: 53, nodes: 2 });
}, 600_000);
afterAll(() => arena?.close());

it('of two amendments of one subscription that are committed at the same time one wins, and the other is told of another version', async () => {
  const { next } = createRandom(3);
  const offered: (readonly [string, string])[] = [];
  for (const subject of arena.subjects) {
    if (offered.length === pairs) break;
    const inputs = [
      makeUp('QUANTITY', subject, arena.catalogue, today, next),
      makeUp('TERMS', subject, arena.catalogue, today, next),
    ];
    if (!inputs.every((input) => input !== null)) continue;
    const [one, other] = await Promise.all(inputs.map((input) => aPreview(arena, input)));
    if (one != null && other != null) offered.push([one, other]);
  }
  expect(offered).toHaveLength(pairs);
  const answers = await Promise.all(
    offered.map((pair) => Promise.all(pair.map((previewId) => commit(arena, previewId)))),
  );
  const won = answers.map((pair) => pair.filter(({ run }) => run !== null).length);
  expect(won).toEqual(Array(pairs).fill(1));
  const lost = answers.flatMap((pair) =>
    pair.filter(({ run }) => run === null).flatMap(({ userErrors }) => userErrors),
  );
  expect(lost).toHaveLength(pairs);
  expect(new Set(lost.map(({ code }) => code))).toEqual(new Set(['STALE_VERSION']));
  const ids = answers.flatMap((pair) => pair.flatMap(({ run }) => (run ? [run.id] : [])));
  const ends = await atRest(arena, ids);
  expect(ends.filter(({ status }) => status !== 'COMPLETED')).toEqual([]);
  const books = await readBooks(arena.land);
  for (const id of ids) expect(await wrongOfAmendment(arena, books, id, 'done')).toEqual([]);
  // What lost is stale for good: its subscription has moved.
  const late = await Promise.all(
    answers.flatMap((pair, index) =>
      pair.flatMap(({ run }, which) =>
        run ? [] : [commit(arena, offered[index]![which]!, `again ${index}`)],
      ),
    ),
  );
  expect(new Set(late.map(({ userErrors }) => userErrors[0]?.code))).toEqual(new Set(['PREVIEW_STALE']));
  expect(strangers(books, ids)).toEqual([]);
}, 1_200_000);

it('50 calls with one key at the same time make one run', async () => {
  const deal = await aDeal(arena, false);
  await arena.land.change('salesforce', 'Opportunity', deal.crmId, { StageName: 'Closed Won' });
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => arena.counter.start(deal.id, 'one key')),
  );
  const first = answers.find(({ run }) => run !== null)?.run?.id ?? (await arena.counter.runFor(deal.id))!;
  expect(new Set(answers.map(({ run }) => run?.id ?? first))).toEqual(new Set([first]));
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  const [rest] = await atRest(arena, [first]);
  expect(rest!.status).toBe('COMPLETED');
  expect(wrongOfDeal(await readBooks(arena.land), first, deal)).toEqual([]);
});
