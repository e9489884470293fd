import { Text, VisuallyHidden } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { duration } from '../../parts/format.ts';
import { Status } from '../../parts/status.tsx';
import { stepName, words } from '../../words/runs.ts';
import { term } from '../../words/terms.ts';
import type { Scale } from './scale.ts';
import type { Step } from './state.ts';
import type { Row, Span, Trace } from './trace.ts';

const { timeline } = words;

/** Nothing to look at: it has not begun, or was not needed. */
const quiet: ReadonlySet<Step['status']> = new Set(['PENDING', 'SKIPPED']);

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

const glyphs: Readonly<Record<string, string>> = {
  APPLIED: '✓',
  FOUND_EXISTING: '✓',
  NOT_APPLIED: '✕',
  UNKNOWN: '?',
};

/** What a span is called, with how long it took; for a call also what came of it. */
function spanName(step: Step, span: Span): string {
  const attempt = span.nth === null ? undefined : step.attempts[span.nth];
  const kind = span.kind === 'call' && step.compensates !== null ? 'undo' : span.kind;
  const parts = [
    span.nth === null ? timeline.kinds[kind] : `${timeline.kinds[kind]} ${span.nth + 1}`,
    duration(span.to - span.from),
    span.open ? timeline.ongoing : '',
    attempt ? term(attempt.outcome) : '',
    attempt?.error?.message ?? '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function Bar({ step, span, scale }: { readonly step: Step; readonly span: Span; readonly scale: Scale }) {
  const left = scale.at(span.from);
  const width = scale.at(span.to) - left;
  const outcome = span.nth === null ? undefined : step.attempts[span.nth]?.outcome;
  return (
    <span
      className="fall-bar"
      title={spanName(step, span)}
      data-kind={span.kind}
      data-outcome={outcome}
      data-open={span.open || undefined}
      data-back={step.compensates !== null || undefined}
      style={{ left: percent(left), width: percent(width) }}
    />
  );
}

const waits: ReadonlySet<Span['kind']> = new Set(['queue', 'wait', 'retry', 'person', 'approval']);

/** What goes on now, and for how long; the bar before it says which kind it is. */
const ongoing = ({ kind, from, to }: Span): string =>
  waits.has(kind) ? timeline.waits(duration(to - from)) : timeline.goesOn(duration(to - from));

/** What stands behind the last bar of a step: what came of it and how long it took, or what it waits for. */
function Label({ row: { step, spans }, scale }: { readonly row: Row; readonly scale: Scale }) {
  const last = spans.at(-1);
  if (!last) {
    const text =
      step.status === 'SKIPPED' ? timeline.notNeeded : step.status === 'PENDING' ? timeline.ahead : '';
    return text === '' ? null : (
      <span className="fall-label" data-quiet style={{ left: 0 }}>
        {text}
      </span>
    );
  }
  const busy = spans.filter(({ kind, open }) => (kind === 'call' || kind === 'work') && !open);
  const took = busy.reduce((sum, { from, to }) => sum + to - from, 0);
  const done = step.status === 'SUCCEEDED' || step.status === 'COMPENSATED';
  const glyph = done ? '✓' : (glyphs[step.attempts.at(-1)?.outcome ?? ''] ?? '');
  const parts = [busy.length > 0 ? `${glyph} ${duration(took)}`.trim() : '', last.open ? ongoing(last) : ''];
  const text = parts.filter((part) => part !== '').join(' · ');
  return (
    <span className="fall-label" style={{ left: percent(scale.at(last.to)) }}>
      {text}
    </span>
  );
}

function Line({
  row,
  scale,
  chosen,
  linked,
  focusable,
  onChoose,
}: {
  readonly row: Row;
  readonly scale: Scale;
  readonly chosen: boolean;
  /** It takes the chosen step back, or is taken back by it. */
  readonly linked: boolean;
  readonly focusable: boolean;
  readonly onChoose: (index: number) => void;
}) {
  const { step, spans } = row;
  const undo = step.compensates !== null;
  const name = stepName(step.name);
  const system = step.system ? term(step.system.name) : '';
  const times = spans.map((span) => spanName(step, span)).join('; ');
  const counted = step.attempts.length > 0 ? timeline.tries(step.attempts.length) : '';
  return (
    // The list around it hears the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="option"
      tabIndex={focusable ? 0 : -1}
      aria-selected={chosen}
      className="fall-row"
      data-index={step.index}
      data-linked={linked || undefined}
      data-quiet={spans.length === 0 || undefined}
      onClick={() => onChoose(step.index)}
    >
      <VisuallyHidden>
        {timeline.row(step.index + 1, name, system, term(step.status), counted, times)}
      </VisuallyHidden>
      <span className="fall-name" aria-hidden="true">
        <span className="fall-nth">{undo ? '↩' : step.index + 1}</span>
        <span className="fall-title">
          <span>{undo ? stepName(step.name.replace(/^undo-/, '')) : name}</span>
          <Text span size="xs" c="dimmed">
            {[undo ? timeline.undoes(step.compensates) : '', system]
              .filter((part) => part !== '')
              .join(' · ')}
          </Text>
        </span>
        <Status value={step.status} as={quiet.has(step.status) ? 'calm' : undefined} size="xs" />
      </span>
      <span className="fall-track" aria-hidden="true">
        <span className="fall-time">
          {scale.breaks.map((gap) => (
            <span
              key={gap.from}
              className="fall-break"
              style={{
                left: percent(scale.at(gap.from)),
                width: percent(scale.at(gap.to) - scale.at(gap.from)),
              }}
            />
          ))}
          {spans.map((span, nth) => (
            <Bar key={nth} step={step} span={span} scale={scale} />
          ))}
          <Label row={row} scale={scale} />
        </span>
      </span>
    </div>
  );
}

/**
 * The steps of a run as bars over time, those that take others back below. Arrows, j and k go from step to step, and choose it.
 */
export function Waterfall({
  trace,
  scale,
  zoom,
  chosen,
  onChoose,
}: {
  readonly trace: Trace;
  readonly scale: Scale;
  /** How many times wider than the screen. */
  readonly zoom: number;
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const rows = [...trace.forth, ...trace.back];
  const at = Math.max(
    0,
    rows.findIndex(({ step }) => step.index === chosen),
  );
  const linkedTo = rows.find(({ step }) => step.index === chosen)?.step.compensates ?? null;
  const moved = useRef(false);
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    box.current?.querySelector<HTMLElement>(`[data-index="${chosen}"]`)?.focus();
  }, [chosen]);
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      j: at + 1,
      ArrowUp: at - 1,
      k: at - 1,
      Home: 0,
      End: rows.length - 1,
    };
    const to = moves[event.key];
    const row = to === undefined ? undefined : rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (!row) return;
    event.preventDefault();
    moved.current = true;
    onChoose(row.step.index);
  };
  const line = (row: Row, nth: number) => (
    <Line
      key={row.step.index}
      row={row}
      scale={scale}
      chosen={row.step.index === chosen}
      linked={row.step.index === linkedTo || (chosen !== null && row.step.compensates === chosen)}
      focusable={nth === at}
      onChoose={onChoose}
    />
  );
  return (
    <div className="fall">
      <div
        ref={box}
        role="listbox"
        aria-label={timeline.label}
        className="fall-rows"
        style={{ width: `calc(var(--fall-name) + (100% - var(--fall-name)) * ${zoom})` }}
        onKeyDown={press}
      >
        <div className="fall-head" aria-hidden="true">
          <span className="fall-name">{timeline.step}</span>
          <span className="fall-track">
            <span className="fall-time">
              {scale.ticks.map(({ time, at: place }) => (
                <span key={time} className="fall-tick" style={{ left: percent(place) }}>
                  {timeline.tick(duration(time - trace.from))}
                </span>
              ))}
            </span>
          </span>
        </div>
        {trace.forth.map((row, nth) => line(row, nth))}
        {trace.back.length > 0 && (
          <div className="fall-turn" aria-hidden="true">
            <span>{timeline.undoTitle}</span>
          </div>
        )}
        {trace.back.map((row, nth) => line(row, trace.forth.length + nth))}
      </div>
    </div>
  );
}
