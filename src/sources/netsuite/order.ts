import Big from 'big.js';
import { money } from '../../canonical/money.ts';
import type { Ledger, LedgerOrder } from '../ledger.ts';
import type { CallOptions } from '../source.ts';
import type { Row } from '../http/reader.ts';
import type { Desk } from './desk.ts';
import type { Options } from './options.ts';

/** A line of an order as the record API shows it, in internal ids. */
export interface HeldLine {
  /** Its number, which stays with it. */
  readonly line: string;
  readonly lineId: string;
  readonly item: string;
  readonly quantity: string;
  readonly rate: string;
  readonly amount: string;
  readonly start: string | null;
  readonly end: string | null;
  readonly department: string | null;
  readonly class: string | null;
  readonly location: string | null;
  readonly closed: boolean;
}

/** An order as the record API shows it. */
export interface HeldOrder {
  readonly id: string;
  readonly number: string;
  readonly entity: string;
  readonly subsidiary: string;
  readonly currency: string;
  readonly date: string;
  readonly lines: readonly HeldLine[];
}

const idOf = (row: Row, name: string): string | null => row.rowOrNull(name)?.id('id') ?? null;

function lineOf(row: Row, options: Options): HeldLine {
  const line = row.id('line');
  const quantity = row.decimalOrNull('quantity') ?? '1';
  const amount = row.decimal('amount');
  return {
    line,
    // A line that people made has no name of ours.
    lineId: row.textOrNull(options.orderLine) ?? `line:${line}`,
    item: row.row('item').id('id'),
    quantity,
    rate:
      row.decimalOrNull('rate') ?? (new Big(quantity).eq(0) ? '0' : new Big(amount).div(quantity).toFixed()),
    amount,
    start: row.dateOrNull(options.recogniseFrom),
    end: row.dateOrNull(options.recogniseTo),
    department: idOf(row, 'department'),
    class: idOf(row, 'class'),
    location: idOf(row, 'location'),
    closed: row.boolOrNull('isClosed') ?? false,
  };
}

/** An order by external id as it is now, with its closed lines; null: none. */
export async function heldOrder(
  { orders, account }: Desk,
  externalId: string,
  call?: CallOptions,
): Promise<HeldOrder | null> {
  const record = await orders.read({ externalId }, call);
  if (record === null) return null;
  return {
    id: record.id('id'),
    number: record.text('tranId'),
    entity: record.row('entity').id('id'),
    subsidiary: record.row('subsidiary').id('id'),
    currency: record.row('currency').id('id'),
    date: record.date('tranDate'),
    lines: record
      .row('item')
      .rows('items')
      .map((row) => lineOf(row, account.options)),
  };
}

/**
 * An order in canonical words; null: none. Its closed lines are no part of what is agreed. A line without days of its own runs on the day
 * of the order.
 */
export async function orderOf(
  desk: Desk,
  externalId: string,
  call?: CallOptions,
): Promise<Awaited<ReturnType<Ledger['order']>>> {
  const held = await heldOrder(desk, externalId, call);
  if (held === null) return null;
  const { names } = desk;
  const open = held.lines.filter(({ closed }) => !closed);
  const all = (name: 'department' | 'class' | 'location') => open.flatMap((line) => line[name] ?? []);
  const [subsidiaries, currencies, departments, classes, locations] = await Promise.all([
    names.names('subsidiary', [held.subsidiary], call),
    names.names('currency', [held.currency], call),
    names.names('department', all('department'), call),
    names.names('class', all('class'), call),
    names.names('location', all('location'), call),
  ]);
  const currency = currencies.get(held.currency)!;
  const named = (ids: ReadonlyMap<string, string>, id: string | null) =>
    id === null ? null : (ids.get(id) ?? null);
  const lines = open.map((line): LedgerOrder['lines'][number] => ({
    lineId: line.lineId,
    item: line.item,
    quantity: line.quantity,
    rate: line.rate,
    amount: money(line.amount, currency).amount,
    start: line.start ?? held.date,
    end: line.end ?? line.start ?? held.date,
    dimensions: {
      department: named(departments, line.department),
      class: named(classes, line.class),
      location: named(locations, line.location),
    },
  }));
  return {
    id: held.id,
    number: held.number,
    externalId,
    customer: `id:${held.entity}`,
    legalEntity: subsidiaries.get(held.subsidiary)!,
    currency,
    date: held.date,
    lines,
  };
}
