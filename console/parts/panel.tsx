import { Group, Paper, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

/** A part of a screen under a heading of its own. */
export function Panel({
  title,
  beside,
  children,
}: {
  readonly title: string;
  /** At the other end of the heading's line. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <Paper withBorder p="sm" component="section" aria-labelledby={id} h="100%" style={{ minWidth: 0 }}>
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2} size="h5" id={id}>
          {title}
        </Title>
        {beside}
      </Group>
      {children}
    </Paper>
  );
}
