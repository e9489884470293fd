import { Kbd, Modal, Table } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useShownKeys } from '../parts/keys.ts';
import { words } from '../words/shell.ts';
import type { Place } from './places.ts';

/** How long a letter may come behind `g`, milliseconds. */
const patienceMs = 1_500;

/** The keys that work on every screen, and the list of all of them behind `?`. */
export function Keys({ places }: { readonly places: readonly Place[] }) {
  const [opened, { open, close }] = useDisclosure(false);
  const navigate = useNavigate();
  const pressed = useRef(0);
  const own = useShownKeys();
  useHotkeys([['shift+?', open, { preventDefault: true }]]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]');
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'g') pressed.current = Date.now();
      else if (Date.now() - pressed.current < patienceMs) {
        pressed.current = 0;
        const place = places.find(({ letter }) => letter === event.key);
        if (!place) return;
        event.stopPropagation();
        void navigate(place.path);
      }
    };
    // Before a list takes the letter for itself.
    addEventListener('keydown', press, true);
    return () => removeEventListener('keydown', press, true);
  }, [places, navigate]);
  const rows: readonly (readonly [keys: readonly string[], what: string])[] = [
    [['Ctrl', 'K'], words.keys.search],
    [['j'], words.keys.next],
    [['k'], words.keys.previous],
    [['Enter'], words.keys.enter],
    [['x'], words.keys.select],
    ...own.map(([key, what]) => [[key], what] as const),
    [['?'], words.keys.help],
    ...places.map(({ letter, name }) => [['g', letter], words.keys.go(name)] as const),
  ];
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={words.keys.title}
      closeButtonProps={{ 'aria-label': words.keys.close }}
    >
      <Table>
        <Table.Tbody>
          {rows.map(([keys, what]) => (
            <Table.Tr key={what}>
              <Table.Td>
                {keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
