import { List, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useChange } from '../../client/ask.ts';
import {
  RunCancelDocument,
  RunCompensateDocument,
  RunPauseDocument,
  RunResumeDocument,
  RunRetryDocument,
} from '../../generated/graphql.ts';
import { AskedAct, doneOf } from '../../parts/act.tsx';
import { stepName, words } from '../../words/runs.ts';
import { term } from '../../words/terms.ts';
import { currentOf, forthOf, isUndone, type Run, standing, startsOf, type Step, whyNot } from './state.ts';

const { act: said } = words;

const systemOf = ({ system }: Step): string | null => (system ? term(system.name) : null);

/** What stays done before a step, in words. */
function Kept({ run, before }: { readonly run: Run; readonly before: number }) {
  const done = forthOf(run).filter(({ index, status }) => index < before && status === 'SUCCEEDED');
  const [first, last] = [done[0], done.at(-1)];
  return (
    <Text size="sm">{first && last ? said.kept(first.index + 1, last.index + 1) : said.nothingDone}</Text>
  );
}

/** What lets the run go on says where. */
function Resuming({ run }: { readonly run: Run }) {
  const at = currentOf(run);
  if (run.status !== 'PAUSED') return <>{said.resume.back}</>;
  if (!at) return null;
  return (
    <Stack gap={4}>
      <Text size="sm">{said.goesOn(at.index + 1, stepName(at.name))}</Text>
      <Kept run={run} before={at.index} />
    </Stack>
  );
}

function Retrying({ run, from }: { readonly run: Run; readonly from: Step | undefined }) {
  if (isUndone(run)) return <>{said.retry.undo}</>;
  if (!from) return null;
  const hurried = run.status === 'RUNNING';
  return (
    <Stack gap={4}>
      <Text size="sm">
        {hurried
          ? said.retry.now(stepName(from.name))
          : said.retry.again(from.index + 1, stepName(from.name), systemOf(from))}
      </Text>
      <Kept run={run} before={from.index} />
    </Stack>
  );
}

/** What is taken back, the last step first, and what that leaves in each system. */
function TakingBack({ run }: { readonly run: Run }) {
  const steps = standing(run);
  const systems = [...new Set(steps.map(systemOf).filter((name) => name !== null))];
  const moving = run.status === 'RUNNING' || run.status === 'QUEUED';
  return (
    <Stack gap="xs">
      <Text size="sm">
        {moving && `${said.compensate.later} `}
        {said.compensate.effect(systems.join(', '))}
      </Text>
      <List type="ordered" size="sm">
        {steps.map((step) => (
          <List.Item key={step.index}>
            {said.compensate.line(step.index + 1, stepName(step.name), systemOf(step))}
            <Text size="xs" c="dimmed">
              {step.status === 'SUCCEEDED' ? said.compensate.undoes(step.name) : said.compensate.unsure}
            </Text>
          </List.Item>
        ))}
      </List>
      <Text size="xs" c="dimmed">
        {said.compensate.kept}
      </Text>
    </Stack>
  );
}

/** What can be done with a run; what cannot be done now says why. `again`: something was asked of it, so that it stands differently. */
export function Acts({ run, again }: { readonly run: Run; readonly again: () => void }) {
  const pause = useChange(RunPauseDocument);
  const resume = useChange(RunResumeDocument);
  const retry = useChange(RunRetryDocument);
  const cancel = useChange(RunCancelDocument);
  const compensate = useChange(RunCompensateDocument);
  const [chosen, setChosen] = useState<string | null>(null);
  const starts = startsOf(run);
  const from = starts.find(({ index }) => String(index) === chosen) ?? starts.at(-1);
  const inputOf = ({ reason, key }: { readonly reason: string; readonly key: string }) => ({
    idempotencyKey: key,
    runId: run.id,
    reason,
  });
  const then = <Result,>(result: Result): Result => {
    again();
    return result;
  };
  const common = (act: 'pause' | 'resume' | 'retry' | 'cancel' | 'compensate') => ({
    label: said[act].label,
    title: said[act].title,
    confirm: said[act].label,
    done: said[act].done,
    disabledWhy: whyNot(run, act),
  });
  return (
    <>
      <AskedAct
        {...common('pause')}
        right="Mutation.pauseRun"
        effect={said.pause.effect}
        run={async (given) =>
          then(doneOf(await pause({ input: inputOf(given) }), ({ pauseRun }) => pauseRun))
        }
      />
      <AskedAct
        {...common('resume')}
        right="Mutation.resumeRun"
        effect={<Resuming run={run} />}
        run={async (given) =>
          then(doneOf(await resume({ input: inputOf(given) }), ({ resumeRun }) => resumeRun))
        }
      />
      <AskedAct
        {...common('retry')}
        right="Mutation.retryFromStep"
        effect={<Retrying run={run} from={from} />}
        run={async (given) => {
          // The step at which it stands needs no saying; it may have gone on meanwhile.
          const fromStep = from === starts.at(-1) ? null : (from?.index ?? null);
          const outcome = await retry({ input: { ...inputOf(given), fromStep } });
          return then(doneOf(outcome, ({ retryFromStep }) => retryFromStep));
        }}
      >
        {starts.length > 1 && (
          <Select
            label={said.retry.from}
            description={said.retry.fromHint}
            data={starts.map(({ index, name }) => ({
              value: String(index),
              label: said.retry.option(index + 1, stepName(name)),
            }))}
            value={String(from?.index)}
            onChange={setChosen}
            allowDeselect={false}
          />
        )}
      </AskedAct>
      <AskedAct
        {...common('cancel')}
        right="Mutation.cancelRun"
        effect={said.cancel.effect}
        run={async (given) =>
          then(doneOf(await cancel({ input: inputOf(given) }), ({ cancelRun }) => cancelRun))
        }
      />
      <AskedAct
        {...common('compensate')}
        right="Mutation.compensateRun"
        effect={<TakingBack run={run} />}
        run={async (given) =>
          then(doneOf(await compensate({ input: inputOf(given) }), ({ compensateRun }) => compensateRun))
        }
      />
    </>
  );
}
