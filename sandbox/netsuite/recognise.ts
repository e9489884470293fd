const dayMs = 86_400_000;

function dayOf(text: string): number {
  return Date.parse(`${text}T00:00:00Z`) / dayMs;
}

/** Decimal text of at most two decimals as whole cents. */
function centsOf(text: string): bigint {
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const cents = BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'));
  return text.startsWith('-') ? -cents : cents;
}

/** Whole cents as NetSuite prints an amount: without trailing zeros. */
function textOf(cents: bigint): string {
  const size = cents < 0n ? -cents : cents;
  const part = String(size % 100n)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${cents < 0n ? '-' : ''}${size / 100n}${part && `.${part}`}`;
}

/** `amount * days / all`, rounded half away from zero. */
function share(amount: bigint, days: number, all: number): bigint {
  const size = amount < 0n ? -amount : amount;
  const rounded = (2n * size * BigInt(days) + BigInt(all)) / (2n * BigInt(all));
  return amount < 0n ? -rounded : rounded;
}

/** What is due less everything that was given already. */
export function owing(due: string, given: readonly string[]): string {
  return textOf(given.reduce((rest, each) => rest - centsOf(each), centsOf(due)));
}

/**
 * What a straight line by day gives to the period from `first` to `last` of an amount that runs from `start` to `end`, all days included:
 * the rounded part through the end of the period less the rounded part before it, so that all periods sum to the amount.
 * Nothing where the two do not meet.
 */
export function planned(amount: string, start: string, end: string, first: string, last: string): string {
  const [from, to] = [dayOf(start), dayOf(end)];
  const all = to - from + 1;
  const through = Math.max(0, Math.min(dayOf(last), to) - from + 1);
  const before = Math.min(all, Math.max(0, dayOf(first) - from));
  const cents = centsOf(amount);
  return textOf(share(cents, through, all) - share(cents, before, all));
}
