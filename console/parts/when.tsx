import { Text, Tooltip } from '@mantine/core';
import { instant, relative } from './format.ts';
import { useNow } from './now.ts';
import { useClock } from './settings.ts';

/** An instant, seen from now; in full on hover and for a screen reader. */
export function When({ at, size }: { readonly at: string; readonly size?: string }) {
  const now = useNow();
  const utc = useClock() === 'utc';
  const full = instant(at, utc);
  return (
    <Tooltip label={full} openDelay={200}>
      <Text component="time" dateTime={at} size={size ?? 'sm'} span title={full}>
        {relative(Date.parse(at), now)}
      </Text>
    </Tooltip>
  );
}

/** An instant in full. */
export function Instant({ at }: { readonly at: string }) {
  const utc = useClock() === 'utc';
  return <time dateTime={at}>{instant(at, utc)}</time>;
}
