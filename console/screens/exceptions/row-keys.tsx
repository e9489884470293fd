import { type ReactNode, useState } from 'react';
import { newKey } from '../../client/ask.ts';
import { useMe } from '../../client/rights.ts';
import type { ExceptionRowFragment } from '../../generated/graphql.ts';
import { tellDone } from '../../parts/act.tsx';
import { words } from '../../words/exceptions.ts';
import { words as shell } from '../../words/shell.ts';
import { term } from '../../words/terms.ts';
import { whyNot } from './able.ts';
import { BulkAsk } from './bulk-ask.tsx';
import { fields as rights } from './deed.ts';
import { doneOne, useDeeds } from './mutate.ts';

/** Keys that act on the row that has the focus: a takes it for oneself, r has it tried again. */
export function useRowKeys(onDone: () => void): {
  readonly onKey: (key: string, row: ExceptionRowFragment) => void;
  readonly dialogue: ReactNode;
} {
  const me = useMe();
  const send = useDeeds();
  const [row, setRow] = useState<ExceptionRowFragment | null>(null);
  const may = (right: string): boolean => {
    if (!me.can(right)) tellDone(shell.common.notAllowed(me.roles.map(term).join(', ')));
    return me.can(right);
  };
  const take = async ({ id }: ExceptionRowFragment): Promise<void> => {
    const input = { idempotencyKey: newKey(), exceptionIds: [id], assigneeId: me.id };
    const { errors } = doneOne(await send('assign', input));
    tellDone(errors.length === 0 ? words.assign.done : errors.join(' '));
    onDone();
  };
  return {
    onKey(key, pressed) {
      if (key === 'a' && may(rights.assign)) void take(pressed);
      if (key !== 'r' || !may(rights.retry)) return;
      const why = whyNot(pressed);
      if (why === null) setRow(pressed);
      else tellDone(why);
    },
    dialogue: row && <BulkAsk deed="retry" picked={[row]} onClose={() => setRow(null)} onSlice={onDone} />,
  };
}
