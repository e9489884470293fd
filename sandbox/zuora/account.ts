import type { SQLInputValue } from 'node:sqlite';
import { changed } from '../kit/change.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { accountCode, Refusal, success } from './answer.ts';
import { customFieldsOf, keepCustomFields } from './custom-field.ts';
import { rowByKey } from './rest.ts';
import { newId } from './subscription-write.ts';
import { inserter } from './table.ts';

type Body = Record<string, unknown>;

/** The JSON object of a request about an account; another content type, also none, is 415. */
export function bodyOf(request: SimRequest): Body {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
    throw new Refusal(415, accountCode('malformed'), 'Unsupported media type');
  try {
    const body: unknown = JSON.parse(request.body.toString('utf8'));
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body;
  } catch {
    // Falls through to the refusal.
  }
  throw new Refusal(400, accountCode('malformed'), 'Malformed request body');
}

/** What a caller may set on an account, from the member of the body to the column. */
const settable: Readonly<Record<string, string>> = {
  name: 'name',
  crmId: 'crmId',
  notes: 'notes',
  batch: 'batch',
  paymentTerm: 'paymentTerm',
  billCycleDay: 'billCycleDay',
  autoPay: 'autoPay',
};

function columnsOf(body: Body, also: readonly string[]): Record<string, SQLInputValue> {
  const columns: Record<string, SQLInputValue> = {};
  for (const [name, value] of Object.entries(body)) {
    const column = settable[name];
    if (column === undefined) {
      if (also.includes(name) || name.endsWith('__c')) continue;
      throw new Refusal(200, accountCode('unknownField'), `'${name}' is not a valid field.`);
    }
    if (
      value !== null &&
      typeof value !== 'string' &&
      typeof value !== 'number' &&
      typeof value !== 'boolean'
    )
      throw new Refusal(200, accountCode('invalidValue'), `'${name}' has an invalid value.`);
    columns[column] = typeof value === 'boolean' ? Number(value) : value;
  }
  return columns;
}

/** `POST /v1/accounts` with name, currency and a bill-to contact; without a sold-to contact that is the same. */
export function createAccount(sim: Sim, request: SimRequest): SimResponse {
  const body = bodyOf(request);
  const set = columnsOf(body, ['currency', 'accountNumber', 'billToContact', 'soldToContact', 'taxInfo']);
  for (const needed of ['name', 'currency', 'billToContact'])
    if (!body[needed]) throw new Refusal(200, accountCode('missingField'), `'${needed}' is required.`);
  const { currency } = body;
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency))
    throw new Refusal(200, accountCode('invalidValue'), `The currency is invalid.`);
  const accountNumber = typeof body.accountNumber === 'string' ? body.accountNumber : freeNumber(sim);
  const taken = sim.db.prepare('select 1 as taken from account where "accountNumber" = ?').get(accountNumber);
  if (taken)
    throw new Refusal(
      200,
      accountCode('businessRule'),
      `The account number ${accountNumber} already exists.`,
    );
  const now = new Date(sim.now()).toISOString();
  const stamps = { createdDate: now, updatedDate: now };
  const id = newId();
  const billToId = putContact(sim, id, stamps, body.billToContact, 'billToContact');
  const soldToId = body.soldToContact
    ? putContact(sim, id, stamps, body.soldToContact, 'soldToContact')
    : billToId;
  const tax = (body.taxInfo ?? {}) as { VATId?: string; exemptStatus?: string };
  inserter(
    sim.db,
    'Account',
  )({
    id,
    ...stamps,
    accountNumber,
    status: 'Active',
    currency,
    balance: '0.00',
    totalInvoiceBalance: '0.00',
    unappliedBalance: '0.00',
    mrr: '0.00',
    paymentTerm: 'Due Upon Receipt',
    batch: 'Batch1',
    billCycleDay: 1,
    autoPay: 0,
    billToId,
    soldToId,
    vATId: tax.VATId ?? null,
    taxExemptStatus: tax.exemptStatus === 'Yes' ? 'Yes' : 'No',
    ...set,
  });
  keepCustomFields(sim, id, customFieldsOf(body));
  changed(sim, { object: 'Account', id, change: 'insert', before: null });
  return {
    ...success({ accountId: id, accountNumber }),
    note: { outcome: 'APPLIED', objectType: 'Account', objectId: id, externalId: accountNumber },
  };
}

function putContact(
  sim: Sim,
  accountId: string,
  stamps: { createdDate: string; updatedDate: string },
  given: unknown,
  member: string,
): string {
  const contact = given as Record<string, SQLInputValue>;
  if (!contact.firstName || !contact.lastName || !contact.country)
    throw new Refusal(200, accountCode('missingField'), `'${member}' needs firstName, lastName and country.`);
  const id = newId();
  inserter(
    sim.db,
    'Contact',
  )({
    id,
    ...stamps,
    accountId,
    firstName: contact.firstName,
    lastName: contact.lastName,
    address1: contact.address1 ?? null,
    address2: contact.address2 ?? null,
    city: contact.city ?? null,
    state: contact.state ?? null,
    postalCode: contact.zipCode ?? null,
    country: contact.country,
    workEmail: contact.workEmail ?? null,
  });
  return id;
}

function freeNumber(sim: Sim): string {
  const row = sim.db
    .prepare(`select max("accountNumber") as last from account where "accountNumber" glob 'A[0-9]*'`)
    .get();
  return `A${String(Number(String(row?.last ?? 'A0').slice(1)) + 1).padStart(8, '0')}`;
}

/** `PUT /v1/accounts/{key}` */
export function updateAccount(sim: Sim, request: SimRequest, key: string): SimResponse {
  const body = bodyOf(request);
  const set = columnsOf(body, []);
  const held = rowByKey(sim, 'Account', key);
  const { id } = held;
  const columns = { ...set, updatedDate: new Date(sim.now()).toISOString() };
  const assignments = Object.keys(columns).map((name) => `"${name}" = ?`);
  sim.db
    .prepare(`update account set ${assignments.join(', ')} where id = ?`)
    .run(...Object.values(columns), String(id));
  keepCustomFields(sim, String(id), customFieldsOf(body));
  changed(sim, { object: 'Account', id: String(id), change: 'update', before: held });
  return { ...success({}), note: { outcome: 'APPLIED', objectType: 'Account', objectId: String(id) } };
}

/**
 * `PUT /v1/object/account/{id}`: the one way in which the vendor closes an account, `{"Status": "Canceled"}`. It answers in the capitals of the
 * older API. Refused while the account has subscriptions that go on, or a balance. Source: developer.zuora.com, Object_PUTAccount.
 */
export function changeAccountStatus(sim: Sim, request: SimRequest, id: string): SimResponse {
  const { Status: status } = bodyOf(request);
  const wrong = (Code: string, Message: string): SimResponse => ({
    status: 200,
    body: JSON.stringify({ Success: false, Errors: [{ Code, Message }] }),
    note: { outcome: 'REJECTED', objectType: 'Account', objectId: id },
  });
  const held = sim.db.prepare('select * from account where id = ?').get(id);
  if (!held) return wrong('INVALID_ID', 'The account is invalid.');
  if (status !== 'Active' && status !== 'Canceled') return wrong('INVALID_VALUE', 'The status is invalid.');
  const going = sim.db
    .prepare(
      `select 1 as going from subscription where "accountId" = ? and "isLatestVersion" = 1 and status not in ('Cancelled', 'Expired') limit 1`,
    )
    .get(id);
  if (status === 'Canceled' && going)
    return wrong('INVALID_VALUE', 'An account with subscriptions that are not cancelled cannot be canceled.');
  if (status === 'Canceled' && Number(held.balance) !== 0)
    return wrong('INVALID_VALUE', 'An account with a balance cannot be canceled.');
  sim.db
    .prepare('update account set status = ?, "updatedDate" = ? where id = ?')
    .run(status, new Date(sim.now()).toISOString(), id);
  changed(sim, { object: 'Account', id, change: 'update', before: held });
  return {
    status: 200,
    body: JSON.stringify({ Success: true, Id: id }),
    note: { outcome: 'APPLIED', objectType: 'Account', objectId: id },
  };
}
