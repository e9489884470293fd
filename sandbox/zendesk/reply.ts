import type { SimResponse } from '../kit/types.ts';

/** What the journal should say of a call. */
export type Note = NonNullable<SimResponse['note']>;

/** A JSON answer. */
export function json(
  status: number,
  body: unknown,
  note: Note = {},
  headers: Record<string, string> = {},
): SimResponse {
  return { status, body: JSON.stringify(body), note, headers };
}

/** The older error shape, where `error` is a string. */
export function refused(status: number, error: string, description?: string, more: object = {}): SimResponse {
  return json(status, { error, ...(description !== undefined && { description }), ...more });
}

/** The newer error shape, where `error` is an object. */
export function refusedWithTitle(status: number, title: string, message: string): SimResponse {
  return json(status, { error: { title, message } });
}

/** 404 as every resource of the Ticketing API gives it. */
export const notFound = (): SimResponse => refused(404, 'RecordNotFound', 'Not found');

/** 422 about fields of a record. */
export function invalid(
  details: Readonly<Record<string, { description: string; error?: string }>>,
): SimResponse {
  return refused(422, 'RecordInvalid', 'Record validation errors', {
    details: Object.fromEntries(Object.entries(details).map(([name, detail]) => [name, [detail]])),
  });
}

/** 400 about a parameter, in the words of the parameter checker. */
export function badParameter(name: string, why: string, endpoint: string): SimResponse {
  return refusedWithTitle(
    400,
    'Invalid attribute',
    `You passed an invalid value for the ${name} attribute. Invalid parameter: ${name} ${why} from ${endpoint}`,
  );
}

/** Thrown to leave a handler with an answer that is already made. */
export class Refusal extends Error {
  readonly response: SimResponse;
  constructor(response: SimResponse) {
    super('refused');
    this.response = response;
  }
}
