import type { Writable } from 'node:stream';

/** What waits for one client, in all its subscriptions: results, and characters of them. */
export interface Backlog {
  results: number;
  characters: number;
}

/** The way to one client, for one subscription. */
export interface Pipe {
  /** What the client is reached through; its own buffer says when to wait. */
  readonly connection: Pick<
    Writable,
    'cork' | 'uncork' | 'once' | 'off' | 'writableNeedDrain' | 'writableLength'
  >;
  /** One for all subscriptions of the connection. */
  readonly backlog: Backlog;
  /** Writes the JSON text of one result, framed as the client's protocol wants it, to the connection. */
  send(payload: string): void;
  /** Ends the connection, because the client does not read. */
  drop(): void;
}

export interface OutletLimits {
  /** How many results, and how many characters of them and bytes before them, may wait for the client. */
  readonly maxQueued: number;
  readonly maxQueuedBytes: number;
  /** Counts over all clients. */
  readonly tally?: Tally;
}

/** What waits for all clients together, and how many were cut off because they did not read. */
export interface Tally {
  queued: number;
  dropped: number;
}

/** A client that takes nothing at all for this long is gone, however little waits for it. */
const stallMs = 30_000;

/**
 * The bounded queue of the results of one subscription before a client. What waits are texts that all clients of a group share, so a slow one costs little.
 * A class, because there are thousands of them.
 */
export class Outlet {
  private readonly pipe: Pipe;
  private readonly limits: OutletLimits;
  private queue: string[] | null = null;
  private closed = false;
  /** Set while the connection asks to wait. */
  private stall: NodeJS.Timeout | null = null;
  private idle: (() => void)[] | null = null;

  constructor(pipe: Pipe, limits: OutletLimits) {
    this.pipe = pipe;
    this.limits = limits;
  }

  /** Sends results, or keeps them until the client has read; drops the client when it is too far behind. */
  push(payloads: readonly string[]): void {
    if (this.closed) return;
    const sent = this.stall ? 0 : this.send(payloads);
    for (let i = sent; i < payloads.length && !this.closed; i++) this.hold(payloads[i]!);
  }

  /** Resolves when nothing waits for the client any more, or it is gone. */
  flushed(): Promise<void> {
    if (this.closed || !this.stall) return Promise.resolve();
    return new Promise((resolve) => (this.idle ??= []).push(resolve));
  }

  /** Forgets what waits; nothing is sent any more. */
  close(): void {
    this.closed = true;
    this.keep([]);
    this.release();
  }

  private hold(payload: string): void {
    const { connection, backlog } = this.pipe;
    this.queue ??= [];
    this.queue.push(payload);
    backlog.results += 1;
    if (this.limits.tally) this.limits.tally.queued += 1;
    backlog.characters += payload.length;
    const { maxQueued, maxQueuedBytes } = this.limits;
    if (backlog.results > maxQueued || backlog.characters + connection.writableLength > maxQueuedBytes)
      this.drop();
  }

  /** Sends until the connection asks to wait; returns how many were sent. */
  private send(payloads: readonly string[]): number {
    const { connection } = this.pipe;
    let sent = 0;
    if (payloads.length > 1) connection.cork();
    while (sent < payloads.length && !connection.writableNeedDrain) this.pipe.send(payloads[sent++]!);
    if (payloads.length > 1) connection.uncork();
    if (connection.writableNeedDrain) {
      this.stall = setTimeout(() => this.drop(), stallMs).unref();
      connection.once('drain', this.resume);
    }
    return sent;
  }

  private readonly resume = (): void => {
    const waiting = this.queue ?? [];
    clearTimeout(this.stall ?? undefined);
    this.stall = null;
    this.keep(waiting.slice(this.send(waiting)));
    if (!this.stall) this.release();
  };

  /** Lets go of everything that waits but these. */
  private keep(left: string[]): void {
    const { backlog } = this.pipe;
    const lengthOf = (payloads: readonly string[]): number =>
      payloads.reduce((sum, payload) => sum + payload.length, 0);
    const before = this.queue ?? [];
    backlog.results += left.length - before.length;
    if (this.limits.tally) this.limits.tally.queued += left.length - before.length;
    backlog.characters += lengthOf(left) - lengthOf(before);
    this.queue = left.length > 0 ? left : null;
  }

  private drop(): void {
    if (this.limits.tally) this.limits.tally.dropped += 1;
    this.close();
    this.pipe.drop();
  }

  /** Lets go of everything that waits for the connection. */
  private release(): void {
    if (this.stall) {
      clearTimeout(this.stall);
      this.stall = null;
      this.pipe.connection.off('drain', this.resume);
    }
    const { idle } = this;
    this.idle = null;
    for (const each of idle ?? []) each();
  }
}
