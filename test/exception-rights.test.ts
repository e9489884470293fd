import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personRoles } from '../src/auth/policy.ts';
import { dataSeen } from '../src/auth/projection.ts';
import { rightsFor } from '../src/auth/policy.ts';
import type { Principal } from '../src/auth/principal.ts';
import { type Finding, Refused } from '../src/canonical/finding.ts';
import { Problem } from '../src/canonical/problem.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { personWith, serviceWith, testAccess } from './support/roles.ts';
import { type Answer, type Served, serve } from './support/served.ts';
import { type Stopped, stopRun, unmapped } from './support/stopped.ts';
import type { Opening } from '../src/workflows/exception-open.ts';

const access = testAccess();
let hub: TestHub;
let served: Served;
let data: Stopped;
let technical: Stopped;
/** Of the team that sells: what the CRM lacks, and what was not agreed there. */
let selling: { readonly data: Stopped; readonly policy: Stopped };
beforeAll(async () => {
  hub = await createTestHub();
  served = await serve(hub, {}, { access });
  data = await stopRun(hub);
  technical = await stopRun(hub, {
    failure: { is: 'problem', problem: new Problem('SOURCE_UNAVAILABLE', 'No.'), tries: 5 },
    moneyAtRisk: { amount: '9.00', currency: 'USD' },
  });
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

const tokens = new Map<Principal, string>();
async function ask(who: Principal, query: string): Promise<Answer['body']> {
  const token = tokens.get(who) ?? access.token(who);
  tokens.set(who, token);
  const { body } = await served.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return body;
}
const codesIn = ({ errors = [] }: Answer['body']): unknown[] =>
  errors.map(({ path, extensions }) => `${path?.join('.')} ${String(extensions['code'])}`);
let keys = 0;
/** What a retry of an exception comes to for somebody: done, refused as a whole, or refused for its matter. */
async function retry(who: Principal, { exceptionId }: Stopped): Promise<unknown> {
  keys += 1;
  await hub.copy.database.query(`update exception set status = 'OPEN' where id = $1`, [exceptionId]);
  await hub.copy.database.query(
    `update run set status = 'PAUSED', due_at = null where id in (select run_id from exception)`,
  );
  const body = await ask(
    who,
    `mutation { retryException(input: { idempotencyKey: "right-${keys}", exceptionIds: ["${exceptionId}"] }) { results { ok error { code } } } }`,
  );
  const answer = body.data?.['retryException'] as {
    results: { ok: boolean; error: { code: string } | null }[];
  } | null;
  return answer ? (answer.results[0]!.error?.code ?? 'done') : body.errors?.[0]?.extensions['code'];
}

describe('an exception', () => {
  it('is seen by every role, and what is at stake by those who see amounts', async () => {
    const query =
      '{ exceptions { totalCount moneyAtRisk { amount } edges { node { id moneyAtRisk { amount } } } } }';
    const blind: string[] = [];
    for (const role of personRoles) {
      const body = await ask(personWith(role), query);
      expect((body.data!['exceptions'] as { totalCount: number }).totalCount).toBe(2);
      blind.push(...new Set(codesIn(body).map(() => role)));
    }
    expect(blind).toEqual(['SUPPORT', 'INTEGRATION', 'STEWARD', 'ADMIN']);
  });

  it('stands in a list by its amount only for those who see it, because a cursor tells what it is ordered by', async () => {
    const query = '{ exceptions { edges { cursor node { id } } } }';
    const told = async (role: 'FINANCE_OPS' | 'SUPPORT'): Promise<string[]> => {
      const { edges } = (await ask(personWith(role), query)).data!['exceptions'] as {
        edges: { cursor: string }[];
      };
      return edges.map(({ cursor }) => Buffer.from(cursor, 'base64url').toString());
    };
    expect(await told('FINANCE_OPS')).toMatchObject([
      expect.stringContaining('1200'),
      expect.stringContaining('9.00'),
    ]);
    expect((await told('SUPPORT')).join(' ')).not.toMatch(/1200|9\.00/);
  });

  it('is not looked for by an amount that the caller does not see', async () => {
    const query = '{ exceptions(filter: { moneyAtRiskGte: "100" }) { totalCount } }';
    expect(codesIn(await ask(personWith('SUPPORT'), query))).toEqual([expect.stringContaining('FORBIDDEN')]);
    expect((await ask(personWith('FINANCE_OPS'), query)).data).toEqual({ exceptions: { totalCount: 1 } });
  });

  it('is told of without amounts to whoever does not see them', () => {
    const event = {
      type: 'exception.opened',
      subjectId: data.exceptionId,
      data: {
        exception: {
          id: 'exc_1',
          severity: 'LOW',
          moneyAtRisk: { amount: '1', currency: 'USD' },
          reportedAtRisk: '1',
        },
      },
    };
    expect(dataSeen(rightsFor(personWith('SUPPORT')), event)).toEqual({
      exception: { id: 'exc_1', severity: 'LOW' },
    });
    expect(dataSeen(rightsFor(personWith('FINANCE_OPS')), event)).toEqual(event.data);
  });
});

describe('what stops a run', () => {
  beforeAll(async () => {
    const refused = (found: Finding): Partial<Opening> => ({
      failure: { is: 'refused', error: new Refused([found]) },
    });
    selling = {
      data: await stopRun(hub, refused(unmapped('CARE', { system: 'CRM' }))),
      policy: await stopRun(hub, refused(unmapped('CARE', { code: 'APPROVAL_REQUIRED', system: 'CRM' }))),
    };
  });

  it('is mended and tried again by those who sell where it is a matter of data or policy and theirs', async () => {
    const [sales, support] = [personWith('SALES_OPS'), personWith('SUPPORT')];
    expect([await retry(sales, selling.data), await retry(sales, selling.policy)]).toEqual(['done', 'done']);
    expect(await retry(support, selling.data)).toBe('FORBIDDEN');
  });

  it('is left out by those who sell no more than by anybody else who may not', async () => {
    const skipped = await ask(
      personWith('SALES_OPS'),
      `mutation { skipException(input: { idempotencyKey: "skip", exceptionIds: ["${selling.data.exceptionId}"] }) { results { ok } } }`,
    );
    expect(codesIn(skipped)).toEqual([expect.stringContaining('FORBIDDEN')]);
  });

  it.each<[Principal['roles'][number], unknown, unknown]>([
    ['SALES_OPS', 'FORBIDDEN', 'FORBIDDEN'],
    ['FINANCE_OPS', 'done', 'FORBIDDEN'],
    ['FINANCE_APPROVER', 'done', 'FORBIDDEN'],
    ['CONTROLLER', 'done', 'done'],
    ['SUPPORT', 'FORBIDDEN', 'FORBIDDEN'],
    ['INTEGRATION', 'FORBIDDEN', 'done'],
    ['STEWARD', 'FORBIDDEN', 'FORBIDDEN'],
    ['AUDITOR', 'FORBIDDEN', 'FORBIDDEN'],
    ['ADMIN', 'FORBIDDEN', 'done'],
  ])(
    'is dealt with by %s where it is a matter of data: %s, and where it is technical: %s',
    async (role, ofData, ofMachines) => {
      const who = personWith(role);
      expect([await retry(who, data), await retry(who, technical)]).toEqual([ofData, ofMachines]);
    },
  );

  it('is dealt with by a program with the scope for it where it is technical', async () => {
    const [able, other] = [serviceWith(['exceptions:write']), serviceWith(['exceptions:read'])];
    expect([await retry(able, data), await retry(able, technical), await retry(other, technical)]).toEqual([
      'FORBIDDEN',
      'done',
      'FORBIDDEN',
    ]);
  });

  it('is given to somebody and written about by whoever works with it, and not by an auditor', async () => {
    const comment = async (who: Principal): Promise<boolean> => {
      keys += 1;
      const body = await ask(
        who,
        `mutation { commentException(input: { idempotencyKey: "right-${keys}", exceptionIds: ["${data.exceptionId}"], note: "x" }) { results { ok } } }`,
      );
      return body.errors === undefined;
    };
    const able = await Promise.all(
      personRoles.map(async (role) => ((await comment(personWith(role))) ? [role] : [])),
    );
    expect(personRoles.filter((role) => !able.flat().includes(role))).toEqual(['AUDITOR']);
  });
});
