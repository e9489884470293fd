import { Table, Text } from '@mantine/core';
import type { ImpactFragment } from '../generated/graphql.ts';
import { words } from '../words/impact.ts';
import { money } from './format.ts';
import { Money } from './money.tsx';
import { Status } from './status.tsx';
import { sums } from './sum.ts';

type Line = NonNullable<ImpactFragment['postings']>[number];

/** The lines that the ledger gets, with their sums: whether they balance is computed here too, to the last digit. */
export function Postings({ lines }: { readonly lines: readonly Line[] }) {
  const { postings } = words;
  if (lines.length === 0) return <Text size="sm">{postings.none}</Text>;
  const debit = sums(lines.map((line) => line.debit))
    .map(money)
    .join(', ');
  const credit = sums(lines.map((line) => line.credit))
    .map(money)
    .join(', ');
  const balanced = debit === credit;
  return (
    <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table aria-label={postings.title} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{postings.account}</Table.Th>
            <Table.Th>{postings.memo}</Table.Th>
            <Table.Th>{postings.dimensions}</Table.Th>
            <Table.Th data-align="right">{postings.debit}</Table.Th>
            <Table.Th data-align="right">{postings.credit}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line, index) => (
            <Table.Tr key={index}>
              <Table.Td className="figure">{line.account}</Table.Td>
              <Table.Td>{line.memo}</Table.Td>
              <Table.Td>
                <Text size="xs">{dimensionsOf(line)}</Text>
              </Table.Td>
              <Table.Td data-align="right">{line.debit && <Money value={line.debit} />}</Table.Td>
              <Table.Td data-align="right">{line.credit && <Money value={line.credit} />}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row" colSpan={3}>
              {postings.total}{' '}
              <Status
                value={balanced ? postings.balanced : postings.unbalanced}
                as={balanced ? 'good' : 'bad'}
              />
            </Table.Th>
            <Table.Td data-align="right" className="figure" fw={600}>
              {debit}
            </Table.Td>
            <Table.Td data-align="right" className="figure" fw={600}>
              {credit}
            </Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  );
}

const dimensionsOf = ({ dimensions: { department, costCenter, class: kind, location } }: Line): string =>
  [department, costCenter, kind, location].filter(Boolean).join(' · ');
