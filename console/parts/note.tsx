import { Alert, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { words } from '../words/shell.ts';

/** What is to be heeded, set apart from the rest: what went wrong, or what to know before going on. It is announced, unless it is a `note`. */
export function Note({
  tone = 'warn',
  title,
  role = 'alert',
  py,
  children,
}: {
  readonly tone?: 'bad' | 'warn';
  readonly title?: string;
  readonly role?: 'alert' | 'note';
  readonly py?: 'xs' | number;
  readonly children?: ReactNode;
}) {
  return (
    <Alert
      color={tone === 'bad' ? 'red' : 'yellow'}
      variant="outline"
      className="trouble"
      role={role}
      title={title}
      py={py}
    >
      {children}
    </Alert>
  );
}

/** What is to be mended before something can be done, a sentence for each; nothing where it can. */
export function Errors({ errors }: { readonly errors: readonly string[] }) {
  if (errors.length === 0) return null;
  return (
    <Note tone="bad">
      {errors.map((error) => (
        <Text size="sm" key={error}>
          {error}
        </Text>
      ))}
    </Note>
  );
}

/** The idempotency key by which something happens once. */
export function KeyLine({ value, children }: { readonly value: string; readonly children?: ReactNode }) {
  return (
    <Text size="xs" c="dimmed" title={words.common.keyHint}>
      {words.common.key}: <code>{value}</code>
      {children}
    </Text>
  );
}
