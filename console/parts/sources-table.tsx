import { Table, Text, Tooltip } from '@mantine/core';
import { useMe } from '../client/rights.ts';
import type { SourceNowFragment } from '../generated/graphql.ts';
import { words } from '../words/sources.ts';
import { term } from '../words/terms.ts';
import { duration } from './format.ts';
import { busiest, Circuit, shareText, QuotaBar, quotaName } from './health.tsx';
import { To } from './link.tsx';
import { listOf } from './paths.ts';
import { Status } from './status.tsx';
import { When } from './when.tsx';

/** How each source is: one line a source, which leads to it. `open`: the one that is shown in full. */
export function SourcesTable({
  sources,
  open = null,
}: {
  readonly sources: readonly SourceNowFragment[];
  readonly open?: string | null;
}) {
  const { columns } = words;
  const log = useMe().can('Query.events');
  return (
    <Table.ScrollContainer minWidth={860} type="native">
      <Table aria-label={columns.label} verticalSpacing={6} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.source}</Table.Th>
            <Table.Th>{columns.kind}</Table.Th>
            <Table.Th>{columns.state}</Table.Th>
            <Table.Th title={words.circuitHint}>{columns.circuit}</Table.Th>
            <Table.Th>{columns.since}</Table.Th>
            <Table.Th data-align="right">{columns.lag}</Table.Th>
            <Table.Th data-align="right" title={columns.p95Long}>
              {columns.p95}
            </Table.Th>
            <Table.Th data-align="right" title={columns.errorsLong}>
              {columns.errors}
            </Table.Th>
            <Table.Th w={220}>{columns.quota}</Table.Th>
            {log && <Table.Th>{columns.log}</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sources.map(({ id, name, kind, health, quota }) => {
            const most = busiest(quota);
            return (
              <Table.Tr key={id} data-open={id === open || undefined} aria-current={id === open || undefined}>
                <Table.Th scope="row">
                  <To to={listOf.source(id)} fw={600}>
                    {term(name)}
                  </To>
                </Table.Th>
                <Table.Td>{term(kind)}</Table.Td>
                <Table.Td>
                  <Status value={health.state} />
                </Table.Td>
                <Table.Td>
                  <Circuit circuit={health.circuit} />
                </Table.Td>
                <Table.Td>
                  <When at={health.since} />
                </Table.Td>
                <Table.Td data-align="right" className="figure">
                  {duration(health.lagMs)}
                </Table.Td>
                <Table.Td data-align="right" className="figure">
                  {duration(health.p95Ms)}
                </Table.Td>
                <Table.Td data-align="right" className="figure">
                  {shareText(health.errorRate)}
                </Table.Td>
                <Table.Td>
                  {most ? (
                    <Tooltip label={quotaName(most)}>
                      <div>
                        <QuotaBar quota={most} brief />
                      </div>
                    </Tooltip>
                  ) : (
                    <Text size="xs" c="dimmed">
                      {words.quota.none}
                    </Text>
                  )}
                </Table.Td>
                {log && (
                  <Table.Td>
                    <To to={listOf.events({ source: id })} aria-label={columns.told(term(name))}>
                      {columns.log}
                    </To>
                  </Table.Td>
                )}
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
