import type { CombinedError } from 'urql';

/** What kept a part of an answer away, in the hub's words: docs/errors.md. */
export interface Trouble {
  readonly code: string;
  readonly message: string;
  /** Where in the answer, as `customer.balances`; empty for the whole of it. */
  readonly path: string;
  /** The source that failed; null where it was none. */
  readonly source: string | null;
  readonly correlationId: string | null;
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The hub could not be reached at all. */
export const unreachable: Trouble = {
  code: 'UNREACHABLE',
  message: 'The hub does not answer.',
  path: '',
  source: null,
  correlationId: null,
};

/** Why nothing is asked any more in the name of somebody who has signed out. */
export const sessionOver = new Error('The session is over.');

const signedOut: Trouble = {
  ...unreachable,
  code: 'SIGNED_OUT',
  message: 'The session in which this was begun is over.',
};

/** What an answer lacks and why; nothing for a whole one. */
export function troublesOf(error: CombinedError | undefined): readonly Trouble[] {
  if (!error) return [];
  if (error.graphQLErrors.length === 0) return [error.networkError === sessionOver ? signedOut : unreachable];
  return error.graphQLErrors.map(({ message, path, extensions }) => ({
    code: text(extensions['code']) ?? 'INTERNAL',
    message,
    path: (path ?? []).filter((part) => typeof part === 'string').join('.'),
    source: text(extensions['source']),
    correlationId: text(extensions['correlationId']),
  }));
}
