import { InvalidArgumentError } from 'commander';

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The milliseconds that `90m`, `12h` or `30d` means, at most ten years; commander's error otherwise. */
export function durationOf(text: string): number {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const ms = Number(count) * (unitMs[unit ?? ''] ?? NaN);
  if (!(ms > 0 && ms <= 3650 * 86_400_000))
    throw new InvalidArgumentError('It is not a time such as 90m, 12h or 30d.');
  return ms;
}
