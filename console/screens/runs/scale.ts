import type { Span, Trace } from './trace.ts';

// Where an instant lies on the timeline. Where waiting is hidden, a wait is drawn as a short gap, so that calls of milliseconds can be told
// apart beside waits of hours.

/** A wait that is drawn short. */
export interface Break {
  readonly from: number;
  readonly to: number;
}

export interface Scale {
  /** From 0 (the beginning) to 1 (the end). */
  readonly at: (time: number) => number;
  readonly breaks: readonly Break[];
  /** Instants to be written at the top, with where they lie. */
  readonly ticks: readonly { readonly time: number; readonly at: number }[];
}

const busy = ({ kind }: Span): boolean => kind === 'call' || kind === 'work';

/** Times in which something was done, in order and joined where they meet. */
function busyTimes({ from, to, forth, back }: Trace): readonly Break[] {
  const pad = Math.max(5, (to - from) / 2000);
  const spans = [...forth, ...back]
    .flatMap((row) => row.spans)
    .filter((span) => busy(span) && !(span.open && span.to - span.from > 60_000))
    .map((span) => ({ from: Math.max(from, span.from - pad), to: Math.min(to, span.to + pad) }))
    .toSorted((one, other) => one.from - other.from);
  const joined: Break[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.from <= last.to)
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else joined.push(span);
  }
  return joined;
}

const length = (times: readonly Break[]): number => times.reduce((sum, { from, to }) => sum + to - from, 0);

/** The share of the time in which nothing was done, from 0 to 1. */
export function idleShare(trace: Trace): number {
  const whole = trace.to - trace.from;
  return whole === 0 ? 0 : 1 - length(busyTimes(trace)) / whole;
}

/** How wide a wait is drawn at most, as a share of all that was done. */
const shortShare = 0.12;
const tickCount = 6;

/** A scale over a trace; `hide`: waits are drawn short. */
export function scaleOf(trace: Trace, hide: boolean): Scale {
  const { from, to } = trace;
  const whole = Math.max(1, to - from);
  if (!hide) {
    const at = (time: number): number => Math.min(1, Math.max(0, (time - from) / whole));
    const ticks = Array.from({ length: tickCount }, (_, nth) => from + (whole * nth) / tickCount);
    return { at, breaks: [], ticks: ticks.map((time) => ({ time, at: at(time) })) };
  }
  const done = busyTimes(trace);
  const short = Math.max(1, length(done) * shortShare);
  const edges = [from, ...done.flatMap((time) => [time.from, time.to]), to];
  const parts: {
    readonly from: number;
    readonly to: number;
    readonly width: number;
    readonly idle: boolean;
  }[] = [];
  for (let nth = 0; nth + 1 < edges.length; nth += 1) {
    const [begin, end] = [edges[nth]!, edges[nth + 1]!];
    const idle = nth % 2 === 0;
    if (end > begin)
      parts.push({ from: begin, to: end, width: idle ? Math.min(end - begin, short) : end - begin, idle });
  }
  const total = parts.reduce((sum, { width }) => sum + width, 0) || 1;
  const at = (time: number): number => {
    let sum = 0;
    for (const part of parts) {
      if (time <= part.from) break;
      const inside = Math.min(1, (time - part.from) / (part.to - part.from));
      sum += part.width * inside;
    }
    return Math.min(1, sum / total);
  };
  const ticks: { readonly time: number; readonly at: number }[] = [];
  for (const time of [from, ...done.map((each) => each.from), to]) {
    const place = at(time);
    if (place <= 0.94 && place - (ticks.at(-1)?.at ?? -1) > 0.19) ticks.push({ time, at: place });
  }
  const breaks = parts.filter((part) => part.idle && part.to - part.from > part.width * 1.5);
  return { at, breaks, ticks };
}
