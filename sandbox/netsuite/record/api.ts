import type { Sim, SimRequest, SimResponse } from '../../kit/types.ts';
import { Refused } from '../errors.ts';
import { listRecords, readRecord } from './read.ts';
import { recordTypes } from './types.ts';
import { write } from './write.ts';

export const recordRoot = '/services/rest/record/v1/';

/** Record type and key of a path under the record API; null when it is another path. */
export function recordTarget(path: string): { typeName: string; key: string | null } | null {
  if (!path.startsWith(recordRoot)) return null;
  const [typeName = '', key = null, ...rest] = path.slice(recordRoot.length).split('/');
  if (rest.length > 0) return { typeName: '', key: null };
  try {
    return { typeName, key: key === null ? null : decodeURIComponent(key) };
  } catch {
    return { typeName: '', key: null };
  }
}

/** Answers the record API; writes are done when it returns. */
export function answerRecord(sim: Sim, request: SimRequest): SimResponse {
  try {
    const { typeName, key } = recordTarget(request.path)!;
    if (!Object.hasOwn(recordTypes, typeName))
      throw new Refused(
        404,
        'NONEXISTENT_ID',
        `Error while accessing a resource. The resource ${request.path} does not exist.`,
      );
    if (request.method !== 'GET') return write(sim, request, typeName, key);
    return key === null ? listRecords(sim, request, typeName) : readRecord(sim, request, typeName, key);
  } catch (error) {
    if (error instanceof Refused) return error.response;
    throw error;
  }
}
