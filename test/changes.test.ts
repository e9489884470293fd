import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kind } from '../src/canonical/kind.ts';
import type { SourceRecord } from '../src/canonical/record.ts';
import { vendors } from '../src/sources/index.ts';
import type { Changes, Source } from '../src/sources/source.ts';
import { makeWorld } from '../sandbox/world/world.ts';
import { type Bench, problemOf, scanAll, sorted, startBench } from './support/contract.ts';
import type { Place } from './support/edit.ts';
import { vendorEdits } from './support/edits.ts';
import { seeded } from './support/vendor-case.ts';

const world = makeWorld(seeded);

/** Polls until there is no more; `next` gives the connector for each step. */
async function pollAll(next: () => Source, kind: Kind, from: string) {
  const steps: Changes[] = [];
  for (let cursor = from; ;) {
    const step = await next().changes(kind, cursor);
    steps.push(step);
    expect(steps.length, `the poll of ${kind} turns in a circle`).toBeLessThan(100);
    if (!step.more) break;
    ({ cursor } = step);
  }
  // Of a record that came several times, the last state counts.
  const records = new Map(
    steps.flatMap((step) => step.records).map((record) => [record.externalId, record] as const),
  );
  return {
    steps,
    records: [...records.values()],
    gone: steps.flatMap((step) => step.gone),
    cursor: steps.at(-1)!.cursor,
    position: steps.at(-1)!.position,
  };
}

const known = vendors.filter(({ vendor }) => vendorEdits[vendor] !== undefined);

describe.each(known.map((module) => ({ vendor: module.vendor, module })))(
  'the polls of $vendor',
  ({ vendor, module }) => {
    const told = vendorEdits[vendor]!;
    let bench: Bench;
    let source: Source;

    const connect = (): Source => bench.connect({ options: { ...told.options } });
    const now = (kind: Kind): string => source.changesFrom(kind, new Date().toISOString());
    const settle = (): Promise<void> => bench.simulator.advanceClock(told.settlesInMs + 5_000);
    const place = async (row: Place | ((simulator: Bench['simulator']) => Promise<Place>)): Promise<Place> =>
      typeof row === 'function' ? row(bench.simulator) : row;

    beforeAll(async () => {
      bench = await startBench(module);
      if (told.settings) await bench.simulator.edit({ settings: told.settings });
      source = connect();
    });
    afterAll(() => bench?.close());

    it('find everything that ever changed, from the beginning of time', async () => {
      for (const kind of source.kinds) {
        const { records } = await pollAll(
          () => source,
          kind,
          source.changesFrom(kind, '1970-01-01T00:00:00Z'),
        );
        expect(sorted(records)).toEqual(sorted(await scanAll(() => source, kind)));
      }
    });

    it('find nothing and ask little when nothing has changed, and know up to when', async () => {
      for (const kind of source.kinds) {
        const { cursor } = await pollAll(() => source, kind, now(kind));
        const before = await bench.simulator.position();
        const began = Date.now();
        const quiet = await connect().changes(kind, cursor);
        expect((await bench.simulator.calls(before)).length).toBeLessThanOrEqual(told.quietCalls);
        expect(quiet.more).toBe(false);
        expect(Date.parse(quiet.position)).toBeLessThanOrEqual(Date.now() - told.settlesInMs);
        // The source's clock is told in whole seconds, and what the call took counts as not seen.
        const took = Date.now() - began;
        expect(Date.parse(quiet.position)).toBeGreaterThan(began - took - 1_000 - told.settlesInMs);
      }
    });

    it('find each change in the next poll, also in a connector that was started anew', async () => {
      const edits = told.edits(world);
      expect(new Set(edits.map((edit) => edit.kind))).toEqual(new Set(source.kinds));
      for (const { what, kind, externalId, row, set, shows } of edits) {
        const before = await pollAll(() => source, kind, now(kind));
        await bench.simulator.edit({ ...(await place(row)), set });
        await settle();
        const after = await pollAll(connect, kind, before.cursor);
        const record = after.records.find((each) => each.externalId === externalId);
        if (shows === null) {
          expect(after.gone, what).toContainEqual({ object: source.objectOf(kind), externalId });
          expect(record, what).toBeUndefined();
          expect(await source.fetch(kind, [externalId]).then(living), what).toEqual([]);
        } else {
          expect(JSON.stringify(record), what).toContain(shows);
          expect([record], what).toEqual(await source.fetch(kind, [externalId]));
        }
      }
    });

    it('find what was stamped before the last poll and committed after it', async () => {
      const kinds = Object.keys(told.stamps) as Kind[];
      expect(kinds.length).toBeGreaterThan(0);
      for (const kind of kinds) {
        const edit = told.edits(world).find((each) => each.kind === kind && typeof each.row !== 'function')!;
        const { cursor } = await pollAll(() => source, kind, now(kind));
        const late = new Date(Date.now() - 150_000);
        await bench.simulator.edit({
          ...(await place(edit.row)),
          set: { ...edit.set, ...told.stamps[kind]!(late) },
        });
        await settle();
        const { records } = await pollAll(() => source, kind, cursor);
        expect(
          records.map((record) => record.externalId),
          kind,
        ).toContain(edit.externalId);
      }
    });

    it('find what was deleted where the vendor tells it', async () => {
      for (const [kind, externalId, row] of told.deletions(world)) {
        expect(source.findsDeletions?.(kind) ?? true, kind).toBe(true);
        const { cursor } = await pollAll(() => source, kind, now(kind));
        await bench.simulator.edit({ ...row, delete: true });
        await settle();
        const { gone, records } = await pollAll(connect, kind, cursor);
        expect(gone).toContainEqual({ object: source.objectOf(kind), externalId });
        expect(records.map((record) => record.externalId)).not.toContain(externalId);
      }
    });

    it('lose nobody in a crowd that shares its stamps across pages', async () => {
      const { kind, count, row } = told.crowd;
      const second = Math.floor(Date.now() / 1000) * 1000 - 100_000;
      // Some seconds with several rows each, then one second with more rows than a page holds, then some more.
      const at = (n: number): Date => {
        const step = n < 100 ? Math.floor(n / 30) : n < count - 60 ? 10 : 20 + Math.floor((n - count) / 20);
        return new Date(second + step * 1000);
      };
      const cursor = source.changesFrom(kind, new Date(second).toISOString());
      const rows = Array.from({ length: count }, (_, n) => row(n, at(n)));
      while (rows.length > 0) await Promise.all(rows.splice(0, 50).map((each) => bench.simulator.edit(each)));
      await settle();
      const { records, steps } = await pollAll(connect, kind, cursor);
      expect(records.filter((record) => JSON.stringify(record).includes('Crowd '))).toHaveLength(count);
      expect(steps.length).toBeGreaterThan(1);
      // Nothing is said to be certain before the end.
      const [first] = steps;
      expect(Date.parse(first!.position)).toBeLessThanOrEqual(second);
      const times = steps.flatMap((step) => step.records).flatMap(({ sourceTime }) => sourceTime ?? []);
      expect(times.length).toBeGreaterThanOrEqual(count);
    });

    it('tell of a record that does not fit any more, and go on with the others', async () => {
      const [unfit, fit] = told.unfit(world);
      const { kind } = unfit;
      const { cursor } = await pollAll(() => source, kind, now(kind));
      for (const { row, set } of [unfit, fit]) await bench.simulator.edit({ ...(await place(row)), set });
      await settle();
      const { steps, records } = await pollAll(connect, kind, cursor);
      const rejected = steps.flatMap((step) => step.unfit ?? []);
      const record = { object: source.objectOf(kind), externalId: unfit.externalId };
      expect(rejected[0]).toMatchObject({
        code: 'SOURCE_DRIFTED',
        detail: { source: bench.config.instance, record },
      });
      expect(rejected.map((problem) => problem.detail.record)).toEqual(rejected.map(() => record));
      const found = records.find((each) => each.externalId === fit.externalId);
      expect(JSON.stringify(found)).toContain(fit.shows);
      // Read by id it is refused as ever.
      expect((await problemOf(source.fetch(kind, [unfit.externalId]), bench.config)).code).toBe(
        'SOURCE_DRIFTED',
      );
    });

    it('refuse a cursor that is not theirs', async () => {
      const [kind, other] = source.kinds as [Kind, Kind];
      const elsewhere = bench.connect({ instance: 'somewhere-else', options: { ...told.options } });
      const mine = now(kind);
      const changed = Buffer.from(JSON.stringify({ ...open(mine), at: { place: 'x' } })).toString(
        'base64url',
      );
      for (const cursor of [
        '',
        'rubbish',
        'e30',
        '"',
        changed,
        now(other),
        elsewhere.changesFrom(kind, '2026-01-01'),
      ])
        expect((await problemOf(source.changes(kind, cursor), bench.config)).code).toBe('SOURCE_REJECTED');
      const missing = (['User', 'Invoice', 'Opportunity'] as const).find(
        (each) => !source.kinds.includes(each),
      )!;
      await expect(async () => source.changesFrom(missing, '2026-01-01')).rejects.toMatchObject({
        code: 'SOURCE_REJECTED',
      });
      await expect(async () => source.changesFrom(kind, 'yesterday')).rejects.toMatchObject({
        code: 'SOURCE_REJECTED',
      });
    });
  },
);

describe('an export cursor that Zendesk does not know any more', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench(vendors.find(({ vendor }) => vendor === 'zendesk')!);
  });
  afterAll(() => bench?.close());

  it('is said to have expired, so that the kind is read anew', async () => {
    const source = bench.connect();
    const { cursor } = await source.changes('SupportCase', source.changesFrom('SupportCase', '2026-01-01'));
    const lost = { ...open(cursor), at: { cursor: 'bG9zdA==' } };
    const text = Buffer.from(JSON.stringify(lost)).toString('base64url');
    const problem = await problemOf(source.changes('SupportCase', text), bench.config);
    expect([problem.code, problem.retryable]).toEqual(['CURSOR_EXPIRED', false]);
  });
});

const living = (records: readonly SourceRecord[]): SourceRecord[] =>
  records.filter((record) => record.deleted !== true);

const open = (cursor: string): object => JSON.parse(Buffer.from(cursor, 'base64url').toString()) as object;
