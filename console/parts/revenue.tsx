import { Box, Table, Text } from '@mantine/core';
import type { ImpactFragment } from '../generated/graphql.ts';
import { words } from '../words/impact.ts';
import { Money } from './money.tsx';

type Month = ImpactFragment['revenueDelta'][number];

/** How long the bar of a month is, percent of the longest one: only drawn, never told. */
function widths(months: readonly Month[]): readonly number[] {
  const sizes = months.map(({ amount: { amount } }) => Math.abs(Number(amount)));
  const most = Math.max(...sizes);
  return sizes.map((size) => (most === 0 ? 0 : Math.max(1, (size / most) * 100)));
}

/** What is recognised more or less in each month; a scrolling table, because terms may be long. */
export function Revenue({ months }: { readonly months: readonly Month[] }) {
  const { revenue } = words;
  if (months.length === 0) return <Text size="sm">{revenue.none}</Text>;
  const bars = widths(months);
  return (
    <Box role="region" aria-label={revenue.title} tabIndex={0} mah={260} style={{ overflow: 'auto' }}>
      <Table aria-label={revenue.title} verticalSpacing={2} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={110}>{revenue.month}</Table.Th>
            <Table.Th data-align="right" w={150}>
              {revenue.amount}
            </Table.Th>
            <Table.Th aria-label={revenue.chart} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {months.map(({ period, amount, recognized }, index) => (
            <Table.Tr key={period}>
              <Table.Td className="figure">
                {period}
                {recognized && ` (${revenue.over})`}
              </Table.Td>
              <Table.Td data-align="right">
                <Money value={amount} />
              </Table.Td>
              <Table.Td>
                <div
                  className="bar"
                  data-tone={amount.amount.startsWith('-') ? 'bad' : 'busy'}
                  style={{ width: `${bars[index]}%` }}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
