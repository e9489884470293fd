import type { z } from 'zod';
import { contact } from './contact.ts';
import { contract } from './contract.ts';
import { creditMemo } from './credit-memo.ts';
import { customer } from './customer.ts';
import { entitlement } from './entitlement.ts';
import { invoice } from './invoice.ts';
import { kinds, type Kind } from './kind.ts';
import { ledgerPosting } from './ledger-posting.ts';
import { accountingPeriod, legalEntity } from './legal-entity.ts';
import { opportunity } from './opportunity.ts';
import { payment } from './payment.ts';
import { price, product } from './product.ts';
import { subscription } from './subscription.ts';
import { supportCase } from './support-case.ts';
import { user } from './user.ts';

/** The fields of every kind, as all its sources together may fill them. */
export const fieldsOf = {
  Customer: customer,
  Contact: contact,
  User: user,
  Opportunity: opportunity,
  Contract: contract,
  Product: product,
  Price: price,
  BillingSubscription: subscription,
  Invoice: invoice,
  CreditMemo: creditMemo,
  Payment: payment,
  SupportCase: supportCase,
  Entitlement: entitlement,
  LedgerPosting: ledgerPosting,
  LegalEntity: legalEntity,
  AccountingPeriod: accountingPeriod,
} as const satisfies Record<Kind, z.ZodObject>;

/** The fields of a kind, all present: what a record has when every source of it has spoken. */
export type FieldsOf<K extends Kind> = z.infer<(typeof fieldsOf)[K]>;

const partials = new Map<Kind, z.ZodObject>(
  kinds.map((kind) => [kind, (fieldsOf[kind] as z.ZodObject).partial()]),
);

/** The shape of what one source may say of a kind: any part of its fields, and nothing else. */
export function partialFieldsOf(kind: Kind): z.ZodObject {
  return partials.get(kind)!;
}

/** What a connector's map returns for a kind. */
export type PartialFieldsOf<K extends Kind> = Partial<FieldsOf<K>>;
