import Big from 'big.js';
import type { Crm, CrmContract } from '../sources/crm.ts';
import type { Applied, Operation, WriteOptions } from '../sources/operation.ts';
import type { InputOf } from './role.ts';

/** A contract that is made, or one of which values are set. */
export type ContractPut =
  | { readonly put: InputOf<Crm['putContract']> }
  | { readonly set: InputOf<Crm['setContract']> };

/** Makes the contract of a deal, or sets the one that it has: one kind of write to the engine. */
export function contractWrite(crm: Crm): Operation<ContractPut, { readonly externalId: string }> {
  return {
    name: 'contract.put',
    class: 'B',
    keyLifetimeMs: null,
    async perform(input, options) {
      if ('set' in input) return crm.setContract.perform(input.set, options);
      const { result, ...applied } = await crm.putContract.perform(input.put, options);
      return { ...applied, result: { externalId: result.externalId } };
    },
    // What was made and never answered is found by its key: without its id it could not be taken back.
    async look(input, options) {
      const found =
        'set' in input
          ? await isSet(crm, input.set, options)
          : await crm.putContract.look!(input.put, options);
      return found && { ...found, result: { externalId: found.result.externalId } };
    },
  };
}

/** A contract as it is when it says what was to be set; null: it does not. */
async function isSet(
  crm: Crm,
  { externalId, ...values }: InputOf<Crm['setContract']>,
  call: WriteOptions,
): Promise<Applied<{ readonly externalId: string }> | null> {
  const now = await crm.contract(externalId, call);
  const names = ['status', 'termMonths', 'autoRenew', 'paymentTerms'] as const;
  const { tcv } = values;
  const says =
    now !== null &&
    names.every((name) => values[name] === null || values[name] === now[name]) &&
    (tcv === null || (now.tcv !== null && new Big(now.tcv).eq(tcv)));
  return says
    ? { result: { externalId }, object: 'Contract', externalId, found: true, httpStatus: null }
    : null;
}

/**
 * What takes it back: a contract that was there gets its former values, one that was made is terminated (`externalId` is the result's). A
 * contract that was in force is never a draft again, so a former draft is terminated too.
 */
export function contractUndo(held: CrmContract | null): InputOf<Crm['setContract']> {
  const wasDraft = held === null || held.status === 'DRAFT';
  return {
    externalId: held?.externalId ?? '',
    status: wasDraft ? 'TERMINATED' : held.status,
    termMonths: null,
    autoRenew: null,
    tcv: held?.tcv ?? null,
    paymentTerms: null,
  };
}
