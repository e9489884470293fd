import { useState } from 'react';
import { useMe } from '../../client/rights.ts';
import type { Values } from './patch.ts';

// What somebody was about to mend, kept while the page stands: whoever must sign in again in the middle of it goes on where they were.
// Nobody else sees it.
const drafts = new Map<string, Values>();

/** What the person has entered for an exception. */
export function useDraft(exceptionId: string): readonly [Values, (values: Values) => void] {
  const key = `${useMe().id} ${exceptionId}`;
  const [, drawn] = useState(0);
  const set = (values: Values): void => {
    if (Object.keys(values).length === 0) drafts.delete(key);
    else drafts.set(key, values);
    drawn((count) => count + 1);
  };
  return [drafts.get(key) ?? nothing, set];
}

const nothing: Values = {};
