import type { BillingAccount } from '../billing.ts';
import type { Http } from '../http/http.ts';
import type { Applied, Operation } from '../operation.ts';
import type { CallOptions } from '../source.ts';
import { beforehand } from './around.ts';
import { keyLifetimeMs, type Keys } from './keys.ts';
import { callOf } from './order-made.ts';
import { aboutAbsence, keyHeader, reasonsOf, sentence } from './policy.ts';

/** An account as Zuora keeps it. */
export interface VendorAccount {
  readonly id: string;
  readonly accountNumber: string;
  readonly name: string;
  readonly currency: string;
  /** Draft, Active or Canceled. */
  readonly status: string;
}

/** The account of a number; null when there is none. Source: Accounts API, "Retrieve an account". */
export function vendorAccount(
  http: Http,
  accountNumber: string,
  call?: CallOptions,
): Promise<VendorAccount | null> {
  return http.request(
    { method: 'GET', path: `/v1/accounts/${encodeURIComponent(accountNumber)}` },
    (answer) => {
      const json = answer.json();
      const reasons = reasonsOf(json);
      if (reasons && aboutAbsence(reasons)) return null;
      if (reasons) throw http.problem('SOURCE_REJECTED', `the account cannot be read: ${sentence(reasons)}`);
      const row = http.row(json, 'answer');
      const basic = row.row('basicInfo');
      return {
        id: basic.id('id'),
        accountNumber: basic.text('accountNumber'),
        name: basic.text('name'),
        currency: row.row('billingAndPayment').text('currency'),
        status: basic.text('status'),
      };
    },
    call,
  );
}

type Made = { readonly accountNumber: string; readonly externalId: string };

/** POST /v1/accounts under our key and our number, which Zuora takes once. Source: Accounts API, "Create an account". */
export function createAccountOperation(http: Http, keys: Keys): Operation<BillingAccount, Made> {
  const applied = (made: Made, found: boolean, httpStatus: number | null): Applied<Made> => ({
    result: made,
    object: 'Account',
    externalId: made.externalId,
    found,
    httpStatus,
  });
  const existing = async (account: BillingAccount, call: CallOptions): Promise<Applied<Made> | null> => {
    const { accountNumber, currency } = account;
    const found = await vendorAccount(http, accountNumber, call);
    if (found === null) return null;
    if (found.currency !== currency || found.name !== account.name)
      throw http.problem('CONFLICT', `the account number ${accountNumber} is that of another account`, {
        outcome: 'NOT_APPLIED',
      });
    return applied({ accountNumber, externalId: found.id }, true, null);
  };
  return {
    name: 'account.create',
    class: 'A',
    keyLifetimeMs,
    perform: (account, options) => {
      const call = callOf(options);
      const body = JSON.stringify(bodyOf(account));
      const send = (key: string): Promise<Applied<Made>> =>
        http.request(
          {
            method: 'POST',
            path: '/v1/accounts',
            headers: { 'content-type': 'application/json', [keyHeader]: key },
            body,
            personal: personal(account),
          },
          (answer) => {
            const row = http.row(answer.json(), 'answer');
            const made = { accountNumber: row.text('accountNumber'), externalId: row.id('accountId') };
            return applied(made, false, answer.status);
          },
          call,
        );
      return keys.under(options, send, () => existing(account, call));
    },
    look: (account, options) => existing(account, callOf(options)),
  };
}

function bodyOf(account: BillingAccount): object {
  const { firstName, lastName, email, address } = account.billTo;
  return {
    accountNumber: account.accountNumber,
    name: account.name,
    currency: account.currency,
    paymentTerm: account.paymentTerms,
    billCycleDay: 1,
    autoPay: false,
    ...(account.crmId !== null && { crmId: account.crmId }),
    ...(account.taxId !== null && { taxInfo: { VATId: account.taxId } }),
    billToContact: {
      firstName,
      lastName,
      ...(email !== null && { workEmail: email }),
      address1: address.line1,
      city: address.city,
      ...(address.region !== null && { state: address.region }),
      ...(address.postalCode !== null && { zipCode: address.postalCode }),
      country: address.country,
    },
  };
}

/** What of an account names a person. */
function personal({ billTo: { firstName, lastName, email, address } }: BillingAccount): readonly string[] {
  return [`${firstName} ${lastName}`, firstName, lastName, address.line1, ...(email === null ? [] : [email])];
}

type Named = { readonly accountNumber: string };

/**
 * PUT /v1/object/account/{id} with the status Canceled, for an account that nothing was billed of. A value is set, so that doing it again
 * changes nothing; a PUT may not bear a key. Source: CRUD, "Update an account".
 */
export function closeAccountOperation(http: Http): Operation<Named, Named> {
  return {
    name: 'account.close',
    class: 'B',
    keyLifetimeMs: null,
    perform: async ({ accountNumber }, options) => {
      const call = callOf(options);
      const account = await beforehand(vendorAccount(http, accountNumber, call));
      if (account === null)
        throw http.problem('NOT_FOUND', `there is no account ${accountNumber}`, { outcome: 'NOT_APPLIED' });
      const done = (found: boolean, httpStatus: number | null): Applied<Named> => ({
        result: { accountNumber },
        object: 'Account',
        externalId: account.id,
        found,
        httpStatus,
      });
      if (account.status === 'Canceled') return done(true, null);
      return http.request(
        {
          method: 'PUT',
          path: `/v1/object/account/${account.id}`,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ Status: 'Canceled' }),
        },
        (answer) => {
          const row = http.row(answer.json(), 'answer');
          if (!(row.has('Success') ? row.bool('Success') : row.bool('success')))
            throw row.drift('Success', 'true');
          return done(false, answer.status);
        },
        call,
      );
    },
  };
}
