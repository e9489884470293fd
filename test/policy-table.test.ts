import { extendSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { personRoles, policyExport, policyRows, policyScopes, readTable } from '../src/auth/policy.ts';
import { coordinateOf, namesOf } from '../src/auth/shown.ts';
import { kinds } from '../src/canonical/kind.ts';
import { loadSchema } from '../src/http/schema.ts';
import {
  coordinatesIn,
  costlyDenials,
  deadEnds,
  fieldsWith,
  halfValues,
  scopesSaid,
  sees,
  unevenInterfaces,
  unmaskable,
} from './support/policy.ts';

const schema = loadSchema();
const rows = new Map(policyRows().map((row) => [row.coordinate, row]));
const asked = coordinatesIn(schema);
const unread = (of: typeof schema): string[] => coordinatesIn(of).filter((each) => !rows.has(each));

describe('the access table', () => {
  it('names every field of the graph, and everything that filters or sorts', () => {
    expect(unread(schema)).toEqual([]);
  });

  it('names nothing that the graph does not have', () => {
    const known = new Set(asked);
    expect([...rows.keys()].filter((each) => !known.has(each))).toEqual([]);
  });

  it('notices a field, a filter and an order that are new', () => {
    const more = extendSchema(
      schema,
      parse(`extend type Customer { salary: Money cases2(priority: Int, first: Int): SupportCaseConnection }
        extend input CustomerFilter { salaryGte: Decimal } extend enum CustomerOrderField { SALARY }`),
    );
    expect(unread(more).toSorted()).toEqual([
      'Customer.cases2',
      'Customer.cases2(priority:)',
      'Customer.salary',
      'CustomerFilter.salaryGte',
      'CustomerOrderField.SALARY',
    ]);
  });

  it('lets nobody in where nothing that follows is seen', () => {
    expect(deadEnds(schema, rows)).toEqual([]);
  });

  it('denies a field that is never null only with its whole type, because an error there costs the object around it', () => {
    expect(costlyDenials(schema, rows)).toEqual([]);
  });

  it('masks nothing but text', () => {
    expect(unmaskable(schema, rows)).toEqual([]);
  });

  it('says the same of the fields of an interface for every type that a role sees', () => {
    expect(unevenInterfaces(schema, rows)).toEqual([]);
  });

  it('gives the whole of a value to whoever reads the field, because events and provenance show it whole', () => {
    const shown = kinds.flatMap((kind) => namesOf(kind).map((name) => coordinateOf(kind, name)));
    expect(halfValues(schema, rows, shown)).toEqual([]);
  });

  it('decides of everything that records hold, also of what the graph has no field for', () => {
    const names = kinds.flatMap((kind) => namesOf(kind).map((name) => coordinateOf(kind, name)));
    expect(names.filter((name) => !rows.has(name))).toEqual([]);
  });

  it('lets somebody filter or sort only by what it lets that role read unmasked', () => {
    const filters = [...rows.values()].filter(({ reveals }) => reveals.length > 0);
    const more = filters.flatMap(({ coordinate, decisions, reveals }) =>
      personRoles
        .filter((role) => decisions[role] !== 'deny')
        .filter((role) => reveals.some((each) => rows.get(each)!.decisions[role] !== 'allow'))
        .map((role) => `${role} ${coordinate}`),
    );
    expect(filters.length).toBeGreaterThan(30);
    expect(more).toEqual([]);
  });

  it('lets whoever lists something read what the list is ordered by, because its cursors hold that', () => {
    const orders = [
      ['Query.customers', 'Customer.name'],
      ['Query.invoices', 'Invoice.issueDate'],
      ['Query.products', 'Product.sku'],
      ['Query.events', 'Event.sequence'],
      ['Customer.timeline', 'Event.occurredAt'],
    ] as const;
    const blind = orders.flatMap(([list, field]) =>
      personRoles
        .filter((role) => rows.get(list)!.decisions[role] !== 'deny')
        .filter((role) => rows.get(field)!.decisions[role] !== 'allow')
        .map((role) => `${role} ${list}`),
    );
    expect(blind).toEqual([]);
  });

  it('shows persons masked at most to those who run the machines, and to services by a scope of its own', () => {
    const personal = fieldsWith(schema, 'pii');
    expect(personal.length).toBeGreaterThan(2);
    for (const coordinate of personal) {
      const row = rows.get(coordinate)!;
      expect([coordinate, row.scope]).toEqual([coordinate, 'persons:read']);
      expect([row.decisions.INTEGRATION, row.decisions.ADMIN]).not.toContain('allow');
    }
    const scoped = [...rows.values()].filter(({ scope }) => scope === 'persons:read');
    expect(scoped.map(({ coordinate }) => coordinate).toSorted()).toEqual(personal.toSorted());
  });

  it('asks of services for a change what the schema says there, and the schema says it of every change', () => {
    const changes = [...rows.values()].filter(({ coordinate }) => coordinate.startsWith('Mutation.'));
    const asks = changes.map(({ coordinate, scope }) => [coordinate, scope === 'none' ? [] : [scope]]);
    expect(changes.length).toBeGreaterThan(0);
    expect(scopesSaid(schema)).toEqual(Object.fromEntries(asks));
    expect(fieldsWith(schema, 'auth').toSorted()).toEqual(asks.map(([name]) => name).toSorted());
  });

  it('lets an auditor read everything and change nothing', () => {
    const changing = /^Mutation\.|Payload\.|^Query\.(replayPreview|previewAmendment)$/;
    const auditor = [...rows.values()].map(({ coordinate, decisions }) => [coordinate, decisions.AUDITOR]);
    expect(auditor.filter(([name, decision]) => (decision === 'deny') !== changing.test(name!))).toEqual([]);
  });

  it('keeps money and the books from support, and the books from sales', () => {
    expect(sees(rows, 'LedgerPosting', 'SUPPORT')).toBe(false);
    expect(sees(rows, 'LedgerPosting', 'SALES_OPS')).toBe(false);
    for (const coordinate of [
      'Invoice.total',
      'Invoice.balance',
      'Payment.amount',
      'BillingSubscription.arr',
    ])
      expect([coordinate, rows.get(coordinate)!.decisions.SUPPORT]).toEqual([coordinate, 'deny']);
  });

  it('is given to machines with a version that stands for its content', () => {
    const first = policyExport();
    expect(first).toEqual(policyExport());
    expect(first.version).toMatch(/^[0-9a-f]{64}$/);
    expect(first.roles).toEqual([...personRoles, 'SERVICE']);
    expect(first.rows.map(({ coordinate }) => coordinate).toSorted()).toEqual([...rows.keys()].toSorted());
    expect(policyScopes()).toContain('billing:read');
  });

  it('is not read when a line says nothing, says something twice, or is about what it does not name', () => {
    const line = 'Customer name customers:read a a a a a a a a a';
    expect(() => readTable('Customer name customers:read a a a')).toThrow(/not understood/);
    expect(() => readTable('Customer name customers:read a a a a a a a a x')).toThrow(/not understood/);
    expect(() => readTable(`${line}\n${line}`)).toThrow('Customer.name twice');
    expect(() => readTable(`${line}\nCustomerFilter arrGte = Customer.rollup`)).toThrow('Customer.rollup');
  });
});
