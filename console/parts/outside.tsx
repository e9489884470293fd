import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { outsideOf } from '../client/url.ts';

/** A link that leads out of the console, as to a record in its vendor's own interface; only its text where the address is not to be trusted. */
export function Outside({
  url,
  label,
  children,
}: {
  /** As the data have it. */
  readonly url: string | null | undefined;
  /** Where it leads, for who does not see what is beside it. */
  readonly label: string;
  readonly children: ReactNode;
}) {
  const href = outsideOf(url);
  if (href === null) return <>{children}</>;
  return (
    <Anchor href={href} target="_blank" rel="noopener noreferrer" size="sm" aria-label={label}>
      {children}
    </Anchor>
  );
}
