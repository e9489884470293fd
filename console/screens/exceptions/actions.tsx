import { Button, List, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { newKey, useChange } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { ExceptionCallOffDocument, ExceptionUndoDocument } from '../../generated/graphql.ts';
import { Act, AskedAct, doneOf, tellDone } from '../../parts/act.tsx';
import { saveFile } from '../../parts/save.ts';
import { words } from '../../words/exceptions.ts';
import { stepName, words as runs } from '../../words/runs.ts';
import { term } from '../../words/terms.ts';
import { hasDone, whyNot, whyNoSkip, whyNoUndo } from './able.ts';
import { Assign } from './assign.tsx';
import type { Detail } from './detail.ts';
import { Next } from './fix.tsx';
import { fields as rights, type Send } from './deed.ts';
import { doneOne } from './mutate.ts';
import { doneAtSystems, stepAt, whatNext } from './next.ts';

interface Props {
  readonly detail: Detail;
  readonly send: Send;
  readonly again: () => void;
}

/** Takes it for oneself. */
function Take({ detail, send, again }: Props) {
  const me = useMe();
  const why =
    detail.settledAt !== null
      ? words.able.settled(term(detail.status))
      : detail.assignee?.id === me.id
        ? words.assign.yours
        : null;
  const take = async (): Promise<void> => {
    const input = { idempotencyKey: newKey(), exceptionIds: [detail.id], assigneeId: me.id };
    const { errors } = doneOne(await send('assign', input));
    tellDone(errors.length === 0 ? words.assign.done : errors.join(' '));
    again();
  };
  return (
    <Act label={words.assign.take} right={rights.assign} disabledWhy={why} onClick={() => void take()} />
  );
}

/** What taking a step back leaves, in the words of the run's own screen. */
const taking = runs.act.compensate;

/** Undoes the run, or calls it off where it has done nothing yet. */
function Undo({ detail, again }: Omit<Props, 'send'>) {
  const undo = useChange(ExceptionUndoDocument);
  const callOff = useChange(ExceptionCallOffDocument);
  const { run } = detail;
  const done = run ? doneAtSystems(run) : [];
  const undoes = hasDone(detail);
  const said = undoes ? words.undo : words.callOff;
  return (
    <AskedAct
      label={said.act}
      right={undoes ? 'Mutation.compensateRun' : 'Mutation.cancelRun'}
      disabledWhy={whyNoUndo(detail)}
      title={said.act}
      confirm={said.confirm}
      done={said.done}
      effect={
        undoes ? (
          <Stack gap={4}>
            <Text size="sm">{words.undo.effect}</Text>
            <List size="sm" type="ordered" aria-label={words.undo.steps}>
              {done.map((step) => (
                <List.Item key={step.index}>
                  {stepAt(step)}
                  <Text size="xs" c="dimmed">
                    {step.status === 'SUCCEEDED' ? taking.undoes(step.name) : taking.unsure}
                  </Text>
                </List.Item>
              ))}
            </List>
            <Text size="sm">{words.undo.ledger}</Text>
          </Stack>
        ) : (
          words.callOff.effect
        )
      }
      run={async ({ reason, key }) => {
        const input = { idempotencyKey: key, runId: run?.id ?? '', reason };
        const result = undoes
          ? doneOf(await undo({ input }), (data) => data.compensateRun)
          : doneOf(await callOff({ input }), (data) => data.cancelRun);
        again();
        return result;
      }}
    />
  );
}

/** Everything that can be done with an exception beside mending it. */
export function Actions({ detail, send, again }: Props) {
  const { id, step } = detail;
  return (
    <>
      <Take detail={detail} send={send} again={again} />
      <Assign key={detail.assignee?.id ?? ''} detail={detail} send={send} again={again} />
      <AskedAct
        label={words.retry.act}
        right={rights.retry}
        disabledWhy={whyNot(detail)}
        title={words.retry.act}
        confirm={words.retry.confirm}
        reason="optional"
        done={words.retry.done}
        effect={
          <Stack gap={4}>
            <Text size="sm">{words.retry.effect}</Text>
            <Next lines={whatNext(detail, {})} />
          </Stack>
        }
        run={async ({ reason, key }) => {
          const input = { idempotencyKey: key, exceptionIds: [id], note: reason || null };
          const done = doneOne(await send('retry', input));
          again();
          return done;
        }}
      />
      <AskedAct
        label={words.skip.act}
        right={rights.skip}
        disabledWhy={whyNoSkip(detail)}
        title={words.skip.act}
        confirm={words.skip.confirm}
        done={words.skip.done}
        effect={words.skip.effect(stepName(step))}
        run={async ({ reason, key }) => {
          const input = { idempotencyKey: key, exceptionIds: [id], note: reason };
          const done = doneOne(await send('skip', input));
          again();
          return done;
        }}
      />
      <Undo detail={detail} again={again} />
      <Button
        size="xs"
        variant="subtle"
        leftSection={<IconDownload size={14} />}
        onClick={() => saveFile(`${id}.json`, 'application/json', `${JSON.stringify(detail, null, 2)}\n`)}
      >
        {words.download.one}
      </Button>
    </>
  );
}
