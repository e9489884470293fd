import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emergencyRights, mayBreakGlass } from '../src/auth/emergency.ts';
import { rightsFor } from '../src/auth/policy.ts';
import { currentGrants } from '../src/store/grant.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { convene, type Council, party } from './support/parties.ts';

let hub: TestHub;
let council: Council;
beforeAll(async () => {
  hub = await createTestHub();
  council = await convene(hub);
});
afterAll(async () => {
  await council.close();
  await hub.close();
});

const reason = 'the ledger is on fire';
const admin = (person: string) => party(person, { roles: ['ADMIN'] });

async function asked(): Promise<string> {
  const ids = await Promise.all(['001', '003'].map((id) => hub.idOf('salesforce', 'Account', id)));
  const { approval, userErrors } = await council.run(party('maker@example.com'), 'mergeCustomers', {
    survivorId: ids[0],
    absorbedId: ids[1],
  });
  expect(userErrors).toEqual([]);
  return approval!.id;
}

describe('broken glass', () => {
  it('is for administrators under their own account, with a reason and for a bounded time', async () => {
    const given = { reason, minutes: 5 };
    for (const [who, input, code] of [
      [party('controller@example.com', { roles: ['CONTROLLER', 'STEWARD'] }), given, 'FORBIDDEN'],
      [party('admin@example.com', { roles: ['ADMIN'], actors: ['helper@example.com'] }), given, 'FORBIDDEN'],
      [party('admin@example.com', { roles: ['ADMIN'], kind: 'SERVICE' }), given, 'FORBIDDEN'],
      [admin('admin@example.com'), { ...given, reason: '   short   ' }, 'INVALID_INPUT'],
      [admin('admin@example.com'), { ...given, reason: `${reason}\u0000` }, 'INVALID_INPUT'],
      [admin('admin@example.com'), { ...given, minutes: 0 }, 'INVALID_INPUT'],
      [admin('admin@example.com'), { ...given, minutes: 61 }, 'INVALID_INPUT'],
    ] as const)
      expect((await council.run(who, 'breakGlass', input)).userErrors).toMatchObject([{ code }]);
    expect(await currentGrants(hub.copy.database)).toEqual([]);
  });

  it('lets an administrator decide by any rule until it ends, and the decision says so', async () => {
    const root = admin('root@example.com');
    const id = await asked();
    expect((await council.decide(root, id)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    await council.run(root, 'breakGlass', { reason, minutes: 5 });
    const other = party('ROOT@example.com', { roles: ['SUPPORT'] });
    expect((await council.decide(other, id)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    await hub.copy.database.query(`update access_grant set until = now() - interval '1 second'`);
    expect((await council.decide(root, id)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }]);
    await council.run(root, 'breakGlass', { reason, minutes: 5 });
    expect((await council.decide(root, id)).approval?.status).toBe('APPROVED');
    const { node } = await council.data<{ node: { decisions: object[] } }>(
      root,
      `{ node(id: "${id}") { ... on Approval { decisions { brokenGlass roles } } } }`,
    );
    expect(node.decisions).toEqual([{ brokenGlass: true, roles: ['ADMIN'] }]);
  });

  it('is loud: an event, a line in the log of the process, the audit, and a list of who did it why', async () => {
    const loud = admin('loud@example.com');
    const input = { reason, minutes: 7, idempotencyKey: 'loud' };
    const first = await council.run(loud, 'breakGlass', input);
    expect(await council.run(loud, 'breakGlass', input)).toEqual({ ...first, replayed: true });
    const { id } = first.grant!;
    expect(hub.warnings).toContain('somebody broke the glass');
    const events = await hub.copy.database.query<{ type: string; data: { grant: object } }>(
      'select type, data from event where subject_id = $1',
      [id],
    );
    expect(events.rows).toMatchObject([{ type: 'access.break_glass', data: { grant: { id, reason } } }]);
    const entries = await hub.copy.database.query(
      'select action, person from audit_entry where subject = $1',
      [id],
    );
    expect(entries.rows).toEqual([{ action: 'access.granted', person: loud.person }]);
    const { breakGlassGrants } = await council.data<{ breakGlassGrants: object[] }>(
      loud,
      '{ breakGlassGrants { id reason by { roles } } }',
    );
    expect(breakGlassGrants[0]).toEqual({ id, reason, by: { roles: ['ADMIN'] } });
  });

  it('gives rights to read every field to an administrator alone, and no row that the token does not', () => {
    const root = admin('root@example.com');
    expect(mayBreakGlass(root)).toBe(true);
    expect(mayBreakGlass({ ...root, actors: ['helper@example.com'] })).toBe(false);
    for (const bound of [
      { legalEntities: ['EU01'], regions: ['EU'] },
      { legalEntities: ['EU01'], regions: ['*'] },
      { legalEntities: ['*'], regions: ['EU'] },
      { legalEntities: [], regions: [] },
    ]) {
      const narrow = { ...root, ...bound };
      expect(emergencyRights(narrow).scope).not.toBeNull();
      expect(emergencyRights(narrow).scope).toEqual(rightsFor(narrow).scope);
      expect(emergencyRights(narrow).decide('Invoice.total')).toBe('allow');
    }
    expect(emergencyRights(root).scope).toBeNull();
  });
});
