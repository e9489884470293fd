import { Stack } from '@mantine/core';
import { Counts } from '../../parts/counts.tsx';
import { Panel } from '../../parts/panel.tsx';
import { listOf } from '../../parts/paths.ts';
import { useRange } from '../../parts/range.tsx';
import { Status } from '../../parts/status.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { words as common } from '../../words/shell.ts';
import { words } from '../../words/tower.ts';
import { term } from '../../words/terms.ts';
import type { NowOf } from './now.ts';

const states = {
  queued: 'QUEUED',
  running: 'RUNNING',
  waiting: 'WAITING_APPROVAL',
  paused: 'PAUSED',
  compensating: 'COMPENSATING',
} as const;
const names = ['queued', 'running', 'waiting', 'paused', 'compensating'] as const;

/** Runs that are not over, by state and by their time limits. */
export function Runs({ now: { runs } }: { readonly now: NowOf }) {
  const { state: what, count } = words.runs;
  return (
    <Panel title={words.runs.title}>
      {runs ? (
        <Stack gap="xs">
          <Counts
            label={words.runs.label}
            heads={{ what, count }}
            rows={names.map((name) => ({
              name,
              title: term(states[name]),
              mark: <Status value={states[name]} />,
              count: runs[name].totalCount,
              to: listOf.runs({ status: states[name] }),
            }))}
          />
          <Counts
            label={words.runs.sla}
            heads={{ what: words.runs.sla, count }}
            rows={[
              {
                name: 'atRisk',
                title: words.runs.atRisk,
                count: runs.atRisk.totalCount,
                to: listOf.lateRuns('AT_RISK'),
              },
              {
                name: 'breached',
                title: words.runs.breached,
                count: runs.breached.totalCount,
                to: listOf.lateRuns('BREACHED'),
              },
            ]}
          />
        </Stack>
      ) : (
        <Waiting />
      )}
    </Panel>
  );
}

/** What waits for somebody, as far as the role has to do with it. */
export function WaitingFor({ now: { approvals, deadLetters } }: { readonly now: NowOf }) {
  const { what, count } = words.waiting;
  return (
    <Panel title={words.waiting.title}>
      <Counts
        label={words.waiting.label}
        heads={{ what, count }}
        rows={[
          ...(approvals === null
            ? []
            : [
                {
                  name: 'decide',
                  title: words.waiting.decide,
                  count: approvals.toDecide,
                  to: listOf.approvals('mine'),
                },
                {
                  name: 'all',
                  title: words.waiting.all,
                  count: approvals.all,
                  to: listOf.approvals('waiting'),
                },
              ]),
          ...(deadLetters === null
            ? []
            : [
                {
                  name: 'dead',
                  title: words.waiting.deadLetters,
                  count: deadLetters,
                  to: listOf.deadLetters(),
                },
              ]),
        ]}
      />
    </Panel>
  );
}

/** What happened in the time that is chosen there. */
export function Past({ now: { past } }: { readonly now: NowOf }) {
  const { range } = useRange();
  const { what, count } = words.past;
  const ends = ['completed', 'failed', 'compensated', 'cancelled'] as const;
  return (
    <Panel title={words.past.title(common.range[range])}>
      {past ? (
        <Counts
          label={words.past.label}
          heads={{ what, count }}
          rows={[
            {
              name: 'begun',
              title: words.past.begun,
              count: past.begun.totalCount,
              to: listOf.runs({ range }),
            },
            ...ends.map((name) => ({
              name,
              title: words.past[name],
              count: past[name].totalCount,
              to: listOf.runs({ range, status: name.toUpperCase() }),
            })),
            {
              name: 'opened',
              title: words.past.opened,
              count: past.stillOpen.totalCount,
              to: listOf.exceptions({ range }),
            },
            {
              name: 'settled',
              title: words.past.settled,
              count: past.settled.totalCount,
              to: listOf.settled({ range }),
            },
          ]}
        />
      ) : (
        <Waiting />
      )}
    </Panel>
  );
}
