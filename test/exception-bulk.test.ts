import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refused } from '../src/canonical/finding.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { convene, type Council, party } from './support/parties.ts';
import { type Stopped, stopRun, unmapped } from './support/stopped.ts';
import { deal } from './support/workbench.ts';

let hub: TestHub;
let council: Council;
const finance = party('finance@example.com', { roles: ['FINANCE_OPS'] });
beforeAll(async () => {
  hub = await createTestHub();
  council = await convene(hub);
});
afterAll(async () => {
  await council.close();
  await hub.close();
});

/** So many runs that the same product has stopped. */
async function stopMany(
  sku: string,
  count: number,
  each: Parameters<typeof stopRun>[1] = {},
): Promise<Stopped[]> {
  const failure = { is: 'refused', error: new Refused([unmapped(sku)]) } as const;
  const stopped: Stopped[] = [];
  for (let n = 0; n < count; n++) stopped.push(await stopRun(hub, { failure, ...each }));
  return stopped;
}
const patchFor = (sku: string) => ({ [`ledgerItem.${sku}`]: 'IT-1' });
const count = async (sql: string, values: unknown[]): Promise<number> =>
  Number((await hub.copy.database.query<{ count: string }>(sql, values)).rows[0]!.count);

describe('one fix', () => {
  it('mends five hundred exceptions of a cause in one call, each by itself, and one that cannot be mended holds up none', async () => {
    const stopped = await stopMany('BULK', 500);
    const over = stopped[250]!;
    await hub.copy.database.query(`update run set status = 'CANCELLED', finished_at = now() where id = $1`, [
      over.runId,
    ]);
    const input = {
      idempotencyKey: 'bulk-1',
      rootCauseKey: 'PRODUCT_UNMAPPED:netsuite:BULK',
      patch: patchFor('BULK'),
    };
    const answer = await deal(council, finance, 'fixAndResume', input);
    expect(answer.userErrors).toEqual([]);
    expect(answer.results.filter(({ ok }) => ok)).toHaveLength(499);
    expect(answer.results.filter(({ ok }) => !ok)).toMatchObject([
      { id: over.exceptionId, error: { code: 'CONFLICT' } },
    ]);
    expect(answer.exceptions.filter(({ status }) => status === 'RETRYING')).toHaveLength(499);
    const runs = stopped.map(({ runId }) => runId);
    const fixed = `select count(*) from run where id = any($1) and status = 'RUNNING' and patch = $2`;
    expect(await count(fixed, [runs, JSON.stringify(patchFor('BULK'))])).toBe(499);
    const ids = stopped.map(({ exceptionId }) => exceptionId);
    const noted = `select count(*) from audit_entry where subject = any($1) and action = 'exception.fixed'`;
    expect(await count(noted, [ids])).toBe(499);
    const again = await deal(council, finance, 'fixAndResume', input);
    expect([again.replayed, again.results]).toEqual([true, answer.results]);
    expect(await count(noted, [ids])).toBe(499);
  });

  it('that was interrupted goes on where it was, when it is sent again', async () => {
    const stopped = await stopMany('HALF', 4);
    const input = {
      idempotencyKey: 'half-1',
      rootCauseKey: 'PRODUCT_UNMAPPED:netsuite:HALF',
      patch: patchFor('HALF'),
    };
    await deal(council, finance, 'fixAndResume', input);
    // As if the process had ended after the second one.
    const last = stopped.slice(2);
    for (const { runId, exceptionId } of last) {
      await hub.copy.database.query(
        `update run set status = 'PAUSED', patch = '{}', due_at = null where id = $1`,
        [runId],
      );
      await hub.copy.database.query(`update exception set status = 'OPEN' where id = $1`, [exceptionId]);
      await hub.copy.database.query('update exception_batch_row set done = false where exception_id = $1', [
        exceptionId,
      ]);
    }
    const again = await deal(council, finance, 'fixAndResume', input);
    expect([again.replayed, again.results.map(({ ok }) => ok)]).toEqual([true, [true, true, true, true]]);
    const running = `select count(*) from run where id = any($1) and status = 'RUNNING'`;
    expect(await count(running, [stopped.map(({ runId }) => runId)])).toBe(4);
    const retrying = `select count(*) from event where type = 'exception.retrying' and subject_id = any($1)`;
    expect(await count(retrying, [stopped.map(({ exceptionId }) => exceptionId)])).toBe(6);
  });

  it('is made once by fifty calls with one key at a time', async () => {
    const stopped = await stopMany('ONCE', 2);
    const input = {
      idempotencyKey: 'once-1',
      rootCauseKey: 'PRODUCT_UNMAPPED:netsuite:ONCE',
      patch: patchFor('ONCE'),
    };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => deal(council, finance, 'fixAndResume', input)),
    );
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ results }) => results.map(({ ok }) => ok)))).toEqual(new Set([true]));
    const retrying = `select count(*) from event where type = 'exception.retrying' and subject_id = any($1)`;
    expect(await count(retrying, [stopped.map(({ exceptionId }) => exceptionId)])).toBe(2);
  });
});

describe('the workbench', () => {
  it('lists what is open, the most severe first, then what most is at risk of, with what is at risk together', async () => {
    const own = { process: 'RENEWAL' } as const;
    const [little, much, more] = [
      (await stopMany('LIST', 1, { ...own, moneyAtRisk: { amount: '10.50', currency: 'USD' } }))[0]!,
      (await stopMany('LIST', 1, { ...own, moneyAtRisk: { amount: '70000.00', currency: 'USD' } }))[0]!,
      (await stopMany('LIST', 1, { ...own, moneyAtRisk: { amount: '70000.01', currency: 'USD' } }))[0]!,
    ];
    const query = `query($filter: ExceptionFilter, $first: Int, $after: Cursor) { exceptions(filter: $filter, first: $first, after: $after) {
      totalCount moneyAtRisk { amount currency } edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`;
    interface Page {
      exceptions: {
        totalCount: number;
        moneyAtRisk: object;
        edges: { node: { id: string } }[];
        pageInfo: { endCursor: string };
      };
    }
    const list = async (variables: object): Promise<Page['exceptions']> =>
      (await council.data<Page>(finance, query, { ...variables })).exceptions;
    const ids = (page: Page['exceptions']): string[] => page.edges.map(({ node }) => node.id);
    const filter = { process: ['RENEWAL'] };
    const first = await list({ filter, first: 2 });
    expect([ids(first), first.totalCount, first.moneyAtRisk]).toEqual([
      [more.exceptionId, much.exceptionId],
      3,
      { amount: '140010.51', currency: 'USD' },
    ]);
    expect(ids(await list({ filter, after: first.pageInfo.endCursor }))).toEqual([little.exceptionId]);
    const only = async (more: object): Promise<number> =>
      (await list({ filter: { ...filter, ...more } })).totalCount;
    expect([
      await only({ moneyAtRiskGte: '70000.01' }),
      await only({ severity: ['LOW'] }),
      await only({ category: ['TECHNICAL'] }),
      await only({ ownerTeam: 'finance' }),
      await only({ rootCauseKey: 'PRODUCT_UNMAPPED:netsuite:LIST' }),
      await only({ olderThanMs: 3_600_000 }),
      await only({ status: ['RESOLVED'] }),
      await only({ legalEntity: 'len_none' }),
    ]).toEqual([1, 1, 0, 3, 3, 0, 0, 0]);
    // An amount without a rate makes any sum a lie.
    await stopMany('LIST', 1, { ...own, moneyAtRisk: { amount: '5.00', currency: 'XTS' } });
    expect((await list({ filter })).moneyAtRisk).toBeNull();
  });

  it('groups what has one cause, with one of each to look at', async () => {
    const own = { process: 'CANCELLATION' } as const;
    await stopMany('GROUP-A', 1, { ...own, moneyAtRisk: { amount: '5.00', currency: 'USD' } });
    const [, large] = [
      ...(await stopMany('GROUP-B', 1, { ...own, moneyAtRisk: { amount: '1.00', currency: 'USD' } })),
      ...(await stopMany('GROUP-B', 1, { ...own, moneyAtRisk: { amount: '9.00', currency: 'USD' } })),
    ];
    const query = `{ exceptionGroups(filter: { process: [CANCELLATION] }) { rootCauseKey count moneyAtRisk { amount } sample { id } } }`;
    const { exceptionGroups } = await council.data<{ exceptionGroups: object[] }>(finance, query);
    expect(exceptionGroups).toEqual([
      {
        rootCauseKey: 'PRODUCT_UNMAPPED:netsuite:GROUP-B',
        count: 2,
        moneyAtRisk: { amount: '10.00' },
        sample: { id: large!.exceptionId },
      },
      {
        rootCauseKey: 'PRODUCT_UNMAPPED:netsuite:GROUP-A',
        count: 1,
        moneyAtRisk: { amount: '5.00' },
        sample: expect.anything(),
      },
    ]);
  });

  it("shows a customer's own, and how many customers wait for the same", async () => {
    const [other] = [await hub.idOf('salesforce', 'Account', '001')];
    const [mine] = await stopMany('SHARED', 1, { customerId: other });
    await stopMany('SHARED', 1);
    const query = `{ customer(id: "${other}") { exceptions { totalCount moneyAtRisk { amount } edges { node { id customersAffected } } } } }`;
    const { customer } = await council.data<{ customer: object }>(finance, query);
    expect(customer).toEqual({
      exceptions: {
        totalCount: 1,
        moneyAtRisk: { amount: '1200.00' },
        edges: [{ node: { id: mine!.exceptionId, customersAffected: 2 } }],
      },
    });
  });

  it('says of a customer how many of its runs each source holds up', async () => {
    const failure = { is: 'refused', error: new Refused([unmapped('HELD')]) } as const;
    const customerId = await hub.idOf('salesforce', 'Account', '003');
    const query = `{ customer(id: "${customerId}") { syncStatus { system { name } openExceptions } } }`;
    interface Status {
      customer: { syncStatus: { system: { name: string }; openExceptions: number }[] };
    }
    const held = async (): Promise<[string, number][]> => {
      const { customer } = await council.data<Status>(finance, query);
      return customer.syncStatus.map(({ system, openExceptions }) => [system.name, openExceptions]);
    };
    const before = new Map(await held());
    for (const instance of ['salesforce', 'salesforce', 'netsuite'])
      await stopRun(hub, { customerId, failure, instance });
    const more = (await held()).map(([name, count]) => [name, count - before.get(name)!]);
    expect(Object.fromEntries(more)).toMatchObject({ salesforce: 2, zuora: 0 });
  });
});
