import { atomically } from '../kit/database.ts';
import { parseExact } from '../kit/json.ts';
import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { errorResponse, methodNotAllowed, SalesforceError } from './error.ts';

const mostSubrequests = 25;
const methods = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];

type Given = Readonly<Record<string, unknown>>;

interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body: unknown;
}

interface Subresponse {
  readonly body: unknown;
  readonly httpHeaders: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

class Halted extends Error {
  readonly done: readonly Subresponse[];

  constructor(done: readonly Subresponse[]) {
    super('a subrequest failed');
    this.done = done;
  }
}

function malformed(message: string): SalesforceError {
  return new SalesforceError(400, 'JSON_PARSER_ERROR', message);
}

const isObject = (value: unknown): value is Given =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function subrequestsIn(body: unknown): readonly Subrequest[] {
  const list = isObject(body) ? body.compositeRequest : undefined;
  if (!Array.isArray(list) || list.length === 0)
    throw new SalesforceError(400, 'REQUIRED_FIELD_MISSING', 'The compositeRequest field is required');
  if (list.length > mostSubrequests) {
    throw new SalesforceError(
      400,
      'LIMIT_EXCEEDED',
      `The request can’t contain more than ${mostSubrequests} operations.`,
    );
  }
  const seen = new Set<string>();
  return (list as unknown[]).map((each) => {
    const { method, url, referenceId, body: inner } = isObject(each) ? each : {};
    if (typeof method !== 'string' || !methods.includes(method)) throw malformed('method is not valid');
    if (typeof url !== 'string' || !url.startsWith('/services/data/')) throw malformed('url is not valid');
    if (typeof referenceId !== 'string' || !/^[A-Za-z]\w*$/.test(referenceId) || seen.has(referenceId))
      throw malformed('referenceId is not valid');
    seen.add(referenceId);
    return { method, url, referenceId, body: inner };
  });
}

/** Puts what earlier subrequests answered in the place of `@{referenceId.field}`. */
function filled(text: string, done: readonly Subresponse[]): string {
  return text.replaceAll(/@\{(\w+)((?:\.\w+|\[\d+\])+)\}/g, (all, referenceId: string, path: string) => {
    const from = done.find((each) => each.referenceId === referenceId);
    const steps = path.match(/\w+/g)!;
    const value = steps.reduce<unknown>(
      (at, step) => (at as Readonly<Record<string, unknown>> | undefined)?.[step],
      from?.body,
    );
    if (typeof value === 'string' || typeof value === 'number') return String(value);
    throw new SalesforceError(
      400,
      'PROCESSING_HALTED',
      `Invalid reference specified. No value for ${all.slice(2, -1)} found in ${referenceId}. Provided reference: ${all.slice(2, -1)}`,
    );
  });
}

function answerOf(referenceId: string, response: SimResponse): Subresponse {
  return {
    body: response.body === undefined || response.body === '' ? null : parseExact(response.body),
    httpHeaders: {},
    httpStatusCode: response.status,
    referenceId,
  };
}

const rolledBack = {
  errorCode: 'PROCESSING_HALTED',
  message: 'The transaction was rolled back since another operation in the same transaction failed.',
};

/**
 * Answers `POST /composite`: up to 25 subrequests in turn, each under a reference that later ones may use. With `allOrNone` the first
 * failure undoes all, and the others answer that they were rolled back; the call itself answers 200 either way.
 * Source: REST API guide, "Composite". `handle` answers one subrequest by path and query.
 */
export function composite(
  sim: Sim,
  request: SimRequest,
  handle: (sub: SimRequest) => SimResponse,
): SimResponse {
  if (request.method !== 'POST') throw methodNotAllowed(request.method, 'GET,POST');
  let body: unknown;
  try {
    body = parseExact(request.body.toString());
  } catch (error) {
    throw malformed(String(error));
  }
  const allOrNone = isObject(body) && body.allOrNone === true;
  const subrequests = subrequestsIn(body);
  let note: SimResponse['note'] = {};
  let applied = false;

  const one = (sub: Subrequest, done: readonly Subresponse[]): Subresponse => {
    try {
      return atomically(sim.db, () => {
        const [path = '', query = ''] = filled(sub.url, done).split('?');
        const inner = sub.body === undefined ? '' : filled(JSON.stringify(sub.body), done);
        const response = handle({
          method: sub.method,
          path,
          query: new URLSearchParams(query),
          headers: request.headers,
          body: Buffer.from(inner),
        });
        if (sub.method !== 'GET' && response.status < 300) {
          applied = true;
          note = { ...response.note, ...note };
        }
        return answerOf(sub.referenceId, response);
      });
    } catch (error) {
      if (!(error instanceof SalesforceError)) throw error;
      return answerOf(sub.referenceId, errorResponse(error));
    }
  };

  let responses: readonly Subresponse[];
  try {
    responses = atomically(sim.db, () => {
      const done: Subresponse[] = [];
      for (const sub of subrequests) {
        const response = one(sub, done);
        done.push(response);
        if (allOrNone && response.httpStatusCode >= 300) throw new Halted(done);
      }
      return done;
    });
  } catch (error) {
    if (!(error instanceof Halted)) throw error;
    applied = false;
    note = note?.objectType === undefined ? {} : { objectType: note.objectType };
    responses = subrequests.map(({ referenceId }, index) =>
      index === error.done.length - 1
        ? error.done[index]!
        : { body: [rolledBack], httpHeaders: {}, httpStatusCode: 400, referenceId },
    );
  }
  const wrote = subrequests.some(({ method }) => method !== 'GET');
  return {
    status: 200,
    body: JSON.stringify({ compositeResponse: responses }),
    note: { ...note, outcome: applied ? 'APPLIED' : wrote ? 'REJECTED' : 'READ' },
  };
}
