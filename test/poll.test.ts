import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Problem } from '../src/canonical/problem.ts';
import type { SourceRecord } from '../src/canonical/record.ts';
import { recordOr } from '../src/sources/http/fit.ts';
import { createPoll, toldBy, type Step } from '../src/sources/http/poll.ts';

const minute = 60_000;
const start = Date.parse('2026-11-21T08:00:00.000Z');
const iso = (ms: number): string => new Date(ms).toISOString();
const problem = (code: Problem['code'], message: string): Problem => new Problem(code, message);
const record = (at: number | null, over: Partial<SourceRecord> = {}): SourceRecord => ({
  kind: 'Invoice',
  object: 'Invoice',
  externalId: `at ${at}`,
  version: null,
  sourceTime: at === null ? null : iso(at),
  fields: {},
  keys: [],
  links: {},
  ...over,
});
const nothing: Step<number> = { records: [], gone: [], next: null, done: true, told: null };

/** A poll of a source whose clock differs from the hub's; `hub.at` is what the hub's says. */
function pollAt(settings: { settleMs?: number } = {}) {
  const hub = { at: start };
  const poll = createPoll<number>({
    instance: 'books',
    problem,
    overlapMs: 5 * minute,
    place: z.number(),
    now: () => hub.at,
    ...settings,
  });
  return { hub, poll };
}

describe('a poll', () => {
  it('looks back over the overlap behind the mark, and moves the mark to when it began', async () => {
    const { hub, poll } = pollAt();
    hub.at = start + 10 * minute;
    const found = await poll.changes('Invoice', poll.from('Invoice', iso(start)), async ({ since, at }) => {
      expect([since, at]).toEqual([iso(start - 5 * minute), null]);
      hub.at += 3_000;
      return { ...nothing, told: iso(start + 10 * minute + 2_000) };
    });
    // The answer was given at some moment of those three seconds.
    expect(found.position).toBe(iso(start + 10 * minute - 1_000));
    expect(found.more).toBe(false);
    await poll.changes('Invoice', found.cursor, async ({ since }) => {
      expect(since).toBe(iso(start + 5 * minute - 1_000));
      return nothing;
    });
  });

  it.each([
    ['an hour ahead of', 60 * minute],
    ['an hour behind', -60 * minute],
    ['equal to', 0],
  ])('misses nothing when the source’s clock is %s the hub’s', async (_, skew) => {
    const { hub, poll } = pollAt();
    let cursor = poll.from('Invoice', iso(start - 60 * minute));
    // One change a minute by the source's clock, each committed up to four minutes after its stamp.
    const changes = Array.from({ length: 60 }, (__, n) => ({
      stamp: start + skew + n * minute,
      committed: start + n * minute + (n % 5) * minute,
    }));
    const seen = new Set<number>();
    for (let turn = 0; turn < 80; turn += 1) {
      hub.at = start + turn * minute + 500;
      const found = await poll.changes('Invoice', cursor, async ({ since }) => {
        const rows = changes.filter(
          ({ stamp, committed }) => committed <= hub.at && stamp >= Date.parse(since),
        );
        return { ...nothing, records: rows.map(({ stamp }) => record(stamp)), told: iso(hub.at + skew) };
      });
      for (const { sourceTime } of found.records) seen.add(Date.parse(sourceTime!));
      expect(Date.parse(found.position)).toBeLessThanOrEqual(hub.at);
      ({ cursor } = found);
    }
    expect([...seen].toSorted((a, b) => a - b)).toEqual(changes.map(({ stamp }) => stamp));
  });

  it('goes by the stamps of what it found when the source tells no clock', async () => {
    const { poll } = pollAt();
    const cursor = poll.from('Invoice', iso(start - 9 * minute));
    const quiet = await poll.changes('Invoice', cursor, async () => nothing);
    expect(quiet.position).toBe(iso(start - 9 * minute));
    const records = [record(start - 2 * minute), record(null), record(start - 4 * minute)];
    const found = await poll.changes('Invoice', cursor, async () => ({ ...nothing, records }));
    expect(found.position).toBe(iso(start - 2 * minute));
  });

  it('is certain of nothing before the end of the sweep, and then up to its beginning', async () => {
    const { hub, poll } = pollAt();
    const from = iso(start - minute);
    const first = await poll.changes('Invoice', poll.from('Invoice', from), async () => ({
      ...nothing,
      next: 7,
      done: false,
      told: iso(start),
    }));
    expect([first.position, first.more]).toEqual([from, true]);
    hub.at = start + 20 * minute;
    const last = await poll.changes('Invoice', first.cursor, async ({ since, at }) => {
      expect([since, at]).toEqual([iso(start - 6 * minute), 7]);
      return { ...nothing, told: iso(start + 20 * minute) };
    });
    expect([last.position, last.more]).toEqual([iso(start), false]);
  });

  it('keeps a place beyond the sweep where the vendor has a cursor of its own', async () => {
    const { poll } = pollAt();
    const end = await poll.changes('Invoice', poll.from('Invoice', iso(start)), async () => ({
      ...nothing,
      next: 42,
    }));
    await poll.changes('Invoice', end.cursor, async ({ at }) => {
      expect(at).toBe(42);
      return nothing;
    });
  });

  it('never says that it knows the future, nor what the source still keeps to itself', async () => {
    const { poll } = pollAt({ settleMs: minute });
    const found = await poll.changes('Invoice', poll.from('Invoice', iso(start + 9 * minute)), async () => ({
      ...nothing,
      told: iso(start + 9 * minute),
    }));
    expect(found.position).toBe(iso(start - minute));
  });

  it('never goes back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: -90, max: 90 }), fc.boolean(), fc.boolean()), { maxLength: 30 }),
        async (turns) => {
          const { hub, poll } = pollAt();
          let cursor = poll.from('Invoice', iso(start));
          let position = 0;
          for (const [skew, tells, done] of turns) {
            hub.at += minute;
            const told = tells ? iso(hub.at + skew * minute) : null;
            const found = await poll.changes('Invoice', cursor, async () => ({
              ...nothing,
              told,
              done,
              next: done ? null : 1,
            }));
            expect(Date.parse(found.position)).toBeGreaterThanOrEqual(position);
            position = Date.parse(found.position);
            ({ cursor } = found);
          }
        },
      ),
    );
  });

  it('gives the oldest change first, and what is marked deleted as gone', async () => {
    const { poll } = pollAt();
    const records = [
      record(start),
      record(start - minute),
      record(start - 2 * minute, { deleted: true, externalId: 'lost' }),
    ];
    const found = await poll.changes('Invoice', poll.from('Invoice', iso(start)), async () => ({
      ...nothing,
      records,
      gone: [{ object: 'Invoice', externalId: 'other' }],
    }));
    expect(found.records.map((each) => each.sourceTime)).toEqual([iso(start - minute), iso(start)]);
    expect(found.gone.map((each) => each.externalId).toSorted()).toEqual(['lost', 'other']);
  });

  it('tells a few unfit records beside the others, and fails when nothing of many fits', async () => {
    const { poll } = pollAt();
    const cursor = poll.from('Invoice', iso(start));
    const unfit = Array.from({ length: 5 }, (_, n) =>
      recordOr<SourceRecord>(
        () => {
          throw new Problem('SOURCE_DRIFTED', 'no amount', { source: 'books' });
        },
        () => ({ object: 'Invoice', externalId: `${n}` }),
      ),
    );
    const step = (records: Step<number>['records']) =>
      poll.changes('Invoice', cursor, async () => ({ ...nothing, records }));
    const mixed = await step([...unfit, record(start)]);
    expect(mixed.records).toHaveLength(1);
    expect(mixed.unfit?.map((each) => each.detail.record?.externalId)).toEqual(['0', '1', '2', '3', '4']);
    expect((await step(unfit.slice(1))).unfit).toHaveLength(4);
    expect('unfit' in (await step([record(start)]))).toBe(false);
    await expect(step(unfit)).rejects.toMatchObject({ code: 'SOURCE_DRIFTED' });
  });

  it('lets every other error through', () => {
    const place = () => ({ object: 'Invoice', externalId: '1' });
    const lost = new Problem('SOURCE_UNAVAILABLE', 'gone');
    for (const error of [new TypeError('a bug'), lost])
      expect(() =>
        recordOr(() => {
          throw error;
        }, place),
      ).toThrow(error);
  });

  it('refuses any text that is not a cursor of its own', async () => {
    const { poll } = pollAt();
    const step = async (): Promise<Step<number>> => nothing;
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String(), fc.json()), async (text) => {
        for (const cursor of [text, Buffer.from(text).toString('base64url')])
          await expect(poll.changes('Invoice', cursor, step)).rejects.toMatchObject({
            code: 'SOURCE_REJECTED',
          });
      }),
    );
    expect(() => poll.from('Invoice', 'soon')).toThrow(Problem);
  });

  it('reads the clock of an answer from its date', () => {
    const dated = (date: string | undefined) =>
      toldBy({ status: 200, text: '', header: () => date, json: () => null });
    expect(dated('Sat, 21 Nov 2026 08:00:00 GMT')).toBe(iso(start));
    expect([dated(undefined), dated('whenever')]).toEqual([null, null]);
  });
});
