import { Group, Table, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { outsideOf } from '../client/url.ts';
import type { RefFragment } from '../generated/graphql.ts';
import { words } from '../words/origin.ts';
import { term } from '../words/terms.ts';
import { Copy } from './copy.tsx';
import { To } from './link.tsx';
import { Outside } from './outside.tsx';
import { pageOf } from './paths.ts';
import { Status } from './status.tsx';
import { When } from './when.tsx';

const { refs } = words;

/** The page of what led to a record at a vendor, and what became of it. */
export const lineageOf = (instance: string, object: string, externalId: string): string =>
  pageOf.lineage(`${instance}/${object}/${externalId}`);

/** Where a record lives: its id in each system, how it stands there, and the page of it in the vendor's own interface. */
export function Refs({
  all,
  lineage,
  lineageWord,
}: {
  readonly all: readonly RefFragment[];
  /** Whether whoever is signed in may see lineage. */
  readonly lineage: boolean;
  readonly lineageWord: string;
}) {
  if (all.length === 0) return <Text size="sm">{refs.none}</Text>;
  return (
    <Table.ScrollContainer minWidth={820} type="native">
      <Table className="plain" aria-label={refs.table} verticalSpacing={6} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {[refs.system, refs.object, refs.id, refs.version, refs.seen, refs.sync, refs.links].map(
              (title) => (
                <Table.Th key={title}>{title}</Table.Th>
              ),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {all.map(({ instance, object, externalId, url, version, observedAt, sync }) => {
            const system = instance === null ? refs.gone : term(instance.name);
            return (
              <Table.Tr key={`${instance?.id} ${object} ${externalId}`}>
                <Table.Th scope="row" fw={500}>
                  {system}
                </Table.Th>
                <Table.Td>{object}</Table.Td>
                <Table.Td>
                  <Group gap={4} wrap="nowrap">
                    <Text size="sm" ff="monospace">
                      {externalId}
                    </Text>
                    <Copy text={externalId} what={refs.copy(system)} />
                  </Group>
                </Table.Td>
                <Table.Td>
                  <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }} maw={220}>
                    {version ?? '–'}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <When at={observedAt} />
                </Table.Td>
                <Table.Td>
                  <Status value={sync.status} />
                  {sync.reason !== null && (
                    <Text size="xs" c="dimmed">
                      {sync.reason}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td>
                  <Group gap="sm" wrap="nowrap">
                    {outsideOf(url) !== null && (
                      <Outside url={url} label={refs.open(system, externalId)}>
                        {system} <IconExternalLink size={13} aria-hidden style={{ verticalAlign: '-2px' }} />
                      </Outside>
                    )}
                    {lineage && instance !== null && (
                      <To
                        to={lineageOf(instance.name, object, externalId)}
                        aria-label={`${lineageWord}: ${system} ${externalId}`}
                      >
                        {lineageWord}
                      </To>
                    )}
                  </Group>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
