import { Text } from '@mantine/core';
import type { MoneyFragment } from '../generated/graphql.ts';
import { words } from '../words/shell.ts';
import { money } from './format.ts';

/** An amount; a dash where there is none. */
export function Money({
  value,
  size,
  strong = false,
}: {
  readonly value: MoneyFragment | null | undefined;
  readonly size?: string;
  readonly strong?: boolean;
}) {
  if (!value)
    return (
      <Text span size={size ?? 'sm'} c="dimmed" aria-label={words.common.unknown}>
        –
      </Text>
    );
  return (
    <Text
      span
      size={size ?? 'sm'}
      fw={strong ? 600 : undefined}
      style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
    >
      {money(value)}
    </Text>
  );
}
