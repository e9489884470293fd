import { addDays, monthsBetween, addMonths } from '../canonical/day.ts';
import { type MonthAmount, recognised, summed } from '../canonical/revenue.ts';
import { worthOf } from '../canonical/worth.ts';
import type { BilledDocument, BillingOrder, SubscriptionNow } from '../sources/billing.ts';
import type { LedgerDimensions, LedgerOrder } from '../sources/ledger.ts';
import type { Items, PlannedLine } from './amendment-plan.ts';

/** What the lines of the ledger's order follow from. */
export interface LinesInput {
  readonly now: SubscriptionNow;
  readonly order: Omit<BillingOrder, 'orderNumber'>;
  readonly documents: readonly BilledDocument[];
  readonly former: LedgerOrder | null;
  /** SKU by external id of the price in billing. */
  readonly skus: Readonly<Record<string, string>>;
  /** List prices that the catalogue tells, by external id of the price, where no line of a document does. */
  readonly listPrices: Readonly<Record<string, string>>;
  /** Months of a billing period, by external id of the price. */
  readonly months: Readonly<Record<string, number>>;
  readonly dimensions: LedgerDimensions;
}

/** The ledger's lines once an order is in force. `unpriced`: what is added and nobody tells the price of. */
export interface Lines {
  readonly lines: readonly PlannedLine[];
  readonly unpriced: readonly string[];
  /** SKUs of which lines begin, end or move. */
  readonly concerned: readonly string[];
}

interface Segment {
  readonly itemId: string;
  readonly priceId: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly intervalMonths: number;
}

/** What changes every charge of a subscription. */
const wholly: ReadonlySet<string> = new Set(['CANCEL', 'SUSPEND', 'RESUME', 'RENEW']);

/** The first day that is no longer covered after an order, where it moves the term's end. */
export function termEndAfter(now: SubscriptionNow, order: LinesInput['order']): string | null {
  let end = now.termEnd;
  for (const action of order.actions) {
    if (action.type === 'TERMS' && action.termEnd !== null) end = action.termEnd;
    if (action.type === 'RENEW' && end !== null) end = addMonths(end, monthsBetween(now.termStart, end));
    if (action.type === 'CANCEL') end = order.effectiveDate;
  }
  return end;
}

/**
 * What the ledger's order must hold once a billing order is in force. A charge that changes ends on the day before, at what it was worth
 * until then, and begins anew; what does not change stays to the letter as the ledger has it. See docs/amendments.md.
 */
export function linesAfter(input: LinesInput): Lines {
  const { now, order, former, skus, dimensions } = input;
  const { effectiveDate, actions } = order;
  const kinds = new Set(actions.map(({ type }) => type));
  const end = termEndAfter(now, order) ?? addMonths(now.termStart, 12);
  const sku = (priceId: string): string => skus[priceId] ?? priceId;
  const concerned = new Set<string>();

  const lineOf = (
    segment: Segment,
    lineId: string | null,
    added: number | null,
    start: string,
    last: string,
  ): PlannedLine => ({
    lineId,
    added,
    sku: sku(segment.priceId),
    quantity: segment.quantity,
    rate: segment.unitPrice,
    amount: worthOf(segment, start, last, now.currency),
    start,
    end: addDays(last, -1),
    dimensions,
    item: null,
  });
  const kept = (line: LedgerOrder['lines'][number], priceId: string | null): PlannedLine => ({
    ...line,
    added: null,
    sku: priceId === null ? '' : sku(priceId),
  });

  const items = now.items.filter((item) => item.to === null || item.to > effectiveDate);
  const lines: PlannedLine[] = [];
  const untouched = (line: LedgerOrder['lines'][number]): boolean =>
    !items.some(({ itemId }) => chargeOf(line.lineId) === itemId);
  for (const line of former?.lines ?? []) if (untouched(line)) lines.push(kept(line, null));

  for (const item of items) {
    const own = (former?.lines ?? [])
      .filter(({ lineId }) => chargeOf(lineId) === item.itemId)
      .toSorted((a, b) => (a.start < b.start ? -1 : 1));
    const update = actions.find((each) => each.type === 'UPDATE_ITEM' && each.itemId === item.itemId);
    const removed = actions.some((each) => each.type === 'REMOVE_ITEM' && each.itemId === item.itemId);
    const moved = kinds.has('TERMS') && end !== now.termEnd;
    const whole = [...kinds].some((kind) => wholly.has(kind));
    const touched = removed || update !== undefined || whole || moved;
    const last = own.at(-1);
    // What the ledger was never told of, because it does not know the product, it is not told of now.
    if (!last && former && !touched) continue;
    if (touched || !last) concerned.add(sku(item.priceId));
    const open: PlannedLine = last
      ? kept(last, item.priceId)
      : lineOf(item, `${item.itemId}@${item.from}`, null, item.from, now.termEnd ?? end);
    for (const earlier of own.slice(0, -1)) lines.push(kept(earlier, item.priceId));
    const begin = (segment: Segment): void => {
      const line = lineOf(segment, `${item.itemId}@${effectiveDate}`, null, effectiveDate, end);
      lines.push({ ...line, dimensions: open.dimensions });
    };
    // Priced as the ledger has it: what is cut short is worth its part of what was agreed.
    const held: Segment = { ...item, quantity: open.quantity, unitPrice: open.rate };
    const cut = (at: string): void => {
      if (at > open.start)
        lines.push({
          ...open,
          end: addDays(at, -1),
          amount: worthOf(held, open.start, at, now.currency),
        });
    };
    if (removed || update || kinds.has('CANCEL') || kinds.has('SUSPEND')) {
      // A line that ended before is left alone: a subscription that is paused may be cancelled.
      if (open.end < effectiveDate) lines.push(open);
      else cut(effectiveDate);
      if (update?.type === 'UPDATE_ITEM')
        begin({
          ...item,
          quantity: update.quantity ?? item.quantity,
          unitPrice: update.unitPrice ?? item.unitPrice,
        });
    } else if (kinds.has('RESUME') || kinds.has('RENEW')) {
      lines.push(open);
      begin(item);
    } else if (moved)
      lines.push({
        ...open,
        end: addDays(end, -1),
        amount: worthOf(held, open.start, end, now.currency),
      });
    else lines.push(open);
  }

  const unpriced: string[] = [];
  let added = 0;
  for (const action of actions) {
    if (action.type !== 'ADD_ITEM') continue;
    const { priceId } = action;
    concerned.add(sku(priceId));
    const told = input.documents
      .flatMap((document) => document.lines)
      .find((line) => line.priceId === priceId && !now.items.some(({ itemId }) => itemId === line.itemId));
    const unitPrice = action.unitPrice ?? told?.unitPrice ?? input.listPrices[priceId];
    if (unitPrice === undefined) unpriced.push(sku(priceId));
    const segment = {
      itemId: '',
      priceId,
      quantity: action.quantity ?? '1',
      unitPrice: unitPrice ?? '0',
      intervalMonths: input.months[priceId] ?? 1,
    };
    lines.push(lineOf(segment, null, added++, effectiveDate, end));
  }
  return {
    lines: lines.toSorted(byPlace),
    unpriced,
    concerned: [...concerned].toSorted(),
  };
}

/** The charge of a line of the ledger: `<charge>@<start>`. */
export const chargeOf = (lineId: string): string => lineId.split('@', 1)[0]!;

const placeOf = ({ lineId, added, start }: PlannedLine): string =>
  lineId === null ? `~${String(added).padStart(4, '0')}` : `${chargeOf(lineId)}@${start}`;
const byPlace = (a: PlannedLine, b: PlannedLine): number => (placeOf(a) < placeOf(b) ? -1 : 1);

/** What is recognised of planned lines by month: of those whose item has a rule. */
export function revenueOf(
  lines: readonly PlannedLine[],
  items: Items,
  currency: string,
): readonly MonthAmount[] {
  const byId = new Map(Object.values(items).map((item) => [item.externalId, item]));
  const ruled = lines.filter((line) => {
    const item = line.item === null ? items[line.sku] : byId.get(line.item);
    return item ? item.revenueRule !== null : line.item !== null;
  });
  return summed(
    ruled.map(({ amount, start, end }) => recognised(amount, start, end, currency)),
    currency,
  );
}
