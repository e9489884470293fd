import type { Kind } from '../canonical/kind.ts';
import { Problem } from '../canonical/problem.ts';
import type { SourceRecord } from '../canonical/record.ts';
import type { CallOptions, Gone, Source } from '../sources/source.ts';
import { isRefusal } from './take.ts';

/** What a source gave of the records it was asked for. */
export interface Fetched {
  readonly records: readonly SourceRecord[];
  /** What it does not have. */
  readonly gone: readonly Gone[];
  /** Why each of the others cannot be read; `detail.record` names it. */
  readonly refused: readonly Problem[];
}

/**
 * Fetches records of one object by id, in one call; where the source refuses, or gives what cannot be read, the ids are halved until the
 * record at fault is found. Throws when the source does not answer, or refuses everything.
 */
export async function fetchApart(
  source: Source,
  kind: Kind,
  object: string,
  externalIds: readonly string[],
  call: CallOptions,
): Promise<Fetched> {
  let answers = false;
  const attempt = async (ids: readonly string[]): Promise<Fetched> => {
    try {
      const records = await source.fetch(kind, ids, call);
      // A record of another object is another record.
      const own = records.filter((record) => record.object === object);
      const found = new Set(own.map((record) => record.externalId));
      const gone = ids.filter((id) => !found.has(id)).map((externalId) => ({ object, externalId }));
      return { records: own, gone, refused: [] };
    } catch (error) {
      if (!(error instanceof Problem) || !isRefusal(error)) throw error;
      if (error.code === 'SOURCE_REJECTED' && !answers) await source.probe(call);
      answers = true;
      const [externalId = ''] = ids;
      if (ids.length === 1) {
        const record = { object, externalId };
        const refused = new Problem(error.code, error.message, { ...error.detail, record });
        return { records: [], gone: [], refused: [refused] };
      }
      const middle = Math.ceil(ids.length / 2);
      const first = await attempt(ids.slice(0, middle));
      const second = await attempt(ids.slice(middle));
      return {
        records: [...first.records, ...second.records],
        gone: [...first.gone, ...second.gone],
        refused: [...first.refused, ...second.refused],
      };
    }
  };
  return attempt(externalIds);
}
