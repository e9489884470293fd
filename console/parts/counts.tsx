import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MoneyFragment } from '../generated/graphql.ts';
import { decimal } from './format.ts';
import { To } from './link.tsx';
import { Money } from './money.tsx';

export interface Count {
  readonly name: string;
  /** What is counted, as a person reads it; `mark` is shown in its place. */
  readonly title: string;
  readonly mark?: ReactNode;
  /** Null where the hub does not say. */
  readonly count: number | null | undefined;
  /** The list that it counts; left out where there is none. */
  readonly to?: string;
  readonly money?: MoneyFragment | null | undefined;
}

/** Numbers one below the other, each a link to the list behind it; with `money` a column of amounts. */
export function Counts({
  label,
  rows,
  heads,
}: {
  readonly label: string;
  readonly rows: readonly Count[];
  readonly heads: { readonly what: string; readonly count: string; readonly money?: string };
}) {
  return (
    <Table aria-label={label} verticalSpacing={5} horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{heads.what}</Table.Th>
          <Table.Th data-align="right">{heads.count}</Table.Th>
          {heads.money !== undefined && <Table.Th data-align="right">{heads.money}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ name, title, mark, count, to, money }) => {
          const text = count == null ? '–' : decimal(String(count));
          return (
            <Table.Tr key={name} data-none={count === 0 || undefined}>
              <Table.Th scope="row" fw={400}>
                {mark ?? title}
              </Table.Th>
              <Table.Td data-align="right" className="figure">
                {to === undefined || count == null ? (
                  text
                ) : (
                  <To to={to} aria-label={`${text} ${title}`}>
                    {text}
                  </To>
                )}
              </Table.Td>
              {heads.money !== undefined && (
                <Table.Td data-align="right">
                  <Money value={count === 0 ? null : money} />
                </Table.Td>
              )}
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
