/** One figure of a run; `ratio` says how it stands to the baseline, so that more is better unless the name says otherwise. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number | null;
  readonly ratio: number | null;
}

/** Takes one figure. Without a ratio the baseline only stands beside it. */
export type Report = (
  name: string,
  value: number,
  unit: string,
  baseline?: number | null,
  ratio?: number | null,
) => void;

/** Collects the figures of a run in `rows`, and prints each as it comes. */
export function createReport(): { readonly rows: readonly Row[]; readonly report: Report } {
  const rows: Row[] = [];
  return {
    rows,
    report(name, value, unit, baseline = null, ratio = null) {
      rows.push({
        name,
        value: rounded(value),
        unit,
        baseline: baseline === null ? null : rounded(baseline),
        ratio: ratio === null ? null : rounded(ratio),
      });
      process.stdout.write(
        `${name}: ${rounded(value)} ${unit}${baseline === null ? '' : ` (baseline ${rounded(baseline)}`}${ratio === null ? '' : `, ratio ${rounded(ratio)}`}${baseline === null ? '' : ')'}\n`,
      );
    },
  };
}

const rounded = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 1000) / 1000;

/** The number below which the given share (0 to 1) of all numbers lies; 0 of none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The middle one of some numbers. */
export const median = (numbers: readonly number[]): number => quantile(numbers, 0.5);
