import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ExceptionCategory } from '../src/canonical/exception.ts';
import { finding, Refused } from '../src/canonical/finding.ts';
import type { SystemKind } from '../src/canonical/kind.ts';
import { Problem, type ProblemCode, problemCodes, type ProblemDetail } from '../src/canonical/problem.ts';
import { exceptionSettings } from '../src/settings/exceptions.ts';
import { categoryOf, classify, severityOf } from '../src/workflows/classify.ts';
import type { Failure } from '../src/workflows/saga.ts';

const settings = exceptionSettings.parse({});
const at = (system: SystemKind | null, instance: string | null = 'one') => ({
  stepName: 'post-order',
  instance,
  system,
});
const refused = (code: ProblemCode, system: SystemKind | null = null): Failure => ({
  is: 'refused',
  error: new Refused([finding({ code, message: `${code}.`, system })]),
});
const problem = (code: ProblemCode, detail: ProblemDetail = {}): Failure => ({
  is: 'problem',
  problem: new Problem(code, `${code} said the source.`, detail),
  tries: 3,
});
const unknown: Failure = { is: 'unknown', problem: new Problem('SOURCE_UNAVAILABLE', 'It went silent.') };
const undoing = (code: ProblemCode): Failure => ({
  is: 'compensation',
  problem: new Problem(code, 'It would not.'),
});

describe('what stops a run', () => {
  it.each<[string, Failure, SystemKind | null, ExceptionCategory, string]>([
    ['a source that does not answer', problem('SOURCE_UNAVAILABLE'), 'ERP', 'TECHNICAL', 'integration'],
    ['a source that asks for fewer calls', problem('RATE_LIMITED'), 'CRM', 'TECHNICAL', 'integration'],
    [
      'a source that answers in another shape',
      problem('SOURCE_DRIFTED'),
      'BILLING',
      'TECHNICAL',
      'integration',
    ],
    ['a fault of the hub', problem('INTERNAL'), null, 'TECHNICAL', 'integration'],
    [
      'credentials that are refused',
      problem('SOURCE_REJECTED', { httpStatus: 401 }),
      'ERP',
      'TECHNICAL',
      'integration',
    ],
    [
      'a right that the hub lacks there',
      problem('SOURCE_REJECTED', { httpStatus: 403 }),
      'CRM',
      'TECHNICAL',
      'integration',
    ],
    [
      'what the CRM refuses only for now',
      problem('SOURCE_REJECTED', { httpStatus: 400, retryable: true }),
      'CRM',
      'TECHNICAL',
      'integration',
    ],
    ['what the ERP refuses', problem('SOURCE_REJECTED', { httpStatus: 400 }), 'ERP', 'DATA', 'finance'],
    ['what billing refuses', problem('SOURCE_REJECTED', { httpStatus: 422 }), 'BILLING', 'DATA', 'finance'],
    [
      'what the CRM refuses',
      problem('SOURCE_REJECTED', { httpStatus: 400 }),
      'CRM',
      'DATA',
      'sales-operations',
    ],
    ['what support refuses', problem('SOURCE_REJECTED', { httpStatus: 422 }), 'SUPPORT', 'DATA', 'support'],
    ['a product that the ERP does not know', refused('PRODUCT_UNMAPPED', 'ERP'), null, 'DATA', 'finance'],
    ['an item without an account', refused('ACCOUNT_MAPPING_MISSING'), null, 'DATA', 'finance'],
    [
      'a customer without a company of ours',
      refused('LEGAL_ENTITY_MISSING', 'CRM'),
      null,
      'DATA',
      'sales-operations',
    ],
    [
      'a tax profile that lacks something',
      refused('TAX_PROFILE_INCOMPLETE', 'BILLING'),
      null,
      'DATA',
      'finance',
    ],
    ['a product without a revenue rule', refused('REVENUE_RULE_MISSING', 'ERP'), null, 'DATA', 'finance'],
    ['parents that form a ring', refused('HIERARCHY_INVALID'), null, 'DATA', 'sales-operations'],
    ['dates that do not fit together', refused('TERMS_INVALID'), null, 'DATA', 'sales-operations'],
    ['a period that is closed', refused('PERIOD_CLOSED', 'ERP'), null, 'PROCESS', 'finance'],
    ['another amount than was previewed', refused('AMOUNT_MISMATCH', 'CRM'), null, 'PROCESS', 'finance'],
    [
      'a record that has changed meanwhile',
      refused('STALE_VERSION', 'CRM'),
      null,
      'PROCESS',
      'sales-operations',
    ],
    ['a call of which nobody knows', unknown, 'ERP', 'PROCESS', 'finance'],
    ['an approval that nobody has given', refused('APPROVAL_REQUIRED'), null, 'POLICY', 'controlling'],
    [
      'an approval that nobody has given in the CRM',
      refused('APPROVAL_REQUIRED', 'CRM'),
      null,
      'POLICY',
      'sales-operations',
    ],
    ['a price that may not be used', refused('PRICE_INELIGIBLE', 'CRM'), null, 'POLICY', 'sales-operations'],
    ['undoing that the source refused', undoing('SOURCE_REJECTED'), 'BILLING', 'DATA', 'finance'],
    ['undoing that got no answer', undoing('SOURCE_UNAVAILABLE'), 'BILLING', 'TECHNICAL', 'integration'],
  ])('%s', (_title, failure, system, category, team) => {
    expect(classify(settings, failure, at(system))).toMatchObject({ category, team });
  });

  it('is called after the first thing that was found, and keeps all of them', () => {
    const error = new Refused([
      finding({ code: 'PERIOD_CLOSED', message: 'March is closed.', path: 'effectiveDate' }),
      finding({ code: 'PRODUCT_UNMAPPED', message: 'SEC-AUDIT-M is not mapped.', records: ['prd_1'] }),
    ]);
    const found = classify(settings, { is: 'refused', error }, at('ERP'));
    expect(found).toMatchObject({
      code: 'PERIOD_CLOSED',
      message: 'March is closed.',
      rootCauseKey: 'PERIOD_CLOSED:effectiveDate',
    });
    expect(found.findings.map(({ code }) => code)).toEqual(['PERIOD_CLOSED', 'PRODUCT_UNMAPPED']);
  });

  it('has in common with others of its kind the code, the source and the step', () => {
    expect(classify(settings, problem('SOURCE_UNAVAILABLE'), at('ERP', 'netsuite')).rootCauseKey).toBe(
      'SOURCE_UNAVAILABLE:netsuite:post-order',
    );
  });

  it('says what it is in words of the business, without addresses of people', () => {
    const said = new Problem('SOURCE_REJECTED', 'Contact ada@example.com has no account.', {
      httpStatus: 400,
    });
    const { message } = classify(settings, { is: 'problem', problem: said, tries: 1 }, at('ERP', 'netsuite'));
    expect(message).toBe('The ERP (netsuite) refused post-order. Contact <address> has no account.');
  });

  it('says it without paths of interfaces and codes of connections', () => {
    const said = new Problem(
      'SOURCE_UNAVAILABLE',
      'netsuite: PUT /services/rest/record/v1/salesOrder/eid:A-1 failed: UND_ERR_SOCKET',
    );
    const { message } = classify(settings, { is: 'problem', problem: said, tries: 1 }, at('ERP', 'netsuite'));
    expect(message).toContain('netsuite: the request failed: the connection failed');
  });

  it('is tried again by itself only where that does no harm and may help', () => {
    const again = (failure: Failure): boolean => classify(settings, failure, at('ERP')).recheck;
    expect([
      again(refused('PRODUCT_UNMAPPED')),
      again(refused('PERIOD_CLOSED')),
      again(problem('SOURCE_REJECTED')),
      again(unknown),
      again(undoing('SOURCE_REJECTED')),
      again(problem('SOURCE_UNAVAILABLE')),
    ]).toEqual([true, true, true, false, false, false]);
  });

  it('has a suggestion where only one other value is possible', () => {
    const editable = [
      { path: 'ledgerItem.A', type: 'choice', current: null, allowed: ['IT-1'] },
      { path: 'ledgerItem.B', type: 'choice', current: null, allowed: ['IT-1', 'IT-2'] },
    ] as const;
    const error = new Refused([finding({ code: 'PRODUCT_UNMAPPED', message: 'No item.', editable })]);
    const [found] = classify(settings, { is: 'refused', error }, at('ERP')).findings;
    expect(found!.suggestions.map(({ patch }) => patch)).toEqual([{ 'ledgerItem.A': 'IT-1' }]);
  });

  it('is a matter of what the documentation says', () => {
    const rows = readFileSync('docs/exceptions.md', 'utf8').matchAll(/^\| `([A-Z]+)` +\| (`.*) \|$/gm);
    const said = [...rows].flatMap(([, category, codes]) =>
      [...codes!.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => [code, category]),
    );
    expect(Object.fromEntries(said)).toEqual(categoryOf);
  });

  it('is a matter of something for every code', () => {
    const codes = Object.keys(problemCodes) as ProblemCode[];
    const categories = codes.map((code) => classify(settings, refused(code), at(null)).category);
    expect(new Set(categories)).toEqual(new Set(['TECHNICAL', 'DATA', 'PROCESS', 'POLICY']));
    expect(Object.keys(categoryOf).filter((code) => !codes.includes(code as ProblemCode))).toEqual([]);
  });
});

describe('the severity of an exception', () => {
  it.each<[string, string | null, number, Failure['is'], string]>([
    ['little money', '4999.99', 1, 'refused', 'LOW'],
    ['exactly as much as the bound', '5000', 1, 'refused', 'MEDIUM'],
    ['much money', '50000.00', 1, 'refused', 'HIGH'],
    ['very much money', '1000000', 1, 'refused', 'CRITICAL'],
    ['no money, and three customers', '0', 3, 'refused', 'MEDIUM'],
    ['no money, and fifty customers', '0', 50, 'refused', 'CRITICAL'],
    ['money that nobody can compare', null, 1, 'refused', 'HIGH'],
    ['nothing, of which nobody knows', '0', 1, 'unknown', 'MEDIUM'],
    ['nothing, half undone', '0', 1, 'compensation', 'HIGH'],
  ])('%s', (_title, amount, customers, failure, severity) => {
    expect(severityOf(settings, { amount, customers, failure })).toBe(severity);
  });
});
