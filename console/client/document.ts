import type { TypedDocumentNode } from 'urql';

/** A registered operation: its id, and the types of what it takes and gives. The hub has the text. */
export interface TypedDocument<Data, Variables> {
  readonly kind: 'Document';
  readonly definitions: [];
  readonly documentId: string;
  /** Never there; it carries the types. */
  readonly types?: (variables: Variables) => Data;
}

/** The document as urql takes it. */
export const asNode = <Data, Variables>(
  document: TypedDocument<Data, Variables>,
): TypedDocumentNode<Data, Variables & Record<string, unknown>> =>
  document as unknown as TypedDocumentNode<Data, Variables & Record<string, unknown>>;
