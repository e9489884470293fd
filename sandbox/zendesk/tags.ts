import { changed } from '../kit/change.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { parseBig } from '../kit/json.ts';
import { texts } from './body.ts';
import type { Body } from './body.ts';
import { json, notFound, refused, Refusal } from './reply.ts';
import { rowById, stamps, updateRow } from './tables.ts';
import type { Row } from './tables.ts';

type Tagged = 'organization' | 'user';

function given(request: SimRequest): readonly string[] {
  let body: unknown;
  try {
    body = parseBig(request.body.toString());
  } catch {
    throw new Refusal(
      refused(422, 'Unprocessable Entity', undefined, { message: 'Server could not parse JSON' }),
    );
  }
  const list = typeof body === 'object' && body !== null ? texts(body as Body, 'tags') : undefined;
  if (list === undefined)
    throw new Refusal(refused(400, 'InvalidArgument', 'The request body needs a list under tags'));
  // Tags know no capitals.
  return (JSON.parse(list) as string[]).map((tag) => tag.toLowerCase());
}

const held = (row: Row): readonly string[] => JSON.parse(String(row.tags)) as string[];

const after: Readonly<
  Record<string, (was: readonly string[], tags: readonly string[]) => readonly string[]>
> = {
  POST: (_, tags) => tags,
  PUT: (was, tags) => [...was, ...tags],
  DELETE: (was, tags) => was.filter((tag) => !tags.includes(tag)),
};

/**
 * `/organizations/{id}/tags` and `/users/{id}/tags`: GET shows them, POST sets them, PUT adds some, DELETE takes some away, whatever others
 * do meanwhile. Source: developer.zendesk.com/api-reference/ticketing/ticket-management/tags.
 */
export function tagsOf(sim: Sim, request: SimRequest, type: Tagged, id: string): SimResponse {
  const row = rowById(sim, type, id);
  const note = { objectType: type, objectId: id };
  if (request.method === 'GET') return row ? json(200, { tags: held(row) }, note) : notFound();
  const change = after[request.method];
  if (!row || !change) return notFound();
  const tags = [...new Set(change(held(row), given(request)))].toSorted();
  if (JSON.stringify(tags) !== JSON.stringify(held(row).toSorted())) {
    updateRow(sim, type, row.id!, { tags: JSON.stringify(tags), ...stamps(sim, 'update') });
    changed(sim, { object: type, id, change: 'update', before: row });
  }
  return json(request.method === 'POST' ? 201 : 200, { tags }, { outcome: 'APPLIED', ...note });
}
