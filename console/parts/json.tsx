import { Box, Code, Group } from '@mantine/core';
import { Copy } from './copy.tsx';

/** A value as JSON, as it is; nothing is hidden or cut. `label` says what it is, also to a screen reader. */
export function Json({
  value,
  label,
  maxHeight = 320,
}: {
  readonly value: unknown;
  readonly label: string;
  readonly maxHeight?: number;
}) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return (
    <Box pos="relative">
      <Group pos="absolute" right={8} top={4} style={{ zIndex: 1 }}>
        <Copy text={text} what={label} />
      </Group>
      {/* It scrolls by itself, so that the keyboard must reach it. */}
      <Code block tabIndex={0} role="region" aria-label={label} style={{ maxHeight, overflow: 'auto' }}>
        {text}
      </Code>
    </Box>
  );
}
