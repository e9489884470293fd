import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { words } from '../words/shell.ts';

/** Stands for what is being read, in about its size. */
export function Waiting({ lines = 6 }: { readonly lines?: number }) {
  return (
    <Stack gap="xs" aria-busy="true">
      <VisuallyHidden role="status">{words.common.loading}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={28} radius="sm" animate={false} />
      ))}
    </Stack>
  );
}
