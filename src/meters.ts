import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { BatchObservableCallback, BatchObservableResult, Meter, Observable } from '@opentelemetry/api';
import type { HubServer } from './http/server.ts';
import type { SourceStatus } from './sources/source.ts';
import type { Backlog } from './store/backlog.ts';

/** What is measured of one tenant. */
export interface MeteredTenant {
  readonly name: string;
  readonly sources: readonly { readonly instance: string; status(): SourceStatus }[];
  /** Rejects while the database does not answer: its figures are then missing, all others are told. */
  backlog(): Promise<Backlog>;
  /** What became of the runs that this node moves; absent where it moves none. */
  engine?(): { readonly takenOver: number; readonly late: number; readonly moving: number };
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
    ...tenants.flatMap((tenant) => [
      meterSources(meter, tenant),
      meterBacklog(meter, tenant),
      ...(tenant.engine ? [meterEngine(meter, tenant.name, tenant.engine)] : []),
    ]),
  ];
  return () => {
    for (const end of meters) end();
    delay.disable();
  };
}

/** Makes figures by their names, which all begin with `isthmus_`; one that ends in `_total` only ever grows. */
function figuresOf<N extends string>(
  meter: Meter,
  descriptions: Readonly<Record<N, string>>,
): Readonly<Record<N, Observable>> {
  const made = Object.entries<string>(descriptions).map(([name, description]) => {
    // The text format appends `_total` to counters by itself.
    const counted = name.endsWith('_total');
    const full = `isthmus_${name.replace(/_total$/, '')}`;
    const figure = counted
      ? meter.createObservableCounter(full, { description })
      : meter.createObservableGauge(full, { description });
    return [name, figure] as const;
  });
  return Object.fromEntries(made) as Readonly<Record<N, Observable>>;
}

/** Observes figures by one callback; returns what ends it. */
function observe<N extends string>(
  meter: Meter,
  descriptions: Readonly<Record<N, string>>,
  tell: (result: BatchObservableResult, figures: Readonly<Record<N, Observable>>) => void | Promise<void>,
): () => void {
  const figures = figuresOf(meter, descriptions);
  const all = Object.values<Observable>(figures);
  const callback: BatchObservableCallback = (result) => tell(result, figures);
  meter.addBatchObservableCallback(callback, all);
  return () => meter.removeBatchObservableCallback(callback, all);
}

function meterProcess(meter: Meter, delay: ReturnType<typeof monitorEventLoopDelay>): () => void {
  const descriptions = {
    event_loop_lag_seconds: 'How late the event loop was since it was last asked, by quantile',
    memory_bytes: 'Memory of the process',
    uptime_seconds: 'How long the process has run',
  };
  return observe(meter, descriptions, (result, figures) => {
    const lag = figures.event_loop_lag_seconds;
    for (const quantile of [50, 99])
      result.observe(lag, delay.percentile(quantile) / 1e9, { quantile: String(quantile / 100) });
    result.observe(lag, delay.max / 1e9, { quantile: '1' });
    delay.reset();
    const { rss, heapUsed, external } = process.memoryUsage();
    for (const [kind, bytes] of Object.entries({ rss, heap_used: heapUsed, external }))
      result.observe(figures.memory_bytes, bytes, { kind });
    result.observe(figures.uptime_seconds, process.uptime());
  });
}

function meterStreams(meter: Meter, streams: HubServer['streams']): () => void {
  const descriptions = {
    stream_clients: 'Subscriptions that are open',
    stream_groups: 'Groups of subscriptions that share executions',
    stream_queued_results: 'Results that wait for slow clients',
    stream_dropped_total: 'Clients that were cut off because they did not read',
  };
  return observe(meter, descriptions, (result, figures) => {
    const now = streams();
    result.observe(figures.stream_clients, now.clients);
    result.observe(figures.stream_groups, now.groups);
    result.observe(figures.stream_queued_results, now.queued);
    result.observe(figures.stream_dropped_total, now.dropped);
  });
}

function meterSources(meter: Meter, { name: tenant, sources }: MeteredTenant): () => void {
  const descriptions = {
    source_in_flight: 'Calls to a source that are under way',
    source_circuit: '0 closed, 1 half open, 2 open',
    source_health: '0 up, 1 degraded, 2 down',
    source_p95_seconds: 'Over the last hundred calls',
    source_budget_left: 'What is left of each allowance of the account',
    source_calls_total: 'Calls that reached the wire, by what became of them',
  };
  return observe(meter, descriptions, (result, figures) => {
    for (const source of sources) {
      const labels = { tenant, source: source.instance };
      const status = source.status();
      result.observe(figures.source_in_flight, status.inFlight, labels);
      result.observe(figures.source_circuit, circuits.indexOf(status.circuit), labels);
      result.observe(figures.source_health, states.indexOf(status.state), labels);
      result.observe(figures.source_p95_seconds, status.p95Ms / 1000, labels);
      for (const { name, used, limit } of status.quotas)
        result.observe(figures.source_budget_left, Math.max(0, limit - used), { ...labels, allowance: name });
      for (const [outcome, count] of Object.entries(status.totals))
        result.observe(figures.source_calls_total, count, { ...labels, outcome });
    }
  });
}

function meterEngine(meter: Meter, tenant: string, counts: NonNullable<MeteredTenant['engine']>): () => void {
  const descriptions = {
    runs_moving: 'Runs that this node moves on at the moment',
    runs_taken_over_total: 'Runs taken from nodes that were given up',
    runs_late_writes_total: 'Writes of this node that were refused because its run had been taken over',
  };
  return observe(meter, descriptions, (result, figures) => {
    const now = counts();
    result.observe(figures.runs_moving, now.moving, { tenant });
    result.observe(figures.runs_taken_over_total, now.takenOver, { tenant });
    result.observe(figures.runs_late_writes_total, now.late, { tenant });
  });
}

function meterBacklog(meter: Meter, { name: tenant, sources, backlog }: MeteredTenant): () => void {
  const descriptions = {
    database_up: '1 when the database told what waits, 0 when it did not answer',
    outbox_depth: 'Committed events that have no position yet',
    outbox_oldest_seconds: 'How long the oldest of them has waited',
    log_position: 'The last position of the log',
    relay_position: 'The last position that the broker is known to hold',
    inbox_depth: 'Messages of sources that are not taken in yet',
    inbox_oldest_seconds: 'How long the oldest of them has waited',
    dead_letters: 'Records that could not be taken in',
    runs: 'Runs that are not over, by process and state',
    run_oldest_seconds: 'How long the oldest of them has been open',
    approvals_pending: 'What waits for a decision, by kind',
    approval_oldest_seconds: 'How long the oldest of them has waited',
  };
  return observe(meter, descriptions, async (result, figures) => {
    const now = await backlog().catch(() => undefined);
    result.observe(figures.database_up, now ? 1 : 0, { tenant });
    if (!now) return;
    result.observe(figures.outbox_depth, now.outbox.depth, { tenant });
    result.observe(figures.outbox_oldest_seconds, now.outbox.oldestSeconds, { tenant });
    result.observe(figures.log_position, now.position, { tenant });
    result.observe(figures.relay_position, now.published, { tenant });
    for (const { instance: source } of sources) {
      const waiting = now.inbox.find(({ instance }) => instance === source);
      const open = now.deadLetters.find(({ instance }) => instance === source)?.open ?? 0;
      result.observe(figures.inbox_depth, waiting?.pending ?? 0, { tenant, source });
      result.observe(figures.inbox_oldest_seconds, waiting?.oldestSeconds ?? 0, { tenant, source });
      result.observe(figures.dead_letters, open, { tenant, source });
    }
    for (const { status: state, count, oldestSeconds } of now.replays) {
      result.observe(figures.runs, count, { tenant, process: 'REPLAY', state });
      result.observe(figures.run_oldest_seconds, oldestSeconds, { tenant, process: 'REPLAY', state });
    }
    for (const { process, status: state, count, oldestSeconds } of now.runs) {
      result.observe(figures.runs, count, { tenant, process, state });
      result.observe(figures.run_oldest_seconds, oldestSeconds, { tenant, process, state });
    }
    for (const { kind, count, oldestSeconds } of now.approvals) {
      result.observe(figures.approvals_pending, count, { tenant, kind });
      result.observe(figures.approval_oldest_seconds, oldestSeconds, { tenant, kind });
    }
  });
}
