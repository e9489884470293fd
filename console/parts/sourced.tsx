import type { ReactNode } from 'react';
import { useMe } from '../client/rights.ts';
import type { OriginFragment, RefFragment } from '../generated/graphql.ts';
import { words } from '../words/shell.ts';
import type { Fact } from './facts.tsx';
import { Flash } from './flash.tsx';
import { Origin, originsOf } from './origin.tsx';
import { lineageOf } from './refs.tsx';
import { inWords } from './same.ts';

/** A record with where it lives and why its values are what they are. */
export interface Sourced {
  readonly externalRefs: readonly RefFragment[];
  readonly provenance: readonly OriginFragment[];
}

/**
 * Gives what makes a fact of a value of a record: its name, the field, the value as the graph has it, and what is shown where that is
 * another thing. `compared`: whether other systems say it in the same form, so that a difference means something.
 */
export function useFacts(
  record: Sourced,
): (name: string, path: string, value: unknown, shown?: ReactNode, compared?: boolean) => Fact {
  const allowed = useMe().can('Query.lineage');
  const origins = originsOf(record.provenance);
  return (name, path, value, shown, compared = true) => {
    const origin = origins.get(path);
    const ref = record.externalRefs.find(
      ({ instance, externalId }) =>
        instance !== null && instance.id === origin?.system?.id && externalId === origin.externalId,
    );
    const lineage =
      allowed && ref?.instance ? lineageOf(ref.instance.name, ref.object, ref.externalId) : null;
    const known = value !== null && value !== undefined;
    return {
      name,
      value: (
        <Flash of={inWords(value)}>
          <Origin origin={origin} lineage={lineage} {...(compared && known && { value })}>
            {known ? (shown ?? inWords(value)) : words.common.unknown}
          </Origin>
        </Flash>
      ),
    };
  };
}
