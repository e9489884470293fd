import type { FieldsOf } from '../canonical/fields.ts';
import type { Money } from '../canonical/money.ts';
import type { Kind } from '../canonical/kind.ts';
import type { PersonView } from '../canonical/person.ts';
import type {
  Amendment,
  AmendmentPreview,
  Approval,
  AttemptView,
  AuditView,
  DeadLetterView,
  EventParent,
  ExceptionView,
  FieldOrigin,
  MatchCandidate,
  MergeRecord,
  Replay,
  RowResult,
  RunView,
  SourceInfo,
  Stored,
  StreamMessage,
  StreamSnapshot,
} from '../context.ts';
import type { Connection, Edge } from './connection.ts';

// What resolvers are handed as the parent of a type whose parent is not a whole record of the hub (see codegen.yml).

export type InvoiceLineParent = FieldsOf<'Invoice'>['lines'][number];
export type AmendmentChangeParent = Amendment['changes'][number];
export type ImpactParent = Amendment['impact'];
export type SubscriptionItemParent = FieldsOf<'BillingSubscription'>['items'][number];
export type AlternativeParent = FieldOrigin['alternatives'][number];

/** The state of a source, with whose it is. */
export type HealthParent = ReturnType<SourceInfo['status']> & { readonly instance: string };

/** A page of records of a kind. */
export type Page<K extends Kind> = Connection<Stored<K>>;
export type PageEdge<K extends Kind> = Edge<Stored<K>>;

/** A link inside a record's fields, as the canonical shapes have it. */
export interface InnerLink {
  readonly kind: string;
  readonly key: string;
}

/** A part of a payment, with the payment it belongs to. */
export interface ApplicationParent {
  readonly id: string;
  readonly amount: Money;
  readonly target: InnerLink;
  readonly payment: Stored<'Payment'>;
}

export interface ProductMappingParent {
  readonly system: SourceInfo;
  readonly object: string | null;
  readonly externalId: string | null;
  readonly glAccount: string | null;
  readonly status: 'MAPPED' | 'MISSING' | 'AMBIGUOUS' | 'RETIRED';
}

/** A page of exceptions, and what is at risk in the whole list. */
export type ExceptionsPage = Connection<ExceptionView> & { atRisk(): Money | null | Promise<Money | null> };

/** What a request came to for one of many, and by which request. */
export type RowResultParent = RowResult;

/** A try of a step, with the correlation id of its run. */
export type AttemptParent = AttemptView & { readonly correlationId: string };

/** A person: as the CRM knows one, or as tokens do. */
export type UserParent = Stored<'User'> | PersonView;

/** The rule by which an approval is decided, as it was when it was asked for. */
export type RuleParent = Approval['rule'];

/** Anything that `node` can find. */
export type NodeParent =
  | PersonView
  | Stored
  | SourceInfo
  | EventParent
  | DeadLetterView
  | MatchCandidate
  | Replay
  | AuditView
  | Approval
  | MergeRecord
  | Amendment
  | AmendmentPreview
  | RunView
  | ExceptionView;

/** A message of a subscription. */
export type MessageParent = StreamMessage<NodeParent>;
export type SnapshotParent = StreamSnapshot<NodeParent>;

/** True for a golden record of a kind. */
export function isKind<K extends Stored['kind']>(
  record: Stored | null | undefined,
  kind: K,
): record is Stored<K> {
  return record?.kind === kind;
}
