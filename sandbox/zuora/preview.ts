import type { Sim, SimRequest, SimResponse } from '../kit/types.ts';
import { dateText, type Day } from '../world/days.ts';
import { success } from './answer.ts';
import { shownCents } from './decimal.ts';
import { type DocumentDraft, type DocumentLine, lastDay, lineTax, netOf, taxOf } from './document.ts';
import { number } from './answer.ts';
import { countAt, type Given, givenBody, neededDay, neededObject, neededWord, refused } from './given.ts';
import { chargeMetrics, deltaMetrics } from './metrics.ts';
import { skuOf } from './offer.ts';
import { orderOf } from './order-body.ts';
import { billPlan, type OrderPlan, planOrder } from './order-plan.ts';
import { chargesOf, lastTerm } from './subscription-state.ts';
import { rateText } from './tax.ts';
import { never, periodOf } from './term.ts';

const previewTypes = ['BillingDocs', 'ChargeMetrics', 'OrderDeltaMetrics'] as const;

type Shown = Record<string, unknown>;

/** The day through which `previewOptions` ask to bill. */
function previewedTo(options: Given, plan: OrderPlan): Day {
  const through = neededWord(options, 'previewThruType', ['SpecificDate', 'TermEnd', 'NumberOfPeriods']);
  if (through === 'SpecificDate') return neededDay(options, 'specificPreviewThruDate');
  const states = plan.subscriptions.map(({ after }) => after);
  if (through === 'TermEnd') {
    const end = Math.max(...states.map((state) => lastTerm(state).end));
    if (end >= never)
      throw refused('invalidValue', 'Invalid value for field previewThruType: no end of term.');
    return end - 1;
  }
  const count = countAt(options, 'previewNumberOfPeriods');
  if (count === undefined) throw refused('missingField', 'Missing required field previewNumberOfPeriods.');
  // Counted from the period that holds the first day of what the order changes.
  return Math.max(
    ...plan.subscriptions.flatMap(({ before, after }) =>
      chargesOf(after).map((charge) => {
        const from = before ? (charge.segments.at(-1)?.from ?? after.start) : after.start;
        let { start } = periodOf(after.terms, charge.months, from);
        for (let done = 1; done < count; done += 1) start = periodOf(after.terms, charge.months, start).next;
        return start;
      }),
    ),
  );
}

function shownLine(sim: Sim, line: DocumentLine, plan: OrderPlan): Shown {
  return {
    ...(!plan.made.has(line.chargeNumber) && { chargeNumber: line.chargeNumber }),
    chargeName: line.chargeName,
    productName: skuOf(sim.db, line.productRatePlanChargeId).product,
    productRatePlanChargeId: line.productRatePlanChargeId,
    processingType: 'Charge',
    serviceStartDate: dateText(line.from),
    serviceEndDate: lastDay(line),
    ...(!plan.made.has(line.subscription) && { subscriptionNumber: line.subscription }),
    quantity: number(line.quantity),
    unitPrice: number(line.unitPrice),
    amountWithoutTax: shownCents(line.cents),
    taxAmount: shownCents(lineTax(line)),
    taxationItems: line.taxes.map((tax) => ({
      name: tax.jurisdiction,
      jurisdiction: tax.jurisdiction,
      taxRate: number(rateText(tax.rate)),
      taxRateType: 'Percentage',
      taxAmount: shownCents(tax.cents),
    })),
  };
}

function shownDocuments(sim: Sim, document: DocumentDraft | null, plan: OrderPlan): Shown {
  const shown = (kind: DocumentDraft['kind'], items: string): Shown[] =>
    document?.kind === kind
      ? [
          {
            targetDate: dateText(document.targetDate),
            amount: shownCents(netOf(document) + taxOf(document)),
            amountWithoutTax: shownCents(netOf(document)),
            taxAmount: shownCents(taxOf(document)),
            [items]: document.lines.map((line) => shownLine(sim, line, plan)),
          },
        ]
      : [];
  return { invoices: shown('INVOICE', 'invoiceItems'), creditMemos: shown('CREDIT_MEMO', 'creditMemoItems') };
}

/**
 * `POST /v1/orders/preview`: what the order would bill and change, by the same computation as the order, and nothing of it kept. Usage is not
 * previewed. Source: developer.zuora.com, POST_PreviewOrder.
 */
export function previewOrder(sim: Sim, request: SimRequest): SimResponse {
  const given = givenBody(request);
  const options = neededObject(given, 'previewOptions');
  const types = options.previewTypes;
  if (!Array.isArray(types) || types.length === 0)
    throw refused('missingField', 'Missing required field previewTypes.');
  const wrong = types.find((each) => !previewTypes.includes(each as (typeof previewTypes)[number]));
  if (wrong !== undefined) throw refused('invalidValue', 'Invalid value for field previewTypes.');
  const plan = planOrder(sim, orderOf(given));
  const { document } = billPlan(plan, previewedTo(options, plan));
  const metrics = plan.subscriptions.map(({ before, after }) =>
    chargeMetrics(before, after, plan.levies, plan.made),
  );
  const previewResult = {
    ...(types.includes('BillingDocs') && shownDocuments(sim, document, plan)),
    ...(types.includes('ChargeMetrics') && { chargeMetrics: metrics }),
    ...(types.includes('OrderDeltaMetrics') && {
      orderDeltaMetrics: deltaMetrics(
        plan.subscriptions.flatMap(({ steps }) => steps),
        plan.made,
      ),
    }),
  };
  return { ...success({ previewResult }), note: { outcome: 'READ', objectType: 'OrderPreview' } };
}
