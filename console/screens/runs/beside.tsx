import { Group, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import type { RunLogQuery } from '../../generated/graphql.ts';
import { ById } from '../../parts/by-id.tsx';
import { To } from '../../parts/link.tsx';
import { Panel } from '../../parts/panel.tsx';
import { listOf } from '../../parts/paths.ts';
import { Status } from '../../parts/status.tsx';
import { When } from '../../parts/when.tsx';
import { words } from '../../words/runs.ts';
import { term } from '../../words/terms.ts';
import type { Run } from './state.ts';

const { beside: said } = words;

function ExceptionPanel({ exception }: { readonly exception: NonNullable<Run['exception']> }) {
  const { id, code, severity, status, message, openedAt, settledAt, dueAt, ownerTeam } = exception;
  return (
    <Panel title={said.exception} beside={<To to={`/exceptions/${id}`}>{said.exceptionOpen}</To>}>
      <Stack gap={6}>
        <Group gap="xs">
          <Status value={severity} />
          <Status value={status} />
          <Text size="sm" fw={600}>
            {term(code)}
          </Text>
        </Group>
        <Text size="sm">{message}</Text>
        <Text size="xs" c="dimmed" component="div">
          <When at={settledAt ?? openedAt} size="xs" /> · {said.owner(term(ownerTeam))}
          {settledAt === null && (
            <>
              {' '}
              · {said.due} <When at={dueAt} size="xs" />
            </>
          )}
        </Text>
      </Stack>
    </Panel>
  );
}

function Approvals({ approvals }: { readonly approvals: NonNullable<Run['approvals']> }) {
  const { columns } = said;
  return (
    <Panel title={said.approvals}>
      <Table.ScrollContainer minWidth={420} type="native" tabIndex={0}>
        <Table aria-label={said.approvals} verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{columns.what}</Table.Th>
              <Table.Th>{columns.status}</Table.Th>
              <Table.Th>{columns.since}</Table.Th>
              <Table.Th>{columns.who}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {approvals.map(({ id, kind, status, requestedAt, requestedBy, rule }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <To to={`/approvals/${id}`}>{term(kind)}</To>
                  <Text size="xs" c="dimmed">
                    {rule.name}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Status value={status} />
                </Table.Td>
                <Table.Td>
                  <When at={requestedAt} />
                  {requestedBy.name !== null && (
                    <Text size="xs" c="dimmed">
                      {said.asked(requestedBy.name)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <Text size="sm">{said.needs(rule.approvals, rule.approverRoles.map(term).join(', '))}</Text>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  );
}

function Events({ run, log }: { readonly run: Run; readonly log: RunLogQuery['all'] }) {
  const { eventColumns } = said;
  return (
    <Panel
      title={said.events}
      beside={
        <To to={listOf.events({ correlation: run.correlationId, range: 'all' })}>
          {said.allEvents(log.totalCount ?? log.edges.length)}
        </To>
      }
    >
      <Table.ScrollContainer minWidth={420} type="native" mah={320} tabIndex={0}>
        <Table aria-label={said.events} verticalSpacing={3}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={90}>{eventColumns.at}</Table.Th>
              <Table.Th>{eventColumns.type}</Table.Th>
              <Table.Th>{eventColumns.about}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {log.edges.map(({ node: { id, type, occurredAt, subjectId } }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <When at={occurredAt} />
                </Table.Td>
                <Table.Td>
                  <To to={`/events/${id}`}>{type}</To>
                </Table.Td>
                <Table.Td>{subjectId === run.id ? words.run.title : <ById id={subjectId} />}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  );
}

/** What goes with a run: its exception, what had to be agreed to, and the events of the same cause. What there is none of is left out. */
export function Beside({ run, log }: { readonly run: Run; readonly log: RunLogQuery | undefined }) {
  const approvals = run.approvals ?? [];
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      {run.exception && <ExceptionPanel exception={run.exception} />}
      {approvals.length > 0 && <Approvals approvals={approvals} />}
      {log && log.all.edges.length > 0 && <Events run={run} log={log.all} />}
    </SimpleGrid>
  );
}
