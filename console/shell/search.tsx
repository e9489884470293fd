import { Button, Kbd } from '@mantine/core';
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
        leftSection={<IconSearch size={14} />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        miw={{ base: 60, md: 320 }}
        justify="space-between"
      >
        {words.search.open}
      </Button>
      {wanted > 0 && (
        <Suspense>
          <Palette places={places} wanted={wanted} />
        </Suspense>
      )}
    </>
  );
}
