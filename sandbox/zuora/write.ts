import { createHash, randomBytes } from 'node:crypto';
import type { SQLInputValue } from 'node:sqlite';
import { changed } from '../kit/change.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { accountCode, failure, Refusal, success } from './answer.ts';
import { rowByKey } from './rest.ts';
import { inserter } from './table.ts';

export const idempotencySchema = `create table if not exists idempotency (
  key text primary key, body_hash text not null, status integer not null, body text not null, stored_at integer not null
);`;

const keptMs = 24 * 3_600_000;

type Body = Record<string, unknown>;

/**
 * Runs a POST under its Idempotency-Key: the first answer, failure or not, is replayed for 24 hours, another body is refused
 * with 422. Source: developer.zuora.com/docs/guides/idempotent-requests.
 */
export function idempotently(sim: Sim, request: SimRequest, act: () => SimResponse): SimResponse {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return act();
  if (request.method !== 'POST' && request.method !== 'PATCH')
    return failure(400, [
      {
        code: accountCode('invalidValue'),
        message: `Request method '${request.method}' not supported with Idempotency-Key header`,
      },
    ]);
  if (key.length > 255)
    return failure(400, [{ code: accountCode('invalidValue'), message: 'Idempotency-Key is too long' }]);
  sim.db.prepare('delete from idempotency where stored_at <= ?').run(sim.now() - keptMs);
  const hash = createHash('sha256')
    .update(`${request.method} ${request.path}\n`)
    .update(request.body)
    .digest('hex');
  const stored = sim.db.prepare('select * from idempotency where key = ?').get(key);
  if (stored && stored.body_hash !== hash)
    return {
      ...failure(422, [
        { code: accountCode('invalidValue'), message: 'The Idempotency-Key was used with another request' },
      ]),
      note: { outcome: 'CONFLICT', idempotencyKey: key },
    };
  if (stored)
    return {
      status: Number(stored.status),
      body: String(stored.body),
      note: { outcome: 'REPLAYED', idempotencyKey: key },
    };
  const answer = refusing(act);
  sim.db
    .prepare('insert into idempotency (key, body_hash, status, body, stored_at) values (?, ?, ?, ?, ?)')
    .run(key, hash, answer.status, answer.body ?? '', sim.now());
  return { ...answer, note: { ...answer.note, idempotencyKey: key } };
}

/** Runs `act`; what it refuses becomes an answer. */
export function refusing(act: () => SimResponse): SimResponse {
  try {
    return act();
  } catch (error) {
    if (error instanceof Refusal) return failure(error.status, [error.reason]);
    throw error;
  }
}

function bodyOf(request: SimRequest): Body {
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
      if (also.includes(name)) continue;
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

/** `POST /v1/accounts` with name, currency and a bill-to contact. */
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
  const id = `8a${randomBytes(15).toString('hex')}`;
  const contactId = `8a${randomBytes(15).toString('hex')}`;
  const contact = (body.billToContact ?? {}) as Record<string, SQLInputValue>;
  if (!contact.firstName || !contact.lastName || !contact.country)
    throw new Refusal(
      200,
      accountCode('missingField'),
      `'billToContact' needs firstName, lastName and country.`,
    );
  const tax = (body.taxInfo ?? {}) as { VATId?: string };
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
    billToId: contactId,
    soldToId: contactId,
    vATId: tax.VATId ?? null,
    taxExemptStatus: 'No',
    ...set,
  });
  inserter(
    sim.db,
    'Contact',
  )({
    id: contactId,
    ...stamps,
    accountId: id,
    firstName: contact.firstName,
    lastName: contact.lastName,
    address1: contact.address1 ?? null,
    city: contact.city ?? null,
    state: contact.state ?? null,
    postalCode: contact.zipCode ?? null,
    country: contact.country,
    workEmail: contact.workEmail ?? null,
  });
  changed(sim, { object: 'Account', id, change: 'insert', before: null });
  return {
    ...success({ accountId: id, accountNumber }),
    note: { outcome: 'APPLIED', objectType: 'Account', objectId: id, externalId: accountNumber },
  };
}

function freeNumber(sim: Sim): string {
  const row = sim.db
    .prepare(`select max("accountNumber") as last from account where "accountNumber" glob 'A[0-9]*'`)
    .get();
  return `A${String(Number(String(row?.last ?? 'A0').slice(1)) + 1).padStart(8, '0')}`;
}

/** `PUT /v1/accounts/{key}` */
export function updateAccount(sim: Sim, request: SimRequest, key: string): SimResponse {
  const set = columnsOf(bodyOf(request), []);
  const held = rowByKey(sim, 'Account', key);
  const { id } = held;
  const columns = { ...set, updatedDate: new Date(sim.now()).toISOString() };
  const assignments = Object.keys(columns).map((name) => `"${name}" = ?`);
  sim.db
    .prepare(`update account set ${assignments.join(', ')} where id = ?`)
    .run(...Object.values(columns), String(id));
  changed(sim, { object: 'Account', id: String(id), change: 'update', before: held });
  return { ...success({}), note: { outcome: 'APPLIED', objectType: 'Account', objectId: String(id) } };
}
