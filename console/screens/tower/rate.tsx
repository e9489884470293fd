import 'uplot/dist/uPlot.min.css';
import { Text, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import { decimal } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { useNow } from '../../parts/now.ts';
import { Panel } from '../../parts/panel.tsx';
import { listOf } from '../../parts/paths.ts';
import { useClock } from '../../parts/settings.ts';
import { words } from '../../words/tower.ts';
import { term } from '../../words/terms.ts';
import { type Flow, spanSeconds, useFlow } from './flow.ts';
import type { Outage } from './outage.ts';

const height = 140;

/** The seconds of the span and how many events each had; null where that is not known. */
function seriesOf({ counts, knownFrom }: Flow, now: number): [number[], (number | null)[]] {
  // The second that is under way is not full yet.
  const last = Math.floor(now / 1000) - 1;
  const seconds = Array.from({ length: spanSeconds }, (_, index) => last - spanSeconds + 1 + index);
  return [seconds, seconds.map((second) => (second < knownFrom ? null : (counts.get(second) ?? 0)))];
}

/** Marks the times in which sources were away. */
function mark(plot: UPlot, outages: readonly Outage[], colour: string): void {
  const { left, top, width, height: tall } = plot.bbox;
  const at = (iso: string | null, otherwise: number): number =>
    iso === null
      ? otherwise
      : Math.min(left + width, Math.max(left, plot.valToPos(Date.parse(iso) / 1000, 'x', true)));
  plot.ctx.save();
  plot.ctx.fillStyle = colour;
  for (const { from, to } of outages) {
    const begins = at(from, left);
    plot.ctx.fillRect(begins, top, Math.max(0, at(to, left + width) - begins), tall);
  }
  plot.ctx.restore();
}

/** Events per second over the last five minutes, as they come; the times in which a source was away are marked. */
export function Rate({ outages }: { readonly outages: readonly Outage[] }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const marked = useRef(outages);
  const { flow, ready } = useFlow();
  const now = useNow();
  const scheme = useComputedColorScheme('light');
  const utc = useClock() === 'utc';
  const series = seriesOf(flow(), now);
  const latest = useRef(series);
  useEffect(() => {
    marked.current = outages;
    latest.current = series;
    plot.current?.setData(series);
  });

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const style = getComputedStyle(element);
    const colour = (name: string): string => style.getPropertyValue(name);
    const axis = {
      stroke: colour('--mantine-color-dimmed'),
      grid: { stroke: colour('--mantine-color-default-border'), width: 1 },
      ticks: { show: false },
      font: '12px system-ui, sans-serif',
    };
    const made = new UPlot(
      {
        width: element.clientWidth,
        height,
        cursor: { show: false },
        legend: { show: false },
        ...(utc && { tzDate: (ts: number) => UPlot.tzDate(new Date(ts * 1000), 'Etc/UTC') }),
        scales: { y: { range: (_plot, _low, high) => [0, Math.max(5, Math.ceil((high || 0) * 1.1))] } },
        axes: [
          { ...axis, values: '{HH}:{mm}', incrs: [60], size: 24 },
          { ...axis, size: 36 },
        ],
        series: [
          {},
          {
            label: words.rate.series,
            stroke: colour('--mantine-primary-color-filled'),
            fill: colour('--busy-ground'),
            width: 1.5,
            points: { show: false },
            paths: UPlot.paths.stepped?.({ align: 1 }),
          },
        ],
        hooks: { drawClear: [(drawn) => mark(drawn, marked.current, colour('--bad-ground'))] },
      },
      latest.current,
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.current = null;
      made.destroy();
    };
  }, [scheme, utc]);

  const known = series[1].filter((count) => count !== null);
  const total = known.reduce((sum, count) => sum + count, 0);
  const recent = known.slice(-5);
  const rate = recent.length === 0 ? 0 : recent.reduce((sum, count) => sum + count, 0) / recent.length;
  const said = `${words.rate.now(decimal(rate.toFixed(1)))} · ${words.rate.total(total)}`;
  const since = now - spanSeconds * 1000;
  const away = new Set(
    outages.filter(({ to }) => to === null || Date.parse(to) > since).map(({ source }) => term(source)),
  );
  return (
    <Panel title={words.rate.title} beside={<To to={listOf.events()}>{words.rate.log}</To>}>
      <Text size="xs" c="dimmed" mb={4} data-ready={ready || undefined}>
        {said}
        {[...away].map((source) => ` · ${words.rate.away(source)}`)}
      </Text>
      <div ref={box} role="img" aria-label={words.rate.label} style={{ height }} />
    </Panel>
  );
}
