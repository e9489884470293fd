import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPrincipal } from '../src/auth/principal.ts';
import { rightsFor } from '../src/auth/policy.ts';
import { readSteps } from '../src/store/run-trace.ts';
import { readCalls } from '../src/store/vendor-call.ts';
import { eraseSubject } from '../src/sync/erase.ts';
import { dumpOf, foundIn } from './support/dump.ts';
import { type Landscape, type RunningHub, startLandscape } from './support/hub.ts';
import {
  type Counter,
  counterOf,
  openShop,
  sellingSettings,
  type Shop,
  type SoldRun,
  type Stranger,
} from './support/selling.ts';

interface CallView {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly requestBody: string | null;
  readonly status: number | null;
  readonly responseBody: string | null;
}
interface StepView {
  readonly name: string;
  readonly idempotencyKey: string | null;
  readonly attempts: readonly { readonly outcome: string; readonly call: CallView | null }[];
}

let land: Landscape;
let hub: RunningHub;
let shop: Shop;
let counter: Counter;
let company: Stranger;
let sold: SoldRun;
/** The run of another company, which billing refused. */
let refused: string;

beforeAll(async () => {
  land = await startLandscape({ n: 20, seed: 77 });
  await land.backfill();
  hub = await land.serve(
    {},
    {
      roles: ['api', 'worker'],
      workflows: { quoteToCash: sellingSettings, retryAfterMs: 20, triesBeforeException: 1 },
      approvals: { rules: [] },
    },
  );
  shop = await openShop(land);
  counter = counterOf(hub);
  company = await shop.stranger();
  const { id } = await shop.sell(company);
  sold = await counter.carry(id);
}, 240_000);
afterAll(async () => {
  await shop?.close();
  await hub?.close();
  await land?.close();
});

const stepsOf = async (id: string): Promise<readonly StepView[]> => {
  const { node } = await hub.data<{ node: { steps: StepView[] } }>(
    `query ($id: ID!) { node(id: $id) { ... on WorkflowRun { steps { name idempotencyKey attempts { outcome
       call { method url headers { name value } requestBody status responseBody } } } } } }`,
    { id },
  );
  return node.steps;
};
const isAccount = ({ name }: { readonly name: string }): boolean => name === 'billing-account';
const callOf = async (id: string, name: string): Promise<CallView> =>
  (await stepsOf(id)).find((step) => step.name === name)!.attempts.at(-1)!.call!;

describe('the calls of a run', () => {
  it('are kept with each try of a step, as the system was called', async () => {
    const steps = await stepsOf(sold.id);
    const tried = steps.filter(({ attempts }) => attempts.length > 0);
    expect(tried.length).toBeGreaterThan(4);
    expect(tried.flatMap(({ name, attempts }) => attempts.map(({ call }) => [name, call !== null]))).toEqual(
      tried.flatMap(({ name, attempts }) => attempts.map(() => [name, true])),
    );
    const account = steps.find(isAccount)!;
    const { call } = account.attempts[0]!;
    expect(call).toMatchObject({ method: 'POST', status: 200 });
    expect(call!.url).toBe(`${land.simulator('zuora').url}/v1/accounts`);
    expect(call!.headers).toEqual(
      expect.arrayContaining([
        { name: 'authorization', value: '***' },
        { name: 'idempotency-key', value: account.idempotencyKey },
      ]),
    );
    expect(JSON.parse(call!.requestBody!)).toMatchObject({
      name: company.name,
      billToContact: { lastName: company.contact.lastName },
    });
    expect(call!.responseBody).toContain('"success":true');
  });

  it('are kept of tries that failed, with what the system said', async () => {
    const { id } = await shop.sell(await shop.stranger());
    const match = { method: 'POST', path: '/v1/accounts' };
    await land.simulator('zuora').fault({ match, act: { act: 'status', status: 400, body: { no: 'way' } } });
    const run = await counter.carry(id, 'PAUSED');
    await land.simulator('zuora').calm();
    refused = run.id;
    expect(await callOf(run.id, 'billing-account')).toMatchObject({
      method: 'POST',
      status: 400,
      responseBody: '{"no":"way"}',
    });
  });

  it('say who somebody is only to who may read that', async () => {
    const { database } = shop.copy;
    const { attempts } = (await readSteps(database, [sold.id])).get(sold.id)!.find(isAccount)!;
    const [masked] = await readCalls(database, attempts, false);
    expect(foundIn(JSON.stringify(masked), Object.values(company.contact))).toEqual([]);
    expect(JSON.parse(masked!.requestBody!)).toMatchObject({ name: company.name });
    expect(rightsFor({ ...openPrincipal('main'), roles: ['SUPPORT'] }).decide('StepAttempt.call')).toBe(
      'deny',
    );
  });

  it('are stored without a word in clear, and are without words once somebody was erased', async () => {
    const words = [company.contact.lastName, company.contact.email];
    expect(await callOf(sold.id, 'billing-account')).not.toMatchObject({ requestBody: null });
    expect(foundIn(await dumpOf(shop.copy.database), words)).toEqual([]);
    const contact = await shop.copy.database.query<{ id: string }>(
      `select id from entity where kind = 'Contact' and customer_id = $1`,
      [company.id],
    );
    const actor = { person: 'ada@hub.example', account: 'cli|ada', actors: [] };
    await eraseSubject(shop.copy, { id: contact.rows[0]!.id, reason: 'request 4711', actor });
    const silent = { method: 'POST', status: 200, requestBody: null, responseBody: null };
    await expect.poll(() => callOf(sold.id, 'billing-account')).toMatchObject(silent);
    expect(await callOf(sold.id, 'subscription')).toMatchObject({ requestBody: null, responseBody: null });
    expect(await callOf(refused, 'billing-account')).toMatchObject({ responseBody: '{"no":"way"}' });
  });
});
