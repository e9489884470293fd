import type { Ledger, LedgerCustomer } from '../ledger.ts';
import type { Operation } from '../operation.ts';
import type { CallOptions } from '../source.ts';
import type { Row } from '../http/reader.ts';
import { type Body, ref } from './body.ts';
import type { Desk } from './desk.ts';
import { given } from './outcome.ts';
import { isInternalId, quoted } from './statement.ts';

type Found = Awaited<ReturnType<Ledger['customer']>>;

/** A customer by one of its names; of several with one billing account the active one, else the older. Null: none. */
export async function customerOf(
  { client, account }: Desk,
  by: Parameters<Ledger['customer']>[0],
  call?: CallOptions,
): Promise<Found> {
  const { subsidiaryCode, billingAccount } = account.options;
  const conditions = [
    ...(by.externalId === undefined ? [] : [`c.externalid = ${quoted(by.externalId)}`]),
    ...(by.billingAccount === undefined ? [] : [`c.${billingAccount} = ${quoted(by.billingAccount)}`]),
    ...(by.id === undefined ? [] : [isInternalId(by.id) ? `c.id = ${by.id}` : '1 = 0']),
  ];
  if (conditions.length === 0) throw new Error('a customer is asked for by no name');
  const rows = await client.page(
    {
      select: [
        'c.id',
        'c.isinactive',
        `NVL(s.${subsidiaryCode}, 'S' || s.id) AS legalentity`,
        'c.vatregnumber',
        'BUILTIN.DF(c.terms) AS terms',
      ],
      from: [
        'customer c',
        "LEFT JOIN customersubsidiaryrelationship r ON r.entity = c.id AND r.isprimarysub = 'T'",
        'LEFT JOIN subsidiary s ON s.id = r.subsidiary',
      ].join(' '),
      where: [],
      key: [
        { sql: 'c.isinactive', name: 'isinactive' },
        { sql: 'c.id', name: 'id' },
      ],
    },
    conditions,
    null,
    (found) =>
      found.map((row) => ({
        id: row.id('id'),
        // Without a subsidiary it is `S`, because Oracle joins null as an empty text.
        legalEntity: row.textOrNull('legalentity')?.replace(/^S$/, '') || null,
        taxId: row.textOrNull('vatregnumber'),
        terms: row.textOrNull('terms'),
        active: row.text('isinactive') !== 'T',
      })),
    call,
  );
  return rows[0] ?? null;
}

/** Whether a record already says what a body would set, as far as it would set anything. */
function says(row: Row, body: Body): boolean {
  return Object.entries(body).every(([name, value]) => {
    if (value === null) return !row.has(name) || row.raw[name] === null;
    if (typeof value === 'object') return row.rowOrNull(name)?.idOrNull('id') === (value as Body)['id'];
    return row.raw[name] === value;
  });
}

async function bodyOf(desk: Desk, customer: LedgerCustomer, call: CallOptions): Promise<Body> {
  const { names, account } = desk;
  const [subsidiaries, currencies, terms] = await Promise.all([
    names.ids('subsidiary', [customer.legalEntity], call),
    names.ids('currency', [customer.currency], call),
    names.ids('term', [customer.paymentTerms], call),
  ]);
  return {
    companyName: customer.name,
    isPerson: false,
    isInactive: false,
    subsidiary: ref(desk.need(subsidiaries, customer.legalEntity, 'LEGAL_ENTITY_MISSING', 'legalEntity')),
    currency: ref(desk.need(currencies, customer.currency, 'SOURCE_REJECTED', 'currency')),
    terms: ref(desk.need(terms, customer.paymentTerms, 'TERMS_INVALID', 'paymentTerms')),
    // What is not known here is not taken away there.
    ...(customer.taxId !== null && { vatRegNumber: customer.taxId }),
    ...(customer.billingAccount !== null && { [account.options.billingAccount]: customer.billingAccount }),
  };
}

/**
 * Makes or sets a customer under our external id (class B: PUT by external id). One that already says all of it is left as it is. A subsidiary
 * or currency can no longer be changed when there are transactions.
 */
export function upsertCustomer(desk: Desk): Ledger['upsertCustomer'] {
  const { customers } = desk;
  return {
    name: 'customer.upsert',
    class: 'B',
    keyLifetimeMs: null,
    perform: async (customer, options) => {
      const { externalId } = customer;
      const [body, held] = await given(
        'NOT_APPLIED',
        Promise.all([bodyOf(desk, customer, options), customers.read({ externalId }, options)]),
      );
      if (held && says(held, body)) return desk.found('customer', held.id('id'));
      const personal = [customer.name, ...(customer.taxId === null ? [] : [customer.taxId])];
      const { status, id } = await customers.write(
        { method: 'PUT', key: { externalId }, body, personal },
        options,
      );
      return desk.applied(
        'customer',
        held?.id('id') ?? id ?? (await made(desk, externalId, options)),
        status,
      );
    },
  };
}

/** The internal id of what was made just now, where the answer did not tell it. */
async function made({ client, customers }: Desk, externalId: string, call: CallOptions): Promise<string> {
  const record = await given('UNKNOWN', customers.read({ externalId }, call));
  if (record) return record.id('id');
  throw client.http.problem('SOURCE_DRIFTED', 'the customer was made and is not there', {
    outcome: 'UNKNOWN',
  });
}

/** Makes a customer inactive (class B); it is not deleted. Throws NOT_FOUND when there is none. */
export function closeCustomer(
  desk: Desk,
): Operation<{ readonly externalId: string }, { readonly id: string }> {
  const { client, customers } = desk;
  return {
    name: 'customer.close',
    class: 'B',
    keyLifetimeMs: null,
    perform: async ({ externalId }, options) => {
      const held = await given('NOT_APPLIED', customers.read({ externalId }, options));
      if (!held)
        throw client.http.problem('NOT_FOUND', 'there is no such customer to be closed', {
          outcome: 'NOT_APPLIED',
        });
      const id = held.id('id');
      if (held.bool('isInactive')) return desk.found('customer', id);
      const body = { isInactive: true };
      const { status } = await customers.write({ method: 'PATCH', key: { id }, body }, options);
      return desk.applied('customer', id, status);
    },
  };
}
