import type { CallOptions } from '../source.ts';
import type { Row } from '../http/reader.ts';
import type { Body } from './body.ts';
import type { Client } from './client.ts';

const root = '/services/rest/record/v1';

/** A record as a path names it: by internal id, or by our external id. */
export type RecordKey = { readonly id: string } | { readonly externalId: string };

/** One record type of the record API. What it reads is as it is now: the record itself, and no index of it. */
export interface Records {
  /** The whole record with its lines; null: there is none. */
  read(key: RecordKey, call?: CallOptions): Promise<Row | null>;
  /**
   * Makes a record (POST without a key), makes or changes it (PUT by external id), or changes it (PATCH). Names that the record does not
   * have are refused, or NetSuite would drop them and say so in a header only. Returns the HTTP status and the internal id, null when
   * the answer names none.
   */
  write(
    write: {
      readonly method: 'POST' | 'PUT' | 'PATCH';
      readonly key?: RecordKey;
      readonly body: Body;
      /** The sublist of which all lines are given. */
      readonly replace?: string;
      readonly personal?: readonly string[];
    },
    call?: CallOptions,
  ): Promise<{ readonly status: number; readonly id: string | null }>;
}

const pathOf = (type: string, key: RecordKey): string =>
  `${root}/${type}/${'id' in key ? key.id : `eid:${encodeURIComponent(key.externalId)}`}`;

/** The path of one record, which is not there when NetSuite answers 404. */
export const isRecord = (path: string): boolean => /^\/services\/rest\/record\/v1\/\w+\/[^/]+$/.test(path);

/**
 * The record API for one type. Throws `Problem` as `Operation` says.
 * Source: Oracle, "The Record Actions and CRUD Operations", "Using External IDs", "Replacing a Sublist".
 */
export function recordsOf(client: Client, type: string): Records {
  const { http } = client;
  return {
    read: (key, call) =>
      http.request(
        { method: 'GET', path: pathOf(type, key), query: [['expandSubResources', 'true']] },
        (answer) => (answer.status === 404 ? null : http.row(answer.json(), type).sparse()),
        call,
      ),
    write: ({ method, key, body, replace, personal }, call) =>
      http.request(
        {
          method,
          path: key === undefined ? `${root}/${type}` : pathOf(type, key),
          ...(replace !== undefined && { query: [['replace', replace]] }),
          headers: {
            'content-type': 'application/json',
            'x-netsuite-propertynamevalidation': 'error',
          },
          body: JSON.stringify(body),
          ...(personal && { personal }),
        },
        (answer) => {
          const { status } = answer;
          if (status !== 204)
            throw http.problem('SOURCE_DRIFTED', `a write was answered with HTTP ${status}, not 204`);
          return { status, id: /\/(\d+)$/.exec(answer.header('location') ?? '')?.[1] ?? null };
        },
        call,
      ),
  };
}
