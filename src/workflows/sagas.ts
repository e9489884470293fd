import { amendmentSagas } from './amendment.ts';
import { quoteToCashSaga } from './quote-to-cash-saga.ts';
import type { Saga } from './saga.ts';

/** Every orchestrated write of the hub, in each version of which runs may still be open. */
export function sagasOf(): readonly Saga<never>[] {
  return [...amendmentSagas, quoteToCashSaga];
}
