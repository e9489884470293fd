import { atomically } from '../kit/database.ts';
import type { Sim, SimObject, SimRequest, SimResponse, Vendor } from '../kit/types.ts';
import { approvals } from './approvals.ts';
import { collection, retrieve, upsertCollection } from './collections.ts';
import { composite } from './composite.ts';
import { basicInformation, describe, describeGlobal } from './describe.ts';
import { errorResponse, methodNotAllowed, notFound, SalesforceError } from './error.ts';
import type { SObject } from './field.ts';
import { limitInfo, limits, spendCall } from './limits.ts';
import { authenticate, issueToken, makeCredentials } from './oauth.ts';
import { sobjectNamed, sobjects, tableOf } from './objects.ts';
import { captureChange } from './pubsub/change.ts';
import { controlPubSub } from './pubsub/control.ts';
import { servePubSub } from './pubsub/server.ts';
import { inTransaction, originOf } from './pubsub/transaction.ts';
import { pruneLocators, query, queryMore } from './query.ts';
import { apiVersions, stampOf } from './record.ts';
import { byExternalId, byId, changes, createRow } from './row.ts';
import { schema } from './schema.ts';
import { seed } from './seed.ts';
import { newRowColumns } from './write.ts';

const longestTarget = 16_384;

function versions(): SimResponse {
  const seasons = ['Spring', 'Summer', 'Winter'];
  const list = apiVersions.map((version) => {
    // Three releases a year; 68 is Winter '27, and a Winter release carries the year after it.
    const season = (((version - 66) % 3) + 3) % 3;
    const year = 26 + Math.floor((version - 66) / 3) + (season === 2 ? 1 : 0);
    return {
      label: `${seasons[season]} '${year}`,
      url: `/services/data/v${version}.0`,
      version: `${version}.0`,
    };
  });
  return { status: 200, body: JSON.stringify(list) };
}

function resources(version: string): SimResponse {
  const base = `/services/data/v${version}`;
  const names = ['sobjects', 'query', 'queryAll', 'limits', 'composite', 'process'];
  return {
    status: 200,
    body: JSON.stringify(Object.fromEntries(names.map((name) => [name, `${base}/${name}`]))),
  };
}

function needed(name: string | undefined): SObject {
  const object = sobjectNamed(name ?? '');
  if (!object) throw notFound();
  return object;
}

function onlyGet(request: SimRequest): void {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw methodNotAllowed(request.method, 'HEAD,GET');
}

function sobjectResource(
  sim: Sim,
  request: SimRequest,
  parts: readonly string[],
  version: string,
): SimResponse {
  const [name, key, value, ...more] = parts;
  if (name === undefined) {
    onlyGet(request);
    return describeGlobal(version);
  }
  const object = needed(name);
  if (more.length > 0) throw notFound();
  if (key === undefined) {
    if (request.method === 'POST') return createRow(sim, request, object);
    if (request.method !== 'GET') throw methodNotAllowed(request.method, 'HEAD,GET,POST');
    return basicInformation(object, version);
  }
  if (value !== undefined) return byExternalId(sim, request, object, { field: key, value, version });
  if (key === 'describe') {
    onlyGet(request);
    return describe(object, version);
  }
  if (key === 'updated' || key === 'deleted') {
    onlyGet(request);
    return changes(sim, request, object, key === 'deleted');
  }
  return byId(sim, request, object, key, version);
}

function route(sim: Sim, request: SimRequest, version: string, parts: readonly string[]): SimResponse {
  const [resource, ...rest] = parts;
  switch (resource) {
    case undefined:
      onlyGet(request);
      return resources(version);
    case 'limits':
      onlyGet(request);
      return limits(sim);
    case 'query':
    case 'queryAll':
      onlyGet(request);
      if (rest[0]) return queryMore(sim, request, version, rest[0]);
      return query(sim, request, version, resource === 'queryAll');
    case 'sobjects':
      return sobjectResource(sim, request, rest, version);
    case 'composite': {
      const [kind, name, field] = rest;
      if (kind === undefined) return composite(sim, request, (sub) => subrequest(sim, sub, version));
      if (kind !== 'sobjects') throw notFound();
      if (name === undefined) return collection(sim, request);
      if (field !== undefined) return upsertCollection(sim, request, needed(name), field);
      if (request.method !== 'POST' && request.method !== 'GET')
        throw methodNotAllowed(request.method, 'GET,POST');
      return retrieve(sim, request, needed(name), version);
    }
    case 'process':
      if (rest.length !== 1 || rest[0] !== 'approvals') throw notFound();
      return approvals(sim, request);
    default:
      throw notFound();
  }
}

/** One part of a composite call: of the same version, and no composite itself. */
function subrequest(sim: Sim, request: SimRequest, version: string): SimResponse {
  const [, , named, ...parts] = decoded(request.path);
  if (named !== `v${version}` || (parts[0] === 'composite' && parts.length === 1)) throw notFound();
  return route(sim, request, version, parts);
}

function decoded(path: string): string[] {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    throw notFound();
  }
}

function dataApi(sim: Sim, request: SimRequest): SimResponse {
  const parts = decoded(request.path).slice(2);
  if (parts.length === 0) return versions();
  const version = /^v(\d+\.0)$/.exec(parts[0]!)?.[1];
  if (!version || !apiVersions.includes(Number(version))) throw notFound();
  const credentialId = authenticate(sim, request);
  let response;
  try {
    spendCall(sim);
    response = inTransaction(sim, originOf(request, version), () =>
      atomically(sim.db, () => route(sim, request, version, parts.slice(1))),
    );
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    response = errorResponse(error);
  }
  return {
    ...response,
    headers: {
      ...response.headers,
      'sforce-limit-info': limitInfo(sim),
      date: new Date(sim.now()).toUTCString(),
    },
    note: { ...response.note, credentialId },
  };
}

function handle(sim: Sim, request: SimRequest): SimResponse {
  try {
    if (request.path.length + request.query.toString().length > longestTarget) {
      return {
        status: 414,
        headers: { 'content-type': 'text/html;charset=iso-8859-1' },
        body: '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>',
      };
    }
    if (request.path === '/services/oauth2/token') {
      if (request.method !== 'POST') throw methodNotAllowed(request.method, 'POST');
      return issueToken(sim, request);
    }
    if (/^\/services\/data(\/|$)/.test(request.path)) return dataApi(sim, request);
    throw notFound();
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    return errorResponse(error);
  }
}

function objectTypeOf(request: SimRequest): string | null {
  const [, name] = /\/(?:composite\/)?sobjects\/(\w+)/.exec(request.path) ?? [];
  if (name) return sobjectNamed(name)?.name ?? null;
  const soql = request.query.get('q');
  if (soql) {
    const outer = soql.replaceAll(/\([^()]*\)/g, ' ');
    return sobjectNamed(/\bfrom\s+(\w+)/i.exec(outer)?.[1] ?? '')?.name ?? null;
  }
  if (request.path.endsWith('/process/approvals')) return 'ProcessInstance';
  const [, type] =
    /(?:"type"\s*:\s*"|"\/services\/data\/v[\d.]+\/sobjects\/)(\w+)/.exec(
      request.body.toString('utf8', 0, 2000),
    ) ?? [];
  return type ? (sobjectNamed(type)?.name ?? null) : null;
}

function simObject(object: SObject): SimObject {
  return {
    table: tableOf(object),
    key: 'Id',
    stamp(sim, change) {
      const stamp = stampOf(sim.now());
      return change === 'insert'
        ? newRowColumns(sim, object)
        : { LastModifiedDate: stamp, SystemModstamp: stamp };
    },
    ...(object.deletable && { tombstone: { IsDeleted: 1 } }),
  };
}

/** Salesforce as an integration meets it: OAuth, SOQL, rows, collections and the daily limit, of one multi-currency organisation. */
export const salesforce: Vendor = {
  vendor: 'salesforce',
  schema,
  objects: Object.fromEntries(sobjects.map((object) => [object.name, simObject(object)])),
  credentials: makeCredentials,
  seed,
  handle,
  objectTypeOf,
  throttled: (sim) => ({
    ...errorResponse(new SalesforceError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.')),
    headers: { 'sforce-limit-info': limitInfo(sim) },
  }),
  onClock: pruneLocators,
  onChange: captureChange,
  listen: servePubSub,
  steer: controlPubSub,
};
