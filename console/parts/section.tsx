import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A part of a panel, under a heading of its own. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack gap={4}>
      <Title order={3} size="h6">
        {title}
      </Title>
      {children}
    </Stack>
  );
}
