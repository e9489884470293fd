import type { ReactNode } from 'react';
import type { Trouble } from '../../client/trouble.ts';
import { type Fact, Facts } from '../../parts/facts.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Troubles } from '../../parts/troubles.tsx';
import { words } from '../../words/records.ts';

/** The facts of a record of its kind, with what of it could not be read; below them what belongs to it. */
export function Known({
  troubles,
  again,
  beside,
  facts,
  children,
}: {
  readonly troubles: readonly Trouble[];
  readonly again: () => void;
  /** At the other end of the heading's line: what can be done with it. */
  readonly beside?: ReactNode;
  readonly facts: readonly (Fact | false | null | undefined)[];
  readonly children?: ReactNode;
}) {
  return (
    <>
      <Troubles troubles={troubles} again={again} />
      <Panel title={words.facts} beside={beside}>
        <Facts label={words.facts} facts={facts} />
      </Panel>
      {children}
    </>
  );
}
