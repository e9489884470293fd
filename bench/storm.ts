import type { Simulator } from '../src/cli/facts.ts';
import type { Database } from '../src/store/database.ts';
import { idle, recordsOf } from './idle.ts';
import { control, type Hub, type Landscape } from './landscape.ts';
import { forgetPeak, memory } from './machine.ts';
import { offer, type Offer, type Offered } from './offer.ts';
import type { Report } from './report.ts';

const perSecond = 1000;
const connections = 64;
const closedSeconds = 5;
/** More than can be sent in that time. */
const closedCount = 60_000;

/** Changes every ticket at the vendor, who tells nobody. */
async function changeQuietly({ url }: Simulator, tickets: readonly string[]): Promise<void> {
  await control(url, 'webhooks', { drop: 1 });
  let turn = 0;
  const work = async (): Promise<void> => {
    for (let i = turn++; i < tickets.length; i = turn++)
      await control(url, 'state', {
        object: 'ticket',
        id: tickets[i],
        set: { subject: `Changed, number ${i}` },
      });
  };
  await Promise.all(Array.from({ length: 16 }, work));
  for (;;) {
    const { queued } = (await (await fetch(`${url}/__sim/webhooks?limit=0`)).json()) as { queued: number };
    if (queued === 0) return;
  }
}

interface Drained {
  /** Messages in the inbox, and those of them that were taken in. */
  readonly stored: number;
  readonly done: number;
  /** From the first receipt to the last one taken in. */
  readonly seconds: number;
}

/** Waits until nothing waits in the inbox, and tells what became of the deliveries of one offer. */
async function drained(database: Database, prefix: string): Promise<Drained> {
  await idle(database);
  const { rows } = await database.query<Drained>(
    `select count(*)::int as stored, (count(*) filter (where state = 'DONE'))::int as done,
       extract(epoch from max(done_at) - min(received_at))::float8 as seconds
     from inbox where starts_with(delivery_id, $1)`,
    [`${prefix}-`],
  );
  return rows[0]!;
}

/** How many were answered with success; throws when one of them is not in the inbox, or not taken in. */
function accepted({ answers }: Offered, { stored, done }: Drained): number {
  const successes = Object.entries(answers)
    .filter(([status]) => status.startsWith('2'))
    .reduce((sum, [, count]) => sum + count, 0);
  if (stored < successes || done < stored)
    throw new Error(`of ${successes} accepted webhooks ${stored} were stored and ${done} taken in`);
  return successes;
}

async function eventsOfCases(database: Database): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `select count(*)::int as count from event where type like 'case.%'`,
  );
  return rows[0]!.count;
}

/**
 * Offers signed webhooks about tickets that have really changed, at a given rate whatever becomes of them; then as many as 64 connections
 * can send. Throws when an accepted one is lost, or a change has not become exactly one event.
 */
export async function measureStorm(
  landscape: Landscape,
  zendesk: Simulator,
  database: Database,
  count: number,
  report: Report,
): Promise<void> {
  // The changes are to come by webhook alone: found by a poll, there would be nothing left to take in.
  const settings = { feeds: { pollEveryMs: 3_600_000 } };
  const since = Date.now();
  const hub = await landscape.serve({ roles: ['api', 'ingest'], webhooks: true, settings });
  try {
    const tickets = await recordsOf(database, zendesk.instance, 'ticket', count);
    await idle(database, since);
    await changeQuietly(zendesk, tickets);
    const before = await eventsOfCases(database);
    forgetPeak(hub.pid);
    const sent = await offer(
      offerTo(hub, zendesk, { prefix: 'storm', tickets, count, perSecond, seconds: 60 }),
    );
    const after = await drained(database, 'storm');
    const events = (await eventsOfCases(database)) - before;
    const changed = Math.min(count, tickets.length);
    if (events !== changed) throw new Error(`${changed} changes became ${events} events`);
    report(`of ${count} webhooks at ${perSecond}/s accepted and taken in`, accepted(sent, after), 'webhooks');
    report('answer to a webhook at that rate, p50', sent.p50Ms, 'ms');
    report('answer to a webhook at that rate, p99', sent.p99Ms, 'ms');
    report('inbox drained after the last answer', Math.max(0, after.seconds - sent.seconds), 's');
    report(
      'webhooks drained per second, of changed records, first received to last done',
      after.done / after.seconds,
      '1/s',
    );

    const wanted = { prefix: 'flood', tickets, count: closedCount, perSecond: null, seconds: closedSeconds };
    const flood = await offer(offerTo(hub, zendesk, wanted));
    const then = await drained(database, 'flood');
    const rate = accepted(flood, then) / flood.seconds;
    report(`webhooks accepted per second, ${connections} connections sending all they can`, rate, '1/s');
    report('answer to a webhook then, p99', flood.p99Ms, 'ms');
    report('webhooks drained per second then, of unchanged records', then.done / then.seconds, '1/s');
    report('highest memory of the hub under these webhooks', memory(hub.pid).peak, 'MB');
  } finally {
    await hub.stop();
  }
}

function offerTo(
  { url, secrets }: Hub,
  { instance }: Simulator,
  wanted: Omit<Offer, 'endpoint' | 'secret' | 'connections'>,
): Offer {
  const endpoint = new URL(`/webhooks/${instance}`, url).href;
  return { ...wanted, endpoint, secret: secrets[instance]!['webhookSecret']!, connections };
}
