import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { createOne, createOrUpdate, updateOne } from './directory.ts';
import { exportByCursor, exportByTime } from './export.ts';
import {
  readChildren,
  readComments,
  readList,
  readMany,
  readMe,
  readOne,
  readPolicies,
  readUserOrganizations,
} from './read.ts';
import { notFound, Refusal } from './reply.ts';
import { search, searchCount, searchExport } from './search-page.ts';
import type { RecordType } from './tables.ts';
import { tagsOf } from './tags.ts';
import { createTicket, deleteTicket, updateTicket } from './ticket.ts';
import { webhookApi } from './webhook-api.ts';

const types: Readonly<Record<string, RecordType>> = {
  tickets: 'ticket',
  users: 'user',
  organizations: 'organization',
};

/** The path below `/api/v2/`, without `.json`; null for another path. */
export function resourcePath(path: string): string | null {
  const match = /^\/api\/v2\/(.+?)(?:\.json)?\/?$/.exec(path);
  return match ? match[1]! : null;
}

function get(sim: Sim, request: SimRequest, path: string): SimResponse {
  const parts = path.split('/');
  const [first = '', second = '', third = ''] = parts;
  switch (path) {
    case 'search':
      return search(sim, request);
    case 'search/count':
      return searchCount(sim, request);
    case 'search/export':
      return searchExport(sim, request);
    case 'slas/policies':
      return readPolicies(sim);
    case 'users/me':
      return readMe(sim, request);
    default:
  }
  if (first === 'incremental') {
    const type = types[second];
    if (type && parts.length === 2) return exportByTime(sim, request, type);
    if (type && type !== 'organization' && third === 'cursor' && parts.length === 3) {
      return exportByCursor(sim, request, type);
    }
    return notFound();
  }
  const type = types[first];
  if (!type) return notFound();
  if (parts.length === 1) return readList(sim, request, type);
  if (path === `${first}/show_many`) return readMany(sim, request, type);
  if (!/^\d{1,19}$/.test(second)) return notFound();
  if (parts.length === 2) return readOne(sim, request, type, second);
  switch (`${first}/${parts.slice(2).join('/')}`) {
    case 'organizations/tickets':
      return readChildren(sim, request, { type, id: second }, 'ticket', 'organization_id');
    case 'organizations/users':
      return readChildren(sim, request, { type, id: second }, 'user', 'organization_id');
    case 'users/tickets/requested':
      return readChildren(sim, request, { type, id: second }, 'ticket', 'requester_id');
    case 'users/organizations':
      return readUserOrganizations(sim, request, second);
    case 'tickets/comments':
      return readComments(sim, second);
    case 'organizations/tags':
      return tagsOf(sim, request, 'organization', second);
    case 'users/tags':
      return tagsOf(sim, request, 'user', second);
    default:
      return notFound();
  }
}

function write(sim: Sim, request: SimRequest, path: string): SimResponse {
  const [first = '', second = '', third = ''] = path.split('/');
  const type = types[first];
  const tagged = (type === 'organization' || type === 'user') && /^\d{1,19}$/.test(second);
  if (tagged && third === 'tags' && path.split('/').length === 3) return tagsOf(sim, request, type, second);
  if (!type || path.split('/').length > 2) return notFound();
  if (request.method === 'POST' && second === '') {
    return type === 'ticket' ? createTicket(sim, request) : createOne(sim, request, type);
  }
  if (request.method === 'POST' && second === 'create_or_update' && type !== 'ticket') {
    return createOrUpdate(sim, request, type);
  }
  if (!/^\d{1,19}$/.test(second)) return notFound();
  if (request.method === 'PUT') {
    return type === 'ticket' ? updateTicket(sim, request, second) : updateOne(sim, request, type, second);
  }
  if (request.method === 'DELETE' && type === 'ticket') return deleteTicket(sim, second);
  return notFound();
}

/** Answers a request for `path` below `/api/v2/` whose credentials and limits have been checked. */
export function route(sim: Sim, request: SimRequest, path: string): SimResponse {
  try {
    if (/^webhooks(\/|$)/.test(path)) return webhookApi(sim, request, path);
    return request.method === 'GET' ? get(sim, request, path) : write(sim, request, path);
  } catch (error) {
    if (error instanceof Refusal) return error.response;
    throw error;
  }
}

/** The type of record a path is about; searches are about the type they ask for. */
export function objectTypeOf(request: SimRequest): string | null {
  if (request.path === '/oauth/tokens') return 'token';
  const path = resourcePath(request.path);
  if (path === null) return null;
  const parts = path.split('/');
  if (parts[0] === 'search') {
    return (
      request.query.get('filter[type]') ?? /\btype:(\w+)/.exec(request.query.get('query') ?? '')?.[1] ?? null
    );
  }
  if (parts[0] === 'slas') return 'sla_policy';
  if (parts[0] === 'webhooks') return 'webhook';
  const named = parts.findLast((part) => part in types);
  return named ? types[named]! : null;
}
