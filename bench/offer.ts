import { fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from './report.ts';
import { openWire, type Wire } from './wire.ts';

/** Webhooks to be sent as Zendesk would. */
export interface Offer {
  readonly endpoint: string;
  readonly secret: string;
  /** The delivery ids are this, a hyphen and a number from 0: all different. */
  readonly prefix: string;
  /** The tickets they are about, taken in turn. */
  readonly tickets: readonly string[];
  readonly count: number;
  readonly connections: number;
  /** How many are due each second, whatever becomes of those before them; null: each connection sends the next when its last is answered. */
  readonly perSecond: number | null;
  /** Nothing more is sent after so many seconds. */
  readonly seconds: number;
}

/** What became of them. Times are counted from when a webhook was due, milliseconds. */
export interface Offered {
  readonly answers: Readonly<Record<string, number>>;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** From the first that was due until the last answer. */
  readonly seconds: number;
}

/** Sends webhooks from a process of its own; they are made and signed before the first one is due. */
export async function offer(wanted: Offer): Promise<Offered> {
  const child = fork(import.meta.filename, ['child'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exit = once(child, 'exit').then(([code]): never => {
    throw new Error(`the sender of webhooks ended with ${code}`);
  });
  child.send(wanted);
  const [offered] = (await Promise.race([once(child, 'message'), exit])) as [Offered];
  child.disconnect();
  await exit.catch(() => {});
  return offered;
}

/** A signed request, whole. Source: developer.zendesk.com/api-reference/webhooks/event-types/ticket-events, .../documentation/webhooks/verifying. */
function requestOf({ endpoint, secret, prefix, tickets }: Offer, i: number): Buffer {
  const { host, pathname } = new URL(endpoint);
  const ticket = tickets[i % tickets.length]!;
  const now = new Date().toISOString();
  const body = JSON.stringify({
    type: 'zen:event-type:ticket.subject_changed',
    account_id: 12_514_403,
    id: `${prefix}-${i}`,
    time: now,
    zendesk_event_version: '2022-11-06',
    subject: `zen:ticket:${ticket}`,
    detail: {
      id: ticket,
      assignee_id: '361400001',
      created_at: now,
      description: 'The totals of the last invoice differ from those in the portal; could you look into it?',
      group_id: '360001',
      organization_id: '365200001',
      priority: 'NORMAL',
      requester_id: '361500001',
      status: 'OPEN',
      subject: 'Totals differ',
      tags: ['billing', 'portal'],
      type: 'QUESTION',
      updated_at: now,
      is_public: true,
      via: { channel: 'web' },
    },
    event: { current: 'Totals differ', previous: 'Totals' },
  });
  const signature = createHmac('sha256', secret).update(now).update(body).digest('base64');
  return Buffer.from(
    [
      `POST ${pathname} HTTP/1.1`,
      `host: ${host}`,
      'content-type: application/json; charset=utf-8',
      'user-agent: Zendesk Webhook',
      `x-zendesk-webhook-invocation-id: ${prefix}${i}`,
      `x-zendesk-webhook-signature: ${signature}`,
      `x-zendesk-webhook-signature-timestamp: ${now}`,
      `content-length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
}

async function send(wanted: Offer): Promise<Offered> {
  const { count, connections, perSecond, seconds } = wanted;
  const requests = Array.from({ length: count }, (_, i) => requestOf(wanted, i));
  const wires = await Promise.all(Array.from({ length: connections }, () => openWire(wanted.endpoint)));
  const answers: Record<string, number> = {};
  const latencies: number[] = [];
  let turn = 0;
  const begun = performance.now();
  const deadline = begun + seconds * 1000;

  const deliver = async (wire: Wire, i: number, due: number): Promise<void> => {
    const status = await wire.exchange(requests[i]!);
    answers[status] = (answers[status] ?? 0) + 1;
    latencies.push(performance.now() - due);
  };
  const isOver = (): boolean => turn >= count || performance.now() >= deadline;

  /** Takes whichever webhook is due next, as soon as it is. */
  const onTime = async (wire: Wire, every: number): Promise<void> => {
    while (!isOver()) {
      const i = turn++;
      const due = begun + i * every;
      const wait = due - performance.now();
      if (wait > 0) await sleep(wait);
      await deliver(wire, i, due);
    }
  };
  const atOnce = async (wire: Wire): Promise<void> => {
    while (!isOver()) await deliver(wire, turn++, performance.now());
  };
  await Promise.all(
    wires.map((wire) => (perSecond === null ? atOnce(wire) : onTime(wire, 1000 / perSecond))),
  );
  const took = (performance.now() - begun) / 1000;
  for (const wire of wires) wire.close();
  return { answers, p50Ms: quantile(latencies, 0.5), p99Ms: quantile(latencies, 0.99), seconds: took };
}

if (process.argv[2] === 'child' && process.argv[1] === import.meta.filename) {
  const [wanted] = (await once(process, 'message')) as [Offer];
  process.send!(await send(wanted));
  // The answer is on its way until the other side hangs up.
  await once(process, 'disconnect');
}
