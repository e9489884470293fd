import jaroWinkler from 'talisman/metrics/jaro-winkler.js';
import { plainName } from '../canonical/name.ts';

/** One thing two records have in common, and what it weighs towards their being the same. */
export interface MatchReason {
  readonly feature: 'reference' | 'tax id' | 'domain' | 'name';
  readonly weight: number;
  readonly left: string | null;
  readonly right: string | null;
}

export interface Comparison {
  /** 0 to 1: the sum of the reasons' weights, at most 1. */
  readonly score: number;
  readonly nameSimilarity: number;
  readonly reasons: readonly MatchReason[];
}

const weights = { tax: 0.6, domain: 0.3, name: 0.4 } as const;

/** How alike two company names are once legal forms, case and accents are set aside: Jaro-Winkler, 0 to 1. */
export function nameSimilarity(left: string, right: string): number {
  const a = plainName(left);
  const b = plainName(right);
  return a === b ? 1 : jaroWinkler(a, b);
}

/**
 * Weighs what a known record and a newcomer share. `names` are the known record's spellings; the most similar one counts, and
 * only from 0.8 upwards. `traits` are the `tax:` and `domain:` keys that both have.
 */
export function compare(
  names: readonly string[],
  name: string | null,
  traits: readonly string[],
): Comparison {
  const reasons: MatchReason[] = [];
  for (const trait of traits) {
    const colon = trait.indexOf(':');
    const kind = trait.slice(0, colon);
    const value = trait.slice(colon + 1);
    if (kind === 'tax') reasons.push({ feature: 'tax id', weight: weights.tax, left: value, right: value });
    if (kind === 'domain')
      reasons.push({ feature: 'domain', weight: weights.domain, left: value, right: value });
  }
  let best = 0;
  let spelling: string | null = null;
  for (const each of name === null ? [] : names) {
    const similarity = nameSimilarity(each, name!);
    if (similarity > best) [best, spelling] = [similarity, each];
  }
  if (best >= 0.8)
    reasons.push({ feature: 'name', weight: round(weights.name * best), left: spelling, right: name });
  return {
    score: round(
      Math.min(
        1,
        reasons.reduce((total, reason) => total + reason.weight, 0),
      ),
    ),
    nameSimilarity: best,
    reasons,
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
