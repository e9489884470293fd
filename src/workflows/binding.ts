import { createHash } from 'node:crypto';
import { stableJson } from '../canonical/stable.ts';
import type { Approval } from '../store/approval.ts';

/** The sha256, in hexadecimal, of exactly what is decided: kind, subject, what is shown, and the rule. docs/approvals.md describes it. */
export function bindingOf({
  kind,
  subjectId,
  shown,
  rule,
}: Pick<Approval, 'kind' | 'subjectId' | 'shown' | 'rule'>): string {
  return createHash('sha256')
    .update(stableJson({ kind, subject: subjectId, shown, rule }))
    .digest('hex');
}
