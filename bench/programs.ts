import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { AuditFigures } from './audit.ts';
import type { FanoutFigures } from './fanout.ts';
import type { RelayFigures } from './relay.ts';
import type { Report } from './report.ts';
import type { SagaFigures } from './saga.ts';

/** Runs a benchmark that stands for itself, in a process of its own, and gives the JSON it prints. */
async function run<T>(program: string, words: readonly string[] = []): Promise<T> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return JSON.parse(output) as T;
}

/** Measures the way of an event from its commit to the broker and to a follower. */
export async function measureRelay(report: Report): Promise<void> {
  const { writers, perSecond, writersAlonePerSecond, backlogPerSecond, p50Ms, p99Ms } =
    await run<RelayFigures>('relay.ts');
  report(
    `events per second from ${writers} writers to the broker, against the writers alone`,
    perSecond,
    '1/s',
    writersAlonePerSecond,
    perSecond / writersAlonePerSecond,
  );
  report('events per second to the broker when they wait already', backlogPerSecond, '1/s');
  report('commit of an event until a follower in another process has it, p50', p50Ms, 'ms');
  report('commit of an event until a follower in another process has it, p99', p99Ms, 'ms');
}

/** Measures how many subscribers are told how fast; `clients` are their numbers, separated by commas. */
export async function measureFanout(clients: string, report: Report): Promise<void> {
  type Figures = Readonly<Record<string, { readonly hub: FanoutFigures; readonly naive: FanoutFigures }>>;
  const figures = await run<Figures>('fanout.ts', ['--clients', clients]);
  for (const [count, { hub, naive }] of Object.entries(figures)) {
    const both = (what: string, name: keyof FanoutFigures, unit: string, ratio: number | null = null): void =>
      report(`${count} subscribers: ${what}`, hub[name], unit, naive[name], ratio);
    const ratio = hub.deliveriesPerSecond / naive.deliveriesPerSecond;
    both('deliveries per second, against one execution each', 'deliveriesPerSecond', '1/s', ratio);
    both('commit to client at 10 events a second, p50', 'p50Ms', 'ms');
    both('commit to client at 10 events a second, p99', 'p99Ms', 'ms');
    both('highest memory of the server', 'megabytes', 'MB');
  }
}

/** Measures how fast the audit trail is added to and verified. */
export async function measureTrail(report: Report): Promise<void> {
  const { appended, recorded, verified } = await run<AuditFigures>('audit.ts');
  for (const [size, perSecond] of Object.entries(appended))
    report(`audit entries per second by 8 writers, ${size} in a transaction`, perSecond, '1/s');
  report('audit entries per second of readings, each waited for', recorded, '1/s');
  report('audit entries verified per second against a checkpoint', verified, '1/s');
}

/** Measures what the hub's runs cost beside the durable engine alone, and how soon those of a killed node go on. */
export async function measureSaga(report: Report): Promise<void> {
  const figures = await run<SagaFigures>('saga.ts');
  const { perSecond, barePerSecond, acceptedPerSecond, commits, bareCommits, inFlight } = figures;
  report(
    'runs of six steps completed per second, against the bare engine with six steps that do nothing',
    perSecond,
    '1/s',
    barePerSecond,
    perSecond / barePerSecond,
  );
  report('commits of a run, against the bare engine', commits, '1', bareCommits, commits / bareCommits);
  report('runs accepted per second, none of them moved', acceptedPerSecond, '1/s');
  const killed = `${inFlight} runs in flight, their node killed`;
  report(`${killed}: the next one ready after`, figures.readyMs, 'ms');
  report(`${killed}: all of them taken up after`, figures.takenMs, 'ms');
  report(`${killed}: memory of the next one`, figures.megabytes, 'MB');
}
