import { GraphQLError } from 'graphql';
import { operationId } from '../canonical/operation.ts';
import type { Operations } from '../context.ts';

/** What a request says of the document it wants executed. */
export interface Given {
  readonly query?: unknown;
  /** GraphQL over HTTP, appendix A. */
  readonly documentId?: unknown;
  /** `persistedQuery: { version: 1, sha256Hash }`, as Apollo's clients send it. Nothing is ever registered by it. */
  readonly extensions?: unknown;
}

/**
 * The text of the document that a request wants executed, by its id or whole. Null where it names none at all. Throws a GraphQLError when
 * nothing is registered under the id, when text and id do not fit, and, where only registered operations are executed, for other text.
 */
export function textOf(given: Given, operations: Operations, trustedOnly: boolean): string | null {
  const id = idOf(given);
  const { query } = given;
  const text = typeof query === 'string' && query !== '' ? query : null;
  if (id !== null && text === null) {
    const found = operations.document(id);
    if (found === undefined) throw unknown();
    return found;
  }
  if (id !== null && operationId(text!) !== id)
    throw refusal('BAD_REQUEST', 'the id of the document is not that of the query; send one of the two');
  if (trustedOnly && text !== null && !operations.has(text)) throw untrusted();
  return text;
}

function idOf({ documentId, extensions }: Given): string | null {
  if (documentId != null) {
    if (typeof documentId !== 'string')
      throw refusal('BAD_REQUEST', 'documentId must be text: sha256: and 64 hexadecimal digits');
    return documentId;
  }
  const persisted = objectOf(objectOf(extensions)?.['persistedQuery']);
  if (!persisted) return null;
  const { version, sha256Hash } = persisted;
  if (version !== 1 || typeof sha256Hash !== 'string')
    throw refusal('BAD_REQUEST', 'extensions.persistedQuery must have version 1 and a sha256Hash');
  return `sha256:${sha256Hash}`;
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;

const untrusted = (): GraphQLError =>
  refusal(
    'OPERATION_NOT_TRUSTED',
    'only registered operations are executed here; register this one with `isthmus operations add`',
  );
const unknown = (): GraphQLError =>
  refusal(
    'PERSISTED_DOCUMENT_NOT_FOUND',
    'no operation is registered under this id; register it with `isthmus operations add`',
  );

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
