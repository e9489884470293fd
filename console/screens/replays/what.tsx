import type { ReplayInput } from '../../generated/graphql.ts';
import { ById } from '../../parts/by-id.tsx';
import { Facts } from '../../parts/facts.tsx';
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
  return (
    <Facts
      label={words.page.what}
      nameWidth={130}
      facts={[
        what.letters && { name: words.what.letters, value: words.what.lettersCount(what.letters.length) },
        what.types.length > 0 && { name: words.what.type, value: typesText(what.types) },
        what.subject !== '' && { name: words.what.subject, value: <ById id={what.subject} /> },
        what.correlation !== '' && { name: words.what.correlation, value: what.correlation },
        what.from !== null && { name: words.what.from, value: <Instant at={what.from} /> },
        what.to !== null && { name: words.what.to, value: <Instant at={what.to} /> },
      ]}
    />
  );
}
