import { Text } from '@mantine/core';
import type { MoneyFragment } from '../../generated/graphql.ts';
import { Money } from '../../parts/money.tsx';
import { isZero } from '../../parts/sum.ts';
import { words } from '../../words/approvals.ts';
import { type Fields, moneyIn, within } from './shown.ts';

/** What an approval is worth, and what amount that is; null where it has none, or none for this person. */
function amountOf(shown: Fields): readonly [MoneyFragment, string] | null {
  const impact = within(shown, 'impact');
  const all = [
    [moneyIn(impact, 'chargeNow'), words.charged],
    [moneyIn(impact, 'creditNow'), words.credited],
    [moneyIn(impact, 'tcvDelta'), words.contract],
    [moneyIn(within(shown, 'exception'), 'moneyAtRisk'), words.atRisk],
  ] as const;
  for (const [money, name] of all) if (money && !isZero(money.amount)) return [money, name];
  return null;
}

/** The amount that an approval is about, with what it is. */
export function Amount({ shown }: { readonly shown: unknown }) {
  const found = amountOf((shown ?? {}) as Fields);
  return found ? (
    <>
      <Money value={found[0]} />{' '}
      <Text span size="xs" c="dimmed">
        {found[1]}
      </Text>
    </>
  ) : (
    <Money value={null} />
  );
}
