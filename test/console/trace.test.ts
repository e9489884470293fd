import { describe, expect, it } from 'vitest';
import { type Stand, standsKnown, standsTold } from '../../console/screens/runs/log.ts';
import type { Run, Step } from '../../console/screens/runs/state.ts';
import { type Row, traceOf } from '../../console/screens/runs/trace.ts';

const begin = Date.parse('2026-11-01T08:00:00.000Z');
/** So many milliseconds after the beginning. */
const at = (ms: number): string => new Date(begin + ms).toISOString();
const whole = { ms: 3_600_000 };

function step(index: number, more: Partial<Step> = {}): Step {
  return {
    index,
    name: `step-${index}`,
    status: 'PENDING',
    startedAt: null,
    finishedAt: null,
    nextAttemptAt: null,
    idempotencyKey: null,
    compensates: null,
    system: null,
    attempts: [],
    ...more,
  };
}
const done = (index: number, from: number, to: number, more: Partial<Step> = {}): Step =>
  step(index, { status: 'SUCCEEDED', startedAt: at(from), finishedAt: at(to), ...more });
type Attempt = Step['attempts'][number];
const tried = (from: number, ms: number, outcome: Attempt['outcome'], retryable = true): Attempt => ({
  at: at(from),
  durationMs: ms,
  httpStatus: null,
  outcome,
  error:
    outcome === 'APPLIED'
      ? null
      : ({
          code: 'SOURCE_UNAVAILABLE',
          message: 'It does not answer.',
          path: null,
          retryable,
          correlationId: 'cor_1',
          system: null,
        } as unknown as Attempt['error']),
});
const run = (steps: readonly Step[], more: object = {}): Run =>
  ({
    status: 'COMPLETED',
    asked: null,
    startedAt: at(0),
    finishedAt: at(whole.ms),
    steps,
    approvals: [],
    exception: null,
    ...more,
  }) as unknown as Run;

/** The spans of each row as `kind from-to`, in milliseconds after the beginning; `…` goes on. */
const shown = (rows: readonly Row[]): readonly (readonly string[])[] =>
  rows.map(({ spans }) =>
    spans.map(({ kind, from, to, open }) => `${kind} ${from - begin}-${to - begin}${open ? '…' : ''}`),
  );
const forth = (of: Run, stood: readonly Stand[] = [], now = whole.ms) =>
  shown(traceOf(of, stood, begin + now).forth);

describe('the time of a run', () => {
  it('is the queue before its first step, each step as long as it took, and what was waited for between two', () => {
    const steps = [
      done(0, 400, 900),
      done(1, 901, 1_400, { idempotencyKey: 'k', attempts: [tried(1_000, 390, 'APPLIED')] }),
      done(2, 1_900, 1_902),
    ];
    expect(forth(run(steps))).toEqual([
      ['queue 0-400', 'work 400-900'],
      ['work 901-1000', 'call 1000-1390', 'work 1390-1400'],
      ['wait 1400-1900', 'work 1900-1902'],
    ]);
  });

  it('says of a wait between two steps for whom it was, as far as that is known', () => {
    const steps = [done(0, 0, 100), done(1, 1_000, 1_100)];
    const stood: readonly Stand[] = [{ kind: 'person', from: begin + 150, to: begin + 800 }];
    expect(forth(run(steps), stood)[1]).toEqual([
      'wait 100-150',
      'person 150-800',
      'wait 800-1000',
      'work 1000-1100',
    ]);
  });

  it('of a step that was tried is its calls, what was waited for between them, and until it was left out', () => {
    const attempts = [tried(10, 90, 'UNKNOWN'), tried(500, 100, 'NOT_APPLIED', false)];
    const steps = [
      done(0, 10, 2_000, { status: 'SKIPPED', idempotencyKey: 'k', attempts }),
      step(1, { status: 'SKIPPED', finishedAt: at(2_000) }),
    ];
    expect(forth(run(steps))).toEqual([
      ['queue 0-10', 'call 10-100', 'retry 100-500', 'call 500-600', 'person 600-2000'],
      [],
    ]);
  });

  it('of a person is one time, whether it is known by the step or by what stopped the run', () => {
    const attempts = [tried(10, 90, 'NOT_APPLIED', false)];
    const failed = step(0, { status: 'FAILED', startedAt: at(10), attempts });
    const stood: readonly Stand[] = [{ kind: 'person', from: begin + 130, to: null }];
    const paused = run([failed], { status: 'PAUSED', finishedAt: null });
    expect(forth(paused, stood, 700)).toEqual([['queue 0-10', 'call 10-100', 'person 100-700…']]);
  });

  it('of one that goes on ends now', () => {
    const moving = { status: 'RUNNING', finishedAt: null };
    const steps = [done(0, 0, 50), step(1, { status: 'RUNNING', startedAt: at(50) }), step(2)];
    expect(forth(run(steps, moving), [], 700)).toEqual([['work 0-50'], ['work 50-700…'], []]);
    expect(forth(run([step(0)], { ...moving, status: 'QUEUED' }), [], 300)).toEqual([['queue 0-300…']]);
    expect(forth(run([done(0, 0, 50), step(1)], moving), [], 700)[1]).toEqual(['wait 50-700…']);
    const waiting = step(1, {
      status: 'RUNNING',
      startedAt: at(50),
      nextAttemptAt: at(900),
      attempts: [tried(60, 40, 'NOT_APPLIED')],
    });
    expect(forth(run([done(0, 0, 50), waiting], moving), [], 700)[1]).toEqual([
      'work 50-60',
      'call 60-100',
      'retry 100-900…',
    ]);
  });

  it('has what takes steps back behind them, from when the run had left off', () => {
    const steps = [
      done(0, 0, 100, { status: 'COMPENSATED', idempotencyKey: 'k', attempts: [tried(0, 100, 'APPLIED')] }),
      done(1, 100, 200, {
        status: 'COMPENSATED',
        idempotencyKey: 'l',
        attempts: [tried(100, 100, 'APPLIED')],
      }),
      done(2, 5_000, 5_100, { compensates: 1, attempts: [tried(5_000, 95, 'APPLIED')] }),
      done(3, 5_150, 5_300, { compensates: 0, attempts: [tried(5_150, 150, 'APPLIED')] }),
    ];
    const { back } = traceOf(run(steps, { status: 'COMPENSATED' }), [], 0);
    expect(shown(back)).toEqual([
      ['wait 200-5000', 'call 5000-5095'],
      ['wait 5100-5150', 'call 5150-5300'],
    ]);
  });
});

describe('the times for which a run stood still', () => {
  it('are those of its events, the last of which may go on', () => {
    const told = [
      { type: 'run.paused', occurredAt: at(900) },
      { type: 'run.resumed', occurredAt: at(500) },
      { type: 'run.paused', occurredAt: at(100) },
      { type: 'run.resumed', occurredAt: at(50) },
      { type: 'run.waiting_approval', occurredAt: at(0) },
    ];
    expect(standsTold(told)).toEqual([
      { kind: 'approval', from: begin, to: begin + 50 },
      { kind: 'person', from: begin + 100, to: begin + 500 },
      { kind: 'person', from: begin + 900, to: null },
    ]);
  });

  it('are those of its approvals and its exception for whoever does not see events', () => {
    const approval = { requestedAt: at(300), decidedAt: at(400), status: 'APPROVED', expiresAt: at(9_000) };
    const exception = { openedAt: at(100), settledAt: at(200) };
    expect(standsKnown(run([], { approvals: [approval], exception }))).toEqual([
      { kind: 'person', from: begin + 100, to: begin + 200 },
      { kind: 'approval', from: begin + 300, to: begin + 400 },
    ]);
    const waiting = { ...approval, decidedAt: null, status: 'PENDING' };
    expect(standsKnown(run([], { approvals: [waiting] }))).toEqual([
      { kind: 'approval', from: begin + 300, to: null },
    ]);
  });
});
