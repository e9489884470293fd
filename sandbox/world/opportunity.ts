import { dateText, dayOf } from './days.ts';
import { centsOf, decimalText } from './cents.ts';
import { soldAs } from './deal-line.ts';
import type { Making } from './making.ts';
import type { Contract, Opportunity } from './types.ts';

const openStages = ['Prospecting', 'Qualification', 'Proposal/Price Quote', 'Negotiation/Review'] as const;

/** One won opportunity for every signed contract, and what is being sold now; a prospect has one to three open ones. */
export function makeOpportunities(
  making: Making,
  name: string,
  contracts: readonly Contract[],
): readonly Opportunity[] {
  const { random, ids, story, today, ordinal, offers, country } = making;
  if (!story.systems.crm) return [];
  const opportunities: Opportunity[] = [];
  const add = (
    what: string,
    stage: Opportunity['stage'],
    amount: string,
    closeDate: string,
    contract: number | null,
  ): void => {
    opportunities.push({
      crmId: ids.salesforce('Opportunity'),
      name: `${name} - ${what}`,
      stage,
      amount,
      closeDate,
      contract,
      lines: soldAs(centsOf(amount), { offers, currency: country.currency, segment: story.segment }).map(
        ({ sku, quantity, unitCents }) => ({
          crmId: ids.salesforce('OpportunityLineItem'),
          sku,
          quantity: String(quantity),
          unitPrice: decimalText(unitCents),
        }),
      ),
    });
  };
  const worth = (): string => decimalText(random.int(20, 900) * 10_000);
  contracts.forEach((contract, index) => {
    const close = Math.min(dayOf(contract.start) - random.int(3, 25), today);
    if (contract.status === 'Draft' || contract.status === 'In Approval') {
      add('Expansion', 'Negotiation/Review', contract.tcv, contract.start, index);
    } else add(index === 0 ? 'New business' : 'Add-on', 'Closed Won', contract.tcv, dateText(close), index);
  });
  if (story.status === 'PROSPECT') {
    const count = random.int(2, 3);
    for (let i = 0; i < count; i++) {
      add(
        i === 0 ? 'New business' : `Option ${i + 1}`,
        openStages[(ordinal + i) % 3]!,
        worth(),
        dateText(today + random.int(10, 150)),
        null,
      );
    }
  } else if (story.status === 'CHURNED') {
    add('Win back', 'Closed Lost', worth(), dateText(today - random.int(5, 60)), null);
  } else if (random.chance(0.3)) {
    add('Upsell', random.pick(openStages), worth(), dateText(today + random.int(10, 120)), null);
  }
  return opportunities;
}
