import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Problem } from '../src/canonical/problem.ts';
import { noteArrival } from '../src/store/feed.ts';
import { type FeedingNode, startFeeding } from './support/feeding.ts';
import { eventually, type Landscape, startLandscape } from './support/hub.ts';
import { heldAt } from './support/opened.ts';

let land: Landscape;
let client: pg.Pool;
let node: FeedingNode;
/** How often Salesforce's opportunities were asked for while it told to wait. */
let [throttled, isThrottled] = [0, false];
beforeAll(async () => {
  land = await startLandscape({ n: 10, seed: 41 });
  await land.backfill();
  client = new pg.Pool({ connectionString: land.databaseUrl });
  node = startFeeding(land.config(), land.databaseUrl, {}, (source) => ({
    ...source,
    changes(kind, cursor, options) {
      if (!isThrottled || source.instance !== 'salesforce' || kind !== 'Opportunity')
        return source.changes(kind, cursor, options);
      throttled += 1;
      throw new Problem('RATE_LIMITED', 'later', { retryAfterMs: 10 });
    },
  }));
  await eventually('all polls are live', async () => {
    const [found] = await rows<{ polled: boolean }>(
      `select count(*) > 0 and bool_and(state = 'LIVE') as polled from feed where mode = 'POLL'`,
    );
    return found!.polled;
  });
});
afterEach(() => expect(unexpected()).toEqual([]));
afterAll(async () => {
  await node?.close();
  await client?.end();
  await land?.close();
});

const rows = async <T extends object>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  (await client.query<T>(sql, [...values])).rows;
const unexpected = () =>
  node.failures.filter(({ error }) => !(error instanceof Problem && error.code === 'RATE_LIMITED'));
interface Told {
  readonly type: string;
  readonly by: string;
}
/** The events of versions of the record at a place that its source led to, once there is one. */
const eventsOf = (instance: string, object: string, externalId: string): Promise<Told[]> =>
  eventually(`${instance} ${object} ${externalId} is told`, async () => {
    const told = await rows<Told>(
      `select e.type, e.causation_id as by from event e join facet f on f.entity_id = e.subject_id
       where f.instance = $1 and f.object = $2 and f.external_id = $3 and e.source = $1 and e.entity_version is not null order by e.seq`,
      [instance, object, externalId],
    );
    return told.length > 0 && told;
  });

describe('the poll of a vendor that tells nobody', () => {
  it('finds what changed in Zendesk and what was deleted, once that is a minute old', async () => {
    const ids = async (object: string): Promise<string[]> =>
      (
        await rows<{ id: string }>(
          `select external_id as id from facet where instance = 'zendesk' and object = $1 and deleted_at is null order by 1 limit 2`,
          [object],
        )
      ).map(({ id }) => id);
    const [[ticket, gone], [user], [organization]] = [
      await ids('ticket'),
      await ids('user'),
      await ids('organization'),
    ];
    await land.change('zendesk', 'ticket', ticket!, { subject: 'Found by a poll' });
    await land.change('zendesk', 'ticket', gone!, { status: 'deleted' });
    await land.change('zendesk', 'user', user!, { name: 'Found By A Poll' });
    await land.change('zendesk', 'organization', organization!, { support_tier: 'found-by-a-poll' });
    await land.simulator('zendesk').advanceClock(70_000);
    const by = (kind: string) => `zendesk/poll:${kind}`;
    expect(await eventsOf('zendesk', 'ticket', ticket!)).toEqual([
      { type: 'case.updated', by: by('SupportCase') },
    ]);
    expect(await eventsOf('zendesk', 'ticket', gone!)).toEqual([
      { type: 'case.deleted', by: by('SupportCase') },
    ]);
    // What Zendesk calls a person the CRM decides: it is kept, and no news.
    await eventually('the name of the person is kept', async () => {
      const held = await heldAt(client, ['zendesk', 'user', user!]);
      return held!.fields['name'] === 'Found By A Poll';
    });
    expect(await eventsOf('zendesk', 'organization_entitlement', organization!)).toEqual([
      { type: 'entitlement.changed', by: by('Entitlement') },
    ]);
  });

  it('finds what changed in NetSuite and what was deleted', async () => {
    const { erp } = land.world.companies.find((company) => company.erp)!;
    const [journal, gone] = land.world.companies.flatMap(({ journals }) => journals);
    await land.change('netsuite', 'customer', erp!.id, { creditlimit: '4321' });
    await land.change('netsuite', 'transaction', journal!.erpId, { memo: 'Found by a poll' });
    await land.remove('netsuite', 'transaction', gone!.erpId);
    expect(await eventsOf('netsuite', 'customer', erp!.id)).toEqual([
      { type: 'customer.updated', by: 'netsuite/poll:Customer' },
    ]);
    expect(await eventsOf('netsuite', 'journalentry', journal!.erpId)).toMatchObject([
      { by: 'netsuite/poll:LedgerPosting' },
    ]);
    const [deleted] = await eventsOf('netsuite', 'journalentry', gone!.erpId);
    expect(deleted).toMatchObject({
      type: expect.stringMatching(/\.deleted$/) as string,
      by: 'netsuite/poll:LedgerPosting',
    });
  });
});

describe('a poll', () => {
  it('that is asked to wait has not failed, however often', async () => {
    const poll = async () =>
      (
        await rows<{ state: string; failures: number; error_code: string | null }>(
          `select state, failures, error_code from feed where instance = 'salesforce' and name = 'poll:Opportunity'`,
        )
      )[0]!;
    isThrottled = true;
    await eventually('it was asked to wait six times', async () => throttled >= 6);
    expect(await poll()).toEqual({ state: 'LIVE', failures: 0, error_code: 'RATE_LIMITED' });
    isThrottled = false;
    await eventually('it goes on', async () => (await poll()).error_code === null);
    expect(await poll()).toEqual({ state: 'LIVE', failures: 0, error_code: null });
  });
});

describe('the feed of webhooks', () => {
  it('says when one last came, to a second, and never goes back', async () => {
    const at = Date.now();
    const cameAt = async (afterMs: number): Promise<number> => {
      await noteArrival(node.database, 'zuora', 'webhook', new Date(at + afterMs).toISOString());
      const [found] = await rows<{ at: Date; success: Date }>(
        `select last_change_at as at, last_success_at as success from feed where instance = 'zuora' and name = 'webhook'`,
      );
      expect(found!.success).toEqual(found!.at);
      return found!.at.getTime() - at;
    };
    expect(await cameAt(0)).toBe(0);
    expect(await cameAt(900)).toBe(0);
    expect(await cameAt(1_500)).toBe(1_500);
    expect(await cameAt(1_000)).toBe(1_500);
    expect(await cameAt(3_000)).toBe(3_000);
  });
});
