import type { OwnerFragment } from '../../generated/graphql.ts';
import type { Fact } from '../../parts/facts.tsx';
import { To } from '../../parts/link.tsx';
import { pageOf } from '../../parts/paths.ts';
import { words } from '../../words/records.ts';
import { words as common } from '../../words/shell.ts';

/** Whose record it is. */
export const ownerFact = (customer: OwnerFragment | null): Fact => ({
  name: words.customer,
  value: customer ? (
    <To to={pageOf.customer(customer.id)}>{customer.name ?? customer.id}</To>
  ) : (
    common.common.unknown
  ),
});

/** Another record by its number, as a link; a word where there is none. */
export const linkFact = (
  name: string,
  record: { readonly id: string; readonly number: string | null } | null,
): Fact => ({
  name,
  value: record ? <To to={pageOf.record(record.id)}>{record.number ?? record.id}</To> : common.common.none,
});
