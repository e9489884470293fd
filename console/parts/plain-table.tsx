import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import './origin.css';

export interface Head {
  readonly title: string;
  readonly align?: 'right';
}

export interface Line {
  readonly id: string;
  /** One for each head; the first one names the line. */
  readonly cells: readonly ReactNode[];
}

/** A table of a few lines. Heads that are null, and the cells below them, are left out: what is not for the role to see. */
export function PlainTable({
  label,
  heads,
  lines,
  minWidth = 520,
}: {
  readonly label: string;
  readonly heads: readonly (Head | null | false)[];
  readonly lines: readonly Line[];
  readonly minWidth?: number;
}) {
  return (
    <Table.ScrollContainer minWidth={minWidth} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table className="plain" aria-label={label} verticalSpacing={5} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {heads.map(
              (head) =>
                head && (
                  <Table.Th key={head.title} data-align={head.align}>
                    {head.title}
                  </Table.Th>
                ),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ id, cells }) => (
            <Table.Tr key={id}>
              {cells.map((cell, index) => {
                const head = heads[index];
                if (!head) return null;
                return index === 0 ? (
                  <Table.Th scope="row" fw={500} key={head.title}>
                    {cell}
                  </Table.Th>
                ) : (
                  <Table.Td key={head.title} data-align={head.align}>
                    {cell}
                  </Table.Td>
                );
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
