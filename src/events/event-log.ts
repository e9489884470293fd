import type { Positioned } from '../canonical/event.ts';

/** The log as one process follows it: every event once, in the order of positions, without gaps. */
export interface EventLog {
  /** Resolves when the process knows where the log stands; `position` is 0 before. */
  readonly ready: Promise<void>;
  /** The position of the last event that followers were handed, or where following began. */
  position(): number;
  /** Hands every later event to `follower`, as it is stored, which must neither throw nor wait; returns what ends it. */
  follow(follower: (event: Positioned) => void): () => void;
  /**
   * The events behind a position in order, at most `limit`, from memory where it reaches back so far, else from the database. Where it
   * comes from the database, events that followers have not been handed yet may be among them.
   */
  read(after: number, limit: number): Promise<readonly Positioned[]>;
  /** The first position still kept. What was before it cannot be read any more. */
  oldest(): Promise<number>;
  /** When it was last certain that nothing is missing up to `position`, milliseconds since the epoch. */
  verifiedAt(): number;
}
