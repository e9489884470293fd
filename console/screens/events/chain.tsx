import { Anchor, Group, Stack, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { useAsk } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import { type EventRowFragment, EventsOfCauseDocument } from '../../generated/graphql.ts';
import { ById } from '../../parts/by-id.tsx';
import { To } from '../../parts/link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { listOf, pageOf } from '../../parts/paths.ts';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/events.ts';
import { words as common } from '../../words/shell.ts';
import { Mark, ofCause } from './columns.tsx';

/** What led to an event, as its `causationId` names it: an event, a replay, a feed, a message of a source, or a query. */
export function Cause({
  event: { causationId: id, source },
}: {
  readonly event: Pick<EventRowFragment, 'causationId' | 'source'>;
}) {
  // What a source told without being asked has a cause; what the hub says of itself may have none.
  if (id === null)
    return (
      <Text span size="sm" c="dimmed">
        {source ? words.chain.readThrough : common.common.none}
      </Text>
    );
  if (id.startsWith('evt_')) return <To to={pageOf.event(id)}>{`${words.chain.byEvent} ${id}`}</To>;
  if (id.startsWith('rpl_')) return <To to={pageOf.replay(id)}>{`${words.chain.byReplay} ${id}`}</To>;
  const [instance = '', feed] = id.split('/');
  if (feed !== undefined)
    return <To to={listOf.source(`src_${instance}`)}>{`${words.chain.byFeed}: ${id}`}</To>;
  return id.startsWith('inb_') || !/^[a-z]{3}_/.test(id) ? (
    <Text span size="sm">
      {words.chain.byMessage} <Mark text={id} />
    </Text>
  ) : (
    <ById id={id} />
  );
}

/** All that came of the same cause as an event, the first one first, and what led to each; and the runs among it. */
export function Chain({ event: { id, correlationId } }: { readonly event: EventRowFragment }) {
  const { can } = useMe();
  const { data, loading, troubles, again } = useAsk(EventsOfCauseDocument, {
    correlationId,
    runs: can('Query.workflowRuns'),
  });
  const events = (data?.events.edges ?? []).map(({ node }) => node).toReversed();
  const runs = data?.workflowRuns?.edges.map(({ node }) => node) ?? [];
  const total = data?.events.totalCount ?? events.length;
  return (
    <Panel
      title={words.chain.title}
      beside={events.length > 1 && <To to={ofCause(correlationId)}>{words.chain.all}</To>}
    >
      <Troubles troubles={troubles} again={again} />
      {loading && <Waiting lines={3} />}
      {data && events.length <= 1 && runs.length === 0 && <Text size="sm">{words.chain.alone}</Text>}
      {runs.length > 0 && (
        <Stack gap={4} mb="sm" aria-label={words.chain.runsLabel} role="list">
          {runs.map((run) => (
            <Group key={run.id} gap="xs" role="listitem">
              <Status value={run.status} />
              <To to={pageOf.run(run.id)}>{run.summary}</To>
              {run.trigger && (
                <Text span size="sm">
                  {words.chain.setOffBy} <To to={pageOf.event(run.trigger.id)}>{run.trigger.type}</To>
                </Text>
              )}
            </Group>
          ))}
        </Stack>
      )}
      {events.length > 1 && (
        <Table.ScrollContainer minWidth={560} maxHeight={420} type="native">
          <Table aria-label={words.chain.label} verticalSpacing={4}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={100}>{words.list.time}</Table.Th>
                <Table.Th>{words.list.type}</Table.Th>
                <Table.Th>{words.list.subject}</Table.Th>
                <Table.Th>{words.event.causation}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {events.map((each) => (
                <Table.Tr key={each.id} aria-current={each.id === id ? 'true' : undefined}>
                  <Table.Td>
                    <When at={each.occurredAt} />
                  </Table.Td>
                  <Table.Td>
                    {each.id === id ? (
                      <Text span size="sm" fw={600}>
                        {each.type} ({words.chain.this})
                      </Text>
                    ) : (
                      <Anchor component={Link} to={pageOf.event(each.id)} size="sm">
                        {each.type}
                      </Anchor>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <ById id={each.subjectId} />
                  </Table.Td>
                  <Table.Td>
                    <Cause event={each} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {total > events.length && (
        <Text size="xs" c="dimmed" mt={4}>
          {words.chain.cut(events.length, total)}
        </Text>
      )}
    </Panel>
  );
}
