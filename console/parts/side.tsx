import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';

/** What is shown beside a list while a row of it is open; closing it leads back to the row. */
export function Side({
  opened,
  title,
  close,
  onClose,
  children,
}: {
  readonly opened: boolean;
  readonly title: string;
  /** What the button that closes it is called. */
  readonly close: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size="xl"
      title={title}
      closeButtonProps={{ 'aria-label': close }}
      transitionProps={{ duration: 0 }}
    >
      {children}
    </Drawer>
  );
}
