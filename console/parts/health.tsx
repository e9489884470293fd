import { Group, Progress, Text } from '@mantine/core';
import type { SourceNowFragment } from '../generated/graphql.ts';
import { words } from '../words/sources.ts';
import { term } from '../words/terms.ts';
import { decimal } from './format.ts';
import { Status } from './status.tsx';
import { When } from './when.tsx';

type Quota = SourceNowFragment['quota'][number];

/** What is used of an allowance, from 0 to 1 and beyond. */
const shareOf = ({ used, limit }: Quota): number => (limit > 0 ? used / limit : 0);

/** The allowance of which most is used; undefined where a source tells of none. */
export const busiest = (quota: readonly Quota[]): Quota | undefined =>
  quota.toSorted((one, other) => shareOf(other) - shareOf(one))[0];

/** What an allowance is called: its name, and whose part it is. */
export const quotaName = ({ name, lane }: Quota): string =>
  // The hub's own names end in the lane, as the settings spell it.
  lane === null ? term(name) : words.quota.lane(term(name.split(',', 1)[0]!), term(lane));

/** How much of an allowance is used, as a bar with its numbers. `brief`: without when it begins anew. */
export function QuotaBar({ quota, brief = false }: { readonly quota: Quota; readonly brief?: boolean }) {
  const share = shareOf(quota);
  const numbers = words.quota.used(
    decimal(String(Math.round(quota.used))),
    decimal(String(Math.round(quota.limit))),
  );
  return (
    <div style={{ minWidth: 140 }}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="xs" truncate>
          {quotaName(quota)}
        </Text>
        <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
          {numbers}
        </Text>
      </Group>
      <Progress
        size="sm"
        value={Math.min(100, share * 100)}
        color={share >= 0.9 ? 'red' : share >= 0.7 ? 'yellow' : 'blue'}
        aria-label={`${quotaName(quota)}: ${numbers}`}
      />
      {!brief && quota.resetAt !== null && (
        <Text size="xs" c="dimmed">
          {words.quota.resets} <When at={quota.resetAt} size="xs" />
        </Text>
      )}
    </div>
  );
}

/** Whether calls go through to a source. */
export function Circuit({ circuit }: { readonly circuit: SourceNowFragment['health']['circuit'] }) {
  if (circuit === 'CLOSED')
    return (
      <Text span size="sm" c="dimmed">
        {words.circuit.CLOSED}
      </Text>
    );
  return <Status value={circuit === 'OPEN' ? 'OPEN_CIRCUIT' : circuit} />;
}

/** A share in percent, with one digit where it is small. */
export const shareText = (share: number): string =>
  share === 0 ? '0 %' : `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
