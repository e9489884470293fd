import { Code, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useMe } from '../../client/rights.ts';
import { type AuditTrailQuery, AuditTrailDocument } from '../../generated/graphql.ts';
import { useAddress } from '../../parts/address.ts';
import { ById } from '../../parts/by-id.tsx';
import { Empty } from '../../parts/empty.tsx';
import { decimal } from '../../parts/format.ts';
import { To } from '../../parts/link.tsx';
import { Note } from '../../parts/note.tsx';
import { usePages } from '../../parts/pages.ts';
import { type Column, Rows } from '../../parts/rows.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { actionWords, words } from '../../words/audit.ts';
import { Mark, ofCause } from '../events/columns.tsx';
import { Entry } from './entry.tsx';
import { FilterBar, type TrailFilter, useTrailFilter } from './filter.tsx';

type Line = AuditTrailQuery['audit']['edges'][number]['node'] & {
  /** Whether the chain holds for the page it was read with. */
  readonly holds: boolean;
};

/** Who did something, and through whom. */
export function Actor({ actor, actors }: { readonly actor: string; readonly actors: readonly string[] }) {
  return (
    <>
      {actor === 'isthmus' ? words.list.hub : actor}
      {actors.length > 0 && (
        <Text span size="xs" c="dimmed">
          {' '}
          {words.list.through(actors.join(', '))}
        </Text>
      )}
    </>
  );
}

const columnsFor = (linked: boolean): readonly Column<Line>[] => [
  {
    name: 'number',
    title: words.list.number,
    width: '64px',
    align: 'right',
    cell: ({ sequence }) => decimal(String(sequence)),
  },
  { name: 'at', title: words.list.at, width: '100px', cell: ({ at }) => <When at={at} /> },
  {
    name: 'actor',
    title: words.list.actor,
    width: 'minmax(200px, 1.4fr)',
    cell: (line) => <Actor {...line} />,
  },
  {
    name: 'action',
    title: words.list.action,
    width: 'minmax(190px, 1.2fr)',
    cell: ({ action }) => (
      <Text span size="sm" fw={500} title={action}>
        {actionWords(action)}
      </Text>
    ),
  },
  {
    name: 'subject',
    title: words.list.subject,
    width: 'minmax(200px, 1.6fr)',
    cell: ({ subject }) =>
      subject === null ? (
        <Text span size="sm" c="dimmed">
          {words.list.several}
        </Text>
      ) : (
        <ById id={subject} />
      ),
  },
  {
    name: 'correlation',
    title: words.list.correlation,
    width: '140px',
    cell: ({ correlationId }) =>
      linked ? (
        <To to={ofCause(correlationId)}>
          <Mark text={correlationId} />
        </To>
      ) : (
        <Mark text={correlationId} />
      ),
  },
];

/** The audit trail by the filter of the address, and whether its chain holds. */
export function Trail() {
  const filter = useTrailFilter();
  return (
    <Stack gap="sm">
      <FilterBar />
      <List key={filter.key} given={filter} />
    </Stack>
  );
}

function List({ given }: { readonly given: TrailFilter }) {
  // A range that ends now moves on with the clock; the list stays the one that was begun, and is not read, and recorded, each minute.
  const [{ subject, actor, actions, from, to }] = useState(given);
  const { can } = useMe();
  const { get, set } = useAddress();
  const pages = usePages(
    AuditTrailDocument,
    {
      subject: subject === '' ? null : subject,
      actor: actor === '' ? null : actor,
      action: actions.length === 0 ? null : actions,
      from,
      to,
    },
    ({ audit: { edges, chainVerified, ...rest } }) => ({
      ...rest,
      edges: edges.map(({ node }): { readonly node: Line } => ({ node: { ...node, holds: chainVerified } })),
    }),
  );
  if (pages.loading) return <Waiting lines={12} />;
  const failed = pages.rows.length === 0 && pages.troubles.length > 0;
  return (
    <Stack gap="xs">
      <Troubles troubles={pages.troubles} whole={failed} again={pages.again} />
      {pages.rows.length > 0 && <Chain rows={pages.rows} />}
      {!failed && (
        <Rows
          label={words.list.label}
          columns={columnsFor(can('Query.events'))}
          rows={pages.rows}
          idOf={({ id }) => id}
          onOpen={({ id }) => set({ entry: id }, true)}
          openId={get('entry')}
          total={pages.total}
          more={pages.more}
          rowHeight={36}
          height="calc(100vh - 370px)"
          empty={<Empty title={words.list.empty} next={words.list.emptyNext} />}
        />
      )}
      <Entry id={get('entry')} onClose={() => set({ entry: null })} />
    </Stack>
  );
}

/** Whether the chain holds for what was read, in plain words, and what to do for the rest of it. */
function Chain({ rows }: { readonly rows: readonly Line[] }) {
  const holds = rows.every((line) => line.holds);
  const all = (
    <>
      <Code>{words.chain.command}</Code> {words.chain.all}.
    </>
  );
  return holds ? (
    <Text size="sm" role="note">
      {words.chain.holds(decimal(String(rows.length)))} {all}
    </Text>
  ) : (
    <Note tone="bad">
      {words.chain.broken} {all}
    </Note>
  );
}
