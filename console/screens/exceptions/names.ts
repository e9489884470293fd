import { useMemo } from 'react';
import { useAsk } from '../../client/ask.ts';
import { ExceptionNamesDocument } from '../../generated/graphql.ts';
import { isId } from '../../parts/id.ts';
import { nameOf } from '../../parts/record.tsx';
import { term } from '../../words/terms.ts';
import type { Field } from './patch.ts';

/** What the ids among the values of fields stand for, as far as the person may see that. */
export function useNames(fields: readonly Field[]): ReadonlyMap<string, string> {
  const ids = fields
    .flatMap(({ current, allowed }) => [current, ...(allowed ?? [])])
    .filter((value): value is string => typeof value === 'string' && isId(value))
    .slice(0, 200);
  const { data } = useAsk(ExceptionNamesDocument, { ids }, ids.length === 0);
  return useMemo(() => {
    const known = data?.nodes ?? [];
    return new Map(
      known.flatMap((node) => {
        if (!node) return [];
        const role = 'role' in node && node.role ? ` (${term(node.role)})` : '';
        const name = 'contactName' in node ? (node.contactName ?? node.id) : nameOf(node);
        return [[node.id, `${name}${role}`]];
      }),
    );
  }, [data]);
}
