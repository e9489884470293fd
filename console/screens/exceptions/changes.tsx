import { Table, Text } from '@mantine/core';
import { words } from '../../words/exceptions.ts';
import { type Field, labelOf, shown, type Values } from './patch.ts';

/** What a patch changes: each value as it is and as it will be. */
export function Changes({
  fields,
  patch,
  names,
}: {
  readonly fields: readonly Pick<Field, 'path' | 'current'>[];
  readonly patch: Values;
  readonly names: ReadonlyMap<string, string>;
}) {
  const named = (value: unknown): string => names.get(String(value)) ?? shown(value);
  const current = new Map(fields.map((field) => [field.path, field.current]));
  const entries = Object.entries(patch);
  if (entries.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.fix.unchanged}
      </Text>
    );
  return (
    <Table withRowBorders={false} verticalSpacing={2} aria-label={words.fix.changes}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.fix.field}</Table.Th>
          <Table.Th>{words.fix.now}</Table.Th>
          <Table.Th>{words.fix.afterwards}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {entries.map(([path, value]) => (
          <Table.Tr key={path}>
            <Table.Td>{labelOf(path)}</Table.Td>
            <Table.Td>
              <del>{named(current.get(path))}</del>
            </Table.Td>
            <Table.Td>
              <ins>
                <strong>{named(value)}</strong>
              </ins>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
