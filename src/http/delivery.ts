import type { Subscription } from './fanout.ts';

const done = { done: true, value: undefined } as const;

/**
 * A subscription as the protocol library wants it: an iterable that yields nothing, because every result goes to the client directly,
 * and lasts as long as the subscription. It starts when the library first asks.
 */
export class Delivery implements AsyncGenerator<never, void, void> {
  private start: (() => Subscription) | null;
  private subscription: Subscription | null = null;

  constructor(start: () => Subscription) {
    this.start = start;
  }

  async next(): Promise<typeof done> {
    this.subscription ??= this.start?.() ?? null;
    this.start = null;
    await this.subscription?.ended;
    return done;
  }

  async return(): Promise<typeof done> {
    this.start = null;
    this.subscription?.stop();
    return done;
  }

  throw(): Promise<typeof done> {
    return this.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
