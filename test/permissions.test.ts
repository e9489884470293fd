import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rightsFor } from '../src/auth/policy.ts';
import { personRoles, type Principal } from '../src/auth/principal.ts';
import { loadSchema } from '../src/http/schema.ts';
import { objectTypes } from './support/coverage.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { personWith, serviceWith, type TestAccess, testAccess } from './support/roles.ts';
import { type Served, serve } from './support/served.ts';

const fields = objectTypes(loadSchema()).flatMap((type) =>
  Object.keys(type.getFields()).map((field) => `${type.name}.${field}`),
);

let hub: TestHub;
let served: Served;
let access: TestAccess;
beforeAll(async () => {
  hub = await createTestHub();
  access = testAccess();
  served = await serve(hub, {}, { access });
});
afterAll(async () => {
  await served.close();
  await hub.close();
});

async function permissionsOf(principal: Principal): Promise<readonly string[]> {
  const { body } = await served.send({
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${access.token(principal)}` },
    body: JSON.stringify({ query: '{ permissions }' }),
  });
  return (body.data as { permissions: string[] }).permissions;
}

describe('what a caller may', () => {
  it.each(personRoles)('is told to a person: every field that the policy lets a %s ask for', async (role) => {
    const { decide } = rightsFor(personWith(role));
    expect(await permissionsOf(personWith(role))).toEqual(
      fields.filter((field) => decide(field) !== 'deny').toSorted(),
    );
  });

  it('holds what is masked, and not what is denied', async () => {
    const told = await permissionsOf(personWith('INTEGRATION'));
    expect(told).toEqual(expect.arrayContaining(['Contact.email', 'StepAttempt.call', 'Mutation.pauseRun']));
    expect(told).not.toContain('Exception.moneyAtRisk');
    expect(told).not.toContain('Mutation.breakGlass');
  });

  it('follows the scopes of a program, without fields of types of which it sees nothing', async () => {
    const told = await permissionsOf(serviceWith(['exceptions:read']));
    expect(told).toEqual(expect.arrayContaining(['Query.permissions', 'Query.exceptions', 'Exception.code']));
    expect(told).not.toContain('Query.workflowRuns');
    expect(told).not.toContain('Exception.run');
    expect(told).not.toContain('Mutation.fixAndResume');
  });

  it('is everything where no token is asked for', async () => {
    const { body } = await served.post('{ permissions }');
    expect(body.data).toEqual({ permissions: fields.toSorted() });
  });
});
