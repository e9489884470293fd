import type { Positioned } from '../canonical/event.ts';

/** Where a stream begins: how things stand. */
export interface StreamSnapshot<N> {
  readonly type: 'StreamSnapshot';
  readonly cursor: string;
  /** ISO 8601. */
  readonly at: string;
  readonly nodes: readonly N[];
}

export interface StreamChange {
  readonly type: 'StreamChange';
  readonly cursor: string;
  /** The cursor of the message before it on this stream. */
  readonly previous: string;
  readonly event: Positioned & { readonly state: 'APPLIED' };
}

/** Nothing has happened up to here; the stream lives. */
export interface StreamHeartbeat {
  readonly type: 'StreamHeartbeat';
  readonly cursor: string;
  /** ISO 8601. */
  readonly at: string;
  /** How long ago it was last certain that nothing is missing, milliseconds. */
  readonly lagMs: number;
}

/** The last message: what follows the client's cursor cannot be told any more. */
export interface StreamReset {
  readonly type: 'StreamReset';
  readonly code: 'CURSOR_EXPIRED';
  /** The first cursor behind which everything is still kept. */
  readonly oldestAvailable: string;
  /** How many positions of the log can no longer be looked through; 0 when the cursor is ahead of the log. */
  readonly missedAtLeast: number;
}

export type StreamMessage<N = unknown> = StreamSnapshot<N> | StreamChange | StreamHeartbeat | StreamReset;

/** What a subscription asks for. */
export interface StreamRequest<N> {
  /** The subscription's field and its arguments except `after`: cursors hold for these only. */
  readonly field: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Whose view it is, where it is one caller's alone; omitted: everybody's who asks for the same with the same rights. */
  readonly audience?: string;
  /** The cursor to go on behind; null: from how things stand now. */
  readonly after: string | null;
  /** Whether an event belongs on the stream. May be asked more than once about an event, in the order of the log. */
  readonly matches: (event: Positioned) => boolean;
  /**
   * Of events that belong on the stream those that its reader may see, in their order and as it may see them. What is left out was never
   * there: no cursor names it. Absent: all of them. Asked anew when it throws.
   */
  readonly admit?: (events: readonly Positioned[]) => Promise<readonly Positioned[]>;
  /** How things stand. */
  readonly snapshot: () => Promise<readonly N[]>;
}

/**
 * One reader of a stream, at its own pace: it holds nothing but its place in the log. As an iterable it gives `begin` and then
 * every message of `read`.
 */
export interface Stream<N = unknown> extends AsyncIterable<StreamMessage<N>> {
  /** Whose view it is; empty for everybody's. */
  readonly audience: string;
  /** Everything up to this position of the log was read and, as `read` was called again, taken. */
  position(): number;
  /** The position that the cursor of the last message taken names. */
  chain(): number;
  /** A reader of the same stream, from the end of the log on. */
  live(): Stream<N>;
  /**
   * What comes before everything else: the snapshot, or nothing behind a cursor, or a reset. Without a cursor it begins where `beside`
   * is, so that both go on with the same message; omitted: at the end of the log.
   */
  begin(beside?: Stream<N>): Promise<readonly StreamMessage<N>[]>;
  /**
   * The next messages. Without a bound it waits for one (a heartbeat, when nothing happens) and gives none only after the end.
   * With a bound it gives none once it is there, and waits only when the bound is beyond the end of the log. An unreadable log is tried again.
   */
  read(upTo?: number): Promise<readonly StreamMessage<N>[]>;
  /** A heartbeat with the cursor of the last message taken. */
  heartbeat(): StreamHeartbeat;
  /** Whether it has ended: by a reset, or because it was closed. */
  over(): boolean;
  /** Ends it: `read` gives nothing more. */
  close(): void;
}

/** Gives subscriptions their streams. */
export interface Streams {
  /** A reader of what is asked for. Throws CURSOR_INVALID when `after` was not given by this field with these arguments. */
  open<N>(request: StreamRequest<N>): Promise<Stream<N>>;
}
