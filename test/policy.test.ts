import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { masked } from '../src/auth/mask.ts';
import { rightsFor } from '../src/auth/policy.ts';
import { dataSeen, eventTypesSeen, reasonSeen, seesEvent, subjectSeen } from '../src/auth/projection.ts';
import { openPrincipal } from '../src/auth/principal.ts';
import { unboundRights } from '../src/auth/rights.ts';
import { createGate } from '../src/http/authorise.ts';
import { loadSchemas } from '../src/http/schema.ts';
import { personWith, serviceWith } from './support/roles.ts';

describe('the rights of a caller', () => {
  it('are the most generous of its roles', () => {
    const both = rightsFor({ ...personWith('SUPPORT'), roles: ['SUPPORT', 'FINANCE_OPS'] });
    expect(rightsFor(personWith('SUPPORT')).decide('Invoice.total')).toBe('deny');
    expect(rightsFor(personWith('FINANCE_OPS')).decide('Contact.email')).toBe('mask');
    expect([both.decide('Invoice.total'), both.decide('Contact.email')]).toEqual(['allow', 'allow']);
  });

  it('let a filter be used when what it tells of is seen by the roles together', () => {
    const support = rightsFor(personWith('SUPPORT'));
    const both = rightsFor({ ...personWith('SUPPORT'), roles: ['SUPPORT', 'CONTROLLER'] });
    expect([support.decide('CustomerFilter.arrGte'), both.decide('CustomerFilter.arrGte')]).toEqual([
      'deny',
      'allow',
    ]);
  });

  it('are none at all without a role, and for what the table does not name', () => {
    const nobody = rightsFor({ ...openPrincipal('main'), roles: [] });
    expect([nobody.decide('Query.node'), nobody.decide('Money.amount'), nobody.sees('Customer')]).toEqual([
      'deny',
      'deny',
      false,
    ]);
    expect(rightsFor(personWith('AUDITOR')).decide('Customer.salary')).toBe('deny');
  });

  it('of a service are what its scopes name, and nobody else gains by scopes', () => {
    const billing = rightsFor(serviceWith(['billing:read']));
    expect([
      billing.decide('Invoice.total'),
      billing.decide('Contact.email'),
      billing.sees('Contact'),
    ]).toEqual(['allow', 'deny', false]);
    expect(rightsFor(serviceWith([])).sees('Invoice')).toBe(false);
    const person = rightsFor(personWith('SUPPORT', { scopes: ['billing:read', 'ledger:read'] }));
    expect(person.decide('Invoice.total')).toBe('deny');
    expect(person).toBe(rightsFor(personWith('SUPPORT')));
  });

  it('are the same object for callers who may the same, and have another key as soon as anything differs', () => {
    const base = personWith('SUPPORT', { regions: ['EU', 'US'], legalEntities: ['EU01'] });
    expect(rightsFor(base)).toBe(
      rightsFor({ ...base, person: 'else@example.com', regions: ['US', 'EU', 'EU'] }),
    );
    const others = [
      base,
      { ...base, tenant: 'other' },
      { ...base, roles: ['SUPPORT', 'ADMIN'] as const },
      { ...base, regions: ['EU'] },
      { ...base, regions: null },
      { ...base, legalEntities: null },
      { ...base, legalEntities: ['EU01', '-'] },
      serviceWith(['billing:read']),
      serviceWith(['billing:read', 'persons:read']),
    ];
    expect(new Set(others.map((each) => rightsFor(each).key)).size).toBe(others.length);
  });

  it('have the rows of the claims: all, some, and what belongs to nobody yet where it is named', () => {
    const scopeOf = (legalEntities: string[] | null, regions: string[] | null) =>
      rightsFor(personWith('SUPPORT', { legalEntities, regions })).scope;
    expect(scopeOf(null, null)).toBeNull();
    expect(scopeOf(['*'], null)).toBeNull();
    expect(scopeOf(['EU01', '-'], null)).toEqual({
      legalEntities: new Set(['EU01']),
      regions: null,
      unassigned: true,
    });
    expect(scopeOf(null, ['EU'])).toEqual({
      legalEntities: null,
      regions: new Set(['EU']),
      unassigned: false,
    });
    expect(scopeOf([], [])).toEqual({ legalEntities: new Set(), regions: new Set(), unassigned: false });
  });
});

describe('a masked value', () => {
  it('keeps of text only what tells one from another', () => {
    expect(masked('email', 'jo.doe@acme.com')).toBe('j***@acme.com');
    expect(masked('name', 'Jo van Doe-Élan')).toBe('J. V. D. É.');
    expect(masked('reason', 'they are late again')).toBe('***');
    expect(masked('left', ['x@y.example', 'DE 123'])).toEqual(['x***@y.example', '***']);
    expect(masked('name', '???')).toBe('***');
    expect([masked('amount', { amount: '1.00' }), masked('amount', 12)]).toEqual([null, null]);
  });
});

const anInvoice = {
  type: 'invoice.paid',
  subjectId: 'inv_1',
  data: {
    record: {
      id: 'inv_1',
      kind: 'Invoice',
      version: 3,
      customerId: 'cus_1',
      number: 'INV-1',
      total: { amount: '119.00', currency: 'EUR' },
      lines: [{ id: '1', amount: { amount: '100.00', currency: 'EUR' } }],
      rawStatus: 'Posted',
      links: { customer: { kind: 'Customer', key: 'ref:zuora:Account:z2' } },
    },
    changed: ['total', 'number', 'customerId'],
    previous: { total: { amount: '120.00', currency: 'EUR' }, number: 'INV-0' },
  },
};
const aContact = {
  type: 'contact.updated',
  subjectId: 'con_1',
  data: {
    record: {
      id: 'con_1',
      kind: 'Contact',
      name: 'Jo Doe',
      email: 'jo@acme.com',
      links: { customer: { kind: 'Customer', key: 'email:z2:jo@acme.com' } },
    },
    changed: ['email'],
    previous: { email: 'jd@acme.com' },
  },
};

describe('the data of an event', () => {
  const support = rightsFor(personWith('SUPPORT'));

  it('shows of the record, and of what it was, what the record itself would show', () => {
    expect(dataSeen(support, anInvoice)).toEqual({
      record: {
        id: 'inv_1',
        kind: 'Invoice',
        version: 3,
        customerId: 'cus_1',
        number: 'INV-1',
        rawStatus: 'Posted',
        links: { customer: { kind: 'Customer', key: 'ref:zuora:Account:z2' } },
      },
      changed: ['number', 'customerId'],
      previous: { number: 'INV-0' },
    });
    expect(dataSeen(rightsFor(personWith('ADMIN')), aContact)).toEqual({
      record: { id: 'con_1', kind: 'Contact', name: 'J. D.', email: 'j***@acme.com', links: {} },
      changed: ['email'],
      previous: { email: 'j***@acme.com' },
    });
  });

  it('is whole for whoever reads all of the record', () => {
    expect(dataSeen(unboundRights, anInvoice)).toBe(anInvoice.data);
    expect(dataSeen(rightsFor(personWith('AUDITOR')), anInvoice)).toBe(anInvoice.data);
  });

  it('is nothing, and of nobody, where the type of the record is not seen', () => {
    const posting = { type: 'posting.posted', subjectId: 'pst_1', data: { record: { number: 'JE-1' } } };
    expect([seesEvent(support, posting), subjectSeen(support, posting), dataSeen(support, posting)]).toEqual([
      false,
      null,
      {},
    ]);
    const sync = {
      type: 'sync.status_changed',
      subjectId: 'pst_01m7zm546dy2821ycy2pw84n0q',
      data: { kind: 'LedgerPosting', externalId: '7' },
    };
    expect([seesEvent(support, sync), dataSeen(support, sync)]).toEqual([false, {}]);
    // What could not be taken in has no id yet: its event is about the source.
    const untaken = {
      type: 'sync.status_changed',
      subjectId: 'src_netsuite',
      data: { kind: 'LedgerPosting', externalId: '7', reason: 'memo is too long' },
    };
    expect([seesEvent(support, untaken), dataSeen(support, untaken)]).toEqual([false, {}]);
    expect(dataSeen(rightsFor(personWith('INTEGRATION')), untaken)).toMatchObject({
      externalId: '7',
      reason: 'a field that you may not see does not fit',
    });
    const received = { type: 'change.received', subjectId: 'src_netsuite', data: { kind: 'LedgerPosting' } };
    expect([seesEvent(support, received), seesEvent(rightsFor(personWith('ADMIN')), received)]).toEqual([
      false,
      true,
    ]);
    expect(seesEvent(support, { type: 'something.new', subjectId: 'x', data: {} })).toBe(false);
  });

  it('lists the types of event that a caller is told of', () => {
    expect(eventTypesSeen(support)).not.toContain('posting.posted');
    expect(eventTypesSeen(support)).toContain('invoice.paid');
    expect(eventTypesSeen(unboundRights)).toBeNull();
  });
});

describe('a reason', () => {
  it('does not name fields that are denied', () => {
    const [support, auditor] = [rightsFor(personWith('SUPPORT')), rightsFor(personWith('AUDITOR'))];
    const drift = 'name, taxIds, currency differs';
    expect(reasonSeen(support, 'Customer', drift)).toBe('name differs');
    expect(reasonSeen(support, 'Customer', 'taxIds differs')).toBe('what you may not see differs');
    expect(reasonSeen(auditor, 'Customer', drift)).toBe(drift);
    expect(reasonSeen(support, 'Invoice', 'total is no amount')).toBe(
      'a field that you may not see does not fit',
    );
    expect(reasonSeen(support, 'Invoice', 'dueDate is no date')).toBe('dueDate is no date');
  });
});

describe('the look at an operation beforehand', () => {
  const gate = createGate(loadSchemas(), true);
  const verdict = (text: string, roles: Parameters<typeof personWith>[0], name?: string) =>
    gate.verdict(parse(text), name, rightsFor(personWith(roles)));

  it('lets run without guards only what nothing is denied, masked or left out of', () => {
    expect(verdict('{ customer(id: 1) { name invoices { edges { node { number } } } } }', 'SUPPORT')).toBe(
      'clean',
    );
    expect(verdict('{ customer(id: 1) { name balances { open { amount } } } }', 'SUPPORT')).toBe('guarded');
    expect(verdict('{ customer(id: 1) { contacts { edges { node { email } } } } }', 'ADMIN')).toBe('guarded');
    expect(verdict('{ customer(id: 1) { id __typename } }', 'SUPPORT')).toBe('clean');
    expect(verdict('{ customer(id: 1) { nothing } }', 'AUDITOR')).toBe('guarded');
  });

  it('looks through fragments, conditions and aliases', () => {
    const spread = (field: string) =>
      `{ customer(id: 1) { ...A } } fragment A on Customer { ... @include(if: false) { x: ${field} } ...B } fragment B on CanonicalRecord { version }`;
    expect([verdict(spread('name'), 'SUPPORT'), verdict(spread('creditHold'), 'STEWARD')]).toEqual([
      'clean',
      'guarded',
    ]);
  });

  it('looks only at the operation that runs, once for each rights', () => {
    const text =
      'query A { customer(id: 1) { name } } query B { customer(id: 1) { creditLimit { amount } } }';
    expect([
      verdict(text, 'SUPPORT', 'A'),
      verdict(text, 'SUPPORT', 'B'),
      verdict(text, 'AUDITOR', 'B'),
    ]).toEqual(['clean', 'guarded', 'clean']);
    const document = parse(text);
    for (const [role, found] of [
      ['SUPPORT', 'guarded'],
      ['AUDITOR', 'clean'],
      ['SUPPORT', 'guarded'],
    ] as const)
      expect(gate.verdict(document, 'B', rightsFor(personWith(role)))).toBe(found);
  });

  it('guards what leads to anything at all, unless the caller sees every type', () => {
    const text = '{ node(id: 1) { id } }';
    expect([verdict(text, 'SUPPORT'), gate.verdict(parse(text), null, unboundRights)]).toEqual([
      'guarded',
      'clean',
    ]);
    const stream = 'subscription { customerChanged(id: 1) { ... on StreamHeartbeat { cursor } } }';
    expect(verdict(stream, 'SUPPORT')).toBe('clean');
  });
});
