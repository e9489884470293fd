import { Select } from '@mantine/core';
import { words } from '../words/shell.ts';
import { useAddress } from './address.ts';
import { useMinute } from './now.ts';

const spans = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000, '30d': 2_592_000_000 } as const;
export type Range = keyof typeof spans | 'all';
const names = ['1h', '24h', '7d', '30d', 'all'] as const;

/** The time range of the address, `usual` where it has none; `from` is null for all time, and stays the same within a minute. */
export function useRange(usual: Range = '24h'): { readonly range: Range; readonly from: string | null } {
  const given = useAddress().get('range');
  const minute = useMinute();
  const range = names.find((name) => name === given) ?? usual;
  return { range, from: range === 'all' ? null : new Date(minute - spans[range]).toISOString() };
}

/** Chooses the time range of the screen. */
export function RangePicker({ usual = '24h' }: { readonly usual?: Range }) {
  const { set } = useAddress();
  const { range } = useRange(usual);
  return (
    <Select
      size="xs"
      w={150}
      aria-label={words.range.label}
      data={names.map((value) => ({ value, label: words.range[value] }))}
      value={range}
      onChange={(value) => set({ range: value === usual ? null : value })}
      allowDeselect={false}
    />
  );
}
