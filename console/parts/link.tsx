import { Anchor, type AnchorProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** A link to a place of the console. */
export function To({
  to,
  children,
  ...rest
}: AnchorProps & { readonly to: string; readonly children: ReactNode; readonly 'aria-label'?: string }) {
  return (
    <Anchor component={Link} to={to} size="sm" {...rest}>
      {children}
    </Anchor>
  );
}
