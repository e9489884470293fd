import { type AmendmentRequest, type AmendmentType } from '../canonical/amendment.ts';
import { type Finding, finding } from '../canonical/finding.ts';
import { addMonths } from '../canonical/day.ts';
import { newTermEndOf } from './amendment-actions.ts';
import { type Known, type Live, valueOf } from './amendment-facts.ts';
import type { Findings } from './amendment-party.ts';

const bad = (message: string, path: string): Finding =>
  finding({ code: 'TERMS_INVALID', message, path, system: 'BILLING' });

/** What a subscription must be for each type of change; ACTIVE where nothing is said. */
const startsFrom: Partial<Record<AmendmentType, readonly string[]>> = {
  RESUME: ['SUSPENDED', 'PAUSED'],
  CANCEL: ['ACTIVE', 'PAST_DUE', 'SUSPENDED', 'PAUSED'],
};
const running = ['ACTIVE', 'PAST_DUE'];

/** How far ahead a term may end; a renewal is not longer either. */
const longestMonths = 120;

/** Whether dates and terms fit together, with the subscription as it is now and with what it is to end with. */
export function termFindings(known: Known, live: Live, request: AmendmentRequest, today: string): Findings {
  const { type, effectiveDate } = request;
  const { subscription } = known;
  const now = valueOf(live.subscription);
  const blockers: Finding[] = [];
  if (now === null)
    blockers.push(bad(`Billing does not know the subscription ${known.number} any more.`, 'subscriptionId'));
  const status = now?.status ?? subscription.status ?? '';
  const start = now?.termStart ?? subscription.termStart ?? '';
  const end = now ? now.termEnd : (subscription.termEnd ?? null);
  if (now && now.version !== subscription.sourceVersion)
    blockers.push(
      finding({
        code: 'STALE_VERSION',
        message: `Billing has version ${now.version} of the subscription, the copy version ${subscription.sourceVersion}; read it again.`,
        path: 'expectedVersion',
        system: 'BILLING',
        records: [subscription.id],
      }),
    );
  const allowed = startsFrom[type] ?? running;
  if (!allowed.includes(status))
    blockers.push(
      bad(
        `A subscription that is ${status.toLowerCase()} cannot be changed so: it must be ${allowed.join(' or ')}.`,
        'type',
      ),
    );
  if (end === null) {
    blockers.push(
      bad(
        'The subscription has no end, so it has no value that the ledger could spread; give it a term first.',
        'subscriptionId',
      ),
    );
  } else if (type === 'RENEW') {
    if (effectiveDate !== end)
      blockers.push(bad(`A renewal takes effect when the term ends, on ${end}.`, 'effectiveDate'));
  } else if (effectiveDate < start || effectiveDate >= end)
    blockers.push(bad(`The date must lie in the term, from ${start} to before ${end}.`, 'effectiveDate'));
  const billedFrom = subscription.currentPeriodStart;
  if (billedFrom !== undefined && effectiveDate < billedFrom)
    blockers.push(
      bad(`What was billed before ${billedFrom} is closed; choose that day or a later one.`, 'effectiveDate'),
    );
  blockers.push(...endFindings(known, request, end));
  const warnings =
    effectiveDate > today && type !== 'RENEW' && type !== 'CANCEL' && type !== 'PAUSE'
      ? [
          finding({
            code: 'TERMS_INVALID',
            message:
              'The date lies ahead; support is told of what the customer gets as soon as this is applied.',
            path: 'effectiveDate',
            system: 'SUPPORT',
          }),
        ]
      : [];
  return { blockers, warnings };
}

/** Whether the new end of a term is one. */
function endFindings(known: Known, request: AmendmentRequest, end: string | null): readonly Finding[] {
  const { type, coTermWith, newTermEnd, effectiveDate, autoRenew, renewalMonths } = request;
  if (type !== 'CO_TERM' && type !== 'TERMS') return [];
  const other = known.subscriptions.find(({ id }) => id === coTermWith);
  if (coTermWith !== null && (!other || other.id === known.subscription.id))
    return [bad('Subscriptions end together only with another one of the same customer.', 'coTermWith')];
  if (other && !running.includes(other.status ?? ''))
    return [bad('The subscription to end with is not running.', 'coTermWith')];
  const next = newTermEndOf(known, request);
  const path = coTermWith === null ? 'newTermEnd' : 'coTermWith';
  if (next === null)
    return coTermWith !== null
      ? [bad('The subscription to end with has no end.', path)]
      : type === 'TERMS' && (autoRenew !== null || renewalMonths !== null)
        ? []
        : [bad('Say when the term is to end.', path)];
  if (next <= effectiveDate)
    return [bad('The new end must lie after the day on which this takes effect.', path)];
  if (next > addMonths(effectiveDate, longestMonths))
    return [bad('The term can end at most ten years after the day on which this takes effect.', path)];
  if (next === end && newTermEnd !== null) return [bad(`The term ends on ${end} already.`, path)];
  if (next === end) return [bad('Both end on the same day already.', path)];
  const billedTo = known.subscription.currentPeriodEnd;
  return billedTo !== undefined && next <= billedTo
    ? [bad(`The subscription is billed through ${billedTo}; the term cannot end before that.`, path)]
    : [];
}
