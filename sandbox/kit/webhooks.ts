import { BadControl } from './bad-control.ts';
import { chance } from './chance.ts';
import { atomically, quoted } from './database.ts';
import type { Meta } from './meta.ts';
import { openOutbox } from './outbox.ts';
import { createSender } from './sender.ts';
import type { Change, Sim, Vendor, Webhooks } from './types.ts';

type Body = Readonly<Record<string, unknown>>;

/** How messages are sent now; kept, so that a restart goes on with it. */
interface Mode {
  readonly hold: boolean;
  /** How often each later message is sent. */
  readonly duplicate: number;
  /** The seed of the random order; null: in order. */
  readonly shuffle: number | null;
  readonly drop: { readonly fraction: number } | { readonly nth: number; readonly seen: number } | null;
  readonly signWith: string | null;
  readonly concurrency: number;
}

/** The webhooks of a running simulator. */
export interface WebhookDesk {
  /** Queues what a change causes, in the transaction of the change. */
  hear(change: Change): void;
  /**
   * `POST /__sim/webhooks`, done as a whole or refused with BadControl. Any of: `hold: true` (queue only), `release: true`, `duplicate: n`
   * (each later message is sent n times), `shuffle: true|false` with `seed`, `drop: fraction | {nth} | 0` (lost when its turn comes),
   * `signWith: secret | null`, `concurrency: n` (8), `endpoint: {...}` (what the vendor lets people set up by hand),
   * `resend: "all" | [event ids]`, and `flood: {count, object?, duplicates? (a fraction, sent twice), shuffle?, seed?}`: so many messages
   * about rows that have not changed. Answers the counts, with `resent` and `flooded`.
   */
  steer(body: Body): unknown;
  /** `GET /__sim/webhooks`: how many messages stand how, and the delivery log after a line. */
  status(after: number, limit: number): unknown;
  /** Sends what a killed process left behind. */
  start(): void;
  /** Forgets all messages, the log and how they are sent. */
  clear(): void;
  stop(): void;
}

const calm: Mode = {
  hold: false,
  duplicate: 1,
  shuffle: null,
  drop: null,
  signWith: null,
  concurrency: 8,
};

function whole(value: unknown, name: string, least: number, most: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most)
    return value;
  throw new BadControl(`${name} must be a whole number from ${least} to ${most}`);
}

function fraction(value: unknown, name: string): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw new BadControl(`${name} must be a number from 0 to 1`);
}

function object(value: unknown, name: string): Body {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body;
  throw new BadControl(`${name} must be an object`);
}

function dropped(value: unknown): Mode['drop'] {
  if (value === null || value === false || value === 0) return null;
  if (typeof value === 'number') return { fraction: fraction(value, 'drop') };
  return { nth: whole(object(value, 'drop').nth, 'drop.nth', 1, 1e9), seen: 0 };
}

function changedMode(mode: Mode, body: Body): Mode {
  const next: { -readonly [K in keyof Mode]: Mode[K] } = { ...mode };
  if (body.hold !== undefined) next.hold = body.hold === true;
  if (body.release === true) next.hold = false;
  if (body.duplicate !== undefined) next.duplicate = whole(body.duplicate, 'duplicate', 1, 100);
  if (body.shuffle !== undefined)
    next.shuffle = body.shuffle === true ? whole(body.seed ?? 1, 'seed', 0, 2 ** 31) : null;
  if (body.drop !== undefined) next.drop = dropped(body.drop);
  if (body.concurrency !== undefined) next.concurrency = whole(body.concurrency, 'concurrency', 1, 256);
  if (body.signWith !== undefined) {
    if (body.signWith !== null && typeof body.signWith !== 'string')
      throw new BadControl('signWith must be a secret or null');
    next.signWith = body.signWith;
  }
  return next;
}

function resent(value: unknown): readonly string[] | null {
  if (value === 'all') return null;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw new BadControl('resend must be "all" or a list of event ids');
}

/** Opens the webhooks of a simulator; for a vendor that sends none it understands all calls and does nothing. */
export function openWebhooks(sim: Sim, vendor: Vendor, meta: Meta): WebhookDesk {
  const webhooks = vendor.webhooks;
  if (!webhooks) {
    const nothing = { held: 0, queued: 0, delivered: 0, dropped: 0, failed: 0, log: [] };
    const idle = (): void => undefined;
    return {
      hear: idle,
      steer: () => nothing,
      status: () => nothing,
      start: idle,
      clear: idle,
      stop: idle,
    };
  }
  return desk(sim, vendor, webhooks, meta);
}

function desk(sim: Sim, vendor: Vendor, webhooks: Webhooks, meta: Meta): WebhookDesk {
  const outbox = openOutbox(sim.db);
  const mode = (): Mode => (meta.get('webhooks') as Mode | undefined) ?? calm;
  const sender = createSender(sim, webhooks, outbox, {
    get hold() {
      return mode().hold;
    },
    get concurrency() {
      return mode().concurrency;
    },
    get signWith() {
      return mode().signWith;
    },
    loses({ seq, attempts }) {
      const { drop } = mode();
      if (!drop || attempts > 0) return false;
      if ('fraction' in drop) return chance(7, seq) < drop.fraction;
      const seen = drop.seen + 1;
      meta.set('webhooks', { ...mode(), drop: seen < drop.nth ? { ...drop, seen } : null });
      return seen === drop.nth;
    },
  });

  function flood(given: Body, mode: Mode): number {
    const count = whole(given.count, 'flood.count', 1, 1_000_000);
    const repeats = Math.round(count * fraction(given.duplicates ?? 0, 'flood.duplicates'));
    const seed = whole(given.seed ?? 1, 'flood.seed', 0, 2 ** 31);
    const names = given.object === undefined ? webhooks.objects : [String(given.object)];
    const rows = names.flatMap((name) => {
      const { table, key } = vendor.objects[name] ?? {};
      if (!table || !key || !webhooks.objects.includes(name))
        throw new BadControl(`no messages are about ${name}; there are ${webhooks.objects.join(', ')}`);
      const ids = sim.db
        .prepare(`select cast(${quoted(key)} as text) as id from ${quoted(table)} order by 1`)
        .all();
      return ids.map(({ id }) => ({ name, id: String(id) }));
    });
    const shuffle = given.shuffle === true ? seed : mode.shuffle;
    // Rows about which nobody hears are passed over; when all are, the flood would never fill up.
    let misses = 0;
    let queued = 0;
    for (let draw = 0; queued < count && rows.length > 0 && misses < rows.length * 20; draw++) {
      const { name, id } = rows[Math.floor(chance(seed, draw) * rows.length)]!;
      const messages = webhooks.messagesAbout(sim, name, id).slice(0, count - queued);
      misses = messages.length === 0 ? misses + 1 : 0;
      for (const [index, message] of messages.entries()) {
        const again = (queued + index) * repeats;
        outbox.add(
          [message],
          Math.floor((again + repeats) / count) > Math.floor(again / count) ? 2 : 1,
          shuffle,
        );
      }
      queued += messages.length;
    }
    if (queued < count) throw new BadControl('no endpoint listens to messages about these objects');
    return queued + repeats;
  }

  function steer(body: Body): unknown {
    if (body.endpoint !== undefined) {
      if (!webhooks.configure)
        throw new BadControl(`${vendor.vendor} webhooks are set up through its own API`);
      webhooks.configure(sim, object(body.endpoint, 'endpoint'));
    }
    const next = changedMode(mode(), body);
    const ids = body.resend === undefined ? undefined : resent(body.resend);
    const again = ids === undefined ? 0 : outbox.resend(ids);
    const flooded = body.flood === undefined ? 0 : flood(object(body.flood, 'flood'), next);
    if (next.shuffle !== null && (body.shuffle !== undefined || again > 0)) outbox.shuffle(next.shuffle);
    meta.set('webhooks', next);
    sender.wake();
    return { ...summary(), resent: again, flooded };
  }

  function summary(): object {
    const { queued, sending, delivered, failed, dropped } = outbox.counts();
    return { held: mode().hold ? queued : 0, queued: queued + sending, delivered, dropped, failed };
  }

  return {
    hear(change) {
      const messages = webhooks.messages(sim, change);
      const { duplicate, shuffle } = mode();
      outbox.add(messages, duplicate, shuffle);
      for (const { endpoint } of messages) sender.wake(endpoint);
    },
    // Undone as a whole when a part of it is refused; what memory holds of the mode is set last for that reason.
    steer: (body) => atomically(sim.db, () => steer(body)),
    status: (after, limit) => ({ ...summary(), log: outbox.log(after, limit) }),
    start: () => sender.wake(),
    clear() {
      outbox.clear();
      meta.remove('webhooks');
    },
    stop: () => sender.stop(),
  };
}
