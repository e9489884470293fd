import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Landscape, type RunningHub, serveHub, startLandscape } from './support/hub.ts';
import { type Counter, counterOf, openShop, sellingSettings, type Shop } from './support/selling.ts';

// Deals that are won in the CRM, and the runs that begin by it.

let land: Landscape;
let hub: RunningHub;
let shop: Shop;
let counter: Counter;
/** The id of a deal that was made and won before any hub followed the log. */
let before: string;
const serve = (roles: readonly string[], automatic = true): Promise<RunningHub> =>
  serveHub(
    land.config(
      {},
      { roles, workflows: { quoteToCash: { ...sellingSettings, automatic } }, approvals: { rules: [] } },
    ),
    land.databaseUrl,
  );

beforeAll(async () => {
  land = await startLandscape({ n: 20, seed: 41 });
  await land.backfill();
  shop = await openShop(land);
  before = (await shop.sell(await shop.stranger())).id;
  // The CRM tells the time in whole seconds: what is followed from the same one on is not before it.
  const won = Date.now();
  await eventually('the next second', () => Promise.resolve(Date.now() - won > 1_000));
  hub = await serve(['api', 'ingest', 'worker']);
  counter = counterOf(hub);
}, 240_000);
afterAll(async () => {
  await shop?.close();
  await hub?.close();
  await land?.close();
});

const runsOf = async (opportunityId: string): Promise<readonly { id: string; trigger: string | null }[]> => {
  const { rows } = await shop.copy.database.query<{ id: string; trigger: string | null }>(
    'select id, trigger_event as trigger from run where subject_id = $1',
    [opportunityId],
  );
  return rows;
};
/** A deal that is still open, as the hub knows it. */
const open = async () => shop.sell(await shop.stranger(), { win: false });
const win = async ({ crmId }: { readonly crmId: string }): Promise<void> => {
  await shop.desk.win(crmId);
  await shop.take('salesforce', 'Opportunity', [crmId]);
};
const lastPosition = async (): Promise<number> => {
  const { rows } = await shop.copy.database.query<{ seen: number; last: number; waiting: number }>(
    `select t.position::float8 as seen, h.position::float8 as last, (select count(*)::int from event where position is null) as waiting
     from trigger_position t, event_head h`,
  );
  const { seen, last, waiting } = rows[0]!;
  return seen - last - waiting;
};
/** Waits until everything that the log tells was looked at. */
const caughtUp = (): Promise<unknown> =>
  eventually('the log to be read', async () => (await lastPosition()) === 0);

describe('a deal that is won', () => {
  it('is carried out by itself, by one run that is named after the event', async () => {
    const deal = await open();
    await win(deal);
    const [run] = await eventually('a run', async () => {
      const runs = await runsOf(deal.id);
      return runs.length > 0 && runs;
    });
    expect(run!.id).toBe(run!.trigger!.replace('evt_', 'run_'));
    await counter.until(run!.id, 'COMPLETED');
    await caughtUp();
    expect(await runsOf(deal.id)).toHaveLength(1);
  });

  it('has one run when somebody starts it at the same time', async () => {
    const deals = await Promise.all(Array.from({ length: 5 }, open));
    await Promise.all(deals.flatMap((deal) => [win(deal), counter.start(deal.id)]));
    await caughtUp();
    const runs = await Promise.all(deals.map(({ id }) => runsOf(id)));
    expect(runs.map(({ length }) => length)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('a deal that was won already when the hub first saw it', () => {
  const changesOf = async (id: string): Promise<readonly { change: string }[]> =>
    (
      await shop.copy.database.query<{ change: string }>(
        `select change from event where subject_id = $1 and type = 'opportunity.closed_won'`,
        [id],
      )
    ).rows;

  it.each([
    ['made and won at once', {}],
    ['entered as won', { stage: 'Closed Won', win: false }],
  ])('is carried out by one run when it was %s', async (_how, what) => {
    // Nobody listens between the two.
    await hub.close();
    const { id } = await shop.sell(await shop.stranger(), what);
    hub = await serve(['api', 'ingest', 'worker']);
    counter = counterOf(hub);
    expect(await changesOf(id)).toEqual([{ change: 'CREATED' }]);
    await caughtUp();
    const runs = await runsOf(id);
    expect(runs).toHaveLength(1);
    await counter.until(runs[0]!.id, 'COMPLETED');
  });

  it('is left alone when that was before the log was followed', async () => {
    await caughtUp();
    expect(await changesOf(before)).toEqual([{ change: 'CREATED' }]);
    expect(await runsOf(before)).toEqual([]);
    const { rows } = await shop.copy.database.query(
      `select from event e where e.type = 'opportunity.closed_won' and e.position is not null
         and e.occurred_at < (select date_trunc('second', since) from trigger_position)
         and exists (select from run r where r.trigger_event = e.id)`,
    );
    expect(rows).toEqual([]);
  });
});

describe('a deal of a customer whom nobody can bill', () => {
  it('is looked at again when somebody enters a contact', async () => {
    const buyer = await shop.stranger({}, { contact: false });
    const { id } = await shop.sell(buyer, { win: false });
    const { run } = await counter.start(id);
    const stopped = await counter.until(run!.id, 'PAUSED');
    expect(stopped.exception!.findings.map(({ path }) => path)).toEqual(['stage', 'billTo']);
    await shop.contact(buyer);
    await eventually('the contact to be found', async () => {
      const { exception } = await counter.run(stopped.id);
      return exception!.findings.map(({ path }) => path).join(' ') === 'stage';
    });
  });
});

describe('a hub that ends', () => {
  it('starts what was won meanwhile when it is back, once', async () => {
    await hub.close();
    const listening = await serve(['api', 'ingest']);
    const deal = await open();
    await win(deal);
    await eventually('the event to have its place', async () => {
      const { rows } = await shop.copy.database.query(
        `select from event where subject_id = $1 and type = 'opportunity.closed_won' and position is not null`,
        [deal.id],
      );
      return rows.length > 0;
    });
    expect(await runsOf(deal.id)).toEqual([]);
    await listening.close();
    hub = await serve(['api', 'ingest', 'worker']);
    counter = counterOf(hub);
    await caughtUp();
    const runs = await runsOf(deal.id);
    expect(runs).toHaveLength(1);
    await counter.until(runs[0]!.id, 'COMPLETED');
  });

  it('starts nothing by itself when it is told not to, now or later', async () => {
    await hub.close();
    hub = await serve(['api', 'ingest', 'worker'], false);
    counter = counterOf(hub);
    const deal = await open();
    await win(deal);
    await caughtUp();
    expect(await runsOf(deal.id)).toEqual([]);
    expect((await counter.carry(deal.id)).status).toBe('COMPLETED');
  });
});
