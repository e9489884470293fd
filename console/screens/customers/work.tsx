import { Table, Text } from '@mantine/core';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { CustomerWorkDocument } from '../../generated/graphql.ts';
import { To } from '../../parts/link.tsx';
import { Money } from '../../parts/money.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/customers.ts';
import { term } from '../../words/terms.ts';
import { useReread } from '../../parts/beat.ts';
import type { Part } from './about.ts';

const say = words.customer.work;

/** What the hub does for the customer, and what of it waits for a person. */
export function Work({ id, beat }: Part) {
  const { can } = useMe();
  const amounts = can('Exception.moneyAtRisk');
  const { data, loading, troubles, again } = useAsk(CustomerWorkDocument, { id, amounts });
  useReread(beat, again);
  if (loading) return <Waiting />;
  const exceptions = data?.customer?.exceptions?.edges ?? [];
  const runs = data?.customer?.runs?.edges ?? [];
  return (
    <>
      <Troubles troubles={troubles} again={again} />
      <Panel title={say.exceptions}>
        {exceptions.length === 0 ? (
          <Text size="sm">{say.noExceptions}</Text>
        ) : (
          <Table.ScrollContainer minWidth={640} type="native">
            <Table className="plain" aria-label={say.exceptions} verticalSpacing={5} fz="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{say.exception}</Table.Th>
                  <Table.Th>{say.severity}</Table.Th>
                  <Table.Th>{say.status}</Table.Th>
                  {amounts && <Table.Th data-align="right">{say.money}</Table.Th>}
                  <Table.Th>{say.opened}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {exceptions.map(({ node }) => (
                  <Table.Tr key={node.id}>
                    <Table.Th scope="row" fw={400}>
                      <To to={`/exceptions/${node.id}`}>{term(node.code)}</To>
                      <Text size="xs" c="dimmed">
                        {node.message}
                      </Text>
                    </Table.Th>
                    <Table.Td>
                      <Status value={node.severity} />
                    </Table.Td>
                    <Table.Td>
                      <Status value={node.status} />
                    </Table.Td>
                    {amounts && (
                      <Table.Td data-align="right">
                        <Money value={node.moneyAtRisk} />
                      </Table.Td>
                    )}
                    <Table.Td>
                      <When at={node.openedAt} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Panel>
      <Panel title={say.runs}>
        {runs.length === 0 ? (
          <Text size="sm">{say.noRuns}</Text>
        ) : (
          <Table.ScrollContainer minWidth={560} type="native">
            <Table className="plain" aria-label={say.runs} verticalSpacing={5} fz="sm">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{say.run}</Table.Th>
                  <Table.Th>{say.status}</Table.Th>
                  <Table.Th>{say.started}</Table.Th>
                  <Table.Th>{say.finished}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {runs.map(({ node }) => (
                  <Table.Tr key={node.id}>
                    <Table.Th scope="row" fw={400}>
                      <To to={`/runs/${node.id}`}>{node.summary}</To>
                      {node.reason !== null && (
                        <Text size="xs" c="dimmed">
                          {node.reason}
                        </Text>
                      )}
                    </Table.Th>
                    <Table.Td>
                      <Status value={node.status} />
                    </Table.Td>
                    <Table.Td>
                      <When at={node.startedAt} />
                    </Table.Td>
                    <Table.Td>{node.finishedAt && <When at={node.finishedAt} />}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Panel>
    </>
  );
}
