import { Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStream } from '../client/follow.ts';
import { useMe } from '../client/rights.ts';
import { type ProgressFragment, RunProgressDocument } from '../generated/graphql.ts';
import { words } from '../words/impact.ts';
import { words as shell } from '../words/shell.ts';
import { term } from '../words/terms.ts';
import { To } from './link.tsx';
import { pageOf } from './paths.ts';
import { Status } from './status.tsx';

const overStates = new Set(['COMPLETED', 'COMPENSATED', 'FAILED', 'CANCELLED']);

/** Whether a run will not move any more. */
export const isOver = (status: string): boolean => overStates.has(status);

const done = new Set(['SUCCEEDED', 'SKIPPED', 'COMPENSATED']);

/** A run as it goes on, live; `moved` is called with each state that it comes to. Nothing for whoever may not see runs. */
export function Progress({
  runId,
  moved,
}: {
  readonly runId: string;
  readonly moved?: (status: ProgressFragment['status']) => void;
}) {
  const { can } = useMe();
  const [told, setTold] = useState<ProgressFragment | null>(null);
  const run = told?.id === runId ? told : null;
  const take = (nodes: readonly (object | null)[]): void => {
    for (const node of nodes) if (node && 'steps' in node) setTold(node as ProgressFragment);
  };
  useStream(
    RunProgressDocument,
    { runId },
    {
      snapshot: ({ nodes }) => take(nodes),
      changes: (changes) => take(changes.map(({ node }) => node)),
      pause: !can('Subscription.workflowRunChanged'),
    },
  );
  const status = run?.status;
  useEffect(() => {
    if (status !== undefined) moved?.(status);
    // Told once for each state, whoever listens.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [status]);
  if (!run)
    return (
      <Group gap="sm">
        <Text size="sm" c="dimmed" role="status">
          {words.progress.loading}
        </Text>
        <To to={pageOf.run(runId)}>{words.progress.open}</To>
      </Group>
    );
  const forward = run.steps.filter(({ compensates }) => compensates === null);
  const shown = run.steps.filter(
    ({ compensates, status: state }) => compensates === null || state !== 'PENDING',
  );
  return (
    <Stack gap="xs">
      <Group gap="sm" role="status" aria-label={words.progress.label}>
        <Status value={run.status} />
        <Text size="sm">
          {words.progress.steps(forward.filter((step) => done.has(step.status)).length, forward.length)}
        </Text>
        <To to={pageOf.run(runId)}>{words.progress.open}</To>
      </Group>
      {run.status === 'WAITING_APPROVAL' ? (
        <Text size="sm">{words.progress.waiting}</Text>
      ) : (
        run.reason !== null && <Text size="sm">{run.reason}</Text>
      )}
      <ol className="steps" aria-label={words.progress.label}>
        {shown.map(({ index, name, status: state, system, compensates, attempts }) => (
          <li key={index} data-state={state}>
            <Group gap="xs">
              <Text size="sm">{term(name.replaceAll('-', '_'))}</Text>
              <Text size="xs" c="dimmed">
                {system ? words.progress.at(term(system.name)) : words.progress.hub}
                {compensates !== null && `, ${words.progress.undoing}`}
              </Text>
              {state !== 'PENDING' && <Status value={state} size="xs" />}
            </Group>
            {state === 'FAILED' && (
              <Text size="xs">{attempts.at(-1)?.error?.message ?? shell.common.unknown}</Text>
            )}
          </li>
        ))}
      </ol>
    </Stack>
  );
}
