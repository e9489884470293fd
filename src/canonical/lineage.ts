import { type Kind, kindOfId } from './kind.ts';

/** What a node of a lineage is: something that happened or was done, or something that there is. */
export type LineageType = 'event' | 'run' | 'effect' | 'exception' | 'amendment' | 'record' | 'place';

/**
 * How one thing came of another. caused: the one led to the other; did: a run did it at a vendor; touched: it made or changed the record
 * there; derived: it says what the other says, or was made of it.
 */
export const lineageRelations = ['caused', 'did', 'touched', 'derived'] as const;
export type LineageRelation = (typeof lineageRelations)[number];

/** A record at a vendor. */
export interface LineagePlace {
  readonly instance: string;
  readonly object: string;
  readonly externalId: string;
}

/** The id by which a record at a vendor stands in a lineage: `<instance>/<object>/<external id>`. */
export const placeId = ({ instance, object, externalId }: LineagePlace): string =>
  `${instance}/${object}/${externalId}`;

/** The record at a vendor that an id of a lineage names. */
export function placeOfId(id: string): LineagePlace {
  const [instance = '', object = '', ...rest] = id.split('/');
  return { instance, object, externalId: rest.join('/') };
}

const prefixes: readonly (readonly [prefix: string, type: LineageType])[] = [
  ['evt_', 'event'],
  ['exc_', 'exception'],
  ['amd_', 'amendment'],
];

/** What an id of a lineage names; undefined for an id of anything else. Effects have the keys by which vendors know them. */
export function lineageType(id: string): LineageType | undefined {
  if (id.includes('/')) return 'place';
  if (id.startsWith('run_')) return id.includes('.') ? 'effect' : 'run';
  const known = prefixes.find(([prefix]) => id.startsWith(prefix));
  return known ? known[1] : kindOfId(id) && 'record';
}

/** The links by which records of one kind are made of records of another one. */
export const madeOf: Partial<Record<Kind, readonly string[]>> = {
  BillingSubscription: ['contract'],
  Invoice: ['subscription'],
  CreditMemo: ['invoice'],
  Entitlement: ['subscription'],
  LedgerPosting: ['invoice', 'creditMemo', 'payment'],
};
/** The same, where the link is at the record that the other one is made of. */
export const madeInto: Partial<Record<Kind, readonly string[]>> = { Opportunity: ['contract'] };
