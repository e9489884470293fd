import { useAddress } from '../../parts/address.ts';
import { useRange } from '../../parts/range.tsx';

/** What of the log is shown: all that is given must hold. Empty texts and lists: any. */
export interface LogFilter {
  readonly types: readonly string[];
  readonly subject: string;
  readonly correlation: string;
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

/** The filter that the address has: `type` several times, `subject`, `correlation`, `from`, `to`, else `range`. */
export function useLogFilter(): AddressedFilter {
  const { get, all, set } = useAddress();
  const { range, from: start } = useRange('all');
  const [types, subject, correlation] = [all('type'), get('subject'), get('correlation')];
  const [exact, to] = [get('from'), get('to')];
  const key = JSON.stringify([types, subject, correlation, exact, to, range]);
  return {
    types,
    subject,
    correlation,
    from: exact === '' ? start : exact,
    to: to === '' ? null : to,
    key,
    isEmpty:
      types.length === 0 && [subject, correlation, exact, to].every((text) => text === '') && range === 'all',
    clear: () => set({ type: null, subject: null, correlation: null, from: null, to: null, range: null }),
  };
}
