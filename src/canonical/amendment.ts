/** What can be changed of a running subscription. */
export const amendmentTypes = [
  'UPGRADE',
  'DOWNGRADE',
  'QUANTITY',
  'ADD_ON',
  'REMOVE_PRODUCT',
  'RENEW',
  'CANCEL',
  'CO_TERM',
  'PAUSE',
  'RESUME',
  'TERMS',
] as const;
export type AmendmentType = (typeof amendmentTypes)[number];

/** Where a change that somebody committed stands. */
export const amendmentStatuses = [
  'PENDING_APPROVAL',
  'APPLYING',
  'PAUSED',
  'APPLIED',
  'COMPENSATED',
  'REJECTED',
  'FAILED',
] as const;
export type AmendmentStatus = (typeof amendmentStatuses)[number];

/** One product of an amendment; which of the three is needed follows from the type. */
export interface AmendmentItem {
  /** The stable number of a charge (SubscriptionItem.id). */
  readonly itemId: string | null;
  readonly priceId: string | null;
  readonly quantity: string | null;
}

/** What somebody wants to change, in ids of the hub. */
export interface AmendmentRequest {
  readonly subscriptionId: string;
  readonly type: AmendmentType;
  /** The first day on which it holds. */
  readonly effectiveDate: string;
  readonly expectedVersion: number;
  readonly items: readonly AmendmentItem[];
  readonly coTermWith: string | null;
  /** The first day that is no longer covered. */
  readonly newTermEnd: string | null;
  readonly autoRenew: boolean | null;
  readonly renewalMonths: number | null;
  readonly reason: string | null;
}

/** What became of one product: quantities and ids of prices; null on the side where it is not there. */
export interface AmendmentChange {
  readonly productId: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly fromPriceId: string | null;
  readonly toPriceId: string | null;
}

/** The event that tells of an amendment's status. */
export const amendmentEvent: Readonly<Record<AmendmentStatus, string>> = {
  PENDING_APPROVAL: 'requested',
  APPLYING: 'applying',
  PAUSED: 'paused',
  APPLIED: 'applied',
  COMPENSATED: 'compensated',
  REJECTED: 'rejected',
  FAILED: 'failed',
};
