import { Text } from '@mantine/core';
import type { NamedFragment } from '../generated/graphql.ts';
import { words } from '../words/shell.ts';
import { term } from '../words/terms.ts';
import { To } from './link.tsx';
import { pathOf } from './paths.ts';

type Loose = {
  readonly __typename: string;
  readonly id: string;
  readonly name?: string | null;
  readonly number?: string | null;
  readonly productName?: string | null;
  readonly sourceName?: string | null;
  readonly personName?: string | null;
  readonly type?: string;
  readonly customer?: { readonly name: string | null } | null;
  readonly amendedSubscription?: {
    readonly number: string | null;
    readonly customer: { readonly name: string | null } | null;
  } | null;
};

/** What a record is called by people: its name or number, and whose it is. */
export function nameOf(record: NamedFragment): string {
  const { __typename: kind, id, ...rest } = record as Loose;
  const subscription = rest.amendedSubscription;
  const own =
    rest.name ??
    rest.productName ??
    (rest.sourceName ? term(rest.sourceName) : null) ??
    rest.personName ??
    (rest.number ? `${term(kind)} ${rest.number}` : null) ??
    (rest.type ? `${term(rest.type)}${subscription?.number ? ` of ${subscription.number}` : ''}` : null) ??
    `${term(kind)} ${id}`;
  const whose = rest.customer?.name ?? subscription?.customer?.name;
  return whose && whose !== own ? `${own} · ${whose}` : own;
}

/** A record by its name, as a link where the console shows it. */
export function RecordLink({ record }: { readonly record: NamedFragment | null | undefined }) {
  if (!record)
    return (
      <Text span size="sm" c="dimmed">
        {words.common.none}
      </Text>
    );
  const path = pathOf(record.__typename, record.id);
  const name = nameOf(record);
  return path === null ? (
    <Text span size="sm">
      {name}
    </Text>
  ) : (
    <To to={path}>{name}</To>
  );
}
