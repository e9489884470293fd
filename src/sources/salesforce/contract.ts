import type { Crm, CrmContract } from '../crm.ts';
import type { Http } from '../http/http.ts';
import type { Applied } from '../operation.ts';
import type { CallOptions } from '../source.ts';
import { amountOf } from './amount.ts';
import { isId, quoted } from './client.ts';
import type { SalesforceClient } from './client.ts';
import { contractStatus } from './map.ts';
import type { HubFields } from './options.ts';

const object = 'Contract';
const fields = [
  'ContractNumber',
  'Status',
  'StartDate',
  'ContractTerm',
  'AutoRenew__c',
  'Payment_Terms__c',
  'TCV__c',
];

/** The organisation's word for a status; of two words the first. */
function wordOf(status: CrmContract['status']): string {
  return [...contractStatus].find(([, meaning]) => meaning === status)![0];
}

/** A contract as it is now; null when there is none with the id. */
export async function readContract(
  client: SalesforceClient,
  externalId: string,
  call?: CallOptions,
): Promise<CrmContract | null> {
  const [row] = await client.retrieve(object, [externalId], fields, call);
  if (row === undefined) return null;
  const status = contractStatus.get(row.text('Status'));
  if (status === undefined) throw row.drift('Status', `one of ${[...contractStatus.keys()].join(', ')}`);
  return {
    externalId: row.id('Id'),
    number: row.text('ContractNumber'),
    status,
    start: row.dateOrNull('StartDate'),
    termMonths: row.integerOrNull('ContractTerm'),
    autoRenew: row.boolOrNull('AutoRenew__c'),
    paymentTerms: row.textOrNull('Payment_Terms__c'),
    tcv: row.decimalOrNull('TCV__c'),
  };
}

/** The operations on contracts: by our own external id, or values that are set. Doing either again changes nothing. */
export function contractOperations(
  http: Http,
  client: SalesforceClient,
  { hubId }: HubFields,
): Pick<Crm, 'putContract' | 'setContract'> {
  /** Nothing was sent: what is asked for cannot be said. */
  const refused = (path: string, why: string) =>
    http.problem('SOURCE_REJECTED', why, { path, outcome: 'NOT_APPLIED' });

  const exactly = (tcv: string): object => {
    const amount = amountOf(tcv);
    if (amount === undefined)
      throw refused('TCV__c', 'Salesforce cannot keep this amount: it has too many digits');
    return amount;
  };

  return {
    putContract: {
      name: 'contract.put',
      class: 'B',
      keyLifetimeMs: null,
      perform: async (input, options) => {
        if (!/^[\w-]{1,64}$/.test(input.key))
          throw refused(
            hubId,
            'the external id is longer than 64 characters, or has others than A-Za-z0-9_-',
          );
        // A new contract is a draft whatever is asked for: its status is set when it is there, in the same transaction.
        const parts = [
          {
            reference: 'contract',
            method: 'PATCH',
            path: `sobjects/${object}/${hubId}/${input.key}`,
            body: {
              AccountId: input.customerExternalId,
              CurrencyIsoCode: input.tcv.currency,
              StartDate: input.start,
              ContractTerm: input.termMonths,
              AutoRenew__c: input.autoRenew,
              Payment_Terms__c: input.paymentTerms,
              TCV__c: exactly(input.tcv.amount),
            },
          },
          {
            reference: 'status',
            method: 'PATCH',
            path: `sobjects/${object}/@{contract.id}`,
            body: { Status: wordOf(input.status) },
          },
          {
            reference: 'read',
            method: 'GET',
            path: `sobjects/${object}/@{contract.id}?fields=ContractNumber`,
          },
        ] as const;
        return client.together(
          parts,
          (answerOf) => {
            const made = answerOf('contract');
            const read = answerOf('read').row('body');
            const externalId = read.id('Id');
            return {
              result: { externalId, number: read.text('ContractNumber') },
              object,
              externalId,
              found: !made.row('body').bool('created'),
              httpStatus: made.integer('httpStatusCode'),
            };
          },
          options,
        );
      },
      // By a query, which reads the rows themselves: only searches go to an index.
      look: async ({ key }, options) => {
        const [row] = await client.query(
          `SELECT Id, ContractNumber FROM ${object} WHERE ${hubId} = ${quoted(key)}`,
          options,
        );
        if (row === undefined) return null;
        const externalId = row.id('Id');
        const result = { externalId, number: row.text('ContractNumber') };
        return { result, object, externalId, found: true, httpStatus: null };
      },
    },
    setContract: {
      name: 'contract.set',
      class: 'B',
      keyLifetimeMs: null,
      perform: async ({ externalId, ...input }, options): Promise<Applied<{ externalId: string }>> => {
        if (!isId(externalId)) throw refused('externalId', 'the contract has no id of Salesforce');
        const given = {
          ...(input.status !== null && { Status: wordOf(input.status) }),
          ...(input.termMonths !== null && { ContractTerm: input.termMonths }),
          ...(input.autoRenew !== null && { AutoRenew__c: input.autoRenew }),
          ...(input.tcv !== null && { TCV__c: exactly(input.tcv) }),
          ...(input.paymentTerms !== null && { Payment_Terms__c: input.paymentTerms }),
        };
        const done = { result: { externalId }, object, externalId };
        if (Object.keys(given).length === 0) return { ...done, found: true, httpStatus: null };
        const httpStatus = await client.update(object, externalId, JSON.stringify(given), options);
        return { ...done, found: false, httpStatus };
      },
    },
  };
}
