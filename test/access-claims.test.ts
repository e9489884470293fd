import { describe, expect, it } from 'vitest';
import { ClaimError, principalOf, servicePrincipal } from '../src/auth/claims.ts';
import { ownClaims } from '../src/auth/issuer.ts';
import { createRevocations } from '../src/auth/revocation.ts';
import { personId, personKey } from '../src/canonical/person.ts';

const issuer = { tenant: null, claims: ownClaims, roles: {} };
const good = { iss: 'https://login.example.com', sub: 'u-1', exp: 2_000_000_000, tenant: 'main' };
const read = (claims: object, more: Partial<Parameters<typeof principalOf>[1]> = {}) =>
  principalOf({ ...good, ...claims }, { ...issuer, ...more });

/** The class of what is thrown. */
const catching = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return (error as Error).constructor;
  }
};

describe('the claims of a token', () => {
  it('that say nothing of regions, legal entities or roles give none', () => {
    expect(read({})).toMatchObject({ regions: [], legalEntities: [], roles: [], person: 'u-1', issuedAt: 0 });
    expect(read({ regions: null, legal_entities: '', roles: [] })).toMatchObject({
      regions: [],
      legalEntities: [],
      roles: [],
    });
  });

  it('list places as an array or as one text; a star means all of them', () => {
    expect(read({ regions: ['eu', 'us'], legal_entities: 'DE01, US01 -' })).toMatchObject({
      regions: ['eu', 'us'],
      legalEntities: ['DE01', 'US01', '-'],
    });
    expect(read({ regions: '*', legal_entities: ['DE01', '*'] })).toMatchObject({
      regions: null,
      legalEntities: null,
    });
  });

  it('are found under the names that the settings give, also inside objects and under names with dots', () => {
    const claims = {
      ...ownClaims,
      roles: 'realm_access.roles',
      person: 'https://example.com/person',
      tenant: 'org.id',
    };
    const given = {
      tenant: undefined,
      org: { id: 'main' },
      realm_access: { roles: ['AUDITOR'] },
      'https://example.com/person': 'ada@example.com',
    };
    expect(read(given, { claims })).toMatchObject({
      tenant: 'main',
      person: 'ada@example.com',
      roles: ['AUDITOR'],
    });
  });

  it('cannot reach what every object has', () => {
    const claims = { ...ownClaims, person: 'constructor.name', roles: '__proto__.length' };
    expect(read({}, { claims })).toMatchObject({ person: 'u-1', roles: [] });
  });

  it("speak in the issuer's words for roles; words that are translated mean only that", () => {
    const roles = { 'crm-admins': ['SALES_OPS', 'SUPPORT'], ADMIN: ['AUDITOR'] } as const;
    expect(read({ roles: ['crm-admins', 'CONTROLLER', 'janitors', 'toString'] }, { roles }).roles).toEqual([
      'SALES_OPS',
      'CONTROLLER',
      'SUPPORT',
    ]);
    expect(read({ roles: ['ADMIN'] }, { roles }).roles).toEqual(['AUDITOR']);
  });

  it('of an issuer never make a service account', () => {
    expect(read({ roles: ['SERVICE', 'ADMIN'], scopes: ['customers:read'] })).toMatchObject({
      kind: 'PERSON',
      roles: ['ADMIN'],
      scopes: [],
    });
  });

  it('are of the tenant that the settings give their issuer, whatever they say', () => {
    expect(read({ tenant: 'other' }, { tenant: 'main' }).tenant).toBe('main');
  });

  it('name everybody who acts, outermost first, by person and by account', () => {
    const act = { sub: 'bot', act: { sub: 'g-1', person: 'grace@example.com', act: { sub: 'x', iss: 'y' } } };
    expect(read({ act }).actors).toEqual([
      'bot',
      'https://login.example.com|bot',
      'grace@example.com',
      'https://login.example.com|g-1',
      'x',
      'y|x',
    ]);
  });

  it('that delegate without end, or hide a claim behind another type, are refused', () => {
    const deep = (depth: number): object =>
      depth === 0 ? { sub: 's' } : { sub: `s${depth}`, act: deep(depth - 1) };
    expect(read({ act: deep(7) }).actors).toHaveLength(16);
    for (const claims of [
      { act: deep(8) },
      { act: [] },
      { person: 7 },
      { person: '' },
      { person: 'a\nb' },
      { person: 'a\ud800' },
      { sub: '\udfffb' },
      { jti: 7 },
    ])
      expect(() => read(claims)).toThrow(ClaimError);
  });

  it.each(['roles', 'regions', 'legal_entities'])(
    'that are not the list that %s are make the token worthless',
    (name) => {
      for (const value of [
        { a: 1 },
        {},
        [1],
        ['eu', null],
        [['eu']],
        5,
        false,
        ['a\nb'],
        ['a\ud800'],
        ['x'.repeat(257)],
      ])
        expect([value, catching(() => read({ [name]: value }))]).toEqual([value, ClaimError]);
    },
  );

  it('of a service account give at most what the account has now', () => {
    const account = {
      name: 'billing-export',
      owner: 'ada@example.com',
      scopes: ['billing:read', 'customers:read'],
      legalEntities: ['DE01'],
      regions: null,
      disabled: false,
    };
    const claims = {
      ...good,
      sub: account.name,
      scopes: ['billing:read', 'ledger:read'],
      legal_entities: ['*'],
    };
    expect(servicePrincipal(claims, account)).toMatchObject({
      account: 'isthmus:service|billing-export',
      person: 'ada@example.com',
      kind: 'SERVICE',
      roles: ['SERVICE'],
      scopes: ['billing:read'],
      legalEntities: ['DE01'],
      regions: null,
    });
    expect(() => servicePrincipal(claims, { ...account, disabled: true })).toThrow(ClaimError);
  });
});

describe('a person', () => {
  it('is the same in every spelling of the name, and another in every tenant', () => {
    expect(personKey(' Ada@Example.COM ')).toBe('ada@example.com');
    const id = personId('main', 'Ada@Example.com');
    expect(id).toMatch(/^usr_[0-9a-hjkmnp-tv-z]{26}$/);
    expect(personId('main', ' ada@example.com')).toBe(id);
    expect(personId('other', 'ada@example.com')).not.toBe(id);
  });
});

describe('what was revoked', () => {
  const principal = {
    ...read({ jti: 'token-1', iat: 1000, person: 'Ada@example.com', act: { sub: 'bot', person: 'Grace' } }),
  };
  const covers = (
    what: 'TOKEN' | 'ACCOUNT' | 'PERSON',
    value: string,
    beforeSeconds: number,
    toleranceMs = 0,
  ) => {
    const revocations = createRevocations();
    revocations.add({ what, value, before: beforeSeconds * 1000 });
    return revocations.cover(principal, toleranceMs);
  };

  it('is a token by its id, an account, or a person in any spelling, also one who only acts', () => {
    expect(covers('TOKEN', 'token-1', 1)).toBe(true);
    expect(covers('TOKEN', 'TOKEN-1', 1)).toBe(false);
    expect(covers('ACCOUNT', 'https://LOGIN.example.com|U-1', 1000)).toBe(true);
    expect(covers('PERSON', 'ada@EXAMPLE.com', 1000)).toBe(true);
    expect(covers('PERSON', 'grace', 1000)).toBe(true);
    expect(covers('PERSON', 'ada\u200b@example.com', 1000)).toBe(true);
    expect(covers('ACCOUNT', 'https://login.example.com|bot', 1000)).toBe(true);
    expect(covers('PERSON', 'bob@example.com', 9999)).toBe(false);
  });

  it('is only what was issued until then, by a clock that may be ahead', () => {
    expect(covers('PERSON', 'ada@example.com', 999)).toBe(false);
    expect(covers('PERSON', 'ada@example.com', 999, 1000)).toBe(true);
  });

  it('never shrinks: an older revocation does not undo a later one', () => {
    const revocations = createRevocations();
    revocations.add({ what: 'PERSON', value: 'ada@example.com', before: 1_000_000 });
    revocations.add({ what: 'PERSON', value: 'ada@example.com', before: 5 });
    expect(revocations.cover(principal, 0)).toBe(true);
  });
});
