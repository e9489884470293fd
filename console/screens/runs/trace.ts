import type { RunLog, Stand } from './log.ts';
import { backOf, currentOf, forthOf, isOver, type Run, type Step } from './state.ts';

// A run as spans of time: what was called, what was waited for, and for whom. Nothing is made up: of a step that only looks the graph keeps
// no instant, so that without the log it is shown as lying somewhere within the time in which it must have been.

export type SpanKind = 'queue' | 'work' | 'call' | 'retry' | 'person' | 'approval';

export interface Span {
  readonly kind: SpanKind;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Of a call: which try of the step it was, from 0. */
  readonly nth: number | null;
  /** It happened at some moment between, not all the time. */
  readonly within: boolean;
  /** It goes on. */
  readonly open: boolean;
}

export interface Row {
  readonly step: Step;
  readonly spans: readonly Span[];
}

export interface Trace {
  readonly from: number;
  readonly to: number;
  readonly forth: readonly Row[];
  readonly back: readonly Row[];
}

const span = (kind: SpanKind, from: number, to: number, more: Partial<Span> = {}): Span => ({
  kind,
  from,
  to: Math.max(from, to),
  nth: null,
  within: false,
  open: false,
  ...more,
});

/** Times for which the run stood still, by the log, or for approvals by the approvals themselves. */
function standsOf(run: Run, log: RunLog | null, now: number): readonly Required<Span>[] {
  const asked: readonly Stand[] = (run.approvals ?? []).map(
    ({ requestedAt, decidedAt, status, expiresAt }) => ({
      kind: 'approval',
      from: Date.parse(requestedAt),
      to: decidedAt !== null ? Date.parse(decidedAt) : status === 'PENDING' ? null : Date.parse(expiresAt),
    }),
  );
  const stands = log ? log.stands : asked;
  return stands.map(({ kind, from, to }) =>
    span(kind, from, Math.min(to ?? now, now), { open: to === null }),
  );
}

/** A time in which nothing of a step was done: what of it was standing still, and the rest. */
function gap(
  rest: SpanKind,
  from: number,
  to: number,
  stands: readonly Span[],
  more: Partial<Span> = {},
): Span[] {
  const spans: Span[] = [];
  let at = from;
  for (const stand of stands) {
    const [begin, end] = [Math.max(at, stand.from), Math.min(to, stand.to)];
    if (end <= begin) continue;
    if (begin > at) spans.push(span(rest, at, begin, more));
    spans.push(span(stand.kind, begin, end, { open: stand.open && end >= to }));
    at = end;
  }
  if (to > at) spans.push(span(rest, at, to, more));
  return spans;
}

/** What is waited for behind a try: somebody, where the same again would come to the same. */
const behind = ({ error, outcome }: Step['attempts'][number]): SpanKind =>
  outcome === 'NOT_APPLIED' && error?.retryable === false ? 'person' : 'retry';

const endOf = ({ at, durationMs }: Step['attempts'][number]): number => Date.parse(at) + durationMs;

/** The tries of a step and what lies between them. */
function tries({ attempts }: Step, stands: readonly Span[]): Span[] {
  return attempts.flatMap((attempt, nth) => {
    const call = span('call', Date.parse(attempt.at), endOf(attempt), { nth });
    const next = attempts[nth + 1];
    return next ? [call, ...gap(behind(attempt), call.to, Date.parse(next.at), stands)] : [call];
  });
}

/** What a step that is not done yet waits for. */
function tailOf(run: Run, step: Step, from: number, now: number, stands: readonly Span[]): Span[] {
  const to = now;
  const open = { open: true };
  const { status } = run;
  if (status === 'WAITING_APPROVAL') return gap('approval', from, to, stands, open);
  if (status === 'PAUSED') return gap('person', from, to, stands, open);
  if (status === 'QUEUED') return gap('queue', from, to, stands, open);
  const next = step.nextAttemptAt === null ? null : Date.parse(step.nextAttemptAt);
  if (next !== null) return gap('retry', from, Math.max(to, next), stands, open);
  return gap(step.idempotencyKey === null ? 'work' : 'call', from, to, stands, open);
}

const startOf = (step: Step, log: RunLog | null): number | null => {
  const began = step.compensates === null ? (log?.steps.get(step.index)?.began ?? null) : null;
  const first = step.attempts[0];
  const tried = first ? Date.parse(first.at) : null;
  return began === null || tried === null ? (began ?? tried) : Math.min(began, tried);
};

const stopped: ReadonlySet<Step['status']> = new Set(['FAILED', 'UNKNOWN_OUTCOME', 'RUNNING', 'PENDING']);

/** The steps one after the other, each from where the one before it left off. */
function rowsOf(
  run: Run,
  steps: readonly Step[],
  begin: number,
  end: number,
  log: RunLog | null,
  stands: readonly Span[],
): readonly Row[] {
  const at = currentOf(run);
  let cursor = begin;
  return steps.map((step, nth) => {
    const tried = tries(step, stands);
    const isCurrent = step.index === at?.index;
    const started = startOf(step, log);
    const done = (step.compensates === null ? log?.steps.get(step.index)?.done : null) ?? null;
    const spans: Span[] = [];
    const untouched = step.status === 'SKIPPED' || (step.status === 'PENDING' && !isCurrent);
    if (untouched && tried.length === 0) return { step, spans };
    // Until it began: in the queue before the first step, at the hub or standing still before the others.
    if (started !== null && started > cursor) {
      spans.push(
        ...gap(nth === 0 ? 'queue' : 'work', cursor, started, stands).filter(
          ({ kind }) => nth === 0 || kind !== 'work',
        ),
      );
      cursor = started;
    }
    spans.push(...tried);
    cursor = Math.max(cursor, tried.at(-1)?.to ?? 0);
    if (isCurrent) {
      spans.push(...tailOf(run, step, cursor, end, stands));
      return { step, spans };
    }
    const last = step.attempts.at(-1);
    // Where it stopped the run, what was waited for until others were taken back, or the run ended.
    if (last && stopped.has(step.status)) spans.push(...gap(behind(last), cursor, end, stands));
    const looked = step.idempotencyKey === null && step.status === 'SUCCEEDED';
    if (!looked) return { step, spans };
    if (done !== null) {
      spans.push(...gap(last ? behind(last) : 'work', cursor, done, stands));
      cursor = Math.max(cursor, done);
      return { step, spans };
    }
    const next =
      steps
        .slice(nth + 1)
        .map((each) => startOf(each, log))
        .find((each) => each !== null) ?? end;
    spans.push(...gap('work', cursor, next, stands, { within: true }));
    return { step, spans };
  });
}

/** A run as spans of time, as it is `now`. */
export function traceOf(run: Run, log: RunLog | null, now: number): Trace {
  const from = Date.parse(run.startedAt);
  const end = run.finishedAt === null ? Math.max(now, from) : Date.parse(run.finishedAt);
  const stands = standsOf(run, log, end);
  const back = backOf(run);
  const firstBack = back.map((step) => startOf(step, null)).find((each) => each !== null) ?? end;
  const forth = rowsOf(run, forthOf(run), from, back.length > 0 ? firstBack : end, log, stands);
  const turned = back.length > 0 ? firstBack : end;
  const rows = { forth, back: rowsOf(run, back, turned, end, null, stands) };
  const latest = Math.max(
    end,
    ...[...rows.forth, ...rows.back].flatMap(({ spans }) => spans.map(({ to }) => to)),
  );
  return { from, to: isOver(run.status) ? end : latest, ...rows };
}
