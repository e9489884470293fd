import { decimalText, rateText, sum, taxOn } from './cents.ts';
import { addMonths, dateText, type Day } from './days.ts';
import type { Making } from './making.ts';
import type { City } from './places.ts';
import type { Plan } from './subscription.ts';
import type { Invoice } from './types.ts';

/** An invoice still in days and cents; `openCents` goes down as money is applied to it. */
export interface Bill {
  readonly invoice: Omit<Invoice, 'balance'>;
  readonly issue: Day;
  readonly due: Day;
  readonly totalCents: number;
  openCents: number;
}

interface Due {
  readonly plan: number;
  readonly from: Day;
  readonly to: Day;
}

/** The newest whole periods of a plan that have begun, at most `count`. */
function periodsOf(plan: Plan, index: number, today: Day, count: number): Due[] {
  const months = plan.interval === 'MONTH' ? 1 : 12;
  const periods: Due[] = [];
  for (let k = 0; ; k++) {
    const from = addMonths(plan.start, k * months);
    if (from > today || from >= plan.end) return periods.slice(-count);
    periods.push({ plan: index, from, to: addMonths(plan.start, (k + 1) * months) - 1 });
  }
}

function schedule(plans: readonly Plan[], today: Day, wanted: number): readonly Due[] {
  const others = plans
    .slice(1)
    .flatMap((plan, i) => periodsOf(plan, i + 1, today, plan.interval === 'YEAR' ? 1 : 2));
  const first = plans[0] ? periodsOf(plans[0], 0, today, Math.max(wanted - others.length, 2)) : [];
  return [...first, ...others].toSorted((a, b) => a.from - b.from || a.plan - b.plan).slice(-wanted);
}

function makeLines({ ids, story }: Making, plan: Plan, period: Due, city: City) {
  return plan.items.map((item) => {
    const taxes = (story.taxExempt ? [] : city.taxes).map(([jurisdiction, rate]) => ({
      jurisdiction,
      rate: rateText(rate),
      cents: taxOn(item.amountCents, rate),
    }));
    return {
      cents: item.amountCents,
      taxCents: sum(taxes.map((tax) => tax.cents)),
      line: {
        billingId: ids.zuora(),
        sku: item.offer.product.sku,
        chargeNumber: item.chargeNumber,
        description: item.offer.product.name,
        quantity: String(item.quantity),
        unitPrice: decimalText(item.unitCents),
        amount: decimalText(item.amountCents),
        periodStart: dateText(period.from),
        periodEnd: dateText(period.to),
        taxes: taxes.map(({ jurisdiction, rate, cents }) => ({
          billingId: ids.zuora(),
          jurisdiction,
          rate,
          amount: decimalText(cents),
        })),
      },
    };
  });
}

/** Four to eight invoices, billed in advance, oldest first. Each line's taxes are rounded by themselves and then summed. */
export function makeBills(making: Making, plans: readonly Plan[], city: City): readonly Bill[] {
  const { ids, story, today, termsDays } = making;
  const periods = schedule(plans, today, story.invoices);
  const canceled = story.canceledInvoice ? Math.floor(periods.length / 2) : -1;
  const draft = story.draftInvoice ? periods.length - 1 : -1;
  return periods.map((period, index) => {
    const lines = makeLines(making, plans[period.plan]!, period, city);
    const subtotal = sum(lines.map((each) => each.cents));
    const tax = sum(lines.map((each) => each.taxCents));
    const due = period.from + termsDays;
    return {
      issue: period.from,
      due,
      totalCents: subtotal + tax,
      openCents: subtotal + tax,
      invoice: {
        billingId: ids.zuora(),
        number: ids.number('INV', 8),
        status: index === canceled ? 'Canceled' : index === draft ? 'Draft' : 'Posted',
        subscription: period.plan,
        issueDate: dateText(period.from),
        dueDate: dateText(due),
        subtotal: decimalText(subtotal),
        tax: decimalText(tax),
        total: decimalText(subtotal + tax),
        lines: lines.map((each) => each.line),
      },
    };
  });
}
