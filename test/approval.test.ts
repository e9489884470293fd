import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../src/auth/principal.ts';
import { stableJson } from '../src/canonical/stable.ts';
import { record } from './support/copy.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { eventually } from './support/hub.ts';
import { convene, type Council, party, type Payload } from './support/parties.ts';

const once = { recordsFrom: 0, amountFrom: null, legalEntities: null, approvals: 1, expiresAfterHours: 1 };
const rules = [
  { ...once, id: 'merge', name: 'Merges', kind: 'MERGE', approverRoles: ['STEWARD', 'CONTROLLER'] },
  {
    ...once,
    id: 'merge-eu',
    name: 'Merges in the EU',
    kind: 'MERGE',
    legalEntities: ['EU01'],
    approverRoles: ['CONTROLLER'],
    approvals: 2,
  },
  {
    ...once,
    id: 'replay',
    name: 'Large replays',
    kind: 'REPLAY',
    recordsFrom: 3,
    approverRoles: ['INTEGRATION'],
  },
] as const;

let hub: TestHub;
let council: Council;
beforeAll(async () => {
  hub = await createTestHub({ rules });
  council = await convene(hub);
});
afterAll(async () => {
  await council.close();
  await hub.close();
});

const maker = party('maker@example.com', { name: 'Maker' });
const checker = party('checker@example.com');
const controller = (n: number): Principal => party(`controller-${n}@example.com`, { roles: ['CONTROLLER'] });

let made = 0;
/** Two customers; `entity`: of the company EU01, as the ERP says. */
async function pair(entity = false): Promise<{ survivorId: string; absorbedId: string; n: number }> {
  made += 1;
  const n = made;
  await give(n, 'L', 'Left');
  await give(n, 'R', 'Right');
  const erp = record(
    'Customer',
    `netsuite/e${n}`,
    { name: 'In the books' },
    {
      keys: [`ref:crm:Account:L${n}`],
      links: { legalEntity: { kind: 'LegalEntity', key: 'ref:netsuite:LegalEntity:2' } },
    },
  );
  await hub.give('netsuite', 'Customer', [erp].slice(entity ? 0 : 1));
  const [survivorId, absorbedId] = await Promise.all([
    hub.idOf('salesforce', 'Account', `L${n}`),
    hub.idOf('salesforce', 'Account', `R${n}`),
  ]);
  return { survivorId, absorbedId, n };
}
const give = (n: number, side: string, name: string): Promise<void> =>
  hub.give('salesforce', 'Customer', [
    record('Customer', `salesforce/${side}${n}`, { name: `${name} ${n}` }),
  ]);

const ask = async (who: Principal, input: object): Promise<Payload> => {
  const payload = await council.run(who, 'mergeCustomers', input);
  expect(payload.userErrors).toEqual([]);
  return payload;
};
const asked = async (
  entity = false,
): Promise<{ id: string; hash: string; survivorId: string; absorbedId: string; n: number }> => {
  const { n, ...both } = await pair(entity);
  const { approval } = await ask(maker, both);
  return { id: approval!.id, hash: approval!.hash, n, ...both };
};

interface Shown {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly hash: string;
  readonly shown: Readonly<Record<string, unknown>>;
  readonly rule: Readonly<Record<string, unknown>>;
  readonly reason: string | null;
  readonly subject: { readonly id: string } | null;
  readonly requestedBy: { readonly name: string | null };
  readonly decidedBy: { readonly id: string } | null;
  readonly decidedAt: string | null;
  readonly decisions: readonly {
    readonly approve: boolean;
    readonly hash: string;
    readonly reason: string;
    readonly roles: readonly string[];
    readonly brokenGlass: boolean;
  }[];
}
const selection = `id kind status hash shown reason subject { id } requestedBy { name } decidedBy { id } decidedAt expiresAt requestedAt
  rule { id name condition approverRoles approvals makerMayApprove } decisions { approve hash reason roles brokenGlass at by { id } }`;
const show = async (id: string): Promise<Shown> =>
  (await council.data<{ node: Shown }>(checker, `{ node(id: "${id}") { ... on Approval { ${selection} } } }`))
    .node;
const merged = async (id: string): Promise<boolean> => {
  const { customer } = await council.data<{ customer: { id: string } }>(
    checker,
    `{ customer(id: "${id}") { id } }`,
  );
  return customer.id !== id;
};
const codes = ({ userErrors }: Payload): string[] => userErrors.map(({ code }) => code);

describe('an approval', () => {
  it('shows exactly what is decided, by which rule, and binds it by a hash that anybody can compute', async () => {
    const { id, hash, survivorId, absorbedId, n } = await asked();
    const approval = await show(id);
    expect(approval).toMatchObject({
      kind: 'MERGE',
      status: 'PENDING',
      subject: { id: survivorId },
      requestedBy: { name: 'Maker' },
      decidedBy: null,
      decisions: [],
      rule: {
        id: 'merge',
        condition: 'always',
        approverRoles: ['STEWARD', 'CONTROLLER'],
        approvals: 1,
        makerMayApprove: false,
      },
      shown: {
        survivor: {
          id: survivorId,
          version: 1,
          name: `Left ${n}`,
          places: [{ instance: 'salesforce', object: 'Account', externalId: `L${n}` }],
        },
        absorbed: { id: absorbedId, version: 1, name: `Right ${n}` },
        fieldChoices: {},
        changes: [],
      },
    });
    const { makerMayApprove: _, ...rule } = approval.rule;
    const bound = { kind: 'MERGE', subject: survivorId, shown: approval.shown, rule };
    expect(createHash('sha256').update(stableJson(bound)).digest('hex')).toBe(hash);
  });

  it('keeps what each decided, of exactly what, and as what', async () => {
    const { id, hash } = await asked();
    const decided = await council.decide(checker, id, true, { hash, reason: 'I have looked' });
    expect(decided).toMatchObject({ userErrors: [], approval: { status: 'APPROVED' } });
    expect(await show(id)).toMatchObject({
      reason: 'I have looked',
      decisions: [{ approve: true, hash, reason: 'I have looked', roles: ['STEWARD'], brokenGlass: false }],
    });
  });

  it('is not decided by who saw something else, nor when what is stored is not what was asked for', async () => {
    const { id, absorbedId } = await asked();
    expect(await council.decide(checker, id, true, { hash: 'f'.repeat(64) })).toMatchObject({
      userErrors: [{ code: 'CONFLICT', field: ['hash'] }],
    });
    await hub.copy.database.query(
      `update approval set shown = jsonb_set(shown, '{absorbed,id}', '"cus_somebody"') where id = $1`,
      [id],
    );
    expect(codes(await council.decide(checker, id))).toEqual(['CONFLICT']);
    expect(await merged(absorbedId)).toBe(false);
    const other = await asked();
    await hub.copy.database.query(
      `update approval set rule = jsonb_set(rule, '{approverRoles}', '["SALES_OPS"]') where id = $1`,
      [other.id],
    );
    const sales = party('sales@example.com', { roles: ['SALES_OPS'] });
    expect(codes(await council.decide(sales, other.id))).toEqual(['CONFLICT']);
    expect(await merged(other.absorbedId)).toBe(false);
  });

  it('cannot be given when what it was about has changed, and is over then; it can be asked for anew', async () => {
    const { id, n, survivorId, absorbedId } = await asked();
    await give(n, 'R', 'Renamed');
    expect(codes(await council.decide(checker, id))).toEqual(['CONFLICT']);
    expect(await show(id)).toMatchObject({ status: 'CANCELLED', decisions: [] });
    expect(await merged(absorbedId)).toBe(false);
    const { approval } = await ask(maker, { survivorId, absorbedId });
    expect((await council.decide(checker, approval!.id)).approval?.status).toBe('APPROVED');
  });

  it('is asked for once: a second request about the same two waits for the first, unless that is outdated', async () => {
    const { id, n, survivorId, absorbedId } = await asked();
    const other = party('other@example.com');
    const swapped = { survivorId: absorbedId, absorbedId: survivorId };
    for (const input of [{ survivorId, absorbedId }, swapped])
      expect(await council.run(other, 'mergeCustomers', input)).toMatchObject({
        userErrors: [{ code: 'CONFLICT', message: expect.stringContaining(id) as string }],
      });
    await give(n, 'L', 'Renamed');
    const { approval } = await ask(other, swapped);
    expect((await show(id)).status).toBe('CANCELLED');
    expect((await council.decide(maker, approval!.id)).approval?.status).toBe('APPROVED');
  });

  it('is rejected with a reason, and never without', async () => {
    const { id, absorbedId } = await asked();
    expect(await council.decide(checker, id, false, { reason: ' ' })).toMatchObject({
      userErrors: [{ code: 'INVALID_INPUT', field: ['reason'] }],
    });
    expect((await council.decide(checker, id, false, { reason: 'They are rivals' })).approval?.status).toBe(
      'REJECTED',
    );
    expect(await show(id)).toMatchObject({ reason: 'They are rivals', decisions: [{ approve: false }] });
    expect(codes(await council.decide(controller(1), id))).toEqual(['CONFLICT']);
    expect(await merged(absorbedId)).toBe(false);
  });

  it('expires: at once for whoever reads or decides it, and by itself for whoever listens', async () => {
    const { id, absorbedId } = await asked();
    await hub.copy.database.query(
      `update approval set expires_at = now() - interval '1 second' where id = $1`,
      [id],
    );
    expect((await show(id)).status).toBe('EXPIRED');
    expect(codes(await council.decide(checker, id))).toEqual(['CONFLICT']);
    const told = await eventually('it is told', async () => {
      await hub.governance.approvals.sweep();
      await hub.log.advance();
      const { rows } = await hub.copy.database.query<{ type: string }>(
        'select type from event where subject_id = $1 order by position',
        [id],
      );
      return rows.length > 1 && rows.map(({ type }) => type);
    });
    expect(told).toEqual(['approval.requested', 'approval.expired']);
    expect(await show(id)).toMatchObject({ status: 'EXPIRED', decidedAt: expect.any(String) as string });
    expect(await merged(absorbedId)).toBe(false);
  });

  it('expires also for whoever began to decide it in time and had to wait', async () => {
    const { id, absorbedId } = await asked();
    const { database } = hub.copy;
    await database.query(
      `update approval set expires_at = clock_timestamp() + interval '1 second' where id = $1`,
      [id],
    );
    const decided = await database.transaction(async (db) => {
      await db.query('select from approval where id = $1 for update', [id]);
      const deciding = council.decide(checker, id);
      await db.query('select pg_sleep(1.5)');
      return { deciding };
    });
    const { userErrors } = await decided.deciding;
    expect(userErrors).toMatchObject([{ code: 'CONFLICT', message: 'It is expired already.' }]);
    expect(await merged(absorbedId)).toBe(false);
  });

  it('is not known under ids that it does not have', async () => {
    for (const id of ['apr_nobody', `apr_${'0'.repeat(26)}`, 'cus_1', '\u0000'])
      expect(codes(await council.decide(checker, id))).toEqual(['NOT_FOUND']);
  });
});

describe('a rule that asks for two persons', () => {
  it('outranks one that asks for less, and is met by two who are not the same', async () => {
    const { id, absorbedId } = await asked(true);
    expect((await show(id)).rule).toMatchObject({
      id: 'merge-eu',
      approvals: 2,
      condition: 'for EU01; 2 different persons',
    });
    expect(codes(await council.decide(checker, id))).toEqual(['FORBIDDEN']);
    expect((await council.decide(controller(1), id)).approval?.status).toBe('PENDING');
    const again = {
      ...controller(1),
      account: 'https://other.example|1',
      person: 'CONTROLLER-1@example.com',
    };
    expect(codes(await council.decide(again, id))).toEqual(['SOD_VIOLATION']);
    expect(codes(await council.decide({ ...maker, roles: ['CONTROLLER'] }, id))).toEqual(['SOD_VIOLATION']);
    expect(await merged(absorbedId)).toBe(false);
    expect((await council.decide(controller(2), id)).approval?.status).toBe('APPROVED');
    expect(await merged(absorbedId)).toBe(true);
  });

  it('is over with the first who rejects', async () => {
    const { id } = await asked(true);
    await council.decide(controller(1), id);
    expect((await council.decide(controller(2), id, false)).approval?.status).toBe('REJECTED');
    expect((await show(id)).decisions.map(({ approve }) => approve)).toEqual([true, false]);
  });
});

describe('many at once', () => {
  it('one key is one request, whoever asks how often; every answer is the same', async () => {
    const { n: _, ...both } = await pair();
    const input = { ...both, idempotencyKey: 'fifty' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => council.run(maker, 'mergeCustomers', input)),
    );
    expect(new Set(answers.map((each) => JSON.stringify({ ...each, replayed: null }))).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const { rows } = await hub.copy.database.query<{ count: number }>(
      'select count(*)::int as count from approval where subject_id = $1',
      [both.survivorId],
    );
    expect(rows).toEqual([{ count: 1 }]);
    expect(
      await council.run(maker, 'mergeCustomers', { ...input, fieldChoices: { name: 'ABSORBED' } }),
    ).toMatchObject({
      userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED', field: ['idempotencyKey'] }],
    });
    expect(
      codes(await council.decide(maker, answers[0]!.approval!.id, true, { idempotencyKey: 'fifty' })),
    ).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  it('a key is of one account: the decision of one is not answered to another as its own', async () => {
    const { id } = await asked(true);
    const key = { idempotencyKey: 'the same' };
    expect(await council.decide(controller(1), id, true, key)).toMatchObject({ replayed: false });
    expect(await council.decide(controller(1), id, true, key)).toMatchObject({
      replayed: true,
      userErrors: [],
    });
    expect(await council.decide(controller(2), id, true, key)).toMatchObject({
      replayed: false,
      approval: { status: 'APPROVED' },
    });
  });

  it('a refusal is not remembered: the key may be used again', async () => {
    const { id } = await asked(true);
    const key = { idempotencyKey: 'again' };
    expect(codes(await council.decide(checker, id, true, key))).toEqual(['FORBIDDEN']);
    const promoted: Principal = { ...checker, roles: ['CONTROLLER'] };
    expect(await council.decide(promoted, id, true, key)).toMatchObject({ userErrors: [], replayed: false });
  });

  it('of racing decisions one counts, and has one effect', async () => {
    const { id, absorbedId } = await asked();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => council.decide(controller(n), id, n % 2 === 0)),
    );
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    const { status, decisions } = await show(id);
    expect(decisions).toHaveLength(1);
    expect(await merged(absorbedId)).toBe(status === 'APPROVED');
    const { rows } = await hub.copy.database.query<{ count: number }>(
      'select count(*)::int as count from merge_record where absorbed_id = $1',
      [absorbedId],
    );
    expect(rows[0]!.count).toBe(Number(status === 'APPROVED'));
  });

  it.each(['', 'x'.repeat(201), 'a\u0000b', '\ud800'])(
    'a key that cannot be kept is refused',
    async (idempotencyKey) => {
      const { n: _, ...both } = await pair();
      expect(await council.run(maker, 'mergeCustomers', { ...both, idempotencyKey })).toMatchObject({
        userErrors: [{ code: 'INVALID_INPUT', field: ['idempotencyKey'] }],
      });
    },
  );
});

describe('the list of approvals', () => {
  const list = async (who: Principal, args: string): Promise<string[]> =>
    (
      await council.data<{ approvals: { edges: { node: { id: string } }[]; totalCount: number } }>(
        who,
        `{ approvals(${args}) { totalCount edges { node { id } } } }`,
      )
    ).approvals.edges.map(({ node }) => node.id);

  it('is filtered by status, by kind and by whose it is, and paged', async () => {
    const [first, second] = [await asked(), await asked(true)];
    await council.decide(checker, first.id);
    expect((await list(checker, 'first: 2')).toSorted()).toEqual([first.id, second.id].toSorted());
    expect(await list(checker, 'status: [APPROVED], kind: [MERGE], first: 1')).toEqual([first.id]);
    expect(await list(checker, 'kind: [REPLAY], status: [APPROVED]')).toEqual([]);
    const support = party('support@example.com', { roles: ['SUPPORT'] });
    expect(await list(support, 'mine: true')).toEqual([]);
    expect(await list({ ...maker, roles: ['SUPPORT'] }, 'mine: true, first: 1')).toEqual([second.id]);
    expect(await list(controller(1), 'mine: true, first: 1, status: [PENDING]')).toEqual([second.id]);
    expect(
      await list(party('s', { roles: ['STEWARD'] }), 'mine: true, first: 1, status: [PENDING]'),
    ).not.toEqual([second.id]);
  });

  it('holds for callers with a scope what concerns only customers that they see', async () => {
    const [inside, outside] = [await asked(true), await asked()];
    const scope = { legalEntities: new Set(['EU01']), regions: null, unassigned: true };
    const all = hub.within(scope).governance.approvals;
    const filter = { status: ['PENDING'], kind: null, mine: null };
    expect((await all.list(filter, {})).ids).toEqual(expect.arrayContaining([inside.id, outside.id]));
    const { approvals, merges } = hub.within({ ...scope, unassigned: false }).governance;
    expect((await approvals.list(filter, {})).ids).toEqual([]);
    expect(await approvals.byIds([inside.id, outside.id])).toEqual([null, null]);
    const acting = { principal: controller(1), correlationId: 'test-scope' };
    const decision = { approvalId: inside.id, approve: true, reason: '', hash: null };
    await expect(approvals.decide(acting, 'scoped', decision)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { survivorId, absorbedId } = outside;
    await expect(
      merges.merge(acting, 'scoped', { survivorId, absorbedId, fieldChoices: null }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('what is told of approvals', () => {
  it('is one event for each step, in the shape that is published, and naming people by their ids alone', async () => {
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    for (const file of readdirSync('schema/events'))
      ajv.addSchema(JSON.parse(readFileSync(`schema/events/${file}`, 'utf8')) as object);
    await hub.log.advance();
    const both = await asked(true);
    await council.decide(controller(1), both.id);
    await council.decide(controller(2), both.id);
    const rejected = await asked();
    await council.decide(checker, rejected.id, false);
    const outdated = await asked();
    await give(outdated.n, 'R', 'Renamed');
    await council.decide(checker, outdated.id);
    const { rows } = await hub.copy.database.query<{
      type: string;
      schema_version: string;
      data: object;
      customer_id: string;
    }>(`select type, schema_version, data, customer_id from event where subject_id = any($1) order by seq`, [
      [both.id, rejected.id, outdated.id],
    ]);
    expect(rows.map(({ type }) => type)).toEqual([
      'approval.requested',
      'approval.signed',
      'approval.approved',
      'approval.requested',
      'approval.rejected',
      'approval.requested',
      'approval.cancelled',
    ]);
    const validate = ajv.getSchema('urn:isthmus:event:approval:1')!;
    for (const { data } of rows) expect([validate(data), validate.errors]).toEqual([true, null]);
    expect(JSON.stringify(rows)).not.toContain('@example.com');
    expect(rows[0]!.customer_id).toBe(both.survivorId);
  });

  it('is in the audit in the transaction of the change: who asked, who decided what, and what came of it', async () => {
    const { id, survivorId, absorbedId, hash } = await asked();
    await council.decide(checker, id, true, { reason: 'the same house' });
    const { rows } = await hub.copy.database.query<{ action: string; person: string; after: string }>(
      'select action, person, after from audit_entry where subject = any($1) order by seq',
      [[id, survivorId]],
    );
    expect(rows.map(({ action, person }) => [action, person])).toEqual([
      ['approval.requested', maker.person],
      ['approval.decided', checker.person],
      ['customer.merged', checker.person],
    ]);
    expect(JSON.parse(rows[1]!.after)).toEqual({
      status: 'APPROVED',
      approve: true,
      reason: 'the same house',
      hash,
      brokenGlass: false,
    });
    expect(JSON.parse(rows[2]!.after)).toMatchObject({ absorbedId, approvalId: id });
  });
});
