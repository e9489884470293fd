import type { ProblemCode } from '../../canonical/problem.ts';
import type { Applied } from '../operation.ts';
import type { Client } from './client.ts';
import type { Account } from './map.ts';
import { createNames, type Names } from './names.ts';
import { type Records, recordsOf } from './record.ts';

/** What the operations of one account work with. */
export interface Desk {
  readonly client: Client;
  readonly account: Account;
  readonly names: Names;
  readonly customers: Records;
  readonly orders: Records;
  readonly entries: Records;
  /** The id of a name that a write needs. Throws a Problem with the code where there is none: nothing was sent then. */
  need(ids: ReadonlyMap<string, string>, name: string, code: ProblemCode, path: string): string;
  /** A write that NetSuite has just answered. */
  applied(object: string, id: string, httpStatus: number): Applied<{ readonly id: string }>;
  /** A write that was in force already. */
  found(object: string, id: string): Applied<{ readonly id: string }>;
}

/** The desk of an account. */
export function createDesk(client: Client, account: Account): Desk {
  return {
    client,
    account,
    names: createNames(client, account.options),
    customers: recordsOf(client, 'customer'),
    orders: recordsOf(client, 'salesOrder'),
    entries: recordsOf(client, 'journalEntry'),
    need: (ids, name, code, path) => {
      const id = ids.get(name);
      if (id !== undefined) return id;
      throw client.http.problem(code, `${name} is not known, not active, or known more than once`, {
        path,
        outcome: 'NOT_APPLIED',
      });
    },
    applied: (object, id, httpStatus) => ({
      result: { id },
      object,
      externalId: id,
      found: false,
      httpStatus,
    }),
    found: (object, id) => ({ result: { id }, object, externalId: id, found: true, httpStatus: null }),
  };
}
