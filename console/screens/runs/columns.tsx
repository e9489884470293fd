import { Group, Text } from '@mantine/core';
import type { RunListedFragment } from '../../generated/graphql.ts';
import { duration, roughly } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { useNow } from '../../parts/now.ts';
import type { Column } from '../../parts/rows.tsx';
import { Status } from '../../parts/status.tsx';
import { When } from '../../parts/when.tsx';
import { stepName, words } from '../../words/runs.ts';
import { term } from '../../words/terms.ts';
import { isOver } from './state.ts';

type Listed = RunListedFragment;

/** How long a run has taken, or takes. */
function Took({ run }: { readonly run: Listed }) {
  const now = useNow();
  const until = run.finishedAt === null ? now : Date.parse(run.finishedAt);
  return (
    <Text span size="sm" c={run.finishedAt === null ? 'dimmed' : undefined} className="number">
      {duration(Math.max(0, until - Date.parse(run.startedAt)))}
    </Text>
  );
}

/** The step at which a run stands, by its place and name; nothing for one that is over. */
function AtStep({ run }: { readonly run: Listed }) {
  if (isOver(run.status)) return null;
  const forth = run.steps.filter(({ compensates }) => compensates === null);
  const at =
    run.steps.find(({ compensates, status }) => compensates !== null && status !== 'SUCCEEDED') ??
    forth.find(({ status }) => status !== 'SUCCEEDED' && status !== 'SKIPPED' && status !== 'COMPENSATED');
  if (!at) return null;
  const nth = at.compensates ?? at.index;
  return (
    <Text span size="sm" title={stepName(at.name)}>
      <Text span size="xs" c="dimmed" mr={6} className="number">
        {words.list.stepOf(nth + 1, forth.length)}
      </Text>
      {stepName(at.name)}
    </Text>
  );
}

/** The state of a time limit, and how much of it is left or over. */
export function Limit({ sla }: { readonly sla: RunListedFragment['sla'] }) {
  const now = useNow();
  if (!sla) return null;
  const left = Date.parse(sla.dueAt) - now;
  const runs = sla.remainingMs !== null && sla.state !== 'PAUSED';
  return (
    <Group gap={6} wrap="nowrap" title={sla.policy}>
      <Status value={sla.state} as={sla.state === 'PAUSED' ? 'calm' : undefined} />
      {runs && (
        <Text span size="xs" c="dimmed" className="number">
          {left >= 0 ? words.list.left(roughly(left)) : words.list.over(roughly(-left))}
        </Text>
      )}
    </Group>
  );
}

/** The columns of the list; amounts only for who sees them. */
export function columnsFor(money: boolean): readonly Column<Listed>[] {
  const { columns, hub, wish } = words.list;
  const all: readonly (Column<Listed> | false)[] = [
    {
      name: 'summary',
      title: columns.summary,
      width: 'minmax(230px, 3fr)',
      cell: ({ id, summary }) => (
        <To to={`/runs/${id}`} fw={500}>
          {summary}
        </To>
      ),
    },
    { name: 'process', title: columns.process, width: '100px', cell: ({ process }) => term(process) },
    {
      name: 'status',
      title: columns.status,
      width: '135px',
      cell: ({ status, asked }) => (
        <Group gap={4} wrap="nowrap">
          <Status value={status} />
          {asked !== null && status !== 'COMPENSATING' && (
            <Text span size="xs" c="dimmed">
              {wish[asked]}
            </Text>
          )}
        </Group>
      ),
    },
    { name: 'step', title: columns.step, width: 'minmax(145px, 1fr)', cell: (run) => <AtStep run={run} /> },
    money && {
      name: 'money',
      title: columns.money,
      width: '115px',
      align: 'right',
      cell: ({ moneyAtRisk }) => (moneyAtRisk ? <Money value={moneyAtRisk} /> : null),
    },
    { name: 'sla', title: columns.sla, width: '155px', cell: ({ sla }) => <Limit sla={sla} /> },
    {
      name: 'started',
      title: columns.started,
      width: '72px',
      cell: ({ startedAt }) => <When at={startedAt} />,
    },
    { name: 'took', title: columns.took, width: '72px', align: 'right', cell: (run) => <Took run={run} /> },
    {
      name: 'by',
      title: columns.by,
      width: 'minmax(70px, 1fr)',
      cell: ({ startedBy }) =>
        startedBy.name ?? (
          <Text span size="sm" c="dimmed">
            {hub}
          </Text>
        ),
    },
  ];
  return all.filter((column) => column !== false);
}
