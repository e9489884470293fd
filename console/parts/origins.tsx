import { Table, Text } from '@mantine/core';
import type { OriginFragment } from '../generated/graphql.ts';
import { words } from '../words/origin.ts';
import { meaningOf, term } from '../words/terms.ts';
import { sourceName } from './origin.tsx';
import { inWords } from './same.ts';
import { Status } from './status.tsx';
import { When } from './when.tsx';

/** What a field of a record is called by people. */
export const fieldName = (path: string): string => meaningOf(words.fields, path) ?? term(path);

/** For each value of a record its source, age and rule, and what other systems say of the same. */
export function OriginTable({ origins }: { readonly origins: readonly OriginFragment[] }) {
  if (origins.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.none}
      </Text>
    );
  return (
    <Table.ScrollContainer minWidth={760} type="native">
      <Table className="plain" aria-label={words.table} verticalSpacing={5} fz="sm" stickyHeader={false}>
        <Table.Thead>
          <Table.Tr>
            {[words.field, words.source, words.record, words.age, words.decidedBy, words.alternatives].map(
              (title) => (
                <Table.Th key={title}>{title}</Table.Th>
              ),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {origins.map(({ path, system, externalId, observedAt, stale, rule, alternatives }) => (
            <Table.Tr key={path}>
              <Table.Th scope="row" fw={500}>
                {fieldName(path)}
              </Table.Th>
              <Table.Td>{sourceName(system)}</Table.Td>
              <Table.Td>
                <Text size="xs" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                  {externalId ?? '–'}
                </Text>
              </Table.Td>
              <Table.Td>
                <When at={observedAt} /> {stale && <Status value="STALE" size="xs" />}
              </Table.Td>
              <Table.Td>{rule}</Table.Td>
              <Table.Td>
                {alternatives.length === 0
                  ? '–'
                  : alternatives.map((each) => (
                      <Text size="sm" key={`${each.system?.id} ${inWords(each.value)}`}>
                        {sourceName(each.system)}: {inWords(each.value)}
                      </Text>
                    ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
