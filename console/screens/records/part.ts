import { useAsk } from '../../client/ask.ts';
import type { TypedDocument } from '../../client/document.ts';
import type { Trouble } from '../../client/trouble.ts';
import { useReread } from '../../parts/again.ts';
import type { Sourced } from '../../parts/sourced.tsx';
import type { AnyVariables } from 'urql';

/** What the part of a record's page that is of its kind is given. */
export interface Part {
  readonly id: string;
  /** Its values' origins; empty where the graph tells none. */
  readonly record: Sourced;
  /** Counts up when something has changed. */
  readonly beat: number;
}

/** Asks for what is of the kind, and again whenever something has changed. */
export function useKind<Data, Variables extends AnyVariables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  beat: number,
): {
  readonly data: Data | undefined;
  readonly loading: boolean;
  readonly troubles: readonly Trouble[];
  readonly again: () => void;
} {
  const answer = useAsk(document, variables);
  useReread(beat, answer.again);
  return answer;
}
