import { z } from 'zod';
import type { Kind } from '../../canonical/kind.ts';
import type { Hint } from '../source.ts';
import type { ChangeEvent } from './avro.ts';
import { isId } from './client.ts';
import { mappings } from './map.ts';
import type { SalesforceKind } from './map.ts';

/** Source: Change Data Capture guide, "ChangeEventHeader Fields". */
const header = z.object({
  entityName: z.string(),
  /** Several where one transaction did the same to several records; `001*` for all of the object. */
  recordIds: z.array(z.string()),
  changeType: z.string(),
  changeOrigin: z.string().nullish(),
  commitTimestamp: z.bigint(),
});

/** What every write touches, and what looking at a record does: no field that we read. */
const noise = new Set([
  'LastModifiedDate',
  'LastModifiedById',
  'LastActivityDate',
  'LastViewedDate',
  'LastReferencedDate',
  'LastLoginDate',
]);

function kindsOf(object: string): readonly Kind[] {
  return (Object.keys(mappings) as SalesforceKind[]).filter((kind) => mappings[kind].object === object);
}

/** Whether the hub made the change: HTTP calls name it as the client (see policy.ts). */
function isOwn(origin: string | null | undefined): boolean {
  return /;client=isthmus(?:$|[;,/])/.test(origin ?? '');
}

/**
 * What a change event means to the hub: a hint for each record and each kind that its object stands for. Where it does not name the
 * records (overflow, wildcard) the kinds must be read anew. A gap event says that a record changed as any other does.
 * Throws when the header lacks a field.
 */
export function readChange(
  event: ChangeEvent,
  deliveryId: string,
): { readonly hints: readonly Hint[]; readonly overflowed: readonly Kind[] } {
  const { entityName, recordIds, changeType, changeOrigin, commitTimestamp } = header.parse(event.header);
  const kinds = kindsOf(entityName);
  if (changeType === 'GAP_OVERFLOW' || !recordIds.every(isId)) return { hints: [], overflowed: kinds };
  const isNoise = event.touched.length > 0 && event.touched.every((name) => noise.has(name));
  if (changeType === 'UPDATE' && isNoise) return { hints: [], overflowed: [] };
  const deleted = changeType === 'DELETE' || changeType === 'GAP_DELETE';
  const own = isOwn(changeOrigin);
  const changedAt = new Date(Number(commitTimestamp)).toISOString();
  const hints = kinds.flatMap((kind) =>
    recordIds.map((externalId) => ({
      kind,
      object: entityName,
      externalId,
      deliveryId,
      deleted,
      own,
      changedAt,
    })),
  );
  return { hints, overflowed: [] };
}
