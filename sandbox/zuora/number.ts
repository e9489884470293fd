import type { Sim } from '../kit/types.ts';

/** Where the numbers with a prefix are kept. */
const kept = {
  'A-S': ['subscription', 'name'],
  'C-': ['rate_plan_charge', 'chargeNumber'],
  'SRP-': ['rate_plan', 'subscriptionRatePlanNumber'],
  'O-': ['customer_order', 'orderNumber'],
  INV: ['invoice', 'invoiceNumber'],
  CM: ['credit_memo', 'memoNumber'],
} as const;

export type Prefix = keyof typeof kept;

/** The number after the `ahead` next ones, of eight digits; those that callers have chosen in another form do not count. */
export function freeNumber(sim: Sim, prefix: Prefix, ahead = 0): string {
  const [table, column] = kept[prefix];
  const row = sim.db
    .prepare(
      `select "${column}" as last from ${table} where "${column}" glob ? order by "${column}" desc limit 1`,
    )
    .get(`${prefix}${'[0-9]'.repeat(8)}`);
  const last = Number(String(row?.last ?? '').slice(prefix.length));
  return `${prefix}${String(last + 1 + ahead).padStart(8, '0')}`;
}

/** Whether a number is in use. */
export function isTaken(sim: Sim, prefix: Prefix, number: string): boolean {
  const [table, column] = kept[prefix];
  return (
    sim.db.prepare(`select 1 as taken from ${table} where "${column}" = ? limit 1`).get(number) !== undefined
  );
}
