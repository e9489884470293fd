import { type ReactNode, useState } from 'react';
import './origin.css';

/** Marks for a moment that what it shows has become another; `of` is what it shows, as text. Quiet where less motion is wanted. */
export function Flash({ of, children }: { readonly of: string; readonly children: ReactNode }) {
  const [{ seen, turn }, setSeen] = useState({ seen: of, turn: 0 });
  if (seen !== of) setSeen({ seen: of, turn: turn + 1 });
  // Two animations that are alike, because the same one would not begin again.
  return (
    <span className="flash" data-turn={turn === 0 ? undefined : turn % 2 === 1 ? 'odd' : 'even'}>
      {children}
    </span>
  );
}
