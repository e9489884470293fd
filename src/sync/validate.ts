import { partialFieldsOf } from '../canonical/fields.ts';
import { Problem } from '../canonical/problem.ts';
import type { SourceRecord } from '../canonical/record.ts';
import type { Batch } from './ingest.ts';

/** Splits a batch into records that fit the canonical shape of their kind and the problems of those that do not. */
export function validate(
  batch: Pick<Batch, 'instance' | 'kind'>,
  records: readonly SourceRecord[],
  system: string | undefined,
): { fit: SourceRecord[]; rejected: Problem[] } {
  const fit: SourceRecord[] = [];
  const rejected: Problem[] = [];
  const shape = partialFieldsOf(batch.kind);
  for (const record of records) {
    const result = shape.safeParse(record.fields);
    if (result.success) {
      fit.push(record);
      continue;
    }
    const issue = result.error.issues[0];
    const path = [record.object, record.externalId, ...(issue?.path ?? [])].join('.');
    rejected.push(
      new Problem(
        'SOURCE_DRIFTED',
        `${batch.instance} gave a ${batch.kind} that does not fit: ${path}: ${issue?.message ?? 'unknown'}`,
        {
          source: batch.instance,
          system,
          path,
          record: { object: record.object, externalId: record.externalId },
        },
      ),
    );
  }
  return { fit, rejected };
}
