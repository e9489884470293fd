import type { Kind, SystemKind } from './canonical/kind.ts';
import type { Streams } from './events/stream.ts';
import type { SourceStatus } from './sources/source.ts';
import type { Reader } from './store/read.ts';
import type { Fresh } from './sync/freshness.ts';
import type { Replays } from './sync/replay.ts';

export type {
  Stream,
  StreamChange,
  StreamHeartbeat,
  StreamMessage,
  StreamReset,
  Streams,
  StreamSnapshot,
} from './events/stream.ts';
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
export type { Delivery } from './sources/source.ts';
export type { Replay } from './store/replay.ts';
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
  readonly replays: Replays;
  readonly reader: Reader;
  readonly fresh: Fresh;
  readonly streams: Streams;
  readonly sources: readonly SourceInfo[];
  /**
   * Calls every source's probe at once and returns when each has answered or its deadline has passed; repeated within two seconds it
   * does nothing.
   */
  probe(): Promise<void>;
}
