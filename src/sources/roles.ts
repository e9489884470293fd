import type { Billing } from './billing.ts';
import type { Crm } from './crm.ts';
import type { Ledger } from './ledger.ts';
import type { Support } from './support.ts';

/** What a source can be asked to do, beside being read. Workflows know these roles and no vendor. */
export interface Roles {
  readonly billing?: Billing;
  readonly ledger?: Ledger;
  readonly support?: Support;
  readonly crm?: Crm;
}
export type Role = keyof Roles;
