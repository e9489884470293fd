import { kindOfId } from '../canonical/kind.ts';
import type { Reader } from '../store/read.ts';
import type { Sight } from '../store/sight.ts';
import type { Fresh } from './freshness.ts';

/** Read-through of what lies within a scope; for the rest no source is asked. `reader` is the scoped one. */
export function freshWithin(fresh: Fresh, sight: Sight, reader: Reader): Fresh {
  return {
    async refresh(ids, needs) {
      const seen = await sight.among(ids);
      const own = ids.filter((id) => seen.has(id));
      // A posting may be another legal entity's than its customer, whose lists would be read with it.
      const postings = own.filter((id) => kindOfId(id) === 'LedgerPosting');
      const records = await reader.records(postings);
      const owners = await sight.among(records.flatMap((record) => record?.customerId ?? []));
      const foreign = new Set(
        postings.filter((_, index) => {
          const customerId = records[index]?.customerId ?? null;
          return customerId !== null && !owners.has(customerId);
        }),
      );
      return fresh.refresh(
        own.filter((id) => !foreign.has(id)),
        needs,
      );
    },
  };
}
