import { Problem } from '../canonical/problem.ts';
import { type Batch, ingest, type IngestDeps, type Ingested } from './ingest.ts';
import { isRefusal } from './take.ts';

/** A batch that says only what it holds: of one that also says what is missing, either half would call the other gone. */
export type Siftable = Omit<Batch, Whole> & { readonly [Name in Whole]?: never };
type Whole = 'askedFor' | 'listOf' | 'complete' | 'within';

/**
 * Ingests a batch of records of which some may not be fit to be stored: where the copy refuses the whole, it is halved until the record
 * at fault is found, which is then left out and reported. Throws when nothing can be stored at present.
 */
export async function sift(deps: IngestDeps, batch: Siftable): Promise<Ingested> {
  const { records, instance } = batch;
  try {
    return await ingest(deps, batch, false);
  } catch (error) {
    const [only] = records;
    if (!only || !isRefusal(error)) throw error;
    if (records.length === 1) {
      const { object, externalId } = only;
      const what = `${instance} gave a ${batch.kind} that cannot be stored: ${object}.${externalId}`;
      const record = { object, externalId };
      const rejected = [new Problem('SOURCE_DRIFTED', what, { source: instance, record, cause: error })];
      return { created: 0, updated: 0, unchanged: 0, rejected };
    }
    const middle = Math.ceil(records.length / 2);
    const first = await sift(deps, { ...batch, records: records.slice(0, middle) });
    const second = await sift(deps, { ...batch, records: records.slice(middle) });
    return {
      created: first.created + second.created,
      updated: first.updated + second.updated,
      unchanged: first.unchanged + second.unchanged,
      rejected: [...first.rejected, ...second.rejected],
    };
  }
}
