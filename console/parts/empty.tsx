import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** What is said where there is nothing: why, and what to do next. */
export function Empty({ title, next }: { readonly title: string; readonly next?: ReactNode }) {
  return (
    <Stack gap={4} align="center" py="xl" role="status">
      <Text fw={600}>{title}</Text>
      {next !== undefined && (
        <Text component="div" size="sm" c="dimmed" ta="center" maw={520}>
          {next}
        </Text>
      )}
    </Stack>
  );
}
