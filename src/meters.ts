import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { BatchObservableCallback, Meter, Observable } from '@opentelemetry/api';
import type { HubServer } from './http/server.ts';
import type { SourceStatus } from './sources/source.ts';
import type { Backlog } from './store/backlog.ts';

/** What is measured of one tenant. */
export interface MeteredTenant {
  readonly name: string;
  readonly sources: readonly { readonly instance: string; status(): SourceStatus }[];
  /** Rejects while the database does not answer: its figures are then missing, all others are told. */
  backlog(): Promise<Backlog>;
}

const circuits = ['CLOSED', 'HALF_OPEN', 'OPEN'] as const;
const states = ['UP', 'DEGRADED', 'DOWN'] as const;

/** Tells the figures of a hub whenever they are asked for; docs/operating.md lists them. Returns what ends that. */
export function meterHub(
  meter: Meter,
  tenants: readonly MeteredTenant[],
  streams: HubServer['streams'],
): () => void {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const meters = [
    meterProcess(meter, delay),
    meterStreams(meter, streams),
    ...tenants.flatMap((tenant) => [meterSources(meter, tenant), meterBacklog(meter, tenant)]),
  ];
  return () => {
    for (const end of meters) end();
    delay.disable();
  };
}

/** Observes several figures by one callback; returns what ends it. */
function observe(
  meter: Meter,
  figures: readonly Observable[],
  callback: BatchObservableCallback,
): () => void {
  meter.addBatchObservableCallback(callback, [...figures]);
  return () => meter.removeBatchObservableCallback(callback, [...figures]);
}

function meterProcess(meter: Meter, delay: ReturnType<typeof monitorEventLoopDelay>): () => void {
  const lag = meter.createObservableGauge('isthmus_event_loop_lag_seconds', {
    description: 'How late the event loop was since it was last asked, by quantile',
    unit: 's',
  });
  const memory = meter.createObservableGauge('isthmus_memory_bytes', {
    description: 'Memory of the process',
    unit: 'By',
  });
  const uptime = meter.createObservableGauge('isthmus_uptime_seconds', {
    description: 'How long the process has run',
    unit: 's',
  });
  return observe(meter, [lag, memory, uptime], (result) => {
    for (const quantile of [50, 99])
      result.observe(lag, delay.percentile(quantile) / 1e9, { quantile: String(quantile / 100) });
    result.observe(lag, delay.max / 1e9, { quantile: '1' });
    delay.reset();
    const { rss, heapUsed, external } = process.memoryUsage();
    for (const [kind, bytes] of Object.entries({ rss, heap_used: heapUsed, external }))
      result.observe(memory, bytes, { kind });
    result.observe(uptime, process.uptime());
  });
}

function meterStreams(meter: Meter, streams: HubServer['streams']): () => void {
  const clients = meter.createObservableGauge('isthmus_stream_clients', {
    description: 'Subscriptions that are open',
  });
  const groups = meter.createObservableGauge('isthmus_stream_groups', {
    description: 'Groups of subscriptions that share executions',
  });
  const queued = meter.createObservableGauge('isthmus_stream_queued_results', {
    description: 'Results that wait for slow clients',
  });
  const dropped = meter.createObservableCounter('isthmus_stream_dropped', {
    description: 'Clients that were cut off because they did not read',
  });
  return observe(meter, [clients, groups, queued, dropped], (result) => {
    const now = streams();
    result.observe(clients, now.clients);
    result.observe(groups, now.groups);
    result.observe(queued, now.queued);
    result.observe(dropped, now.dropped);
  });
}

function meterSources(meter: Meter, { name: tenant, sources }: MeteredTenant): () => void {
  const inFlight = meter.createObservableGauge('isthmus_source_in_flight', {
    description: 'Calls to a source that are under way',
  });
  const circuit = meter.createObservableGauge('isthmus_source_circuit', {
    description: '0 closed, 1 half open, 2 open',
  });
  const health = meter.createObservableGauge('isthmus_source_health', {
    description: '0 up, 1 degraded, 2 down',
  });
  const latency = meter.createObservableGauge('isthmus_source_p95_seconds', {
    description: 'Over the last hundred calls',
    unit: 's',
  });
  const budget = meter.createObservableGauge('isthmus_source_budget_left', {
    description: 'What is left of each allowance of the account',
  });
  const calls = meter.createObservableCounter('isthmus_source_calls', {
    description: 'Calls that reached the wire, by what became of them',
  });
  return observe(meter, [inFlight, circuit, health, latency, budget, calls], (result) => {
    for (const source of sources) {
      const labels = { tenant, source: source.instance };
      const status = source.status();
      result.observe(inFlight, status.inFlight, labels);
      result.observe(circuit, circuits.indexOf(status.circuit), labels);
      result.observe(health, states.indexOf(status.state), labels);
      result.observe(latency, status.p95Ms / 1000, labels);
      for (const { name, used, limit } of status.quotas)
        result.observe(budget, Math.max(0, limit - used), { ...labels, allowance: name });
      for (const [outcome, count] of Object.entries(status.totals))
        result.observe(calls, count, { ...labels, outcome });
    }
  });
}

function meterBacklog(meter: Meter, { name: tenant, backlog }: MeteredTenant): () => void {
  const gauge = (name: string, description: string) =>
    meter.createObservableGauge(`isthmus_${name}`, { description });
  const figures = {
    outboxDepth: gauge('outbox_depth', 'Committed events that have no position yet'),
    outboxAge: gauge('outbox_oldest_seconds', 'How long the oldest of them has waited'),
    position: gauge('log_position', 'The last position of the log'),
    published: gauge('relay_position', 'The last position that the broker is known to hold'),
    inboxDepth: gauge('inbox_depth', 'Messages of sources that are not taken in yet'),
    inboxAge: gauge('inbox_oldest_seconds', 'How long the oldest of them has waited'),
    deadLetters: gauge('dead_letters', 'Records that could not be taken in'),
    runs: gauge('runs', 'Runs that are not over, by process and state'),
    runAge: gauge('run_oldest_seconds', 'How long the oldest of them has been open'),
  };
  return observe(meter, Object.values(figures), async (result) => {
    const now = await backlog().catch(() => undefined);
    if (!now) return;
    result.observe(figures.outboxDepth, now.outbox.depth, { tenant });
    result.observe(figures.outboxAge, now.outbox.oldestSeconds, { tenant });
    result.observe(figures.position, now.position, { tenant });
    result.observe(figures.published, now.published, { tenant });
    for (const { instance: source, pending, oldestSeconds } of now.inbox) {
      result.observe(figures.inboxDepth, pending, { tenant, source });
      result.observe(figures.inboxAge, oldestSeconds, { tenant, source });
    }
    for (const { instance: source, open } of now.deadLetters)
      result.observe(figures.deadLetters, open, { tenant, source });
    for (const { status: state, count, oldestSeconds } of now.replays) {
      result.observe(figures.runs, count, { tenant, process: 'REPLAY', state });
      result.observe(figures.runAge, oldestSeconds, { tenant, process: 'REPLAY', state });
    }
  });
}
