import { dateText, type Day } from '../world/days.ts';
import type { DraftLine } from './billing.ts';
import { type Levy, taxOn } from './tax.ts';

/** A line of a document with its taxes; amounts in cents, with the sign they have on the document. `to` is the day after the last. */
export interface DocumentLine {
  readonly subscription: string;
  readonly chargeNumber: string;
  readonly chargeName: string;
  readonly productRatePlanChargeId: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly from: Day;
  readonly to: Day;
  readonly cents: bigint;
  readonly taxes: readonly (Levy & { readonly cents: bigint })[];
}

/** What is to become an invoice or a credit memo. */
export interface DocumentDraft {
  readonly kind: 'INVOICE' | 'CREDIT_MEMO';
  readonly targetDate: Day;
  readonly lines: readonly DocumentLine[];
}

function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

export function netOf({ lines }: DocumentDraft): bigint {
  return sum(lines.map((line) => line.cents));
}

export function taxOf({ lines }: DocumentDraft): bigint {
  return sum(lines.map(lineTax));
}

export function lineTax(line: DocumentLine): bigint {
  return sum(line.taxes.map((tax) => tax.cents));
}

function turned(line: DocumentLine): DocumentLine {
  return { ...line, cents: -line.cents, taxes: line.taxes.map((tax) => ({ ...tax, cents: -tax.cents })) };
}

/** One document of signed lines: an invoice, or a credit memo with all signs turned when the sum is negative; none of no lines. */
function documentOf(lines: readonly DocumentLine[], targetDate: Day): DocumentDraft | null {
  if (lines.length === 0) return null;
  const invoice: DocumentDraft = { kind: 'INVOICE', targetDate, lines };
  return netOf(invoice) >= 0n ? invoice : { kind: 'CREDIT_MEMO', targetDate, lines: lines.map(turned) };
}

/** The document of an order's lines; tax by line and jurisdiction, each rounded. */
export function draftDocument(
  lines: readonly DraftLine[],
  levies: readonly Levy[],
  targetDate: Day,
): DocumentDraft | null {
  const taxed = lines.map((line): DocumentLine => ({
    subscription: line.subscription,
    chargeNumber: line.charge.number,
    chargeName: line.charge.name,
    productRatePlanChargeId: line.charge.productRatePlanChargeId,
    quantity: line.quantity,
    unitPrice: line.price,
    from: line.from,
    to: line.to,
    cents: line.cents,
    taxes: levies.map((levy) => ({ ...levy, cents: taxOn(line.cents, levy.rate) })),
  }));
  return documentOf(taxed, targetDate);
}

/** The document that takes another one back, line for line. */
export function contrary(draft: DocumentDraft, targetDate: Day): DocumentDraft | null {
  const signed = draft.kind === 'INVOICE' ? draft.lines : draft.lines.map(turned);
  return documentOf(signed.map(turned), targetDate);
}

/** A draft as it is kept with its order; cents are text, as JSON has no whole numbers of any size. */
export function keptDraft(draft: DocumentDraft | null): string {
  return JSON.stringify(draft, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
}

/** The draft that was kept. */
export function draftOf(text: string): DocumentDraft | null {
  return JSON.parse(text, (key, value: unknown) =>
    key === 'cents' ? BigInt(value as string) : value,
  ) as DocumentDraft | null;
}

/** The last day of a line, as documents have it. */
export function lastDay(line: DocumentLine): string {
  return dateText(line.to - 1);
}
