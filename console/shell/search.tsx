import { Box, Button, Kbd, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { words } from '../words/shell.ts';
import type { Place } from './places.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));

/** Opens the palette, which is loaded when it is first wanted. */
export function Search({ places }: { readonly places: readonly Place[] }) {
  const [wanted, setWanted] = useState(0);
  const open = (): void => setWanted((before) => before + 1);
  useHotkeys([['mod+K', open, { preventDefault: true }]], []);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        onClick={open}
        miw={{ base: 0, md: 320 }}
        px={{ base: 'xs', sm: 'sm' }}
        styles={{ label: { flex: 1, justifyContent: 'space-between', gap: 8 } }}
      >
        <IconSearch size={14} aria-hidden />
        {/* Where there is little room the icon says it to the eye. */}
        <VisuallyHidden hiddenFrom="sm">{words.search.open}</VisuallyHidden>
        <Box component="span" visibleFrom="sm" flex={1} ta="left">
          {words.search.open}
        </Box>
        <Kbd size="xs" visibleFrom="sm">
          Ctrl K
        </Kbd>
      </Button>
      {wanted > 0 && (
        <Suspense>
          <Palette places={places} wanted={wanted} />
        </Suspense>
      )}
    </>
  );
}
