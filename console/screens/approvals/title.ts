import type { WaitingFragment } from '../../generated/graphql.ts';
import { decimal } from '../../parts/format.ts';
import { words } from '../../words/approvals.ts';
import { term } from '../../words/terms.ts';
import { type Fields, textIn, within } from './shown.ts';

const unnamed = { number: null, customer: null };

/** What an approval is about, as people call it: a name, where what is asked for has one. */
export function titleOf({
  kind,
  subject,
  shown,
}: Pick<WaitingFragment, 'kind' | 'subject' | 'shown'>): string {
  const fields = (shown ?? {}) as Fields;
  const code = textIn(within(fields, 'exception'), 'code');
  const survivor = textIn(within(fields, 'survivor'), 'name');
  const matched = textIn(fields, 'matched');
  if (kind === 'DATA_FIX' && code !== null) return words.fixOf(term(code));
  if (kind === 'REPLAY' && matched !== null) return words.replayOf(decimal(matched));
  if ((kind === 'MERGE' || kind === 'UNMERGE') && survivor !== null) return survivor;
  const type = textIn(within(fields, 'amendment'), 'type');
  if (kind !== 'AMENDMENT' || type === null) return words.kinds[kind];
  const { number, customer } =
    subject?.__typename === 'Amendment' && subject.subscription ? subject.subscription : unnamed;
  return [number === null ? term(type) : words.changeOf(term(type), number), customer?.name]
    .filter(Boolean)
    .join(' · ');
}
