import { billed, billingAccount, ledgerCustomer, subscription } from './quote-to-cash-billing.ts';
import { ledgerOrder, ledgerPosting, ledgerReady, recognised } from './quote-to-cash-ledger.ts';
import { approvedInCrm, type DealInput, enrich, validate } from './quote-to-cash-look.ts';
import {
  activated,
  contract,
  deal,
  entitlement,
  scheduled,
  service,
  supportCustomer,
} from './quote-to-cash-serve.ts';
import type { Saga } from './saga.ts';

/**
 * Carries a deal that was won through billing, the ledger, support and the CRM: wholly or not at all. The ledger is not asked for anything
 * before the CRM has approved the deal. docs/quote-to-cash.md.
 */
export const quoteToCashSaga: Saga<DealInput> = {
  process: 'QUOTE_TO_CASH',
  version: '1',
  lane: 'money',
  steps: [
    validate,
    approvedInCrm,
    enrich,
    ledgerCustomer,
    billingAccount,
    subscription,
    billed,
    ledgerReady,
    ledgerOrder,
    ledgerPosting,
    recognised,
    supportCustomer,
    service,
    entitlement,
    contract,
    deal,
    activated,
    scheduled,
  ] as Saga<DealInput>['steps'],
};
