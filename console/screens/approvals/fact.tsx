import { Stack, Table, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A fact of a table of facts, with what it is called. */
export function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Table.Tr style={{ verticalAlign: 'top' }}>
      <Table.Th scope="row" fw={500} c="dimmed" w={140}>
        {name}
      </Table.Th>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>{children}</Table.Td>
    </Table.Tr>
  );
}

/** Facts below each other; `label` says whose they are. */
export function Facts({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <Table aria-label={label} verticalSpacing={4} layout="fixed">
      <Table.Tbody>{children}</Table.Tbody>
    </Table>
  );
}

/** A part of what is decided, under a heading. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack gap={4}>
      <Title order={3} size="h6">
        {title}
      </Title>
      {children}
    </Stack>
  );
}
