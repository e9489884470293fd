import { Table, Text } from '@mantine/core';
import type { SourceDetailQuery } from '../../generated/graphql.ts';
import { Empty } from '../../parts/empty.tsx';
import { decimal, duration } from '../../parts/format.ts';
import { Status } from '../../parts/status.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/sources.ts';
import { term } from '../../words/terms.ts';

export type Feeds = Extract<SourceDetailQuery['node'], { readonly __typename: 'SourceSystem' }>['feeds'];

/** The ways by which changes of a source come. `inner`: whether the role sees why one fails and where it goes on. */
export function FeedsTable({
  source,
  feeds,
  inner,
}: {
  readonly source: string;
  readonly feeds: Feeds;
  readonly inner: boolean;
}) {
  const { feeds: say } = words;
  const failing = inner && feeds.some(({ error }) => error !== null);
  if (feeds.length === 0) return <Empty title={say.none} next={say.noneNext} />;
  return (
    <Table.ScrollContainer minWidth={inner ? 980 : 720} type="native" tabIndex={0}>
      <Table
        aria-label={say.label(source)}
        verticalSpacing={5}
        horizontalSpacing="xs"
        style={{ whiteSpace: 'nowrap' }}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{say.name}</Table.Th>
            <Table.Th>{say.kind}</Table.Th>
            <Table.Th>{say.mode}</Table.Th>
            <Table.Th>{say.state}</Table.Th>
            <Table.Th data-align="right">{say.lag}</Table.Th>
            <Table.Th data-align="right" title={say.pendingLong}>
              {say.pending}
            </Table.Th>
            <Table.Th>{say.lastChange}</Table.Th>
            <Table.Th>{say.position}</Table.Th>
            {failing && <Table.Th>{say.error}</Table.Th>}
            {inner && <Table.Th>{say.cursor}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {feeds.map(({ name, kind, mode, state, lagMs, pending, lastChangeAt, position, error, cursor }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400}>
                {name}
              </Table.Th>
              <Table.Td>{kind === null ? say.allKinds : term(kind)}</Table.Td>
              <Table.Td>{say.modes[mode]}</Table.Td>
              <Table.Td>
                <Status value={state} />
              </Table.Td>
              <Table.Td data-align="right" className="figure">
                {lagMs === null ? '–' : duration(lagMs)}
              </Table.Td>
              <Table.Td data-align="right" className="figure">
                {decimal(String(pending))}
              </Table.Td>
              <Table.Td>{lastChangeAt === null ? '–' : <When at={lastChangeAt} />}</Table.Td>
              <Table.Td>{position === null ? '–' : <When at={position} />}</Table.Td>
              {failing && (
                <Table.Td maw={280} style={{ whiteSpace: 'normal' }}>
                  {error ?? '–'}
                </Table.Td>
              )}
              {inner && (
                <Table.Td maw={150}>
                  <Text size="xs" ff="monospace" truncate title={cursor ?? undefined}>
                    {cursor ?? '–'}
                  </Text>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
