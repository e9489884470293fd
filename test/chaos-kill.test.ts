import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Arena, atRest, openArena, positions, type Rest, retry, undo } from './support/chaos.ts';
import { wrongOf } from './support/chaos-audit.ts';
import { calmDown, slowDown } from './support/chaos-fault.ts';
import { readJournals } from './support/chaos-journal.ts';
import { beginAll, prepare } from './support/chaos-work.ts';
import type { HubNode } from './support/node.ts';
import { createRandom } from './support/random.ts';

// Waves of deals and amendments in flight while the hub's nodes are killed at random, also while they start, and while people have some of
// the runs undone. CHAOS_KILLS says how many kills there are in all, CHAOS_SEED where they fall; the figures go to the file CHAOS_REPORT,
// where there is one (bench/chaos.ts).
const kills = Number(process.env['CHAOS_KILLS'] ?? 6);
const seed = Number(process.env['CHAOS_SEED'] ?? 23);
const report = process.env['CHAOS_REPORT'];
const runsOfWave = 20;
const killsOfWave = 10;

let arena: Arena;
beforeAll(async () => {
  const waves = Math.ceil(kills / killsOfWave);
  arena = await openArena({ customers: 30 + waves * 16, seed, nodes: 2 });
}, 600_000);
afterAll(() => arena?.close());

const random = createRandom(seed);
const figures = { kills: 0, whileMoving: 0, runs: 0, undone: 0, waited: 0, applied: 0, replayed: 0 };

/** Kills a node, starts it again, and lets it be for a while, which may be shorter than it takes to start. */
async function strike(node: HubNode): Promise<void> {
  const { rows } = await arena.stage.database.query<{ held: number }>(
    'select count(*)::int as held from run where node is not null',
  );
  await node.kill();
  figures.kills += 1;
  figures.whileMoving += Math.sign(rows[0]!.held);
  const starting = node.restart().catch(() => {});
  await (random.chance(0.75) ? starting : sleep(random.next() * 1_500));
  await sleep(random.next() * 1_000);
}

/** Kills nodes so often, and has all of them run in the end. */
async function storm(count: number): Promise<void> {
  for (let n = 0; n < count; n++) await strike(random.pick(arena.nodes));
  for (const node of arena.nodes) {
    await node.kill();
    await node.restart();
  }
}

/** Has some runs undone while they move; one that has come to its end meanwhile stays as it is. */
async function regret(ids: readonly string[]): Promise<void> {
  for (const runId of ids.filter(() => random.chance(0.2))) {
    await sleep(random.next() * 2_000);
    await undo(arena, runId).catch(() => {});
  }
}

it('every run is carried out or undone, once and as a whole, however often the nodes that carry it out are killed', async () => {
  const before = await positions(arena.land);
  const stopped: Rest[] = [];
  const wrong: string[] = [];
  for (let struck = 0; struck < kills; struck += killsOfWave) {
    const { deals, previews } = await prepare(arena, runsOfWave / 2, undefined, random.next);
    const half = deals.length / 2;
    await slowDown(arena, 120, 0.05);
    const wave = { deals: deals.slice(half), byEvent: deals.slice(0, half), previews };
    const [runs] = await Promise.all([
      beginAll(arena, wave).then(async (begun) => {
        await regret([...begun.keys()]);
        return begun;
      }),
      storm(Math.min(killsOfWave, kills - struck)),
    ]);
    await calmDown(arena);
    const ids = [...runs.keys()];
    const rests = await atRest(arena, ids, 240_000);
    const waiting = rests.filter(({ status }) => status === 'PAUSED');
    stopped.push(...waiting);
    // Whoever is asked has nothing to mend: everything is as it was.
    await retry(arena, waiting);
    const ends = await atRest(arena, ids, 240_000);
    const undone = ends.filter(({ status }) => status === 'COMPENSATED' || status === 'CANCELLED');
    const open = ends.filter((run) => run.status !== 'COMPLETED' && !undone.includes(run));
    wrong.push(...open.map((run) => JSON.stringify(run)));
    wrong.push(...(await wrongOf(arena, runs, before, new Set(undone.map(({ id }) => id)))));
    figures.runs += ids.length;
    figures.undone += undone.length;
    figures.waited += waiting.length;
  }
  const { applied, replayed } = await readJournals(arena.land, before);
  Object.assign(figures, { applied, replayed });
  const told = arena.nodes.flatMap((node) => node.log().split('\n'));
  writeFileSync(report ?? '/dev/null', JSON.stringify({ ...figures, stopped, wrong, told }, null, 2));
  expect(wrong).toEqual([]);
  expect(figures.kills).toBe(kills);
}, 7_200_000);
