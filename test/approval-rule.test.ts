import { describe, expect, it } from 'vitest';
import { type ApprovalRule, conditionOf, ruleFor, type RuleFacts } from '../src/auth/rule.ts';
import { approvalSettings } from '../src/settings/approval.ts';
import { settings } from '../src/settings.ts';

const rule = (id: string, more: Partial<ApprovalRule> = {}): ApprovalRule => ({
  id,
  name: id,
  kind: 'MERGE',
  recordsFrom: 0,
  amountFrom: null,
  legalEntities: null,
  approverRoles: ['STEWARD', 'CONTROLLER'],
  approvals: 1,
  expiresAfterHours: 1,
  ...more,
});
const facts: RuleFacts = { kind: 'MERGE', records: 10, amount: '1000.00', legalEntities: ['US01', 'EU01'] };

describe('the rule that decides', () => {
  it.each<[string, Partial<ApprovalRule>, Partial<RuleFacts>, boolean]>([
    ['of its kind', {}, {}, true],
    ['of another kind', { kind: 'REPLAY' }, {}, false],
    ['from as many records on', { recordsFrom: 10 }, {}, true],
    ['from more records on', { recordsFrom: 11 }, {}, false],
    ['from exactly the amount on', { amountFrom: '1000' }, {}, true],
    ['from a cent more on', { amountFrom: '1000.01' }, {}, false],
    ['from an amount with more digits on', { amountFrom: '10000' }, {}, false],
    [
      'from an amount on, of what is large',
      { amountFrom: '99999999999999999.99' },
      { amount: '100000000000000000' },
      true,
    ],
    ['from an amount on, where nobody knows the amount', { amountFrom: '1000000' }, { amount: null }, true],
    ['from an amount on, of a credit', { amountFrom: '1' }, { amount: '-5.00' }, false],
    ['for one of the legal entities', { legalEntities: ['EU01'] }, {}, true],
    ['for another legal entity', { legalEntities: ['JP01'] }, {}, false],
    [
      'for a legal entity, of what belongs to none',
      { legalEntities: ['EU01'] },
      { legalEntities: [] },
      false,
    ],
  ])('fits %s', (_title, more, known, fits) => {
    expect(ruleFor([rule('one', more)], { ...facts, ...known }) !== null).toBe(fits);
  });

  it('is the one that asks most: the most persons, then the fewest roles', () => {
    const rules = [
      rule('usual'),
      rule('narrow', { approverRoles: ['CONTROLLER'] }),
      rule('two', { approvals: 2, approverRoles: ['STEWARD', 'CONTROLLER', 'ADMIN'] }),
      rule('three', { approvals: 3, legalEntities: ['JP01'] }),
    ];
    expect(ruleFor(rules, facts)?.id).toBe('two');
    expect(ruleFor(rules.slice(0, 2), facts)?.id).toBe('narrow');
    expect(ruleFor([], facts)).toBeNull();
  });

  it('says when it applies', () => {
    expect(conditionOf(rule('always'))).toBe('always');
    expect(
      conditionOf(rule('bounded', { recordsFrom: 5, amountFrom: '10', legalEntities: ['EU01', 'US01'] })),
    ).toBe('from 5 records on; from an amount of 10 on; for EU01, US01');
  });
});

describe('the settings', () => {
  it('ask for an approval of merges, of undoing one, of large replays, and of large fixes and amendments, unless they say otherwise', () => {
    const { rules } = settings.parse({ sources: [] }).approvals;
    expect(rules.map(({ kind, recordsFrom }) => [kind, recordsFrom])).toEqual([
      ['MERGE', 0],
      ['UNMERGE', 0],
      ['REPLAY', 101],
      ['DATA_FIX', 0],
      ['AMENDMENT', 0],
    ]);
    expect(approvalSettings.parse({ rules: [] }).rules).toEqual([]);
  });

  it('refuse rules that could not mean anything', () => {
    const given = { id: 'x', name: 'x', kind: 'REPLAY', approverRoles: ['ADMIN'] };
    for (const [more, says] of [
      [{ amountFrom: '5' }, 'a replay has no amount'],
      [{ legalEntities: ['EU01'] }, 'a replay is of no legal entity'],
      [{ approverRoles: [] }, 'approverRoles'],
      [{ approverRoles: ['SERVICE'] }, 'approverRoles'],
    ] as const)
      expect(
        JSON.stringify(approvalSettings.safeParse({ rules: [{ ...given, ...more }] }).error?.issues),
      ).toContain(says);
    expect(approvalSettings.safeParse({ rules: [given, given] }).success).toBe(false);
  });
});
