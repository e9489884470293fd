import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from './support/copy.ts';
import { brokenRules, halfMerged } from './support/governance.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { convene, type Council, party } from './support/parties.ts';

// What the storm of chaos-governance.test.ts is judged by: a judge that never finds anything would prove nothing.
let hub: TestHub;
let council: Council;
const [maker, checker] = [party('maker@example.com'), party('checker@example.com')];

beforeAll(async () => {
  hub = await createTestHub();
  council = await convene(hub);
  const places = ['A', 'B', 'C', 'D'];
  await hub.give(
    'salesforce',
    'Customer',
    places.map((id) =>
      record(
        'Customer',
        `salesforce/${id}`,
        { name: `Company ${id}`, status: 'ACTIVE' },
        { keys: [`domain:${id.toLowerCase()}.example`] },
      ),
    ),
  );
  const [a, b, c, d] = await Promise.all(places.map((id) => hub.idOf('salesforce', 'Account', id)));
  for (const [survivorId, absorbedId] of [
    [a, b],
    [c, d],
  ]) {
    const { approval } = await council.run(maker, 'mergeCustomers', { survivorId, absorbedId });
    expect((await council.decide(checker, approval!.id)).userErrors).toEqual([]);
  }
  const { rows } = await hub.copy.database.query<{ id: string }>(
    'select id from merge_record order by id limit 1',
  );
  const undo = await council.run(maker, 'unmergeCustomers', { mergeId: rows[0]!.id });
  expect((await council.decide(checker, undo.approval!.id)).userErrors).toEqual([]);
});
afterAll(async () => {
  await council.close();
  await hub.close();
});

const standing = '(select id from merge_record where undone_at is null)';
const survivor = '(select survivor_id from merge_record where undone_at is null)';
const absorbed = '(select absorbed_id from merge_record where undone_at is null)';

describe('the judge of a storm', () => {
  it('finds nothing where all is well', async () => {
    expect([await brokenRules(hub.copy.database), await halfMerged(hub.copy)]).toEqual([{}, []]);
  });

  // Each leaves its damage, so the rules that were broken before may be broken still.
  it.each([
    [
      'events: approved',
      `delete from event where ctid = (select min(ctid) from event where type = 'approval.approved')`,
    ],
    ['events: merges', `update event set correlation_id = 'another' where type = 'customer.merged'`],
    [
      'whoever decides had no part in asking, has the role and saw what is decided',
      `update approval_decision set persons = array['maker@example.com'] where approval_id = (select min(id) from approval)`,
    ],
    [
      'an approval is what its decisions make of it',
      `update approval set status = 'PENDING' where kind = 'UNMERGE'`,
    ],
    [
      'a merge is undone for each approval, once',
      `update approval set status = 'REJECTED' where kind = 'UNMERGE'`,
    ],
    [
      'a merge is made for each approval, once',
      `update merge_record set approval_id = null where id = ${standing}`,
    ],
    ['a merge is the one that was approved', `update approval set shown = '{}' where kind = 'MERGE'`],
    [
      'audit: approvals asked for',
      `insert into approval select (json_populate_record(a, '{"id": "apr_forged"}')).* from approval a where a.kind = 'UNMERGE'`,
    ],
    ['audit: merges', `update merge_record set id = 'mrg_forged' where id = ${standing}`],
    ['every key that was taken has its answer', `update request_key set answer = '{}'`],
    [
      'an absorbed customer has nothing of its own',
      `insert into identity_key values ('Customer', 'domain:late.example', ${absorbed})`,
    ],
    [
      'a customer has a summary exactly while it stands',
      `delete from customer_summary where customer_id = ${survivor}`,
    ],
    [
      'who was absorbed by a standing merge is part of its survivor',
      `update entity set merged_into = null where id = ${absorbed}`,
    ],
  ])('finds what breaks the rule: %s', async (rule, damage) => {
    await hub.copy.database.query(damage);
    expect(Object.keys(await brokenRules(hub.copy.database))).toContain(rule);
  });

  it.each([
    [
      'is not what its facets give',
      `update facet set fields = fields || '{"name": "Another"}' where external_id = 'A'`,
    ],
    ['is not known by domain:b.example', `delete from identity_key where key = 'domain:b.example'`],
    ['is not that of its records', `update customer_summary set open_cases = 7`],
  ])('finds a customer that %s', async (what, damage) => {
    await hub.copy.database.query(damage);
    expect((await halfMerged(hub.copy)).join('\n')).toContain(what);
  });
});
