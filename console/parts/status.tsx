import { Badge } from '@mantine/core';
import { meaningOf, term } from '../words/terms.ts';

/** What a state means to whoever looks for trouble. */
type Tone = 'bad' | 'warn' | 'good' | 'busy' | 'calm';

const tones: Readonly<Record<string, Tone>> = {
  ...tone(
    'bad',
    'CRITICAL DOWN FAILED BREACHED OVERDUE OUTCOME_UNKNOWN UNKNOWN_OUTCOME DEAD REJECTED UNCOLLECTIBLE P1',
  ),
  ...tone('bad', 'SUSPENDED OPEN_CIRCUIT BLOCKED INVALID REVOKED'),
  ...tone(
    'warn',
    'HIGH DEGRADED AT_RISK PAUSED WAITING_APPROVAL PENDING_APPROVAL HALF_OPEN DRIFTED STALE P2 EXPIRED',
  ),
  ...tone('warn', 'OPEN PENDING INCOMPLETE GRACE PAST_DUE PARTIALLY_PAID MISSING AMBIGUOUS SOFT_CLOSED'),
  ...tone(
    'good',
    'UP LIVE COMPLETED SUCCEEDED RESOLVED AUTO_RESOLVED APPROVED PAID POSTED ACTIVE IN_SYNC ON_TRACK MET',
  ),
  ...tone('good', 'APPLIED FOUND_EXISTING SETTLED SOLVED COMPLETE MAPPED ACCEPTED ISSUED'),
  ...tone(
    'busy',
    'RUNNING QUEUED RETRYING APPLYING CATCHING_UP RESYNCING COMPENSATING ASSIGNED AMENDING MEDIUM',
  ),
};

function tone(each: Tone, states: string): Readonly<Record<string, Tone>> {
  return Object.fromEntries(states.split(' ').map((state) => [state, each]));
}

// Shades whose text reads at 4.5:1 or better on their ground, in light and dark (WCAG 2.2, 1.4.3): styles.css has them.
/** A state in a word, coloured by what it means; `as` where a word means something else here. */
export function Status({
  value,
  as,
  size = 'sm',
}: {
  readonly value: string;
  readonly as?: Tone;
  readonly size?: string;
}) {
  return (
    <Badge
      size={size}
      radius="sm"
      variant="default"
      className="status"
      data-tone={as ?? meaningOf(tones, value) ?? 'calm'}
    >
      {term(value)}
    </Badge>
  );
}
