import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AmendmentChange, AmendmentType } from '../src/canonical/amendment.ts';
import { ulid } from '../src/canonical/id.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { personWith, serviceWith, type TestAccess, testAccess } from './support/roles.ts';
import { giveRun } from './support/runs.ts';
import { type Served, serve } from './support/served.ts';

let hub: TestHub;
let served: Served;
let access: TestAccess;
let customer: string;
let subscription: string;
let care: string;
let parts: string;
beforeAll(async () => {
  hub = await createTestHub();
  access = testAccess();
  served = await serve(hub, {}, { access });
  customer = await hub.idOf('salesforce', 'Account', '002');
  subscription = await hub.idOf('zuora', 'BillingSubscription', 'S-1');
  const found = await hub.reader.resolve([
    { kind: 'Product', key: 'sku:CARE' },
    { kind: 'Product', key: 'sku:PARTS' },
  ]);
  [care, parts] = [found[0]!, found[1]!];
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

const prices = { fromPriceId: null, toPriceId: null };
const change = (productId: string, from: string | null, to: string | null): AmendmentChange => ({
  productId,
  from,
  to,
  ...prices,
});

/** A run that carries out an amendment. */
async function amending(type: AmendmentType, changes: readonly AmendmentChange[]): Promise<string> {
  const runId = await giveRun(hub.copy.database, { subjectId: subscription, customerId: customer });
  await hub.copy.database.query(
    `with p as (insert into amendment_preview (id, subscription_id, customer_id, input, base_version, source_version, content, account, expires_at)
       values ($1, $2, $3, '{}', 1, 1, '{}', 'test', now()) returning id)
     insert into amendment (id, preview_id, subscription_id, customer_id, run_id, type, status, effective_date, changes, impact, requested_by)
     select $4, p.id, $2, $3, $5, $6, 'APPLIED', current_date, $7, '{}', 'usr_nobody' from p`,
    [`prv_${ulid()}`, subscription, customer, `amd_${ulid()}`, runId, type, JSON.stringify(changes)],
  );
  return runId;
}

async function summaries(ids: readonly string[], token?: string): Promise<string[]> {
  const { body } = await served.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({
      query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on WorkflowRun { summary } } }',
      variables: { ids },
    }),
  });
  return (body.data as { nodes: { summary: string }[] }).nodes.map(({ summary }) => summary);
}

it('a run says what it does in words of the business, without amounts', async () => {
  const ids = [
    await amending('QUANTITY', [change(care, '5.000', '9')]),
    await amending('UPGRADE', [change(parts, '2', null), change(care, null, '3')]),
    await amending('UPGRADE', [change(care, '2', '2')]),
    await amending('ADD_ON', [change(parts, null, '10')]),
    await amending('REMOVE_PRODUCT', [change(parts, '1', null)]),
    await amending('CANCEL', []),
    await amending('RENEW', []),
    await giveRun(hub.copy.database, { process: 'AMENDMENT', subjectId: 'sub_gone' }),
    await giveRun(hub.copy.database, {
      process: 'QUOTE_TO_CASH',
      subjectId: await hub.idOf('salesforce', 'Opportunity', '006'),
    }),
  ];
  const [first, second] = await hub.reader.records([care, parts]);
  const [one, other] = [first, second].map((each) => (each as unknown as { name: string }).name);
  const [deal] = await hub.reader.records([await hub.idOf('salesforce', 'Opportunity', '006')]);
  const [owner] = await hub.reader.records([deal!.customerId!]);
  expect(await summaries(ids)).toEqual([
    `Quantity 5 to 9 of ${one!} for Acme Robotics`,
    `Upgrade from ${other!}, to 3 of ${one!} for Acme Robotics`,
    `Upgrade of ${one!} for Acme Robotics`,
    `Add-on 10 of ${other!} for Acme Robotics`,
    `Removal of ${other!} for Acme Robotics`,
    'Cancellation for Acme Robotics',
    'Renewal for Acme Robotics',
    'Amendment',
    `Deal ${(deal as unknown as { name: string }).name} of ${(owner as unknown as { name: string }).name}`,
  ]);
});

it('says no more than the caller may see of the deal, the change and the customer', async () => {
  const deal = await giveRun(hub.copy.database, {
    process: 'QUOTE_TO_CASH',
    subjectId: await hub.idOf('salesforce', 'Opportunity', '006'),
    customerId: customer,
  });
  const ids = [deal, await amending('QUANTITY', [change(care, '5', '9')])];
  const quantity = 'Change of quantity for Acme Robotics';
  expect(await summaries(ids, access.token(personWith('SUPPORT')))).toEqual([
    'Deal of Acme Robotics',
    quantity,
  ]);
  expect(await summaries(ids, access.token(personWith('INTEGRATION')))).toEqual([
    'Deal of Acme Robotics',
    quantity,
  ]);
  expect(await summaries(ids, access.token(personWith('STEWARD')))).toEqual([
    'Deal of Acme Robotics',
    'Amendment for Acme Robotics',
  ]);
  expect(await summaries(ids, access.token(serviceWith(['runs:read'])))).toEqual(['Deal', 'Amendment']);
});
