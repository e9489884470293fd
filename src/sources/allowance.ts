/** What a vendor account allows all who use it, together. */
export interface AccountLimits {
  /** Calls under way at once. */
  readonly concurrency: number;
  readonly perSecond?: number;
  readonly perMinute?: number;
  /** Calls in any 24 hours. */
  readonly perDay?: number;
}

/** A figure a lane, in the order of `lanes`. */
export type ByLane = readonly number[];

/** What this process makes of an account at an instant. */
export interface Use {
  /** Milliseconds since the epoch, by this process's clock. */
  readonly at: number;
  /** What it may have begun until the answer comes: its slots, or what is under way where that is more. */
  readonly slots: number;
  /** The same of the rates: its part, or what it spent in the last span where that is more. */
  readonly perSecond: number;
  readonly perMinute: number;
  /** What it spent of them in the last span. */
  readonly usedSecond: number;
  readonly usedMinute: number;
  /** Calls of the daily budget since the process began, and what is left of what it was given. */
  readonly spent: number;
  readonly left: number;
  readonly running: ByLane;
  readonly waiting: ByLane;
  /** How many were under way and waiting at the most since it was last asked. */
  readonly peak: ByLane;
  /** How long what is under way may last yet, in milliseconds. */
  readonly busyMs: number;
}

/** What this process may make of an account, until `until`. */
export interface Share {
  readonly slots: number;
  /** How many slots each lane and those below it may have. */
  readonly lanes: ByLane;
  readonly perSecond: number;
  readonly perMinute: number;
  /** Whether there is more of the rates for the asking: only what lasts some seconds is given at once. */
  readonly fuller: boolean;
  /** Further calls of the daily budget, beside what is left. */
  readonly more: number;
  /** Calls of all processes in the last 24 hours. */
  readonly spentByAll: number;
  /** When the oldest part of them no longer counts, milliseconds since the epoch. */
  readonly budgetFreesAt: number;
  readonly pausedMs: number;
  /** Calls of all processes that are under way. */
  readonly runningByAll: ByLane;
  /** By this process's clock. */
  readonly until: number;
  /** Until when it may go on with the least where nothing more is heard; not after `until`: it may not. */
  readonly keepsUntil: number;
}

/** What spends an account's allowance in this process. */
export interface Spender {
  readonly limits: AccountLimits;
  use(): Use;
  take(share: Share): void;
}

/** How a spender is heard. */
export interface Member {
  /** It needs more, or has ended what it was asked to give back. */
  wake(): void;
  /** The vendor asked the account to wait. */
  pause(ms: number): void;
  /** The vendor said that there is too much at once. */
  throttled(): void;
  /** Gives everything back. */
  leave(): Promise<void>;
}

/** Divides what a vendor account allows among all processes that use it. */
export interface Allowance {
  /** `account` is the instance, or the instance and an endpoint that has limits of its own. */
  join(account: string, spender: Spender): Member;
}
