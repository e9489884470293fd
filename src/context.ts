import type { SystemKind } from './canonical/kind.ts';
import type { SourceStatus } from './sources/source.ts';
import type { Reader } from './store/read.ts';
import type { Fresh } from './sync/freshness.ts';

export type {
  FieldOrigin,
  IdPage,
  MatchCandidate,
  PageArgs,
  Reader,
  Reference,
  Stored,
  Summary,
  TimelineEntry,
} from './store/read.ts';
export type { Bound, Fresh, FreshnessNeed, Marks, StalePolicy } from './sync/freshness.ts';

export interface SourceInfo {
  readonly instance: string;
  readonly vendor: string;
  readonly system: SystemKind;
  readonly region: string;
  status(): SourceStatus;
}

/** The running hub, as the graph sees it. */
export interface Hub {
  readonly reader: Reader;
  readonly fresh: Fresh;
  readonly sources: readonly SourceInfo[];
  /** Calls every source's probe at once and returns when each has answered or its deadline has passed; repeated within two seconds it does nothing. */
  probe(): Promise<void>;
}
