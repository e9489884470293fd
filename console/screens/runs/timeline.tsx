import { ActionIcon, Group, Stack, Switch, Text, Tooltip } from '@mantine/core';
import { IconArrowsHorizontal, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { useState } from 'react';
import { useAddress } from '../../parts/address.ts';
import { duration } from '../../parts/format.ts';
import { words } from '../../words/runs.ts';
import { idleShare, scaleOf } from './scale.ts';
import type { SpanKind, Trace } from './trace.ts';
import { Waterfall } from './waterfall.tsx';

const { timeline } = words;
const most = 32;
const kinds: readonly SpanKind[] = ['queue', 'work', 'call', 'wait', 'retry', 'person', 'approval'];

/** Says what the bars mean, of those that are there. */
function Legend({ trace }: { readonly trace: Trace }) {
  const all = [...trace.forth, ...trace.back].flatMap(({ spans }) => spans);
  const there = new Set(all.map(({ kind }) => kind));
  return (
    <Group gap="md" role="note" aria-label={timeline.legend} className="fall fall-legend">
      {kinds
        .filter((kind) => there.has(kind))
        .map((kind) => (
          <span key={kind} className="fall-key">
            <span className="fall-bar" data-kind={kind} />
            {timeline.kinds[kind]}
          </span>
        ))}
      {trace.back.length > 0 && (
        <span className="fall-key">
          <span className="fall-bar" data-kind="call" data-back />
          {timeline.kinds.undo}
        </span>
      )}
    </Group>
  );
}

/** The run over time, with what makes it easier to read: waits drawn short (`idle` in the address), and zoom. */
export function Timeline({
  trace,
  chosen,
  onChoose,
}: {
  readonly trace: Trace;
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
}) {
  const { get, set } = useAddress();
  const [zoom, setZoom] = useState(1);
  // Where nearly all of the time was waited, nothing else would be seen.
  const usual = idleShare(trace) > 0.5;
  const given = get('idle');
  const hide = given === '' ? usual : given === 'hide';
  const scale = scaleOf(trace, hide);
  const hidden = scale.breaks.reduce((sum, { from, to }) => sum + to - from, 0);
  const icon = (label: string, act: () => void, disabled: boolean, child: React.ReactNode) => (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="sm" aria-label={label} onClick={act} disabled={disabled}>
        {child}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <Group gap="sm">
          <Tooltip label={timeline.hideHint}>
            <Switch
              size="xs"
              label={timeline.hide}
              checked={hide}
              onChange={(event) => set({ idle: event.currentTarget.checked ? 'hide' : 'show' })}
            />
          </Tooltip>
          {hidden > 0 && (
            <Text size="xs" c="dimmed">
              {timeline.hidden(duration(hidden))}
            </Text>
          )}
        </Group>
        <Group gap={4}>
          {icon(timeline.zoomOut, () => setZoom(zoom / 2), zoom <= 1, <IconZoomOut size={14} />)}
          {icon(timeline.zoomIn, () => setZoom(zoom * 2), zoom >= most, <IconZoomIn size={14} />)}
          {icon(timeline.fit, () => setZoom(1), zoom === 1, <IconArrowsHorizontal size={14} />)}
        </Group>
      </Group>
      <Waterfall trace={trace} scale={scale} zoom={zoom} chosen={chosen} onChoose={onChoose} />
      <Legend trace={trace} />
    </Stack>
  );
}
