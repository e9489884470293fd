import { Table } from '@mantine/core';
import type { ReplayInput } from '../../generated/graphql.ts';
import { ById } from '../../parts/by-id.tsx';
import { Instant } from '../../parts/when.tsx';
import { words } from '../../words/replays.ts';

/** What a replay is about: events that fit all that is given, or dead letters. Empty texts and lists: any. */
export interface ReplayWhat {
  readonly types: readonly string[];
  readonly subject: string;
  readonly correlation: string;
  readonly from: string | null;
  readonly to: string | null;
  /** With these, nothing else counts. */
  readonly letters?: readonly string[];
}

/** What the hub is asked for. */
export function inputOf(
  what: ReplayWhat,
): Pick<ReplayInput, 'types' | 'subjectId' | 'correlationId' | 'from' | 'to' | 'deadLetterIds'> {
  if (what.letters) return { deadLetterIds: what.letters };
  return {
    types: what.types.length === 0 ? null : what.types,
    subjectId: what.subject === '' ? null : what.subject,
    correlationId: what.correlation === '' ? null : what.correlation,
    from: what.from,
    to: what.to,
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** What a replay of the hub is about, of its `filter`. */
export function whatOf(filter: unknown): ReplayWhat {
  const given = (filter ?? {}) as Readonly<Record<string, unknown>>;
  const letters = texts(given['deadLetterIds']);
  return {
    types: texts(given['types']),
    subject: text(given['subjectId']),
    correlation: text(given['correlationId']),
    from: text(given['from']) || null,
    to: text(given['to']) || null,
    ...(letters.length > 0 && { letters }),
  };
}

/** So many types are named; the hub keeps each type that a pattern stands for. */
const mostNamed = 8;

function typesText(types: readonly string[]): string {
  const named = types.slice(0, mostNamed).join(', ');
  return types.length > mostNamed ? `${named} ${words.what.moreTypes(types.length - mostNamed)}` : named;
}

/** What a replay is about, a line for each thing that is given. */
export function What({ what }: { readonly what: ReplayWhat }) {
  const lines = [
    what.letters && ([words.what.letters, words.what.lettersCount(what.letters.length)] as const),
    what.types.length > 0 && ([words.what.type, typesText(what.types)] as const),
    what.subject !== '' && ([words.what.subject, <ById key="subject" id={what.subject} />] as const),
    what.correlation !== '' && ([words.what.correlation, what.correlation] as const),
    what.from !== null && ([words.what.from, <Instant key="from" at={what.from} />] as const),
    what.to !== null && ([words.what.to, <Instant key="to" at={what.to} />] as const),
  ].filter((line) => line !== false && line !== undefined);
  return (
    <Table variant="vertical" layout="fixed" verticalSpacing={4} aria-label={words.page.what}>
      <Table.Tbody>
        {lines.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th w={130} scope="row">
              {name}
            </Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
