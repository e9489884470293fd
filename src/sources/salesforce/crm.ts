import type { Crm } from '../crm.ts';
import type { Http } from '../http/http.ts';
import { isId } from './client.ts';
import type { SalesforceClient } from './client.ts';
import { contractOperations, readContract } from './contract.ts';
import { readDeal } from './deal.ts';
import type { HubFields } from './options.ts';

/** What Salesforce can be asked to do as the CRM. Every operation sets values, so that doing it again changes nothing. */
export function createCrm(http: Http, client: SalesforceClient, names: HubFields): Crm {
  return {
    deal: (externalId, call) => readDeal(client, names, externalId, call),
    contract: (externalId, call) => readContract(client, externalId, call),
    setDeal: {
      name: 'deal.set',
      class: 'B',
      keyLifetimeMs: null,
      perform: async ({ externalId, orderStatus, orderNumber, contractExternalId }, options) => {
        if (!isId(externalId))
          throw http.problem('SOURCE_REJECTED', 'the deal has no id of Salesforce', {
            path: 'externalId',
            outcome: 'NOT_APPLIED',
          });
        const body = JSON.stringify({
          [names.orderStatus]: orderStatus,
          [names.orderNumber]: orderNumber,
          ContractId: contractExternalId,
        });
        const httpStatus = await client.update('Opportunity', externalId, body, options);
        return { result: { externalId }, object: 'Opportunity', externalId, found: false, httpStatus };
      },
    },
    ...contractOperations(http, client, names),
  };
}
