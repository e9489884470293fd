import { Code, Text } from '@mantine/core';
import type { EventRowFragment } from '../../generated/graphql.ts';
import { ById } from '../../parts/by-id.tsx';
import { decimal } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { listOf } from '../../parts/paths.ts';
import type { Column } from '../../parts/rows.tsx';
import { Status } from '../../parts/status.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/events.ts';
import { term } from '../../words/terms.ts';

/** The address of the log with the events of one cause. */
export const ofCause = (correlationId: string): string => listOf.events({ correlation: correlationId });

/** An identifier that people compare and copy rather than read; its end tells it apart. */
export function Mark({ text }: { readonly text: string }) {
  return (
    <Code title={text} bg="transparent" p={0} fz="xs">
      {text.length > 18 ? `…${text.slice(-14)}` : text}
    </Code>
  );
}

/** Who told of an event. */
export const tellerOf = ({ source }: Pick<EventRowFragment, 'source'>): string =>
  source ? term(source.name) : words.list.hub;

/** The columns of the log. */
export const columns: readonly Column<EventRowFragment>[] = [
  {
    name: 'time',
    title: words.list.time,
    width: '100px',
    cell: ({ occurredAt }) => <When at={occurredAt} />,
  },
  {
    name: 'type',
    title: words.list.type,
    width: 'minmax(180px, 1.2fr)',
    cell: ({ type }) => (
      <Text span size="sm" fw={500}>
        {type}
      </Text>
    ),
  },
  {
    name: 'subject',
    title: words.list.subject,
    width: 'minmax(220px, 2fr)',
    cell: ({ subjectId }) => <ById id={subjectId} />,
  },
  { name: 'source', title: words.list.source, width: '100px', cell: tellerOf },
  {
    name: 'change',
    title: words.list.change,
    width: '80px',
    cell: ({ change }) => (change ? term(change) : ''),
  },
  {
    name: 'correlation',
    title: words.list.correlation,
    width: '140px',
    cell: ({ correlationId }) => (
      <To to={ofCause(correlationId)}>
        <Mark text={correlationId} />
      </To>
    ),
  },
  {
    name: 'position',
    title: words.list.position,
    width: '76px',
    align: 'right',
    cell: ({ sequence }) => (sequence === null ? '–' : decimal(String(sequence))),
  },
  {
    name: 'state',
    title: words.list.state,
    width: '84px',
    cell: ({ state }) => <Status value={state} size="xs" />,
  },
];
