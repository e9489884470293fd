import { Stack, Table, Text } from '@mantine/core';
import { useAsk } from '../../client/ask.ts';
import { AuditBrokenGlassDocument } from '../../generated/graphql.ts';
import { Empty } from '../../parts/empty.tsx';
import { useNow } from '../../parts/now.ts';
import { Status } from '../../parts/status.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Instant, When } from '../../parts/when.tsx';
import { words } from '../../words/audit.ts';

/** The times that an administrator broke the glass, and whether that is still in force. */
export function BrokenGlass() {
  const { data, loading, troubles, again } = useAsk(AuditBrokenGlassDocument, {});
  const now = useNow();
  const grants = data?.breakGlassGrants ?? [];
  if (loading) return <Waiting lines={4} />;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {words.glass.intro}
      </Text>
      <Troubles troubles={troubles} whole={!data} again={again} />
      {data && grants.length === 0 && <Empty title={words.glass.empty} next={words.glass.emptyNext} />}
      {grants.length > 0 && (
        <Table.ScrollContainer minWidth={560} type="native">
          <Table aria-label={words.glass.label}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.glass.by}</Table.Th>
                <Table.Th>{words.glass.reason}</Table.Th>
                <Table.Th>{words.glass.at}</Table.Th>
                <Table.Th>{words.glass.until}</Table.Th>
                <Table.Th>{words.glass.state}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {grants.map(({ id, by, reason, at, until }) => (
                <Table.Tr key={id}>
                  <Table.Td>{by.name ?? by.id}</Table.Td>
                  <Table.Td>{reason}</Table.Td>
                  <Table.Td>
                    <When at={at} />
                  </Table.Td>
                  <Table.Td>
                    <Instant at={until} />
                  </Table.Td>
                  <Table.Td>
                    {Date.parse(until) > now ? (
                      <Status value={words.glass.inForce} as="bad" />
                    ) : (
                      <Status value={words.glass.over} as="calm" />
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}
