import type { CustomerTimelineQuery } from '../../generated/graphql.ts';
import { money } from '../../parts/format.ts';
import { term } from '../../words/terms.ts';

export type Happened = NonNullable<
  NonNullable<CustomerTimelineQuery['customer']>['timeline']
>['edges'][number]['node'];

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What it is about: `invoice` of `invoice.issued`. */
export const nounOf = ({ type }: Happened): string => type.split('.')[0] ?? type;

/** The type as a person reads it: `invoice.partially_paid` is "Invoice partially paid". */
export const titleOf = ({ type }: Happened): string => term(type.replaceAll('.', '_'));

function wordOf(value: unknown): string | null {
  if (typeof value === 'string') return /^[A-Z]+(_[A-Z]+)*$/.test(value) ? term(value) : value;
  if (isFields(value) && typeof value['amount'] === 'string' && typeof value['currency'] === 'string')
    return money({ amount: value['amount'], currency: value['currency'] });
  return null;
}

/** Of the data of an event, what a person knows the thing by and what it came to. */
export function detailOf({ data }: Happened): string {
  if (!isFields(data)) return '';
  const held = Object.values(data).filter(isFields);
  const from = held[0] ?? data;
  const changed = Array.isArray(data['changed']) ? (data['changed'] as unknown[]) : [];
  const names = [
    'number',
    'name',
    'subject',
    'summary',
    'status',
    'total',
    'amount',
    'reason',
    'moneyAtRisk',
  ];
  const parts = names.flatMap((name) => wordOf(from[name]) ?? []);
  const fields = changed.filter((each): each is string => typeof each === 'string');
  return [...parts, ...(fields.length > 0 ? [fields.map((each) => term(each)).join(', ')] : [])].join(' · ');
}
