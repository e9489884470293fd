import type { FastifyRequest } from 'fastify';
import type { Given } from './trusted.ts';

/**
 * Puts the text of the document in the place of its id, in the body or the address of a request, so that what follows sees an ordinary
 * request of GraphQL over HTTP. `textOf` gives the text, or null to leave the request as it is; what it throws is passed on.
 */
export function resolveDocument(request: FastifyRequest, textOf: (given: Given) => string | null): void {
  if (request.method === 'GET') inAddress(request, textOf);
  else inBody(request, textOf);
}

function inBody(request: FastifyRequest, textOf: (given: Given) => string | null): void {
  const body = request.body as Record<string, unknown> | null | undefined;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return;
  const text = textOf(body);
  if (text === null) return;
  const { documentId: _id, extensions, ...rest } = body;
  request.body = {
    ...rest,
    query: text,
    ...(extensions !== undefined && { extensions: others(extensions) }),
  };
}

function inAddress(request: FastifyRequest, textOf: (given: Given) => string | null): void {
  // Whatever follows the first question mark, further ones too: it is what is executed.
  const [path = '', ...rest] = request.url.split('?');
  const search = rest.join('?');
  const parameters = new URLSearchParams(search);
  // Parameters that come twice are refused by what follows.
  if (['query', 'documentId', 'extensions'].some((name) => parameters.getAll(name).length > 1)) return;
  const extensions = parsed(parameters.get('extensions'));
  const documentId = parameters.get('documentId');
  const text = textOf({ query: parameters.get('query'), documentId, extensions });
  if (text === null || (documentId === null && extensions === undefined)) return;
  parameters.delete('documentId');
  parameters.set('query', text);
  if (extensions !== undefined) parameters.set('extensions', JSON.stringify(others(extensions)));
  request.raw.url = `${path}?${parameters.toString()}`;
}

/** What follows knows persisted documents by another protocol, which registers them. */
function others(extensions: unknown): unknown {
  if (typeof extensions !== 'object' || extensions === null || Array.isArray(extensions)) return extensions;
  const { persistedQuery: _persisted, ...rest } = extensions as Record<string, unknown>;
  return rest;
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
