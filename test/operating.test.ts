import { trace } from '@opentelemetry/api';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { subscribeSimulators } from '../src/cli/subscribe.ts';
import { freePort } from '../src/provision/port.ts';
import { causeContext } from '../src/telemetry/trace.ts';
import { startCollector } from './support/collector.ts';
import { eventually, type Landscape, startLandscape, vendorNames } from './support/hub.ts';
import { type HubNode, startNode } from './support/node.ts';
import { deskOf } from './support/webhook-desk.ts';
import { type StreamMessage, streamQuery, watch } from './support/stream-client.ts';

let land: Landscape;
let node: HubNode;
let collector: Awaited<ReturnType<typeof startCollector>>;

beforeAll(async () => {
  land = await startLandscape({ n: 8, seed: 3 });
  await land.backfill();
  collector = await startCollector();
  const port = await freePort();
  const simulators = Object.fromEntries(vendorNames.map((vendor) => [vendor, land.simulator(vendor)]));
  const secrets = await subscribeSimulators(simulators, `http://127.0.0.1:${port}`);
  const usual = land.config(
    {},
    { roles: ['api', 'ingest'], http: { port }, telemetry: { otlpUrl: collector.url } },
  );
  const sources = usual.sources.map((source) => ({
    ...source,
    credentials: { ...source.credentials, ...secrets[source.instance] },
  }));
  node = await startNode({ ...usual, sources }, land.databaseUrl, inject('natsUrl'), {
    // Spans are sent often enough that a test need not wait for the usual five seconds.
    OTEL_BSP_SCHEDULE_DELAY: '100',
  });
});
afterAll(async () => {
  await node.close();
  await collector.close();
  await land.close();
});

const figures = async (): Promise<Map<string, number>> => {
  const response = await fetch(`${node.url}/metrics`);
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [
        line
          .slice(0, at)
          .replace(/,?otel_scope_name="isthmus"/, '')
          .replace('{}', ''),
        Number(line.slice(at)),
      ];
    }),
  );
};
const traceOf = (correlationId: string): string => trace.getSpanContext(causeContext(correlationId))!.traceId;
const named = (all: ReadonlyMap<string, number>, name: string): string[] =>
  [...all.keys()].filter((key) => key === name || key.startsWith(`${name}{`));

describe('the figures of a hub', () => {
  it('tell what waits, how sources and streams are, and how the process is', async () => {
    const all = await figures();
    for (const name of [
      'isthmus_outbox_depth',
      'isthmus_outbox_oldest_seconds',
      'isthmus_log_position',
      'isthmus_relay_position',
      'isthmus_inbox_depth',
      'isthmus_inbox_oldest_seconds',
      'isthmus_dead_letters',
      'isthmus_source_in_flight',
      'isthmus_source_circuit',
      'isthmus_source_health',
      'isthmus_source_calls_total',
      'isthmus_stream_clients',
      'isthmus_stream_queued_results',
      'isthmus_stream_dropped_total',
      'isthmus_event_loop_lag_seconds',
      'isthmus_memory_bytes',
      'isthmus_uptime_seconds',
    ])
      expect([name, named(all, name).length > 0]).toEqual([name, true]);
    expect(all.get('isthmus_database_up{tenant="main"}')).toBe(1);
    expect(all.get('isthmus_memory_bytes{kind="rss"}')).toBeGreaterThan(10_000_000);
    expect(named(all, 'isthmus_source_health').toSorted()).toEqual(
      [...vendorNames].toSorted().map((source) => `isthmus_source_health{tenant="main",source="${source}"}`),
    );
  });

  it('count requests by route, method and status, and paths that nothing serves as one', async () => {
    await fetch(`${node.url}/no/such/path/${Math.random()}`);
    await fetch(`${node.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    const all = await figures();
    const label = (route: string, method: string, status: string): string =>
      `isthmus_http_request_seconds_count{route="${route}",method="${method}",status="${status}"}`;
    expect(all.get(label('/graphql', 'POST', '200'))).toBeGreaterThanOrEqual(1);
    expect(all.get(label('none', 'GET', '404'))).toBeGreaterThanOrEqual(1);
    expect([...all.keys()].join('\n')).not.toContain('no/such/path');
  });

  it('tell nothing of the machine, the user or the command line', async () => {
    const text = await (await fetch(`${node.url}/metrics`)).text();
    for (const word of [process.cwd(), 'process_command', 'host_name', 'process_owner'])
      expect(text).not.toContain(word);
  });
});

describe('a change at a vendor', () => {
  it('is one trace, from the message to the subscriber, found by its correlation id', async () => {
    const told: StreamMessage[] = [];
    const query = streamQuery('eventAppended', 'types: ["case.*"]', 'correlation: event { correlationId }');
    const watching = watch(node.wsUrl, query, null, (message) => told.push(message));
    await eventually('the snapshot', async () => told.length > 0);
    const subject = 'A canary named Percival';
    const [ticket] = land.world.companies.flatMap(({ cases }) => cases);
    await land.change('zendesk', 'ticket', ticket!.supportId, { subject });
    const change = await eventually('the change', async () =>
      told.find(({ __typename }) => __typename === 'StreamChange'),
    );
    const { correlationId } = (change as unknown as { correlation: { correlationId: string } }).correlation;
    const steps = [
      'webhook',
      'inbox take',
      'POST zendesk',
      'publish case.updated',
      'receive case.updated',
      'stream message',
    ];
    await eventually('every step in the trace of the correlation id', async () => {
      const names = collector.spans
        .filter((span) => span.traceId === traceOf(correlationId))
        .map(({ name }) => name.replace('GET zendesk', 'POST zendesk'));
      return steps.every((step) => names.includes(step));
    });
    watching.cut();
    expect(collector.bodies.join('\n')).not.toContain(subject);
  });
});

describe('a hub that is told to end', () => {
  it('says so at /readyz, finishes what it answers, tells its streams to resume elsewhere, and ends well', async () => {
    const watching = watch(node.wsUrl, streamQuery('eventAppended'), null, () => {});
    await eventually('the stream', async () => (await figures()).get('isthmus_stream_clients') === 1);
    await deskOf(() => land.simulator('salesforce').url).control('POST', 'faults', {
      match: {},
      act: 'delay',
      ms: 1000,
    });
    const answer = fetch(`${node.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        query: '{ customers(first: 1) @freshness(maxAgeMs: 0, onError: FAIL) { edges { node { name } } } }',
      }),
    });
    const calls = 'isthmus_source_in_flight{tenant="main",source="salesforce"}';
    await eventually('the call that the answer waits for', async () => (await figures()).get(calls) === 1);
    const ended = node.ended();
    node.signal('SIGTERM');
    expect(await watching.closed).toBe(1001);
    const response = await answer;
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
    expect(await response.json()).not.toHaveProperty('errors');
    expect(await ended).toBe('exit code 0');
    expect(node.log()).toContain('"msg":"draining"');
  });
});
