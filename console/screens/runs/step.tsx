import { ActionIcon, Anchor, Code, Group, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { RunInsideQuery } from '../../generated/graphql.ts';
import { Copy } from '../../parts/copy.tsx';
import { Facts } from '../../parts/facts.tsx';
import { duration } from '../../parts/format.ts';
import { Json } from '../../parts/json.tsx';
import { To } from '../../parts/link.tsx';
import { Status } from '../../parts/status.tsx';
import { Instant, When } from '../../parts/when.tsx';
import { words as shell } from '../../words/shell.ts';
import { stepName, words } from '../../words/runs.ts';
import { term } from '../../words/terms.ts';
import { Attempts } from './attempts.tsx';
import { openException, type Run, type Step } from './state.ts';

type Node = Extract<RunInsideQuery['node'], { readonly steps: unknown }>;
/** What a step sent and got, and its calls: only some roles see it. */
export type Inside = Node['steps'][number];

const { step: said } = words;

/** A step as a link that chooses it. */
function StepLink({ step, onChoose }: { readonly step: Step; readonly onChoose: (index: number) => void }) {
  return (
    <Anchor component="button" type="button" size="sm" onClick={() => onChoose(step.index)}>
      {said.title(step.index + 1, stepName(step.name))}
    </Anchor>
  );
}

function Key({ step: { idempotencyKey } }: { readonly step: Step }) {
  if (idempotencyKey === null)
    return (
      <Text size="sm" c="dimmed">
        {said.noKey}
      </Text>
    );
  return (
    <Group gap={4} wrap="nowrap" title={said.keyHint}>
      <Code style={{ overflowWrap: 'anywhere' }}>{idempotencyKey}</Code>
      <Copy text={idempotencyKey} what={said.key} />
    </Group>
  );
}

/** When a step ended, and how long it took with all that was waited for within it. */
function Ended({ step: { startedAt }, at }: { readonly step: Step; readonly at: string }) {
  return (
    <>
      <Instant at={at} />{' '}
      {startedAt !== null && (
        <Text span size="xs" c="dimmed">
          {words.run.took(duration(Math.max(0, Date.parse(at) - Date.parse(startedAt))))}
        </Text>
      )}
    </>
  );
}

function Body({ label, value }: { readonly label: string; readonly value: unknown }) {
  return (
    <div>
      <Title order={3} size="h6" mb={4}>
        {label}
      </Title>
      {value == null ? (
        <Text size="sm" c="dimmed">
          {said.empty}
        </Text>
      ) : (
        <Json value={value} label={label} />
      )}
    </div>
  );
}

/** What was sent and answered, for whoever may see it; quietly said to the others. */
function Within({ inside, allowed }: { readonly inside: Inside | undefined; readonly allowed: boolean }) {
  if (!allowed)
    return (
      <Text size="sm" c="dimmed" role="note">
        {said.notYours}
      </Text>
    );
  if (!inside) return null;
  return (
    <>
      <Body label={said.input} value={inside.input} />
      <Body label={said.output} value={inside.output} />
    </>
  );
}

/** Everything about one step of a run. */
export function StepPanel({
  run,
  step,
  inside,
  allowed,
  onChoose,
}: {
  readonly run: Run;
  readonly step: Step;
  readonly inside: Inside | undefined;
  /** Whether the role sees what was sent and answered. */
  readonly allowed: boolean;
  readonly onChoose: (index: number) => void;
}) {
  const at = run.steps.findIndex(({ index }) => index === step.index);
  const undoes =
    step.compensates === null ? undefined : run.steps.find(({ index }) => index === step.compensates);
  const undone = run.steps.find(({ compensates }) => compensates === step.index);
  const exception = run.exception?.step === step.name ? run.exception : null;
  const go = (label: string, to: number, icon: React.ReactNode) => (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size="sm"
        aria-label={label}
        disabled={!run.steps[to]}
        onClick={() => onChoose(run.steps[to]!.index)}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <Stack gap="sm" component="section" aria-label={said.panel}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="xs">
          <Title order={2} size="h5">
            {said.title(step.index + 1, stepName(step.name))}
          </Title>
          <Status value={step.status} />
        </Group>
        <Group gap={4} wrap="nowrap">
          {go(said.previous, at - 1, <IconChevronUp size={14} />)}
          {go(said.next, at + 1, <IconChevronDown size={14} />)}
        </Group>
      </Group>
      <Facts
        label={said.panel}
        nameWidth={140}
        facts={[
          {
            name: said.system,
            value: step.system ? (
              <To to={`/sources?source=${step.system.id}`}>{term(step.system.name)}</To>
            ) : (
              said.hub
            ),
          },
          { name: said.name, value: <Code>{step.name}</Code> },
          { name: said.key, value: <Key step={step} /> },
          step.startedAt !== null && { name: said.began, value: <Instant at={step.startedAt} /> },
          step.finishedAt !== null && { name: said.ended, value: <Ended step={step} at={step.finishedAt} /> },
          step.nextAttemptAt !== null && { name: said.next_, value: <When at={step.nextAttemptAt} /> },
          undoes && { name: said.undoes, value: <StepLink step={undoes} onChoose={onChoose} /> },
          undone && {
            name: said.undone,
            value: (
              <Group gap="xs">
                <StepLink step={undone} onChoose={onChoose} />
                <Status value={undone.status} size="xs" />
              </Group>
            ),
          },
          exception && {
            name: said.exception,
            value: (
              <Stack gap={2} align="flex-start">
                <Group gap="xs">
                  <To to={`/exceptions/${exception.id}`}>{term(exception.code)}</To>
                  <Status value={exception.status} size="xs" />
                </Group>
                {openException(run) && <Text size="sm">{exception.message}</Text>}
              </Stack>
            ),
          },
        ]}
      />
      <Attempts step={step} inside={allowed ? inside : undefined} />
      <Within inside={inside} allowed={allowed} />
      {allowed && !inside && (
        <Text size="sm" c="dimmed">
          {shell.common.loading}
        </Text>
      )}
    </Stack>
  );
}
