import type { Kind } from './kind.ts';

/** The word for each kind in the types of its events: `invoice` in `invoice.issued`. */
export const eventNoun = {
  Customer: 'customer',
  Contact: 'contact',
  User: 'user',
  Opportunity: 'opportunity',
  Contract: 'contract',
  Product: 'product',
  Price: 'price',
  BillingSubscription: 'subscription',
  Invoice: 'invoice',
  CreditMemo: 'credit_memo',
  Payment: 'payment',
  SupportCase: 'case',
  Entitlement: 'entitlement',
  LedgerPosting: 'posting',
  LegalEntity: 'legal_entity',
  AccountingPeriod: 'accounting_period',
} as const satisfies Readonly<Record<Kind, string>>;

/** What the hub says of itself rather than of a record. */
export const hubEventTypes = [
  'source.health_changed',
  'sync.status_changed',
  'approval.requested',
  'approval.signed',
  'approval.approved',
  'approval.rejected',
  'approval.expired',
  'approval.cancelled',
  'access.break_glass',
  'run.started',
  'run.waiting_approval',
  'run.paused',
  'run.resumed',
  'run.step_changed',
  'run.checkpoint',
  'run.compensating',
  'run.completed',
  'run.compensated',
  'run.failed',
  'run.cancelled',
  'exception.opened',
  'exception.updated',
  'exception.assigned',
  'exception.commented',
  'exception.fix_proposed',
  'exception.retrying',
  'exception.resolved',
  'exception.auto_resolved',
  'exception.skipped',
  'exception.compensated',
  'exception.escalated',
  'amendment.requested',
  'amendment.applying',
  'amendment.paused',
  'amendment.applied',
  'amendment.compensated',
  'amendment.rejected',
  'amendment.failed',
] as const;

/** The nouns of what the hub says of itself. */
export const hubNouns = ['source', 'sync', 'approval', 'access', 'run', 'exception', 'amendment'] as const;

/** The version of the shape of `data`, one for each noun; raised when a change of the shape would break a reader. */
export const schemaVersion: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.values(eventNoun).map((noun) => [noun, '1'])),
  ...Object.fromEntries(hubNouns.map((noun) => [noun, '1'])),
};

export type ChangeKind = 'CREATED' | 'UPDATED' | 'DELETED';

/**
 * One fact of the log. Of a record there is at most one for each version: `type` is the milestone that the change reached
 * (`invoice.paid`), else `<noun>.created`, `.updated` or `.deleted`.
 */
export interface CanonicalEvent {
  /** `evt_` and a ULID; also the message id at the broker. */
  readonly id: string;
  readonly type: string;
  /** Of the shape of `data`: schema/events/<noun>.v<major>.json. */
  readonly schemaVersion: string;
  readonly change: ChangeKind;
  /** The id of the record, `src_<instance>`, or the id of an approval or a grant. */
  readonly subjectId: string;
  readonly customerId: string | null;
  /** The record's version after the change; null for what is not about a record. */
  readonly entityVersion: number | null;
  /** The instance that told; null for the hub itself. */
  readonly source: string | null;
  readonly correlationId: string;
  /** What led to it: the id of a message of the inbox or of a replay, or `<instance>/<feed>`; null for a read-through. */
  readonly causationId: string | null;
  /** When it happened at the source, when the hub heard of it, and when it was stored; ISO 8601 UTC. */
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly processedAt: string;
  /** How often taking the change in was tried, the successful time included. */
  readonly attempts: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event that has its place in the log: positions have no gaps and follow the order of commits. */
export type Positioned = CanonicalEvent & { readonly position: number };

/** What led to a change, for the events that tell of it. */
export interface Cause {
  readonly correlationId: string;
  readonly causationId: string | null;
  /** When the hub first heard of it, ISO 8601. */
  readonly receivedAt: string;
  readonly attempts: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** The state that a kind's milestones follow, and the milestone of reaching each value. */
const reached: Partial<
  Record<Kind, { readonly field: string; readonly milestones: Readonly<Record<string, string>> }>
> = {
  Opportunity: { field: 'stage', milestones: { CLOSED_WON: 'closed_won', CLOSED_LOST: 'closed_lost' } },
  Contract: {
    field: 'status',
    milestones: {
      ACTIVE: 'activated',
      AMENDING: 'amended',
      RENEWED: 'renewed',
      EXPIRED: 'expired',
      TERMINATED: 'terminated',
    },
  },
  BillingSubscription: {
    field: 'status',
    milestones: {
      ACTIVE: 'activated',
      PAUSED: 'suspended',
      SUSPENDED: 'suspended',
      CANCELLED: 'cancelled',
      EXPIRED: 'expired',
    },
  },
  Invoice: {
    field: 'status',
    milestones: {
      ISSUED: 'issued',
      POSTED: 'posted',
      PAID: 'paid',
      VOID: 'voided',
      UNCOLLECTIBLE: 'written_off',
    },
  },
  CreditMemo: { field: 'status', milestones: { ISSUED: 'generated', APPLIED: 'applied', VOID: 'voided' } },
  Payment: {
    field: 'status',
    milestones: {
      SETTLED: 'settled',
      FAILED: 'failed',
      REFUNDED: 'refunded',
      PARTIALLY_REFUNDED: 'refunded',
      DISPUTED: 'disputed',
    },
  },
  SupportCase: { field: 'status', milestones: { SOLVED: 'solved', CLOSED: 'closed' } },
  Entitlement: {
    field: 'status',
    milestones: { SUSPENDED: 'suspended', REVOKED: 'revoked', EXPIRED: 'expired' },
  },
  LedgerPosting: {
    field: 'status',
    milestones: { POSTED: 'posted', REVERSED: 'reversed', REJECTED: 'rejected' },
  },
};

/** Milestones that are a matter of more than one state. */
const special: Partial<Record<Kind, (before: Fields | null, after: Fields) => string | undefined>> = {
  // What it entered is the greater news: an activation that also sets the term is an activation.
  Contract: (before, after) =>
    before && before['status'] === after['status'] && differ(before, after, contractTerms)
      ? 'amended'
      : undefined,
  BillingSubscription(before, after) {
    if (!before || after['status'] !== 'ACTIVE') return undefined;
    if (['PAUSED', 'SUSPENDED'].includes(String(before['status']))) return 'resumed';
    if (before['status'] !== 'ACTIVE') return undefined;
    if (extended(before, after)) return 'renewed';
    return differ(before, after, ['items', 'mrr', 'sourceVersion']) ? 'amended' : undefined;
  },
  SupportCase(before, after) {
    if (after['escalated'] === true && before?.['escalated'] !== true) return 'escalated';
    if (!before) return 'opened';
    return closed(before) && !closed(after) ? 'reopened' : undefined;
  },
  Entitlement: (before) => (before ? undefined : 'granted'),
};

const contractTerms = ['termStart', 'termEnd', 'autoRenew', 'paymentTerms', 'tcv', 'acv'];
const closed = (fields: Fields): boolean => fields['status'] === 'SOLVED' || fields['status'] === 'CLOSED';
const extended = (before: Fields, after: Fields): boolean =>
  typeof before['termEnd'] === 'string' &&
  (after['termEnd'] === null ||
    (typeof after['termEnd'] === 'string' && after['termEnd'] > before['termEnd']));

const differ = (before: Fields, after: Fields, names: readonly string[]): boolean =>
  names.some((name) => !same(before[name], after[name]));

/** Whether two JSON values are equal, whatever the order of their members. */
export function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === undefined || right === undefined) return (left ?? null) === (right ?? null);
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => same((left as Fields)[name], (right as Fields)[name]));
}

/** The type of the event that tells of a change from one state of a record (null: it is new) to another (null: it is gone). */
export function eventType(kind: Kind, before: Fields | null, after: Fields | null): string {
  const noun = eventNoun[kind];
  if (after === null) return `${noun}.deleted`;
  const { field = '', milestones = {} } = reached[kind] ?? {};
  const state = String(after[field] ?? '');
  const entered = before === null || before[field] !== after[field] ? milestones[state] : undefined;
  const word = special[kind]?.(before, after) ?? entered;
  if (word !== undefined) return `${noun}.${word}`;
  if (before === null) return `${noun}.created`;
  return kind === 'Entitlement' ? 'entitlement.changed' : `${noun}.updated`;
}

/** Every type that a kind's events can have. */
export function eventTypesOf(kind: Kind): readonly string[] {
  const more: Partial<Record<Kind, readonly string[]>> = {
    Customer: ['merged', 'unmerged'],
    BillingSubscription: ['resumed', 'renewed', 'amended'],
    SupportCase: ['escalated', 'opened', 'reopened'],
    Entitlement: ['granted', 'changed'],
  };
  const words = [
    'created',
    'updated',
    'deleted',
    ...Object.values(reached[kind]?.milestones ?? {}),
    ...(more[kind] ?? []),
  ];
  return [...new Set(words)].map((word) => `${eventNoun[kind]}.${word}`);
}
