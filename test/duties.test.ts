import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { dutyKey, everybodyBehind, mayDecide } from '../src/auth/duties.ts';
import { type Principal, personRoles, type Role } from '../src/auth/principal.ts';
import { hubActor } from '../src/canonical/audit.ts';
import { linkNames, unlinkNames } from '../src/workflows/alias.ts';
import { createTestHub, type TestHub } from './support/graph.ts';
import { convene, type Council, party } from './support/parties.ts';

/** Names of one human: spellings, and others that are linked over a chain. */
const spellings = [
  'hanna@example.com',
  'HANNA@Example.com',
  ' hanna@example.com ',
  'hanna\u200b@example.com',
  'hanna\ufe0f@exam\u034fple.com',
];
const chain = ['h.berg@example.com', 'https://idp.example|4711', 'HBERG'];
const names = [...spellings, ...chain];
const robot = 'isthmus:service|robot';

/** The ways in which a human can be behind a request under one of those names. */
const shapes: Readonly<Record<string, (name: string, roles: readonly Role[]) => Principal>> = {
  'by itself': (person, roles) => party(person, { roles }),
  'from another account': (person, roles) => party(person, { roles, account: 'https://other.example|77' }),
  'impersonating somebody': (name, roles) => party('boss@example.com', { roles, actors: [name] }),
  'behind a chain of delegates': (name, roles) =>
    party('boss@example.com', { roles, actors: ['assistant@example.com', name] }),
  'with a delegate': (person, roles) => party(person, { roles, actors: ['secretary@example.com'] }),
  'by its service account': (person) =>
    party(person, { kind: 'SERVICE', roles: ['SERVICE'], account: robot, name: 'robot' }),
  'through its service account': (_name, roles) => party('colleague@example.com', { roles, actors: [robot] }),
};
const roleSets: readonly (readonly Role[])[] = [
  ['STEWARD'],
  ['CONTROLLER', 'STEWARD'],
  ['ADMIN'],
  personRoles,
];

interface Case {
  readonly title: string;
  readonly maker: Principal;
  readonly checker: Principal;
}

/** Every way of asking and every way of deciding by the same human; names and roles go round, so that all of them meet. */
const cases: readonly Case[] = Object.entries(shapes).flatMap(([asking, makerOf], i) =>
  Object.entries(shapes).flatMap(([deciding, checkerOf], j) =>
    Array.from({ length: 5 }, (_, k) => {
      const [first, second] = [
        names[(i + 2 * j + 3 * k) % names.length]!,
        names[(3 * i + j + 5 * k + 1) % names.length]!,
      ];
      const [before, after] = [roleSets[(i + k) % 4]!, roleSets[(j + k + 1) % 4]!];
      return {
        title: `asked ${asking} as ${first} (${before.length}), decided ${deciding} as ${second} (${after.length})`,
        maker: makerOf(first, before),
        checker: checkerOf(second, after),
      };
    }),
  ),
);

describe('whether somebody may decide', () => {
  const outsider = party('outsider@example.com');
  const facts = {
    makers: everybodyBehind(party('maker@example.com', { actors: ['helper@example.com'] })),
    earlier: [],
    checker: outsider,
    approverRoles: ['STEWARD'] as const,
    brokenGlass: false,
    resolve: dutyKey,
  };

  it('takes somebody who had no part in asking, with one of the roles', () => {
    expect(mayDecide(facts)).toEqual({ allowed: true });
  });

  it.each([
    ['the maker', party('maker@example.com'), 'SOD_VIOLATION'],
    ['whoever acted for the maker', party('Helper@example.com'), 'SOD_VIOLATION'],
    [
      'the account of the maker in the name of another',
      party('x', { account: 'https://idp.example|maker@example.com' }),
      'SOD_VIOLATION',
    ],
    ['a program', party('owner@example.com', { kind: 'SERVICE', roles: ['SERVICE'] }), 'FORBIDDEN'],
    [
      'a program with roles',
      party('owner@example.com', { kind: 'SERVICE', roles: personRoles }),
      'FORBIDDEN',
    ],
    [
      'somebody without the role',
      party('outsider@example.com', { roles: ['ADMIN', 'SUPPORT'] }),
      'FORBIDDEN',
    ],
    ['somebody without any role', party('outsider@example.com', { roles: [] }), 'FORBIDDEN'],
  ])('does not take %s', (_title, checker, code) => {
    expect(mayDecide({ ...facts, checker })).toMatchObject({ allowed: false, code });
  });

  it('lets broken glass stand for a role, but for nothing else', () => {
    const admin = party('outsider@example.com', { roles: ['ADMIN'] });
    expect(mayDecide({ ...facts, checker: admin, brokenGlass: true })).toEqual({ allowed: true });
    for (const checker of [
      party('MAKER@example.com', { roles: ['ADMIN'] }),
      party('outsider@example.com', { roles: ['ADMIN'], actors: ['maker@example.com'] }),
    ])
      expect(mayDecide({ ...facts, checker, brokenGlass: true })).toMatchObject({ code: 'SOD_VIOLATION' });
    const robotChecker = party('o', { kind: 'SERVICE', roles: ['SERVICE'] });
    expect(mayDecide({ ...facts, checker: robotChecker, brokenGlass: true })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('does not count the same person twice', () => {
    const earlier = [everybodyBehind(outsider)];
    const again = party('OUTSIDER@example.com', { account: 'https://other.example|1' });
    expect(mayDecide({ ...facts, earlier, checker: again })).toMatchObject({ code: 'SOD_VIOLATION' });
    expect(mayDecide({ ...facts, earlier, checker: party('third@example.com') })).toEqual({ allowed: true });
  });

  it('knows letters that look alike to somebody as the same', () => {
    for (const [one, other] of [
      ['STRASSE', 'straße'],
      ['İ', 'i̇'],
      ['ﬁn', 'FIN'],
      ['a\u00adb', 'AB'],
      ['a\u115fb\u3164', 'ab'],
    ])
      expect(dutyKey(one!)).toBe(dutyKey(other!));
    expect(dutyKey('anna')).not.toBe(dutyKey('hanna'));
  });
});

describe('over the real mutation', () => {
  let hub: TestHub;
  let council: Council;
  beforeAll(async () => {
    const rule = {
      id: 'replay',
      name: 'Every replay',
      kind: 'REPLAY',
      recordsFrom: 0,
      amountFrom: null,
      legalEntities: null,
      approverRoles: ['STEWARD', 'CONTROLLER', 'ADMIN'],
      approvals: 1,
      expiresAfterHours: 1,
    } as const;
    hub = await createTestHub({ rules: [rule] });
    council = await convene(hub);
    await hub.copy.database.query(
      `insert into service_account (name, owner, scopes, version) values ('robot', 'Hanna@example.com', '{}', 1)`,
    );
    const linked = [spellings[0]!, ...chain];
    for (const [index, name] of chain.entries())
      await linkNames(hub.copy.database, hubActor, [linked[index]!, name]);
  });
  afterAll(async () => {
    await council.close();
    await hub.close();
  });

  const ask = async (maker: Principal): Promise<string> => {
    const { userErrors, approval } = await council.run(maker, 'replayEvents', {
      types: ['invoice.*'],
      mode: 'LIVE',
    });
    expect([userErrors, approval?.status]).toEqual([[], 'PENDING']);
    return approval!.id;
  };
  const statusOf = async (id: string): Promise<string> =>
    (
      await council.data<{ node: { status: string } }>(
        party('anybody'),
        `{ node(id: "${id}") { ... on Approval { status } } }`,
      )
    ).node.status;

  it('has more than two hundred ways to decide what the same human asked for', () => {
    expect(cases.length).toBeGreaterThan(200);
    expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
  });

  test.each(cases.map((each) => [each.title, each] as const))(
    'nobody decides the own request: %s',
    async (_title, { maker, checker }) => {
      const id = await ask(maker);
      for (const approve of [true, false]) {
        const { userErrors } = await council.decide(checker, id, approve);
        expect(userErrors.map(({ code }) => code)).toEqual(['SOD_VIOLATION']);
      }
      expect(await statusOf(id)).toBe('PENDING');
    },
  );

  test.each(Object.entries(shapes))('somebody else decides what was asked %s', async (_title, makerOf) => {
    const id = await ask(makerOf(names[0]!, ['ADMIN']));
    const { userErrors, approval } = await council.decide(party('outsider@example.com'), id);
    expect([userErrors, approval?.status]).toEqual([[], 'APPROVED']);
  });

  it('nobody approves with broken glass what the same human asked for', async () => {
    const hanna = party('hanna@example.com', { roles: ['ADMIN'] });
    const { userErrors } = await council.run(hanna, 'breakGlass', {
      reason: 'the books are burning',
      minutes: 5,
    });
    expect(userErrors).toEqual([]);
    for (const makerOf of Object.values(shapes)) {
      const id = await ask(makerOf(names[4]!, ['STEWARD']));
      expect((await council.decide(hanna, id)).userErrors).toMatchObject([{ code: 'SOD_VIOLATION' }]);
    }
  });

  it('names that are linked after the request count, and names that are parted again do not', async () => {
    const { database } = hub.copy;
    const id = await ask(party('carla@example.com'));
    await linkNames(database, hubActor, ['Carla@example.com', 'c.clone@example.com']);
    expect((await council.decide(party('c.clone@example.com'), id)).userErrors).toMatchObject([
      { code: 'SOD_VIOLATION' },
    ]);
    await unlinkNames(database, hubActor, ['c.clone@example.com', 'carla@example.com']);
    expect((await council.decide(party('c.clone@example.com'), id)).approval?.status).toBe('APPROVED');
  });

  it('nobody can approve where everybody is the same: under open access', async () => {
    const open = party('open', { account: 'open', roles: personRoles });
    const id = await ask(open);
    expect((await council.decide(open, id)).userErrors).toMatchObject([{ code: 'SOD_VIOLATION' }]);
  });

  it('each refusal is in the audit, with who tried', async () => {
    const id = await ask(party('dora@example.com'));
    await council.decide(party('dora@example.com'), id);
    const { rows } = await hub.copy.database.query(
      'select action, person, after::json ->> $2 as code from audit_entry where subject = $1 order by seq',
      [id, 'code'],
    );
    expect(rows).toEqual([
      { action: 'approval.requested', person: 'dora@example.com', code: null },
      { action: 'approval.refused', person: 'dora@example.com', code: 'SOD_VIOLATION' },
    ]);
  });
});
