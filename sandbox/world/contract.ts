import { decimalText, sum } from './cents.ts';
import { addMonths, dateText } from './days.ts';
import type { Making } from './making.ts';
import type { Plan } from './subscription.ts';
import type { Company, Contract } from './types.ts';

const statusOf = {
  Active: 'Activated',
  Suspended: 'Activated',
  Cancelled: 'Terminated',
  Expired: 'Expired',
} as const;

/** Contract of each subscription: its own, but for the third, which was added to the first one's. Without a CRM there are none. */
export function contractIndex({ story }: Making): (subscription: number) => number | null {
  return (index) => (story.systems.crm ? (index === 2 && !story.expiredSubscription ? 0 : index) : null);
}

/** The contracts that the subscriptions came from, and now and then one that is not signed yet. */
export function makeContracts(
  { ids, random, story, today }: Making,
  plans: readonly Plan[],
  paymentTerms: Company['paymentTerms'],
): readonly Contract[] {
  if (!story.systems.crm) return [];
  const indices = [...new Set(plans.map((plan) => plan.subscription.contract))];
  const contracts: Contract[] = indices.map((index) => {
    const own = plans.filter((plan) => plan.subscription.contract === index);
    const { start, termMonths, end, autoRenew, status } = own[0]!.subscription;
    return {
      crmId: ids.salesforce('Contract'),
      number: ids.number('', 8),
      status: statusOf[status],
      start,
      termMonths,
      end,
      autoRenew,
      paymentTerms,
      tcv: decimalText(sum(own.map((plan) => plan.valueCents))),
    };
  });
  if (story.pendingContract && story.systems.billing) {
    const start = today + random.int(5, 40);
    contracts.push({
      crmId: ids.salesforce('Contract'),
      number: ids.number('', 8),
      status: story.pendingContract,
      start: dateText(start),
      termMonths: 12,
      end: dateText(addMonths(start, 12)),
      autoRenew: false,
      paymentTerms,
      tcv: decimalText(random.int(20, 400) * 10_000),
    });
  }
  return contracts;
}
