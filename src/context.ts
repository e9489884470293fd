import type { Kind, SystemKind } from './canonical/kind.ts';
import type { RowScope } from './canonical/scope.ts';
import type { Streams } from './events/stream.ts';
import type { Auditor } from './store/auditor.ts';
import type { SourceStatus } from './sources/source.ts';
import type { People } from './store/person.ts';
import type { Operations } from './store/operation.ts';
import type { Reader } from './store/read.ts';
import type { Fresh } from './sync/freshness.ts';
import type { Replays } from './sync/replay.ts';
import type { Governance } from './workflows/governance.ts';
import type { Exceptions } from './workflows/exception.ts';
import type { Amendments } from './workflows/amendment.ts';
import type { QuoteToCash } from './workflows/quote-to-cash.ts';
import type { Lineages } from './workflows/lineage.ts';
import type { Runs } from './workflows/run.ts';

export type { VendorCall } from './canonical/vendor-call.ts';
export type {
  Stream,
  StreamChange,
  StreamHeartbeat,
  StreamMessage,
  StreamReset,
  Streams,
  StreamSnapshot,
} from './events/stream.ts';
export type { AuditView } from './store/audit-sealed.ts';
export type { AuditInput } from './store/audit.ts';
export type { FeedView } from './store/feed.ts';
export type {
  DeadLetterView,
  EventView as EventParent,
  FieldOrigin,
  IdPage,
  MatchCandidate,
  PageArgs,
  PlaceSync,
  Reader,
  Reference,
  Stored,
  Summary,
  SyncView,
} from './store/read.ts';
export type { Operations } from './store/operation.ts';
export type { Delivery } from './sources/source.ts';
export type { Approval, Decision } from './store/approval.ts';
export type { ExceptionAct, ExceptionComment } from './store/exception-comment.ts';
export type { ExceptionFilter } from './store/exception-list.ts';
export type { Grant } from './store/grant.ts';
export type { MergeRecord } from './store/merge.ts';
export type { Replay } from './store/replay.ts';
export type { Deed as RunDeed } from './store/run-deed.ts';
export type { AttemptView, CheckpointView, StepView } from './store/run-trace.ts';
export type { RunView } from './store/run-view.ts';
export type { Acting } from './workflows/acting.ts';
export type { Amendment, Preview as AmendmentPreview } from './workflows/amendment.ts';
export type { PlannedWrite } from './workflows/amendment-plan.ts';
export type { ExceptionGroupView, ExceptionRequest, ExceptionView } from './workflows/exception.ts';
export type { RowResult } from './workflows/exception-batch.ts';
export type { LineageNode } from './store/lineage-node.ts';
export type { LineageStart } from './workflows/lineage.ts';
export type { RunAction } from './workflows/run-control.ts';
export type { Receive } from './sync/receive.ts';
export type { ReplayRequest, Replays } from './sync/replay.ts';
export type { Bound, Fresh, FreshnessNeed, Marks, StalePolicy } from './sync/freshness.ts';

export interface SourceInfo {
  readonly instance: string;
  readonly vendor: string;
  readonly system: SystemKind;
  readonly region: string;
  /** The kinds it can speak of. */
  readonly kinds: readonly Kind[];
  status(): SourceStatus;
}

/** The running hub, as the graph sees it. */
export interface Hub {
  /** Whose hub it is: nothing of another tenant can be reached through it. */
  readonly tenant: string;
  /** What clients may ask for by its id. */
  readonly operations: Operations;
  readonly replays: Replays;
  /** What people decide, who may, and what comes of it. */
  readonly governance: Governance;
  /** Changes of subscriptions. */
  readonly amendments: Amendments;
  /** Deals that were won. */
  readonly quoteToCash: QuoteToCash;
  /** Orchestrated writes. */
  readonly runs: Runs;
  /** What came of what. */
  readonly lineage: Lineages;
  /** What runs could not do by themselves. */
  readonly exceptions: Exceptions;
  readonly reader: Reader;
  readonly fresh: Fresh;
  readonly streams: Streams;
  readonly audit: Auditor;
  /** Who is known by tokens. */
  readonly people: People;
  readonly sources: readonly SourceInfo[];
  /**
   * Calls every source's probe at once and returns when each has answered or its deadline has passed; repeated within two seconds it
   * does nothing.
   */
  probe(): Promise<void>;
  /** Changes whenever people were erased, or may have been: what was made before must not be shown any more. */
  erasures(): number;
  /** The same hub for callers who see only what lies within a scope; null: the hub itself. Equal scopes share one. */
  within(scope: RowScope | null): Hub;
}
