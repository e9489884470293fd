import type { Stand } from './log.ts';
import { backOf, currentOf, forthOf, isOver, type Run, type Step } from './state.ts';

// A run as spans of time: what was called, what was waited for, and for whom, by the times that its steps and their tries have. Nothing is
// made up: what has no time has no span.

export type SpanKind = 'queue' | 'work' | 'call' | 'retry' | 'wait' | 'person' | 'approval';

export interface Span {
  readonly kind: SpanKind;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Of a call: which try of the step it was, from 0. */
  readonly nth: number | null;
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

/** Shorter than this, milliseconds, the hub only writes down where it is. */
const noticedMs = 10;

const span = (kind: SpanKind, from: number, to: number, more: Partial<Span> = {}): Span => ({
  kind,
  from,
  to: Math.max(from, to),
  nth: null,
  open: false,
  ...more,
});

const timeOf = (at: string | null | undefined): number | null => (at == null ? null : Date.parse(at));

/** Spans of one kind that meet, as one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const each of spans) {
    const last = all.at(-1);
    if (last?.kind === each.kind) all[all.length - 1] = { ...each, from: last.from };
    else all.push(each);
  }
  return all;
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
    if (begin > at) spans.push(span(rest, at, begin));
    spans.push(span(stand.kind, begin, end, { open: stand.open && end >= to }));
    at = end;
  }
  if (to > at) spans.push(span(rest, at, to, more));
  return joined(spans).filter((each) => each.open || each.to - each.from >= noticedMs);
}

/** What comes behind a try: what it led to is written down, or it is waited; for somebody, where the same again would come to the same. */
function behind({ error, outcome }: Step['attempts'][number]): SpanKind {
  if (outcome === 'APPLIED' || outcome === 'FOUND_EXISTING') return 'work';
  return outcome === 'NOT_APPLIED' && error?.retryable === false ? 'person' : 'retry';
}

/** The tries of a step and what lies between them. */
function tries({ attempts }: Step, stands: readonly Span[]): Span[] {
  return attempts.flatMap((attempt, nth) => {
    const from = Date.parse(attempt.at);
    const call = span('call', from, from + attempt.durationMs, { nth });
    const next = attempts[nth + 1];
    return next ? [call, ...gap(behind(attempt), call.to, Date.parse(next.at), stands)] : [call];
  });
}

/** What a step that is not done yet waits for; `rest`: if it has not begun. */
function tailOf(
  run: Run,
  step: Step,
  from: number,
  now: number,
  rest: SpanKind,
  stands: readonly Span[],
): Span[] {
  const open = { open: true };
  const { status } = run;
  if (status === 'WAITING_APPROVAL') return gap('approval', from, now, stands, open);
  if (status === 'PAUSED') return gap('person', from, now, stands, open);
  if (status === 'QUEUED') return gap('queue', from, now, stands, open);
  const next = timeOf(step.nextAttemptAt);
  if (next !== null) return gap('retry', from, Math.max(now, next), stands, open);
  if (step.startedAt === null) return gap(rest, from, now, stands, open);
  return gap(step.idempotencyKey === null ? 'work' : 'call', from, now, stands, open);
}

/** What a step did without a call of which a try is kept; drawn however short it was. */
function worked(from: number, to: number, stands: readonly Span[]): readonly Span[] {
  const spans = gap('work', from, to, stands);
  return spans.length === 0 ? [span('work', from, to)] : spans;
}

const stopped: ReadonlySet<Step['status']> = new Set(['FAILED', 'UNKNOWN_OUTCOME', 'RUNNING', 'PENDING']);

/** The steps one after the other, each from where the one before it left off; `first`: what is waited for until the first one begins. */
function rowsOf(
  run: Run,
  steps: readonly Step[],
  begin: number,
  end: number,
  first: SpanKind,
  stands: readonly Span[],
): readonly Row[] {
  const at = currentOf(run);
  let cursor = begin;
  let rest = first;
  return steps.map((step) => {
    const started = timeOf(step.startedAt);
    const isCurrent = step.index === at?.index;
    const spans: Span[] = [];
    if (started === null && !isCurrent) return { step, spans };
    if (started !== null) {
      spans.push(...gap(rest, cursor, started, stands));
      rest = 'wait';
      const [tried] = step.attempts;
      // What the hub does before the first call: it looks up what it needs.
      if (tried) spans.push(...gap('work', started, Date.parse(tried.at), stands));
      cursor = Math.max(cursor, started);
    }
    spans.push(...tries(step, stands));
    const last = step.attempts.at(-1);
    cursor = Math.max(cursor, spans.at(-1)?.to ?? 0);
    if (isCurrent) {
      spans.push(...tailOf(run, step, cursor, end, rest, stands));
      return { step, spans };
    }
    const done = timeOf(step.finishedAt);
    // Of a step that only looks, the try that came to something is none of those that are kept: its end is that of the step.
    if (done !== null && last) spans.push(...gap(behind(last), cursor, done, stands));
    else if (done !== null && started !== null) spans.push(...worked(started, done, stands));
    // Where it stopped the run, what was waited for until others were taken back, or the run ended.
    else if (last && stopped.has(step.status)) spans.push(...gap(behind(last), cursor, end, stands));
    cursor = Math.max(cursor, done ?? 0);
    return { step, spans };
  });
}

/** Where the last span of rows ends; long ago where there is none. */
const lastOf = (rows: readonly Row[]): number =>
  Math.max(0, ...rows.flatMap(({ spans }) => spans.map(({ to }) => to)));

/** A run as spans of time, as it is `now`; `stood`: the times for which it stood still, in order. */
export function traceOf(run: Run, stood: readonly Stand[], now: number): Trace {
  const from = Date.parse(run.startedAt);
  const end = timeOf(run.finishedAt) ?? Math.max(now, from);
  const stands = stood.map((stand) =>
    span(stand.kind, stand.from, Math.min(stand.to ?? end, end), { open: stand.to === null }),
  );
  const back = backOf(run);
  const turned = back.map((step) => timeOf(step.startedAt)).find((time) => time !== null) ?? end;
  const forth = rowsOf(run, forthOf(run), from, back.length > 0 ? turned : end, 'queue', stands);
  const taken = rowsOf(run, back, Math.max(from, lastOf(forth)), end, 'wait', stands);
  const latest = Math.max(end, lastOf(forth), lastOf(taken));
  return { from, to: isOver(run.status) ? end : latest, forth, back: taken };
}
