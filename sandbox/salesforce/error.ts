import type { SimResponse } from '../kit/types.ts';

/** One entry of the array in which Salesforce reports errors. */
export interface ApiError {
  readonly message: string;
  readonly errorCode: string;
  readonly fields?: readonly string[];
}

/** A refusal of a whole call, as HTTP status and error code. Source: REST API guide, "Status Codes and Error Responses". */
export class SalesforceError extends Error {
  readonly status: number;
  readonly errorCode: string;
  readonly fields: readonly string[] | undefined;

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.fields = fields;
  }

  /** As an element of an error array. */
  get entry(): ApiError {
    return {
      message: this.message,
      errorCode: this.errorCode,
      ...(this.fields && { fields: this.fields }),
    };
  }
}

/** The answer for what is not there. */
export function notFound(message = 'The requested resource does not exist'): SalesforceError {
  return new SalesforceError(404, 'NOT_FOUND', message);
}

/** The answer for a method that a resource does not have. */
export function methodNotAllowed(method: string, allowed: string): SalesforceError {
  return new SalesforceError(
    405,
    'METHOD_NOT_ALLOWED',
    `HTTP Method '${method}' not allowed. Allowed are ${allowed}`,
  );
}

/** An error as an HTTP answer: always an array, even of one. */
export function errorResponse(error: SalesforceError): SimResponse {
  const outcome = error.errorCode === 'REQUEST_LIMIT_EXCEEDED' ? 'THROTTLED' : 'REJECTED';
  return { status: error.status, body: JSON.stringify([error.entry]), note: { outcome } };
}
