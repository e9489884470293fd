import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** Something that is known, under its name. */
export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** What is known of something, a line for each thing; what is not there is left out. */
export function Facts({
  label,
  facts,
  nameWidth = 170,
}: {
  readonly label: string;
  readonly facts: readonly (Fact | false | null | undefined)[];
  /** Pixels. */
  readonly nameWidth?: number;
}) {
  return (
    <Table variant="vertical" layout="fixed" verticalSpacing={4} aria-label={label}>
      <Table.Tbody>
        {facts
          .filter((fact) => fact != null && fact !== false)
          .map(({ name, value }) => (
            <Table.Tr key={name}>
              <Table.Th w={nameWidth} scope="row" fw={500}>
                {name}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  );
}
