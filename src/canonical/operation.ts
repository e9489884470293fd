import { hash } from 'node:crypto';
import { Problem } from './problem.ts';

/** A registered operation: a document that clients may ask for by its id. */
export interface TrustedOperation {
  readonly id: string;
  readonly document: string;
  /** What people call it: the names of its operations, or the file it came in. */
  readonly name: string;
}

/** The id of a document: SHA256 hex, as appendix A of the GraphQL over HTTP specification has it. */
export function operationId(document: string): string {
  return `sha256:${hash('sha256', document, 'hex')}`;
}

/**
 * The operations of a file: a GraphQL document as it is, or JSON that maps ids (`sha256:<hex>` or the hex alone) to documents, as the client
 * preset of GraphQL Code Generator writes it. Throws INVALID_INPUT for anything else, and for an id that is not the hash of its document.
 */
export function operationsOf(file: string, text: string): readonly TrustedOperation[] {
  const entries = file.endsWith('.json') ? entriesOf(file, text) : [[operationId(text), text] as const];
  return entries.map(([key, document]) => {
    const id = operationId(document);
    if (key !== id && `sha256:${key}` !== id)
      throw invalid(file, `${key.slice(0, 80)} is not the SHA-256 of its document; the id must be ${id}`);
    return { id, document, name: namesIn(document) || file };
  });
}

function entriesOf(file: string, text: string): readonly (readonly [string, string])[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw invalid(file, 'it is not JSON');
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw invalid(file, 'it must be an object of ids and documents');
  return Object.entries(content).map(([id, document]) => {
    if (typeof document !== 'string') throw invalid(file, `the document of ${id.slice(0, 80)} must be text`);
    return [id, document];
  });
}

/** The names that a document gives its operations, in order. */
function namesIn(document: string): string {
  const code = document.replaceAll(/"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|#.*/g, '');
  const names = [...code.matchAll(/\b(?:query|mutation|subscription)\s+([A-Za-z_]\w*)/g)];
  return names
    .map(([, name]) => name!)
    .join(', ')
    .slice(0, 200);
}

const invalid = (file: string, why: string): Problem => new Problem('INVALID_INPUT', `${file}: ${why}.`);
