// Values as a person reads them. Amounts stay decimal text: they are grouped, never computed with.

/** `1234567.5` as `1,234,567.50`; digits are kept as they are beyond `digits`. */
export function decimal(text: string, digits = 0): string {
  const [whole = '0', fraction = ''] = text.replace(/^[-+]/, '').split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');
  const padded = fraction.padEnd(digits, '0');
  return `${text.startsWith('-') ? '−' : ''}${grouped}${padded === '' ? '' : `.${padded}`}`;
}

/** A share as a percentage, by moving its point: `0.0625` as `6.25 %`. */
export function percent(text: string): string {
  const [whole = '0', fraction = ''] = text.split('.');
  const moved = `${whole}${fraction.padEnd(2, '0').slice(0, 2)}`.replace(/^(-?)0+(?=\d)/, '$1');
  const rest = fraction.slice(2).replace(/0+$/, '');
  return `${moved}${rest === '' ? '' : `.${rest}`} %`;
}

/** Digits behind the point by which a currency is written (ISO 4217). */
const digitsOf = (currency: string): number =>
  // What is no code of a currency at all is shown as it is, rather than not at all.
  /^[A-Za-z]{3}$/.test(currency)
    ? (new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2)
    : 0;

/** An amount with its currency: `EUR 1,250.00`. */
export const money = ({ amount, currency }: { readonly amount: string; readonly currency: string }): string =>
  `${currency} ${decimal(amount, digitsOf(currency))}`;

const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** A span of time by its two largest units: `2 d 4 h`, `38 s`, `120 ms`. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  const first = units.findIndex(([, length]) => ms >= length);
  const [name, length] = units[first]!;
  const [nextName, nextLength] = units[first + 1] ?? ['', 0];
  const rest = nextLength === 0 ? 0 : Math.floor((ms % length) / nextLength);
  return `${Math.floor(ms / length)} ${name}${rest === 0 ? '' : ` ${rest} ${nextName}`}`;
}

/** A span by its largest unit alone: `2 d`. */
export const roughly = (ms: number): string =>
  ms < 1_000 ? 'now' : duration(ms).split(' ').slice(0, 2).join(' ');

/** Seen from now: `5 min ago`, `in 2 h`. */
export function relative(at: number, now: number): string {
  const span = Math.abs(now - at);
  if (!Number.isFinite(span)) return '–';
  if (span < 1_000) return 'now';
  return at <= now ? `${roughly(span)} ago` : `in ${roughly(span)}`;
}

/** An instant in full: `2026-11-21 14:03:05 UTC`, or in the zone of the browser; what is none as it is. */
export function instant(iso: string, utc: boolean): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  if (utc) return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return `${at.toLocaleString('sv-SE')} ${zone}`;
}
