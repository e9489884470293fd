import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eraseSubject } from '../src/sync/erase.ts';
import { eventually, type Landscape, type RunningHub, startLandscape } from './support/hub.ts';
import { type Counter, counterOf, openShop, sellingSettings, type Shop, stepOf } from './support/selling.ts';

let land: Landscape;
let hub: RunningHub;
let shop: Shop;
let counter: Counter;

beforeAll(async () => {
  land = await startLandscape({ n: 40, seed: 78 });
  await land.backfill();
  hub = await land.serve(
    {},
    {
      roles: ['api', 'worker'],
      workflows: { quoteToCash: sellingSettings, retryAfterMs: 20 },
      approvals: { rules: [] },
    },
  );
  shop = await openShop(land);
  counter = counterOf(hub);
}, 240_000);
afterAll(async () => {
  await shop?.close();
  await hub?.close();
  await land?.close();
});

describe('a deal', () => {
  it(
    'leaves nobody\u2019s name in the database, whether it is carried out or stopped',
    { timeout: 120_000 },
    async () => {
      const [served, stopped] = [
        await shop.stranger(),
        await shop.stranger({ BillingCountry: 'DE', Tax_Id__c: null }),
      ];
      const sold = await shop.sell(served);
      await counter.carry(sold.id);
      const { run } = await counter.start((await shop.sell(stopped)).id);
      await counter.until(run!.id, 'PAUSED');
      const names = [served, stopped].flatMap(({ contact }) => [contact.lastName, contact.email]);
      const { rows } = await shop.copy.database.query<{ name: string }>(
        `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
      );
      expect(rows.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['dbos.workflow_status', 'public.effect', 'public.exception']),
      );
      const found: string[] = [];
      for (const { name } of rows) {
        const { rows: held } = await shop.copy.database.query<{ row: string }>(
          `select t::text as row from ${name} t where t::text ilike any($1)`,
          [names.map((each) => `%${each}%`)],
        );
        found.push(...held.map(({ row }) => `${name} ${row.slice(0, 200)}`));
      }
      expect(found).toEqual([]);
    },
  );
});

describe('whoever gets the invoice', () => {
  it(
    'is forgotten in what was sent to billing once the person was erased',
    { timeout: 120_000 },
    async () => {
      const company = await shop.stranger();
      const run = await counter.carry((await shop.sell(company)).id);
      const { contact } = company;
      expect(stepOf(run, 'billing-account').input).toMatchObject({ billTo: contact });
      const { rows } = await shop.copy.database.query<{ id: string }>(
        `select id from entity where kind = 'Contact' and customer_id = $1`,
        [company.id],
      );
      for (const { id } of rows)
        await eraseSubject(shop.copy, {
          id,
          reason: 'request 4711',
          actor: { person: 'ada@hub.example', account: 'cli|ada', actors: [] },
        });
      const told = await eventually('the person to be forgotten', async () => {
        const { input } = stepOf(await counter.run(run.id), 'billing-account');
        return !('billTo' in input!) && input;
      });
      expect(told).toMatchObject({ name: company.name });
    },
  );
});

describe('two deals of a customer whom only the CRM knows', () => {
  it('make it in billing and in the ledger once', { timeout: 120_000 }, async () => {
    const company = await shop.stranger();
    const deals = [await shop.sell(company), await shop.sell(company)];
    const { result, calls } = await land.callsOf(async () => {
      const started = await Promise.all(deals.map(({ id }) => counter.start(id)));
      return Promise.all(started.map(({ run }) => counter.until(run!.id, 'COMPLETED')));
    });
    const made = (vendor: 'zuora' | 'netsuite', pattern: RegExp): number =>
      calls[vendor].filter(
        ({ method, objectType, outcome }) => outcome === 'APPLIED' && pattern.test(`${method} ${objectType}`),
      ).length;
    expect([made('zuora', /^POST Account$/), made('netsuite', /customer$/i)]).toEqual([1, 1]);
    const accounts = result.map((run) => stepOf(run, 'subscription').input!['accountNumber']);
    expect(new Set(accounts).size).toBe(1);
  });
});
