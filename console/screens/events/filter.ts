import { useAddress } from '../../parts/address.ts';
import { useRange } from '../../parts/range.tsx';

/** How the hub itself is asked for among those who tell; the id of a source begins otherwise. */
export const hubItself = 'hub';

/** What of the log is shown: all that is given must hold. Empty texts and lists: any. */
export interface LogFilter {
  readonly types: readonly string[];
  readonly subject: string;
  readonly correlation: string;
  /** Who told: the id of a source, or `hub`. */
  readonly source: string;
  /** When it happened, ISO 8601: from included, to not; null for no bound. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface AddressedFilter extends LogFilter {
  /** Changes when somebody chooses otherwise, and not because time goes by. */
  readonly key: string;
  readonly isEmpty: boolean;
  readonly clear: () => void;
}

/** The filter that the address has: `type` several times, `subject`, `correlation`, `source`, `from`, `to`, else `range`. */
export function useLogFilter(): AddressedFilter {
  const { get, all, set } = useAddress();
  const { range, from: start } = useRange('all');
  const [types, subject, correlation, source] = [
    all('type'),
    get('subject'),
    get('correlation'),
    get('source'),
  ];
  const [exact, to] = [get('from'), get('to')];
  const key = JSON.stringify([types, subject, correlation, source, exact, to, range]);
  return {
    types,
    subject,
    correlation,
    source,
    from: exact === '' ? start : exact,
    to: to === '' ? null : to,
    key,
    isEmpty:
      types.length === 0 &&
      [subject, correlation, source, exact, to].every((text) => text === '') &&
      range === 'all',
    clear: () =>
      set({ type: null, subject: null, correlation: null, source: null, from: null, to: null, range: null }),
  };
}
