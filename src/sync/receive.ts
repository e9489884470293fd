import { isUtf8 } from 'node:buffer';
import { Problem } from '../canonical/problem.ts';
import type { Delivery, Source } from '../sources/source.ts';
import type { Database } from '../store/database.ts';
import { noteArrival } from '../store/feed.ts';
import { addMessages, type NewMessage } from '../store/inbox.ts';
import { messagesOf } from './inbox.ts';

/**
 * Takes a webhook: resolves when everything it says is committed to the inbox, and not before. Throws NOT_FOUND for an instance that is
 * not configured or whose vendor sends none, SIGNATURE_INVALID and INVALID_INPUT as the vendor's reader does; nothing is then kept.
 * Throws RATE_LIMITED when too many wait already; whatever else it throws is our trouble, and the sender should try again.
 */
export type Receive = (instance: string, delivery: Delivery, correlationId?: string) => Promise<void>;

export interface ReceiveDeps {
  readonly database: Pick<Database, 'query'>;
  readonly sources: readonly Source[];
  /** How many deliveries may wait for the database. */
  readonly maxWaiting?: number;
  /** How long one may wait. */
  readonly deadlineMs?: number;
}

/** The name of the feed that webhooks are. */
const webhookFeed = 'webhook';

/** How many deliveries one statement takes at most. */
const mostTogether = 500;

interface Waiter {
  readonly messages: readonly NewMessage[];
  readonly settle: (error?: Error) => void;
}

/** Receives webhooks. What comes while one statement is under way goes into the next one, all together: the load makes the batches. */
export function createReceive({
  database,
  sources,
  maxWaiting = 4000,
  deadlineMs = 10_000,
}: ReceiveDeps): Receive {
  const waiting = new Set<Waiter>();
  let storing = false;

  /** Keeps the feeds' rows up to date; of no consequence when it fails. */
  const noteArrivals = async (batch: readonly Waiter[]): Promise<void> => {
    const latest = new Map(
      batch.flatMap(({ messages }) => messages.map((each) => [each.instance, each.receivedAt])),
    );
    for (const [instance, at] of latest)
      await noteArrival(database, instance, webhookFeed, at).catch(() => {});
  };

  const store = async (): Promise<void> => {
    storing = true;
    while (waiting.size > 0) {
      const batch = [...waiting.values().take(mostTogether)];
      for (const each of batch) waiting.delete(each);
      const outcome = await addMessages(
        database,
        batch.flatMap((each) => each.messages),
      ).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error : new Error('unknown')),
      );
      for (const each of batch) each.settle(outcome);
      if (outcome === undefined) await noteArrivals(batch);
    }
    storing = false;
  };

  return async (instance, delivery, correlationId) => {
    const source = sources.find((each) => each.instance === instance);
    if (!source?.webhook) throw new Problem('NOT_FOUND', `No source called ${instance} sends webhooks here.`);
    if (waiting.size >= maxWaiting) throw busy();
    const hints = source.webhook(delivery);
    if (!isUtf8(delivery.body)) throw new Problem('INVALID_INPUT', 'The body is not UTF-8.');
    const { receivedAt } = delivery;
    const messages = messagesOf({ instance, feed: webhookFeed, hints, receivedAt, correlationId });
    if (messages.length === 0) return;
    await new Promise<void>((resolve, reject) => {
      const waiter: Waiter = {
        messages,
        settle(error) {
          clearTimeout(timer);
          waiting.delete(waiter);
          if (error === undefined) resolve();
          else reject(error);
        },
      };
      // It may be stored all the same; the sender's next try is then known as a repeat.
      const timer = setTimeout(() => waiter.settle(busy()), deadlineMs);
      waiting.add(waiter);
      if (!storing) void store();
    });
  };
}

const busy = (): Problem =>
  new Problem('RATE_LIMITED', 'Too many messages wait to be stored; send it again.', { retryAfterMs: 1000 });
