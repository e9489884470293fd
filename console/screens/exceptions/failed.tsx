import { Group, Text } from '@mantine/core';
import { Call } from '../../parts/call.tsx';
import { duration } from '../../parts/format.ts';
import { Panel } from '../../parts/panel.tsx';
import { Status } from '../../parts/status.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/exceptions.ts';
import type { Detail } from './detail.ts';
import { stepAt, stepOf } from './next.ts';

/** The call of a system by which the last try of the step ended. */
export function Failed({ detail }: { readonly detail: Detail }) {
  const step = stepOf(detail);
  const attempt = step?.attempts.at(-1);
  if (!step || !attempt) return null;
  const { call, at, durationMs, outcome } = attempt;
  return (
    <Panel title={words.failed.title}>
      <Group gap={6} mb="xs">
        <Text size="sm">{words.failed.tries(step.attempts.length, stepAt(step))}</Text>
        <When at={at} />
        <Text size="sm">{words.failed.took(duration(durationMs))}</Text>
        <Status value={outcome} as={outcome === 'UNKNOWN' ? 'bad' : 'calm'} />
      </Group>
      {call ? <Call call={call} /> : <Text size="sm">{words.failed.none}</Text>}
    </Panel>
  );
}
