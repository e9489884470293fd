import './runs.css';
import { Group, SegmentedControl, Splitter, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import { useMe } from '../../client/rights.ts';
import { useAddress } from '../../parts/address.ts';
import { Empty } from '../../parts/empty.tsx';
import { Json } from '../../parts/json.tsx';
import { To } from '../../parts/link.tsx';
import { useNow } from '../../parts/now.ts';
import { Panel } from '../../parts/panel.tsx';
import { Screen } from '../../parts/screen.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words } from '../../words/runs.ts';
import { words as shell } from '../../words/shell.ts';
import { Acts } from './acts.tsx';
import { Beside } from './beside.tsx';
import { type Followed, useRun } from './follow.ts';
import { Milestones, RunFacts, Why } from './header.tsx';
import { History } from './history.tsx';
import { LikeThis } from './like.tsx';
import { standsKnown, standsTold } from './log.ts';
import { currentOf, isOver, type Run as RunState } from './state.ts';
import { StepPanel } from './step.tsx';
import { Timeline } from './timeline.tsx';
import { traceOf } from './trace.ts';

const views = ['timeline', 'history', 'json'] as const;

/** The timeline, which moves on while the run does. */
function Moving({
  run,
  log,
  chosen,
  onChoose,
}: {
  readonly run: RunState;
  readonly log: Followed['log'];
  readonly chosen: number | null;
  readonly onChoose: (index: number) => void;
}) {
  const now = useNow();
  const stood = useMemo(
    () => (log ? standsTold(log.own.edges.map(({ node }) => node)) : standsKnown(run)),
    [log, run],
  );
  const until = isOver(run.status) ? 0 : now;
  const trace = useMemo(() => traceOf(run, stood, until), [run, stood, until]);
  return <Timeline trace={trace} chosen={chosen} onChoose={onChoose} />;
}

/** The steps of a run in the chosen view, and beside them the chosen step. */
function Steps({ run, followed }: { readonly run: RunState; readonly followed: Followed }) {
  const { can } = useMe();
  const { get, set } = useAddress();
  const wide = useMediaQuery('(min-width: 1100px)', true);
  const view = views.find((name) => name === get('view')) ?? 'timeline';
  const given = run.steps.find(({ index }) => String(index) === get('step'));
  // Where nothing is chosen yet, the step at which it stands is what one comes for; of one that is over, the first.
  const step = given ?? currentOf(run) ?? run.steps[0];
  const choose = (index: number): void => set({ step: String(index) });
  const allowed = can('RunStep.input');
  const inside = followed.insides.find(({ index }) => index === step?.index);
  const chosen = step?.index ?? null;
  const left =
    view === 'timeline' ? (
      <Moving run={run} log={followed.log} chosen={chosen} onChoose={choose} />
    ) : view === 'history' ? (
      <History run={run} onChoose={choose} />
    ) : (
      <Json
        value={
          allowed
            ? { ...run, steps: run.steps.map((each, nth) => ({ ...each, ...followed.insides[nth] })) }
            : run
        }
        label={words.json}
        maxHeight={640}
      />
    );
  const right = step ? (
    <StepPanel key={step.index} run={run} step={step} inside={inside} allowed={allowed} onChoose={choose} />
  ) : (
    <Text size="sm" c="dimmed">
      {words.step.none}
    </Text>
  );
  return (
    <Panel
      title={words.timeline.title}
      beside={
        <SegmentedControl
          size="xs"
          aria-label={words.run.view}
          value={view}
          onChange={(value) => set({ view: value === 'timeline' ? null : value })}
          data={views.map((value) => ({ value, label: words.run.views[value] }))}
        />
      }
    >
      {wide ? (
        <Splitter>
          <Splitter.Pane defaultSize={62} min={30}>
            <div style={{ paddingRight: 12 }}>{left}</div>
          </Splitter.Pane>
          <Splitter.Pane defaultSize={38} min={22}>
            <div style={{ paddingLeft: 12 }}>{right}</div>
          </Splitter.Pane>
        </Splitter>
      ) : (
        <>
          {left}
          <div style={{ marginTop: 16 }}>{right}</div>
        </>
      )}
    </Panel>
  );
}

/** One run: how it stands and why, what it did step by step, and what can be done with it. Live. */
export function Run() {
  const { id = '' } = useParams();
  const { can } = useMe();
  const followed = useRun(id);
  const { run, troubles, again } = followed;
  if (!run)
    return (
      <Screen title={words.run.title}>
        <Troubles troubles={troubles} whole again={again} />
        {run === undefined && troubles.length === 0 && <Waiting />}
        {run === null && troubles.length === 0 && (
          <Empty
            title={shell.missing.record}
            next={
              <>
                {words.run.missingNext} <To to="/runs">{words.run.toList}</To>
              </>
            }
          />
        )}
      </Screen>
    );
  return (
    <Screen
      title={run.summary}
      beside={
        <Group gap={6}>
          <Status value={run.status} />
          {run.asked !== null && run.status !== 'COMPENSATING' && (
            <Status value={words.list.wish[run.asked]} as="busy" />
          )}
        </Group>
      }
      actions={
        <>
          <Acts run={run} again={again} />
          <LikeThis run={run} />
        </>
      }
    >
      <Troubles troubles={troubles} again={again} />
      <Why run={run} />
      <RunFacts run={run} money={can('WorkflowRun.moneyAtRisk')} />
      <Milestones run={run} />
      <Steps run={run} followed={followed} />
      <Beside run={run} log={followed.log} />
    </Screen>
  );
}
