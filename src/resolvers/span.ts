import { Problem } from '../canonical/problem.ts';

/** Throws INVALID_INPUT for a span of time (ISO 8601, from included, to not) in which nothing can lie; `path` is where it begins. */
export function checkSpan(
  from: string | null | undefined,
  to: string | null | undefined,
  path: string,
): void {
  if (from != null && to != null && Date.parse(from) >= Date.parse(to))
    throw new Problem('INVALID_INPUT', 'from must be before to', { path });
}
