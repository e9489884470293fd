import { Box, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useChange } from '../../client/ask.ts';
import { AmendCancelDocument, type ProgressFragment } from '../../generated/graphql.ts';
import { AskedAct, doneOf } from '../../parts/act.tsx';
import { To } from '../../parts/link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { pageOf } from '../../parts/paths.ts';
import { isOver, Progress } from '../../parts/progress.tsx';
import { words } from '../../words/amend.ts';
import { words as shell } from '../../words/shell.ts';
import type { Subscription } from './inputs.ts';

const { underway: say } = words;

type Made = NonNullable<Subscription['amendments']>['edges'][number]['node'];

const active = new Set(['PENDING_APPROVAL', 'APPLYING', 'PAUSED']);

/** The change to be followed: that of a run, else the one that is under way; null: there is none. */
export function followed({ amendments }: Subscription, runId: string): Made | null {
  const all = amendments?.edges.map(({ node }) => node) ?? [];
  return (
    all.find(({ run }) => runId !== '' && run?.id === runId) ??
    all.find(({ status }) => active.has(status)) ??
    null
  );
}

/** A change that was committed, as it goes on; it can be called off until it is done. */
export function Underway({
  amendment,
  over,
  again,
}: {
  readonly amendment: Made & { readonly run: NonNullable<Made['run']> };
  /** Called when it has ended. */
  readonly over: () => void;
  /** Makes room for another change; null where nothing is to be put away. */
  readonly again: (() => void) | null;
}) {
  const cancel = useChange(AmendCancelDocument);
  const [status, setStatus] = useState<ProgressFragment['status']>(amendment.run.status);
  const { type, effectiveDate, requestedBy, reason, run, approvals } = amendment;
  const { name } = words.types[type];
  const ended = isOver(status);
  const here = useRef<HTMLDivElement>(null);
  const isOwn = again !== null;
  useEffect(() => {
    // The button by which it was committed is gone.
    if (isOwn) here.current?.focus();
  }, [isOwn]);
  const waiting = approvals?.find((each) => each.status === 'PENDING');
  return (
    <Box ref={here} tabIndex={-1} style={{ outline: 'none' }}>
      <Panel
        title={ended ? say.over(name) : say.title(name)}
        beside={
          <Group gap="xs">
            {waiting && !ended && <To to={pageOf.approval(waiting.id)}>{say.approval}</To>}
            {!ended && (
              <AskedAct
                label={say.cancel}
                right="Mutation.cancelAmendment"
                title={say.cancelTitle}
                effect={status === 'WAITING_APPROVAL' ? say.cancelWaiting : say.cancelMoving}
                confirm={say.cancelConfirm}
                done={say.cancelled}
                run={async ({ reason: why, key }) =>
                  doneOf(
                    await cancel({ input: { idempotencyKey: key, runId: run.id, reason: why } }),
                    (data) => data.cancelAmendment,
                  )
                }
              />
            )}
            {ended && again && (
              <Button size="xs" variant="default" onClick={again}>
                {say.again}
              </Button>
            )}
          </Group>
        }
      >
        <Stack gap="xs">
          <Text size="sm" c="dimmed">
            {say.by} {requestedBy.name ?? shell.session.nameless}, {say.from} {effectiveDate}
            {reason !== null && ` · ${reason}`}
          </Text>
          <Progress
            runId={run.id}
            moved={(next) => {
              setStatus(next);
              if (isOver(next)) over();
            }}
          />
          {status === 'FAILED' && <Text size="sm">{say.failed}</Text>}
          {!ended && <Text size="sm">{say.blocks}</Text>}
        </Stack>
      </Panel>
    </Box>
  );
}
