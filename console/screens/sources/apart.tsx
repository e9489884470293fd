import { Text } from '@mantine/core';
import { Empty } from '../../parts/empty.tsx';
import { To } from '../../parts/link.tsx';
import { listOf } from '../../parts/paths.ts';
import { RecordLink } from '../../parts/record.tsx';
import { type Column, Rows } from '../../parts/rows.tsx';
import { Status } from '../../parts/status.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/sources.ts';
import { term } from '../../words/terms.ts';
import { type Apart, most } from './out-of-step.ts';

const { outOfStep } = words;

const columns: readonly Column<Apart>[] = [
  {
    name: 'record',
    title: outOfStep.record,
    width: 'minmax(220px, 2fr)',
    cell: ({ record }) => <RecordLink record={record} />,
  },
  { name: 'kind', title: outOfStep.kind, width: '130px', cell: ({ record }) => term(record.__typename) },
  {
    name: 'source',
    title: outOfStep.source,
    width: '120px',
    cell: ({ state: { system } }) =>
      system ? <To to={listOf.source(system.id)}>{term(system.name)}</To> : null,
  },
  {
    name: 'status',
    title: outOfStep.status,
    width: '110px',
    cell: ({ state }) => <Status value={state.status} />,
  },
  {
    name: 'since',
    title: outOfStep.since,
    width: '110px',
    cell: ({ state: { since } }) => (since === null ? null : <When at={since} />),
  },
  {
    name: 'reason',
    title: outOfStep.reason,
    width: 'minmax(200px, 3fr)',
    cell: ({ state: { reason } }) => <span title={reason ?? undefined}>{reason}</span>,
  },
];

/** The records that are not in step, of all sources or of the one that is open. */
export function ApartList({
  apart,
  refused,
}: {
  readonly apart: readonly Apart[] | undefined;
  readonly refused: boolean;
}) {
  if (refused) return <Empty title={outOfStep.refused} />;
  if (!apart) return <Waiting lines={3} />;
  return (
    <>
      <Rows
        label={outOfStep.label}
        columns={columns}
        rows={apart}
        idOf={({ id }) => id}
        height={360}
        rowHeight={36}
        empty={<Empty title={outOfStep.none} next={outOfStep.noneNext} />}
      />
      {apart.length >= most && (
        <Text size="xs" c="dimmed">
          {outOfStep.most(most)}
        </Text>
      )}
    </>
  );
}
