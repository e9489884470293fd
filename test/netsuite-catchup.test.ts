import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomOf } from '../sandbox/world/random.ts';
import { makeWorld } from '../sandbox/world/world.ts';
import { caughtUp, recognised, summed } from '../src/canonical/revenue.ts';
import type { Ledger, LedgerOrder } from '../src/sources/ledger.ts';
import { netsuiteVendor } from '../src/sources/netsuite/index.ts';
import type { Source } from '../src/sources/source.ts';
import { newOrder, wellSet } from './support/ledger.ts';
import { cause, configure, type Netsuite, startNetsuite } from './support/netsuite.ts';
import { asTold, byDay, type Cents, dayAfter, keeping, monthOf, text } from './support/recognise.ts';

const seed = { n: 40, seed: 7, today: new Date().toISOString().slice(0, 10) };
const world = makeWorld(seed);
const { company } = wellSet(world)[0]!;
const { currency } = company;
const [sample] = newOrder(world, company, '').lines;
const day = 86_400_000;
let erp: Netsuite;
let source: Source;
let ledger: Ledger;
let serial = 0;

const fresh = (): string => `A-S8${String((serial += 1)).padStart(7, '0')}`;
const put = (externalId: string, lines: LedgerOrder['lines']) =>
  ledger.putOrder.perform({ ...newOrder(world, company, externalId), lines }, { key: externalId });
const line = (lineId: string, amount: string, start: string, days: number): LedgerOrder['lines'][number] => ({
  ...sample!,
  lineId,
  amount,
  start,
  end: dayAfter(start, days - 1),
});

/** Lets days pass; the first day of the month that the simulator is then in. */
async function pass(days: number): Promise<string> {
  await erp.control('clock', { advanceMs: days * day });
  await erp.renewToken();
  return `${await monthOf(erp)}-01`;
}

beforeAll(async () => {
  erp = await startNetsuite(seed);
  source = netsuiteVendor.create(configure(erp));
  ledger = source.roles!.ledger!;
});
afterAll(async () => {
  await source.close();
  await erp.close();
});

describe('revenue of an order that changes after months of it are over', () => {
  it('keeps them as they were and catches up in the month of the change, as the hub expects it', async () => {
    const random = randomOf(20_261_122, 'catch up');
    const externalId = fresh();
    let stands: Cents = new Map();
    for (let round = 0; round < 14; round += 1) {
      const first = await pass(random.pick([0, 0, 3, 31, 64]));
      const month = first.slice(0, 7);
      const lines = Array.from({ length: random.int(1, 4) }, () =>
        line(
          `C-${random.int(1, 5)}@x`,
          text(BigInt(random.int(1, random.pick([9, 5_000, 9_000_000])))),
          dayAfter(first, random.int(-200, 60)),
          random.pick([1, 2, 30, 31, 90, 365, random.int(1, 700)]),
        ),
      ).filter(({ lineId }, index, all) => all.findIndex((each) => each.lineId === lineId) === index);
      const before = await ledger.revenue(externalId);
      expect(before).toEqual(asTold(stands));
      await put(externalId, lines);
      stands = keeping(stands, byDay(lines), month);
      const after = await ledger.revenue(externalId);
      expect(after).toEqual(asTold(stands));
      const next = summed(
        lines.map(({ amount, start, end }) => recognised(amount, start, end, currency)),
        currency,
      );
      expect(caughtUp(before, next, month, currency)).toEqual(after);
      expect((await ledger.order(externalId))!.lines.map(({ lineId }) => lineId).toSorted()).toEqual(
        lines.map(({ lineId }) => lineId).toSorted(),
      );
    }
  });

  it('is taken back in the month of the change where a line goes, and is as before once it is there again', async () => {
    const externalId = fresh();
    const first = await pass(0);
    const lines = [line('C-1@a', '310.00', first, 400), line('C-2@a', '42.70', first, 365)];
    await put(externalId, lines);
    await pass(70);
    const before = await ledger.revenue(externalId);
    const month = await monthOf(erp);
    const over = ({ period }: { period: string }): boolean => period < month;
    expect(before.filter(over).length).toBeGreaterThanOrEqual(2);
    await put(externalId, [lines[0]!]);
    const without = await ledger.revenue(externalId);
    expect(without.filter(over)).toEqual(before.filter(over));
    expect(without).toEqual(asTold(keeping(byDay(lines), byDay([lines[0]!]), month)));
    await ledger.closeOrder.perform({ externalId }, { key: 'close' });
    const closed = await ledger.revenue(externalId);
    expect(closed).toEqual(asTold(keeping(byDay(lines), new Map(), month)));
    expect(closed.at(-1)).toMatchObject({ period: month, amount: expect.stringMatching(/^-/) as string });
    await put(externalId, lines);
    expect(await ledger.revenue(externalId)).toEqual(before);
  });

  it('does not let a line be removed, only closed', async () => {
    const externalId = fresh();
    const first = await pass(0);
    await put(externalId, [line('C-1@a', '310.00', first, 400)]);
    const place = `/services/rest/record/v1/salesOrder/eid:${externalId}?replace=item`;
    const body = { item: { items: [{ item: { id: sample!.item }, quantity: 1, amount: 5 }] } };
    await pass(40);
    const before = await ledger.revenue(externalId);
    const answer = await erp.send('PATCH', place, { body });
    expect(answer.status).toBe(400);
    expect(cause(answer).detail).toContain('cannot be removed');
    expect(await ledger.revenue(externalId)).toEqual(before);
  });
});
